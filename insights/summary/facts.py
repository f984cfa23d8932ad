"""The rows that figures are counted from, read in a handful of queries and held as plain values."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from insights.codebook.models import Tag
from insights.summary.scope import Scope
from insights.tagging.models import Raiser, Tagging
from insights.themes.models import Theme, ThemeEvidence
from insights.tips.models import Tip
from stakeholders.models import ActorType, ReportGroup


@dataclass(frozen=True)
class Meeting:
    """`first` and `last` are the days it is known to lie in, None where the date is unknown."""

    first: date | None
    last: date | None
    form: str
    kind: str
    restricted: bool


@dataclass(frozen=True)
class Presence:
    """One present participation. `organisation` is None for an actor type without one; `headcount` None
    where it is unknown."""

    meeting: int
    organisation: int | None
    column: str
    headcount: int | None
    in_publications: bool = True


@dataclass(frozen=True)
class Said:
    """One insight: its meeting, and by what it is broken down."""

    meeting: int
    question: str
    channel: str
    kind: str


@dataclass(frozen=True)
class Voice:
    """One raiser of an insight. `organisation` is None where it is not known which."""

    insight: int
    column: str
    organisation: int | None
    in_publications: bool = True


@dataclass(frozen=True)
class Column:
    """A column of the tables: an actor type, or a report group. `guarded` where small cells are hidden,
    `known` where one can say "of n"."""

    key: str
    label: str
    guarded: bool
    known: bool = True


@dataclass
class Facts:
    """Rows of one scope. Columns are actor types until `publishable` makes them report groups."""

    columns: list[Column]
    meetings: dict[int, Meeting]
    presences: list[Presence]
    said: dict[int, Said]
    voices: list[Voice]
    tags_of: dict[int, set[int]]
    dialogues: set[int] = field(default_factory=set)
    tags: list[Tag] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    tags_of_theme: dict[int, set[int]] = field(default_factory=dict)
    tips: list[Tip] = field(default_factory=list)
    tags_of_tip: dict[int, set[int]] = field(default_factory=dict)
    stances: dict[int, dict[int, str]] = field(default_factory=dict)
    groups: list[Column] = field(default_factory=list)
    group_of: dict[str, str] = field(default_factory=dict)

    def publishable(self) -> "Facts":
        """The same without restricted meetings and without organisations that are not to be counted in
        publications, by report group."""
        meetings = {pk: m for pk, m in self.meetings.items() if not m.restricted}
        presences = [
            Presence(p.meeting, p.organisation, self.group_of[p.column], p.headcount)
            for p in self.presences
            if p.meeting in meetings and p.in_publications
        ]
        heard = {pk for pk, s in self.said.items() if s.meeting in meetings}
        voices = [
            Voice(v.insight, self.group_of[v.column], v.organisation)
            for v in self.voices
            if v.insight in heard and v.in_publications
        ]
        # What only organisations raised that are not to be counted is left out, as in `publishable` of insights.
        left_out = {v.insight for v in self.voices} - {v.insight for v in voices}
        said = {pk: self.said[pk] for pk in heard - left_out}
        return Facts(
            columns=self.groups,
            meetings=meetings,
            presences=presences,
            said=said,
            voices=voices,
            tags_of={pk: tags for pk, tags in self.tags_of.items() if pk in said},
            dialogues=self.dialogues & set(meetings),
            tags=self.tags,
            themes=self.themes,
            tags_of_theme=self.tags_of_theme,
            tips=self.tips,
            tags_of_tip=self.tags_of_tip,
            stances=self.stances,
            groups=self.groups,
            group_of={g.key: g.key for g in self.groups},
        )


def read_facts(scope: Scope) -> Facts:
    """The rows of a scope."""
    types = list(ActorType.objects.external().select_related("report_group").order_by("order", "pk"))
    meetings = {
        pk: Meeting(first, last, form, kind, protection == "restricted")
        for pk, first, last, form, kind, protection in scope.meetings().values_list(
            "pk", "first_day", "last_day", "form", "kind", "protection"
        )
    }
    presences = [
        Presence(meeting, organisation, column, headcount, publish_as != "not_counted")
        for meeting, organisation, column, headcount, publish_as in scope.participations().values_list(
            "dialogue_id", "organisation_id", "actor_type__key", "headcount", "organisation__publish_as"
        )
    ]
    said = {
        pk: Said(meeting, question or "", channel, kind)
        for pk, meeting, question, channel, kind in scope.insights().values_list(
            "pk", "dialogue_id", "question__key", "channel", "kind"
        )
    }
    present_at = {p.meeting for p in presences} if scope.actor_type else set(meetings)
    facts = Facts(
        columns=[_column(t) for t in types if scope.actor_type in ("", t.key)],
        meetings=meetings,
        presences=presences,
        said=said,
        voices=_voices(scope),
        tags_of=_tags_of(scope),
        dialogues=present_at,
        groups=_groups(types),
        group_of={t.key: t.report_group.key for t in types},
    )
    _read_vocabularies(facts)
    return facts


def _column(actor_type: ActorType) -> Column:
    return Column(actor_type.key, actor_type.plural, actor_type.sensitive, not actor_type.unknown)


def _groups(types) -> list[Column]:
    """The report groups; one that holds a sensitive type is guarded."""
    guarded = {t.report_group_id for t in types if t.sensitive}
    groups: dict[int, ReportGroup] = {t.report_group_id: t.report_group for t in types}
    ordered = sorted(groups.values(), key=lambda g: (g.order, g.pk))
    return [Column(g.key, g.name, g.pk in guarded) for g in ordered]


def _voices(scope: Scope) -> list[Voice]:
    raisers = Raiser.objects.filter(insight__in=scope.insights().values("pk"), actor_type__own=False)
    if scope.actor_type:
        raisers = raisers.filter(actor_type__key=scope.actor_type)
    rows = raisers.values_list(
        "insight_id",
        "actor_type__key",
        "participation__organisation_id",
        "participation__organisation__publish_as",
    )
    return [
        Voice(insight, column, org, publish_as != "not_counted") for insight, column, org, publish_as in rows
    ]


def _tags_of(scope: Scope) -> dict[int, set[int]]:
    found = defaultdict(set)
    taggings = Tagging.objects.filter(insight__in=scope.insights().values("pk"))
    for insight, tag in taggings.values_list("insight_id", "tag_id"):
        found[insight].add(tag)
    return dict(found)


def _read_vocabularies(facts: Facts) -> None:
    facts.tags = list(Tag.objects.filter(merged_into=None).order_by("order", "pk"))
    facts.themes = list(Theme.objects.adopted().order_by("order", "pk"))
    facts.tags_of_theme = _sets(
        Theme.tags.through.objects.filter(theme__status="adopted").values_list("theme_id", "tag_id")
    )
    facts.tips = list(Tip.objects.published().order_by("number"))
    facts.tags_of_tip = _sets(
        Tip.tags.through.objects.filter(tip__status="published").values_list("tip_id", "tag_id")
    )
    for theme, insight, stance in ThemeEvidence.objects.filter(theme__status="adopted").values_list(
        "theme_id", "insight_id", "stance"
    ):
        facts.stances.setdefault(theme, {})[insight] = stance


def _sets(pairs) -> dict[int, set[int]]:
    found = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return dict(found)
