"""Small worlds of rows, drawn at random, and their figures counted slowly, one rule of the counting table of
DESIGN (docs/counting.md) after the other, in plain Python and without the product's own counting.

The vocabulary is the same in every world; meetings, who was there, what was said, and what themes are built
from differ. Worlds are stored as rows, without services: whatever the database can hold must be counted right.
"""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction
from hypothesis import strategies as st

from dialogues.meetings.services import plan_days
from dialogues.models import Assignment, Dialogue, Participation, Question
from insights.models import Insight, Raiser, Tag, Tagging, Theme, ThemeEvidence, Tip
from insights.summary.scope import Scope
from project.accounts.matrix import Role
from project.common.dates import Period
from stakeholders.models import ActorType, Organisation, ReportGroup
from tests.factories import make_actor_type, make_assignment, make_county, make_question_set, make_user

# By key: the report group, and whether it is sensitive.
TYPES = {
    "kommun": ("kommuner", False),
    "region": ("andra", False),
    "trossamfund": ("civila", True),
    "forening": ("civila", True),
    "privat": ("civila", False),
    "okand": ("andra", False),
    "egen": ("andra", False),
}
GROUPS = ("kommuner", "civila", "andra")
GUARDED = {"civila"}
EXTERNAL = [key for key in TYPES if key != "egen"]
LIMIT = 5

# By name: the actor type of today, the county, and how it is published.
ACTORS = {
    "K1": ("kommun", "12", "name"),
    "K2": ("kommun", "23", "name"),
    "K3": ("kommun", "12", "not_counted"),
    "R1": ("region", "23", "name"),
    "S1": ("trossamfund", "12", "type"),
    "S2": ("trossamfund", "12", "type"),
    "S3": ("trossamfund", "23", "not_counted"),
    "S4": ("trossamfund", None, "name"),
    "F1": ("forening", "12", "type"),
    "F2": ("forening", None, "type"),
    "F3": ("forening", "23", "type"),
    "VI": ("egen", "12", "name"),
}
# By key: parent, and whether it is retired.
TAGS = {
    "A": (None, False),
    "A-1": ("A", False),
    "A-2": ("A", True),
    "B": (None, False),
    "B-1": ("B", False),
    "C": (None, True),
}
THEMES = ("T1", "T2", "T3")
TIPS = ("TIP-1", "TIP-2")
DAYS = [
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 3, 4),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2026, 12, 31),
]
PEOPLE = ("analyst", "member", "outsider")


@dataclass(frozen=True)
class Seat:
    """Somebody at a meeting: an actor, or only an actor type. The type is the one at the time."""

    actor: str | None
    type: str
    attendance: str
    headcount: int | None


@dataclass(frozen=True)
class Heard:
    """An insight: `by` are numbers of the meeting's seats, and actor types nobody is named for."""

    by: tuple
    tags: frozenset[str]
    question: int | None
    kind: str
    channel: str
    removed: bool
    stances: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Met:
    """A meeting, with who was there and what was said."""

    days: dict = field(hash=False)
    status: str
    kind: str
    form: str
    protection: str
    member_in_team: bool
    removed: bool
    assigned: bool
    seats: tuple[Seat, ...]
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class World:
    meetings: tuple[Met, ...]
    themes: dict[str, tuple[str, frozenset[str]]] = field(hash=False)  # key: (status, tags)
    tips: dict[str, tuple[str, frozenset[str]]] = field(hash=False)


# Drawing

_some_tags = st.frozensets(st.sampled_from(list(TAGS)), max_size=3)


@st.composite
def _days(draw) -> dict:
    first = draw(st.sampled_from(DAYS))
    precision = draw(st.sampled_from(["day", "day", "day", "span", "month", "quarter", "year", "unknown"]))
    last = draw(st.sampled_from([d for d in DAYS if d >= first]))
    return plan_days(first, precision, last)


@st.composite
def _seats(draw) -> tuple[Seat, ...]:
    attendance = st.sampled_from(["present", "present", "present", "expected", "apologies", "absent"])
    headcount = st.none() | st.integers(0, 9)
    named = [
        # The type at the time may differ from the one of today.
        Seat(actor, draw(st.sampled_from([ACTORS[actor][0]] * 4 + ["kommun", "forening"])), how, n)
        for actor, how, n in draw(
            st.lists(
                st.tuples(st.sampled_from(list(ACTORS)), attendance, headcount),
                min_size=1,
                max_size=8,
                unique_by=lambda s: s[0],
            )
        )
    ]
    only = st.tuples(st.sampled_from(list(TYPES)), attendance, headcount)
    return (
        *named,
        *(Seat(None, *s) for s in draw(st.lists(only, max_size=2, unique_by=lambda s: s[0]))),
    )


@st.composite
def _heard(draw, seats: tuple[Seat, ...]) -> Heard:
    voices = st.sampled_from(list(TYPES)) | (
        st.integers(0, len(seats) - 1) if seats else st.sampled_from(list(TYPES))
    )
    return Heard(
        by=tuple(draw(st.lists(voices, min_size=1, max_size=3, unique=True))),
        tags=draw(_some_tags),
        question=draw(st.sampled_from([None, 1, 2])),
        kind=draw(st.sampled_from(["behov", "risk"])),
        channel=draw(st.sampled_from(["runda", "chatt"])),
        removed=draw(st.integers(0, 7)) == 0,
        stances=tuple(
            draw(
                st.dictionaries(
                    st.sampled_from(THEMES),
                    st.sampled_from(["supports", "contradicts", "nuances", "left_out"]),
                    max_size=2,
                )
            ).items()
        ),
    )


@st.composite
def _meetings(draw) -> Met:
    seats = draw(_seats())
    return Met(
        days=draw(_days()),
        status=draw(
            st.sampled_from([*["held"] * 4, "processed", "documented", "fed_back", "planned", "cancelled"])
        ),
        kind=draw(st.sampled_from([*["dialogue"] * 6, "feedback", "coordination"])),
        form=draw(st.sampled_from(["fysiskt", "digitalt"])),
        protection=draw(st.sampled_from(["open", "internal", "restricted"])),
        member_in_team=draw(st.booleans()),
        removed=draw(st.integers(0, 7)) == 0,
        assigned=draw(st.booleans()),
        seats=seats,
        heard=tuple(draw(st.lists(_heard(seats), min_size=1, max_size=4))),
    )


@st.composite
def worlds(draw) -> World:
    status = st.sampled_from(["adopted", "adopted", "candidate", "retired"])
    published = st.sampled_from(["published", "proposed", "retired"])
    return World(
        meetings=tuple(draw(st.lists(_meetings(), min_size=2, max_size=6))),
        themes={key: (draw(status), draw(_some_tags)) for key in THEMES},
        tips={key: (draw(published), draw(_some_tags)) for key in TIPS},
    )


@st.composite
def asked(draw) -> dict:
    """What a summary is asked for: period and filters, as keywords of a scope."""
    first, last = draw(st.none() | st.sampled_from(DAYS)), draw(st.none() | st.sampled_from(DAYS))
    if first and last and last < first:
        first, last = last, first
    filters = {
        "county": st.sampled_from(["12", "23"]),
        "assignment": st.just("uppdraget"),
        "actor_type": st.sampled_from(EXTERNAL),
        "question": st.sampled_from(["q-1", "q-2"]),
        "kind": st.just("behov"),
        "channel": st.just("chatt"),
    }
    chosen = draw(st.lists(st.sampled_from(list(filters)), max_size=2, unique=True))
    return {"period": Period(first, last), **{name: draw(filters[name]) for name in chosen}}


# Storing


def make_vocabulary() -> dict:
    """What all worlds share: people, actors, questions and the codebook. Gives the people by name."""
    people = {
        "analyst": make_user("analyst", Role.ANALYST),
        "member": make_user("member", Role.COORDINATOR),
        "outsider": make_user("outsider", Role.COORDINATOR),
        "owner": make_user("owner", Role.COORDINATOR),
        "reader": make_user("reader", Role.READER),
    }
    for order, key in enumerate(GROUPS):
        ReportGroup.objects.create(key=key, name_sv=key, name_en=key, order=order)
    for key, (group, sensitive) in TYPES.items():
        group = ReportGroup.objects.get(key=group)
        made = make_actor_type(key, sensitive=sensitive)
        ActorType.objects.filter(pk=made.pk).update(report_group=group)
    counties = {code: make_county(code, code) for code in ("12", "23")}
    for name, (kind, county, publish_as) in ACTORS.items():
        Organisation.objects.create(
            name=name,
            sort_key=name.lower(),
            folded_name=name.lower(),
            actor_type=ActorType.objects.get(key=kind),
            county=counties.get(county),
            publish_as=publish_as,
        )
    make_assignment(people["analyst"], key="uppdraget")
    make_question_set(2, key="q")
    for order, (key, (parent, retired)) in enumerate(TAGS.items()):
        Tag.objects.create(
            key=key,
            name_sv=key,
            parent=parent and Tag.objects.get(key=parent),
            order=order,
            retired_on=date(2026, 1, 1) if retired else None,
        )
    # One that was merged away keeps nothing: the survivor has its taggings.
    Tag.objects.create(key="X", name_sv="X", order=99, merged_into=Tag.objects.get(key="B"))
    for order, key in enumerate(THEMES):
        Theme.objects.create(key=key, title_sv=key, order=order)
    for number, key in enumerate(TIPS, 1):
        Tip.objects.create(key=key, number=number, text_sv=key)
    return people


@contextmanager
def stored(world: World, people: dict):
    """The world's rows in the database, gone again afterwards."""
    with transaction.atomic():
        _Storing(people).store(world)
        yield
        transaction.set_rollback(True)


class _Storing:
    """Writes each kind of rows at once."""

    def __init__(self, people: dict):
        self.owner, self.member = people["owner"], people["member"]
        self.types = {t.key: t for t in ActorType.objects.all()}
        self.actors = {o.name: o for o in Organisation.objects.all()}
        self.tags = {t.key: t for t in Tag.objects.all()}
        self.themes = {t.key: t for t in Theme.objects.all()}
        self.tips = {t.key: t for t in Tip.objects.all()}
        self.questions = {q.number: q for q in Question.objects.all()}
        self.assignment = Assignment.objects.get()

    def store(self, world: World) -> None:
        for rows, drawn, through, name in (
            (self.themes, world.themes, Theme.tags.through, "theme"),
            (self.tips, world.tips, Tip.tags.through, "tip"),
        ):
            pairs = []
            for key, (status, tags) in drawn.items():
                rows[key].status = status
                pairs += [through(**{name: rows[key]}, tag=self.tags[tag]) for tag in tags]
            through._meta.get_field(name).related_model.objects.bulk_update(rows.values(), ["status"])
            through.objects.bulk_create(pairs)
        dialogues = Dialogue.objects.bulk_create(map(self._dialogue, world.meetings))
        self._store_teams(world, dialogues)
        seats = self._store_seats(world, dialogues)
        self._store_insights(world, dialogues, seats)

    def _dialogue(self, met: Met) -> Dialogue:
        return Dialogue(
            title="Möte",
            **met.days,
            status=met.status,
            cancellation_reason="Snö" if met.status == "cancelled" else "",
            kind=met.kind,
            form=met.form,
            protection=met.protection,
            owner=self.owner,
            assignment=self.assignment if met.assigned else None,
            removed_at=_REMOVED if met.removed else None,
        )

    def _store_teams(self, world: World, dialogues) -> None:
        team = Dialogue.team.through
        rows = []
        for met, dialogue in zip(world.meetings, dialogues, strict=True):
            people = [self.owner, self.member] if met.member_in_team else [self.owner]
            rows += [team(dialogue=dialogue, user=user) for user in people]
        team.objects.bulk_create(rows)

    def _store_seats(self, world: World, dialogues) -> list[list[Participation]]:
        seats = [
            [
                Participation(
                    dialogue=dialogue,
                    organisation=self.actors[s.actor] if s.actor else None,
                    actor_type=self.types[s.type],
                    attendance=s.attendance,
                    headcount=s.headcount,
                )
                for s in met.seats
            ]
            for met, dialogue in zip(world.meetings, dialogues, strict=True)
        ]
        Participation.objects.bulk_create([p for some in seats for p in some])
        return seats

    def _store_insights(self, world: World, dialogues, seats) -> None:
        insights, raisers, taggings, evidence = [], [], [], []
        for met, dialogue, there in zip(world.meetings, dialogues, seats, strict=True):
            for heard in met.heard:
                insight = self._insight(dialogue, heard)
                insights.append(insight)
                for by in heard.by:
                    seat = there[by] if isinstance(by, int) else None
                    kind = seat.actor_type if seat else self.types[by]
                    raisers.append(Raiser(insight=insight, participation=seat, actor_type=kind))
                taggings += [
                    Tagging(insight=insight, tag=self.tags[t], tagger=self.owner) for t in heard.tags
                ]
                evidence += [
                    ThemeEvidence(insight=insight, theme=self.themes[t], stance=s, by=self.owner)
                    for t, s in heard.stances
                ]
        Insight.objects.bulk_create(insights)
        Raiser.objects.bulk_create(raisers)
        Tagging.objects.bulk_create(taggings)
        ThemeEvidence.objects.bulk_create(evidence)

    def _insight(self, dialogue: Dialogue, heard: Heard) -> Insight:
        return Insight(
            dialogue=dialogue,
            text="Ord",
            author=self.owner,
            question=self.questions.get(heard.question),
            kind=heard.kind,
            channel=heard.channel,
            removed_at=_REMOVED if heard.removed else None,
        )


_REMOVED = datetime(2026, 1, 1, tzinfo=UTC)


# Counting, slowly


def scope_of(people: dict, name: str | None, asked: dict) -> Scope:
    """The product's scope for somebody's question; without a name, of what is published, where one cannot
    ask for more than a period."""
    return Scope(user=people[name], **asked) if name else Scope(period=asked["period"])


class Slow:
    """The figures of a world as somebody may see them; without a name, as published."""

    def __init__(self, world: World, name: str | None, asked: dict):
        self.world, self.name = world, name
        self.published = name is None
        self.asked = asked = {"period": asked["period"]} if self.published else asked
        self.meetings = [m for m in world.meetings if self._in_scope(m)]
        kind = asked.get("actor_type")
        self.dialogues = [m for m in self.meetings if not kind or self._has(m, kind)]
        self.said = [(m, h) for m in self.meetings for h in m.heard if self._counts(m, h)]

    # Over what

    def _in_scope(self, m: Met) -> bool:
        if m.removed or m.status in ("planned", "cancelled") or m.kind == "coordination":
            return False
        if m.protection == "restricted" and not self._sees_restricted(m):
            return False
        first, last = self.asked["period"].first, self.asked["period"].last
        day, end = m.days["first_day"], m.days["last_day"]
        if (first or last) and day is None:
            return False
        if (first and day < first) or (last and end > last):
            return False
        if self.asked.get("assignment") and not m.assigned:
            return False
        county = self.asked.get("county")
        return not county or any(
            s.actor and ACTORS[s.actor][1] == county and s.type != "egen" and s.attendance == "present"
            for s in m.seats
        )

    def _sees_restricted(self, m: Met) -> bool:
        return self.name == "analyst" or (self.name == "member" and m.member_in_team)

    def _has(self, m: Met, kind: str) -> bool:
        return any(s.type == kind and s.attendance == "present" for s in m.seats)

    def _counts(self, m: Met, h: Heard) -> bool:
        if h.removed:
            return False
        if self.asked.get("question") and f"q-{h.question}" != self.asked["question"]:
            return False
        if any(
            self.asked.get(name, value) != value for name, value in (("kind", h.kind), ("channel", h.channel))
        ):
            return False
        kind = self.asked.get("actor_type")
        kinds = {m.seats[by].type if isinstance(by, int) else by for by in h.by}
        if kind and kind not in kinds:
            return False
        # What only actors said that are not to be counted in publications does not count there.
        outside = self._all_voices(m, h)
        return not (self.published and outside and not self._voices(m, h))

    # Who

    def column(self, kind: str) -> str:
        return TYPES[kind][0] if self.published else kind

    def columns(self) -> list[str]:
        if self.published:
            return list(GROUPS)
        kind = self.asked.get("actor_type")
        return [kind] if kind else EXTERNAL

    def known_columns(self) -> list[str]:
        return [c for c in self.columns() if c != "okand"]

    def present(self, m: Met) -> list[Seat]:
        """The seats that count at a meeting."""
        kind = self.asked.get("actor_type")
        return [
            s
            for s in m.seats
            if s.attendance == "present"
            and s.type != "egen"
            and (not kind or s.type == kind)
            and not (self.published and s.actor and ACTORS[s.actor][2] == "not_counted")
        ]

    def _all_voices(self, m: Met, h: Heard) -> set[tuple[str, str | None]]:
        """(actor type, actor where it is known) of whoever raised an insight, not ourselves."""
        kind = self.asked.get("actor_type")
        found = {(m.seats[by].type, m.seats[by].actor) if isinstance(by, int) else (by, None) for by in h.by}
        return {(t, a) for t, a in found if t != "egen" and (not kind or t == kind)}

    def _voices(self, m: Met, h: Heard) -> set[tuple[str, str | None]]:
        """The same by column, without those who do not count."""
        voices = self._all_voices(m, h)
        if self.published:
            voices = {(t, a) for t, a in voices if not (a and ACTORS[a][2] == "not_counted")}
        return {(self.column(t), a) for t, a in voices}

    # What

    def with_tag(self, key: str) -> list:
        own = {key, *(k for k, (parent, _retired) in TAGS.items() if parent == key)}
        return [(m, h) for m, h in self.said if h.tags & own]

    def in_theme(self, key: str) -> list:
        tags = self.world.themes[key][1]
        own = tags | {k for k, (parent, _retired) in TAGS.items() if parent in tags}
        return [
            (m, h)
            for m, h in self.said
            if dict(h.stances).get(key) == "supports" or (key not in dict(h.stances) and h.tags & own)
        ]

    def adopted(self) -> list[str]:
        return [key for key in THEMES if self.world.themes[key][0] == "adopted"]

    def cell(self, members: list, columns: list[str]) -> dict[str, int]:
        """The four figures of some insights, of those whom the columns hold."""
        heard, present = set(), set()
        for m, h in members:
            kinds = {c for c, _a in self._voices(m, h)} & set(columns)
            heard |= {a for c, a in self._voices(m, h) if a and c in columns}
            present |= {s.actor for s in self.present(m) if s.actor and self.column(s.type) in kinds}
        return {
            "insights": len(members),
            "dialogues": len({id(m) for m, _h in members}),
            "heard_from": len(heard),
            "present_at_most": len(present),
        }

    def raised_by(self, members: list, column: str) -> list:
        return [(m, h) for m, h in members if column in {c for c, _a in self._voices(m, h)}]

    def is_hidden(self, members: list, column: str) -> bool:
        """Fewer than five distinct actors of a guarded group at the dialogues of its insights."""
        own = self.raised_by(members, column)
        there = {
            s.actor for m, _h in own for s in self.present(m) if s.actor and self.column(s.type) == column
        }
        return self.published and column in GUARDED and bool(own) and len(there) < LIMIT

    # All of it

    def figures(self) -> dict[str, int | None]:
        """Every figure by its key, but of commitments; None for one that is hidden."""
        return {**self._meeting_figures(), **self._presence_figures(), **self._insight_figures()}

    def _meeting_figures(self) -> dict:
        found = {"dialogues": len(self.dialogues)}
        for column in self.known_columns():
            found[f"dialogues/actor_type/{column}"] = self.out_of(column)
        by: dict[str, int] = defaultdict(int)
        for m in self.dialogues:
            by[f"form/{m.form}"] += 1
            first, last = m.days["first_day"], m.days["last_day"]
            if first and first.year == last.year:
                by[f"year/{first.year}"] += 1
                halves = {1 if d.month < 7 else 2 for d in (first, last)}
                if len(halves) == 1:
                    by[f"half_year/{first.year}-{halves.pop()}"] += 1
        return found | {f"dialogues/{key}": n for key, n in by.items()}

    def out_of(self, column: str) -> int:
        """The counted dialogues at which the column was present."""
        return sum(any(self.column(s.type) == column for s in self.present(m)) for m in self.dialogues)

    def _presence_figures(self) -> dict:
        seats = [s for m in self.meetings for s in self.present(m)]
        found = {
            "organisations": len({s.actor for s in seats if s.actor}),
            "attendances": sum(s.headcount or 0 for s in seats),
        }
        for column in self.columns():
            own = [s for s in seats if self.column(s.type) == column]
            found[f"organisations/{column}"] = len({s.actor for s in own if s.actor})
            found[f"attendances/{column}"] = sum(s.headcount or 0 for s in own)
        return found

    def _insight_figures(self) -> dict:
        found = {
            "insights": len(self.said),
            "taggings": sum(len(h.tags) for _m, h in self.said),
            "insights/theme/none": sum(
                not any(any(h is other for _n, other in self.in_theme(key)) for key in self.adopted())
                for _m, h in self.said
            ),
        }
        for _m, h in self.said:
            keys = [f"kind/{h.kind}", f"channel/{h.channel}"]
            for key in [*keys, f"question/q-{h.question}"] if h.question else keys:
                found[f"insights/{key}"] = found.get(f"insights/{key}", 0) + 1
        for column in self.columns():
            found[f"insights/actor_type/{column}"] = len(self.raised_by(self.said, column))
        for key in TAGS:
            found |= self._line(f"tag/{key}", self.with_tag(key))
        for key in self.adopted():
            found |= self._line(f"theme/{key}", self.in_theme(key))
        for key, (status, tags) in self.world.tips.items():
            if status == "published":
                sharing = {id(h) for tag in tags for _m, h in self.with_tag(tag)}
                found[f"tip/{key}/insights"] = len(sharing)
        return found

    def _line(self, prefix: str, members: list) -> dict:
        found = {}
        some_hidden = any(self.is_hidden(members, column) for column in self.columns())
        for name, value in self.cell(members, self.columns()).items():
            found[f"{prefix}/{name}"] = None if some_hidden else value
        for column in self.columns():
            own = self.raised_by(members, column)
            hidden = self.is_hidden(members, column)
            for name, value in self.cell(own, [column]).items() if own else ():
                found[f"{prefix}/{column}/{name}"] = None if hidden else value
        return found
