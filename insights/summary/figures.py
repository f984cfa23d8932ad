"""Counting. Every rule of the counting table (docs/counting.md) has its one place here.

Figures are counted from `Facts`, which hold what one user may see. The unit is never the tagging: a theme
or tag is so many distinct insights, from so many distinct dialogues, heard from so many known
organisations, with at most so many present.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from insights.summary.facts import Column, Facts, read_facts
from insights.summary.scope import Scope
from insights.themes.membership import NO_THEME
from project.common.dates import half_year_key

MEASURES = ("insights", "dialogues", "heard_from", "present_at_most")


@dataclass(frozen=True)
class Cell:
    """What a set of insights amounts to, whole or from one column.

    insights: distinct insights. dialogues: distinct meetings they are from; of `out_of` meetings at which
    the column was present (all meetings for a whole; None where one cannot say). heard_from: distinct
    organisations known to have raised one; 0 means that it is not known who, not that nobody did.
    present_at_most: the union, over the insights, of the organisations present at the insight's meeting
    that are of one of its raisers' columns; an upper bound of who may have said it.
    hidden: too few actors of a guarded column were present (`DISCLOSURE_THRESHOLD`).
    few: what a publishable file would hide, marked for those who may see it.
    """

    insights: int = 0
    dialogues: int = 0
    heard_from: int = 0
    present_at_most: int = 0
    out_of: int | None = None
    hidden: bool = False
    few: bool = False

    def __bool__(self) -> bool:
        return self.insights > 0


@dataclass
class Line:
    """A row of a table: a theme or tag, whole and by column."""

    key: str
    label: str
    row: object
    whole: Cell
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass
class Figures:
    """All figures of one scope. `by_key` gives them under the keys they are published by."""

    columns: list[Column]
    publishable: bool
    totals: dict[str, int] = field(default_factory=dict)
    themes: list[Line] = field(default_factory=list)
    tags: list[Line] = field(default_factory=list)
    tips: dict[str, int] = field(default_factory=dict)
    unknown_headcounts: int = 0
    unknown_dates: int = 0
    feedback_meetings: int = 0

    def by_key(self) -> dict[str, int | None]:
        """Every figure by its key; None for one that is hidden."""
        found: dict[str, int | None] = dict(self.totals)
        for kind, lines in (("theme", self.themes), ("tag", self.tags)):
            for line in lines:
                _put(found, f"{kind}/{line.key}", line.whole)
                for column, cell in line.cells.items():
                    _put(found, f"{kind}/{line.key}/{column}", cell)
        found.update({f"tip/{key}/insights": count for key, count in self.tips.items()})
        return found

    def total(self, key: str) -> int:
        return self.totals.get(key, 0)

    def broken_down(self, prefix: str) -> dict[str, int]:
        """The figures under a prefix, such as "dialogues/form", by their last part."""
        start = prefix + "/"
        return {k.removeprefix(start): v for k, v in self.totals.items() if k.startswith(start)}

    def ranked_themes(self) -> list[Line]:
        """Themes by distinct dialogues, then insights; never by taggings. Those whose figures are hidden come
        last, in their usual order: between two others, their place would tell what is hidden."""
        return sorted(
            self.themes,
            key=lambda t: (1, 0, 0) if t.whole.hidden else (0, -t.whole.dialogues, -t.whole.insights),
        )


def _put(found: dict, prefix: str, cell: Cell) -> None:
    for measure in MEASURES:
        found[f"{prefix}/{measure}"] = None if cell.hidden else getattr(cell, measure)


def count(scope: Scope) -> Figures:
    """The figures of a scope. Published ones are by report group, with small cells of guarded groups
    hidden."""
    facts = read_facts(scope)
    figures = _Counting(facts.publishable()).figures(publishable=True)
    if not scope.published:
        published, figures = figures, _Counting(facts).figures(publishable=False)
        _mark_few(figures, published, facts.group_of)
    figures.totals.update({f"commitments/{name}": n for name, n in scope.commitments().by_state().items()})
    return figures


class _Counting:
    """The indexes that the counts of one set of facts share."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.present: dict[tuple[int, str], set[int]] = defaultdict(set)
        self.seen_at: dict[str, set[int]] = defaultdict(set)
        for p in facts.presences:
            self.seen_at[p.column].add(p.meeting)
            if p.organisation is not None:
                self.present[p.meeting, p.column].add(p.organisation)
        self.columns_of: dict[int, set[str]] = defaultdict(set)
        self.raised: dict[tuple[int, str], set[int]] = defaultdict(set)
        for v in facts.voices:
            self.columns_of[v.insight].add(v.column)
            if v.organisation is not None:
                self.raised[v.insight, v.column].add(v.organisation)

    def figures(self, *, publishable: bool) -> Figures:
        facts = self.facts
        figures = Figures(columns=facts.columns, publishable=publishable)
        self._count_meetings(figures)
        self._count_presences(figures)
        self._count_insights(figures)
        family = self._families()
        with_tag: dict[int, set[int]] = defaultdict(set)
        for insight, tags in facts.tags_of.items():
            for tag in tags:
                for member in family.get(tag, {tag}):
                    with_tag[member].add(insight)
        figures.tags = [self._line(t.key, t.name, t, with_tag[t.pk], publishable) for t in facts.tags]
        in_some: set[int] = set()
        for theme in facts.themes:
            members = self._members(theme, with_tag)
            in_some |= members
            figures.themes.append(self._line(theme.key, theme.title, theme, members, publishable))
        figures.totals[f"insights/theme/{NO_THEME}"] = len(set(facts.said) - in_some)
        for tip in facts.tips:
            sharing = set().union(*(with_tag[tag] for tag in facts.tags_of_tip.get(tip.pk, ())))
            figures.tips[tip.key] = len(sharing)
        return figures

    def _count_meetings(self, figures: Figures) -> None:
        totals, counted = figures.totals, [self.facts.meetings[pk] for pk in self.facts.dialogues]
        totals["dialogues"] = len(counted)
        figures.feedback_meetings = sum(m.kind == "feedback" for m in counted)
        figures.unknown_dates = sum(m.first is None for m in counted)
        for column in self.facts.columns:
            if column.known:
                totals[f"dialogues/actor_type/{column.key}"] = len(
                    self.seen_at[column.key] & self.facts.dialogues
                )
        for form, number in Counter(m.form for m in counted).items():
            totals[f"dialogues/form/{form}"] = number
        dated = [m for m in counted if m.first]
        years = Counter(m.first.year for m in dated if m.first.year == m.last.year)
        halves = Counter(filter(None, (half_year_key(m.first, m.last) for m in dated)))
        totals.update({f"dialogues/year/{year}": n for year, n in sorted(years.items())})
        totals.update({f"dialogues/half_year/{half}": n for half, n in sorted(halves.items())})

    def _count_presences(self, figures: Figures) -> None:
        totals, organisations = figures.totals, defaultdict(set)
        attendances: Counter[str] = Counter()
        for p in self.facts.presences:
            if p.organisation is not None:
                organisations[p.column].add(p.organisation)
            attendances[p.column] += p.headcount or 0
            figures.unknown_headcounts += p.headcount is None
        totals["organisations"] = len(set().union(*organisations.values()))
        totals["attendances"] = sum(attendances.values())
        for column in self.facts.columns:
            totals[f"organisations/{column.key}"] = len(organisations[column.key])
            totals[f"attendances/{column.key}"] = attendances[column.key]

    def _count_insights(self, figures: Figures) -> None:
        facts, totals = self.facts, figures.totals
        totals["insights"] = len(facts.said)
        totals["taggings"] = sum(len(tags) for pk, tags in facts.tags_of.items() if pk in facts.said)
        for name in ("question", "channel", "kind"):
            for value, number in Counter(getattr(s, name) for s in facts.said.values()).items():
                if value:
                    totals[f"insights/{name}/{value}"] = number
        by_column = Counter(column for pk in facts.said for column in self.columns_of[pk])
        for column in facts.columns:
            totals[f"insights/actor_type/{column.key}"] = by_column[column.key]

    def _families(self) -> dict[int, set[int]]:
        """A tag counts for itself and for its parent."""
        return {t.pk: {t.pk, t.parent_id} - {None} for t in self.facts.tags}

    def _members(self, theme, with_tag) -> set[int]:
        """The members of a theme: any of its tags, or explicit support; less those judged otherwise."""
        stances = self.facts.stances.get(theme.pk, {})
        members = set().union(*(with_tag[tag] for tag in self.facts.tags_of_theme.get(theme.pk, ())))
        members |= {pk for pk, stance in stances.items() if stance == "supports" and pk in self.facts.said}
        return members - {pk for pk, stance in stances.items() if stance != "supports"}

    def _line(self, key, label, row, members: set[int], publishable: bool) -> Line:
        cells = {}
        for column in self.facts.columns:
            raised = {pk for pk in members if column.key in self.columns_of[pk]}
            if raised:
                cells[column.key] = self._cell(raised, [column], publishable)
        whole = self._cell(members, self.facts.columns, publishable)
        if any(cell.hidden for cell in cells.values()):
            # A hidden cell could be had from the whole less the others, so the whole is hidden with it.
            whole = Cell(out_of=whole.out_of, insights=whole.insights, dialogues=whole.dialogues, hidden=True)
        return Line(key=key, label=label, row=row, whole=whole, cells=cells)

    def _cell(self, members: set[int], columns: list[Column], publishable: bool) -> Cell:
        meetings = {self.facts.said[pk].meeting for pk in members}
        keys = {column.key for column in columns}
        heard, present = set(), set()
        for pk in members:
            for column in self.columns_of[pk] & keys:
                heard |= self.raised[pk, column]
                present |= self.present[self.facts.said[pk].meeting, column]
        alone = columns[0] if len(columns) == 1 else None
        out_of = (
            len(self.facts.dialogues)
            if alone is None
            else len(self.seen_at[alone.key] & self.facts.dialogues)
        )
        return Cell(
            insights=len(members),
            dialogues=len(meetings),
            heard_from=len(heard),
            present_at_most=len(present),
            out_of=out_of if alone is None or alone.known else None,
            hidden=publishable
            and alone is not None
            and alone.guarded
            and len(present) < settings.DISCLOSURE_THRESHOLD,
        )


def _mark_few(figures: Figures, published: Figures, group_of: dict[str, str]) -> None:
    """Mark the cells whose group a publishable file would hide."""
    for lines, shared in ((figures.themes, published.themes), (figures.tags, published.tags)):
        hidden = {(line.key, column) for line in shared for column, cell in line.cells.items() if cell.hidden}
        for line in lines:
            for column, cell in line.cells.items():
                if (line.key, group_of[column]) in hidden:
                    line.cells[column] = Cell(**{**cell.__dict__, "few": True})
