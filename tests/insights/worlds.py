"""Small worlds of rows, drawn at random. The vocabulary is the same in every world; meetings, who was there,
what was said, and what themes are built from differ. Worlds are stored as rows, without services: whatever the
database can hold must be counted right (`slow_count`)."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction
from hypothesis import strategies as st

from dialogues.meetings.services import plan_days
from dialogues.models import Assignment, Dialogue, Participation, Question
from insights.models import Insight, Raiser, Tag, Tagging, Theme, ThemeEvidence, Tip
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
