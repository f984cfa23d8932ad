"""The summary as a page shows it: figures with their words, their links and their warmth."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dialogues.assignments.models import InsightKind
from dialogues.meetings.models import Form
from dialogues.models import Question
from dialogues.notes.models import Channel
from insights.summary.figures import Cell, Figures, Line
from insights.summary.links import Links

WARMTHS = 4


@dataclass
class Shown:
    """One figure: its key, value, where it leads; `value` is None where it is hidden."""

    key: str
    value: int | None
    href: str


@dataclass
class ShownCell:
    """The four figures of a cell, and how warm its ground is (0 for none, 4 for the warmest)."""

    cell: Cell
    column: str
    label: str
    insights: Shown
    dialogues: Shown
    heard_from: Shown
    present_at_most: Shown
    warmth: int = 0


@dataclass
class ShownLine:
    line: Line
    whole: ShownCell
    cells: list[ShownCell] = field(default_factory=list)


@dataclass
class Breakdown:
    """Figures by one thing: the heading, and (label, figure) of each value."""

    heading: str
    rows: list[tuple[str, Shown]]


class Page:
    """What the template draws."""

    def __init__(self, figures: Figures, links: Links):
        self.figures, self.links = figures, links
        heard = {key for line in (*figures.themes, *figures.tags) for key in line.cells}
        self.columns = [column for column in figures.columns if column.key in heard]
        self.silent = [column for column in figures.columns if column.key not in heard and column.known]
        self.most = {"theme": _largest(figures.themes), "tag": _largest(figures.tags)}
        self.themes = [self._line("theme", line) for line in figures.ranked_themes()]
        self.tags = [
            self._line("tag", line) for line in figures.tags if line.whole or not line.row.retired_on
        ]

    def total(self, key: str) -> Shown:
        return Shown(key, self.figures.total(key), self.links.to(key))

    def totals(self) -> dict[str, Shown]:
        """The figures that stand by themselves, under names a template can ask for."""
        keys = ("dialogues", "organisations", "insights", "taggings", "attendances")
        states = {f"commitments_{s}": self.total(f"commitments/{s}") for s in ("done", "open", "overdue")}
        return (
            {key: self.total(key) for key in keys} | states | {"no_theme": self.total("insights/theme/none")}
        )

    def tips(self) -> list[tuple[str, Shown]]:
        return [
            (key, Shown(f"tip/{key}/insights", count, self.links.to(f"tip/{key}/insights")))
            for key, count in self.figures.tips.items()
        ]

    def breakdowns(self) -> list[Breakdown]:
        columns = {column.key: column.label for column in self.figures.columns}
        questions = {q.key: str(q) for q in Question.objects.all()}
        return [
            self._breakdown(_("Dialogues with the actor type present"), "dialogues/actor_type", columns),
            self._breakdown(_("Actors"), "organisations", columns),
            self._breakdown(_("Attendances"), "attendances", columns),
            self._breakdown(_("Insights by who raised them"), "insights/actor_type", columns),
            self._breakdown(_("Dialogues by form"), "dialogues/form", dict(Form.choices)),
            self._breakdown(_("Dialogues by year"), "dialogues/year"),
            self._breakdown(_("Dialogues by half-year"), "dialogues/half_year"),
            self._breakdown(_("Insights by question"), "insights/question", questions),
            self._breakdown(_("Insights by kind"), "insights/kind", dict(InsightKind.choices)),
            self._breakdown(_("Insights by channel"), "insights/channel", dict(Channel.choices)),
        ]

    def _breakdown(self, heading: str, prefix: str, labels: dict | None = None) -> Breakdown:
        found = self.figures.broken_down(prefix)
        order = [v for v in (labels or {}) if v in found] + sorted(
            v for v in found if v not in (labels or {})
        )
        return Breakdown(heading, [((labels or {}).get(v, v), self.total(f"{prefix}/{v}")) for v in order])

    def _line(self, kind: str, line: Line) -> ShownLine:
        prefix = f"{kind}/{line.key}"
        shown = ShownLine(line, self._cell(prefix, "", "", line.whole, 0))
        for column in self.columns:
            cell = line.cells.get(column.key, Cell())
            shown.cells.append(
                self._cell(f"{prefix}/{column.key}", column.key, column.label, cell, self.most[kind])
            )
        return shown

    def _cell(self, prefix: str, column: str, label: str, cell: Cell, most: int) -> ShownCell:
        def shown(measure: str) -> Shown:
            key = f"{prefix}/{measure}"
            return Shown(
                key, None if cell.hidden else getattr(cell, measure), self.links.to(key) if cell else ""
            )

        measures = {m: shown(m) for m in ("insights", "dialogues", "heard_from", "present_at_most")}
        warmth = 0 if cell.hidden or not most else -(-cell.insights * WARMTHS // most)
        return ShownCell(cell=cell, column=column, label=label, warmth=warmth, **measures)


def _largest(lines: list[Line]) -> int:
    """The largest cell of a table: the warmest, which the others are compared with."""
    return max(
        (cell.insights for line in lines for cell in line.cells.values() if not cell.hidden), default=0
    )
