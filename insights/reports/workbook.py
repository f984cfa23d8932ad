"""The report as a workbook: the same figures as the summary page, and the rows behind them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from insights.codebook.models import Tag
from insights.codebook.services import codebook_version
from insights.codebook.tables import TAG_COLUMNS
from insights.reports import rows as sheets
from insights.reports.rows import Rows
from insights.summary.figures import Figures, count
from insights.summary.scope import Scope
from insights.tagging.extensions import TAG_USES
from project.audit.models import Action
from project.audit.services import record
from project.common.dates import Period, today
from project.pages.workbook import Book, standing_facts

# Names that other people's scripts rely on; the file is always in Swedish.
OVERVIEW = "Översikt"
THEMES = "Tema × aktör"
OVERVIEW_HEADINGS = ["Nyckel", "Värde"]
THEME_HEADINGS = [
    "Tema",
    "Aktörstyp",
    "Insikter",
    "Dialoger",
    "Dialoger totalt",
    "Hörda aktörer",
    "Närvarande högst",
]


@dataclass(frozen=True)
class Report:
    """A finished report: the open file, and how many rows its sheets have."""

    file: object
    row_counts: dict[str, int]


def make_report(*, by, period: Period, publishable: bool = False, **filters) -> Report:
    """The workbook of a period and filter, as the user may see it; a publishable one is the same for
    everybody. Logged with its filter and row counts."""
    scope = Scope(user=None if publishable else by, period=period, **filters)
    with translation.override("sv"):
        figures = count(scope)
        book = _write(scope, figures, by)
    record(
        Action.EXPORT,
        by=by,
        model="report",
        publishable=publishable,
        period=period.query(),
        filters=sorted(name for name, value in filters.items() if value),
        rows=book.row_counts,
    )
    return Report(book.save(), dict(book.row_counts))


def _write(scope: Scope, figures: Figures, by) -> Book:
    book, rows = Book(), Rows(scope, figures)
    hidden = _("hidden, too few actors")
    # The first sheet says how many rows the others have, so those are written first and it is put in front.
    book.plain_sheet(OVERVIEW, OVERVIEW_HEADINGS, _overview(figures, hidden), [44, 26])
    book.sheet("Möten", sheets.meeting_columns(rows), _meetings(scope))
    book.sheet("Deltagande", sheets.participation_columns(rows), _participations(scope))
    book.sheet("Insikter", sheets.insight_columns(rows), rows.insights())
    book.plain_sheet(
        "Taggningar",
        [_("Tag"), _("Tag key"), _("Insight"), _("Meeting"), _("Date")],
        sheets.tagging_rows(rows),
        [36, 14, 70, 50, 12],
    )
    book.plain_sheet(THEMES, THEME_HEADINGS, sheets.theme_rows(rows, hidden), [46, 34, 12, 12, 14, 14, 16])
    book.plain_sheet(
        "Tidsserie",
        [
            _("Half-year"),
            _("From"),
            _("To"),
            _("Theme"),
            _("Insights"),
            _("Dialogues"),
            _("Dialogues in all"),
        ],
        sheets.time_rows(rows),
        [12, 12, 12, 46, 12, 12, 14],
    )
    book.sheet("Behov", sheets.insight_columns(rows), (i for i in rows.insights() if i.kind == "behov"))
    book.sheet("Åtaganden", sheets.commitment_columns(rows), _commitments(scope))
    book.sheet("Tips", sheets.tip_columns(rows), sheets.tips())
    book.sheet("Goda exempel", sheets.example_columns(rows), sheets.examples(rows))
    book.sheet("Kodbok", [*TAG_COLUMNS, *TAG_USES.columns], _codebook(scope, figures))
    book.about("Läs mig", _facts(scope, figures, book, by))
    book.to_front("Läs mig")
    return book


def _overview(figures: Figures, hidden: str):
    for key, value in figures.by_key().items():
        yield [key, hidden if value is None else value]


def _meetings(scope: Scope):
    return scope.dialogues().for_list(published=scope.published).order_by("first_day", "pk").iterator()


def _participations(scope: Scope):
    rows = scope.participations().for_list()
    return rows.order_by("dialogue__first_day", "dialogue", "organisation__sort_key", "pk").iterator()


def _commitments(scope: Scope):
    rows = scope.commitments().for_list().select_related("organisation__actor_type")
    return rows.order_by("due_on", "pk").iterator()


def _codebook(scope: Scope, figures: Figures):
    """The tags with their figures; in a publishable file, without one that is hidden for a group."""
    lines = {line.row.pk: line for line in figures.tags}
    for tag in Tag.objects.filter(merged_into=None).select_related("parent").order_by("order", "pk"):
        whole = lines[tag.pk].whole
        tag.uses = _("hidden, too few actors") if whole.hidden else whole.insights
        yield tag


def _facts(scope: Scope, figures: Figures, book: Book, by) -> list[tuple[str, str]]:
    """What the file holds, over what, by which rules."""
    period = scope.period
    variant = _("publishable") if scope.published else _("internal")
    standing = _published_facts(by) if scope.published else standing_facts(by)
    facts = [
        (_("File"), _("What we hear: figures, and the rows behind them")),
        (_("Made on"), today()),
        (_("Period"), f"{period.first or '…'} – {period.last or '…'}" if period else _("all time")),
        (_("Filter"), _filters(scope)),
        (_("Variant"), variant),
        (_("Version of the codebook"), codebook_version()),
        *standing,
        (_("Rows"), "\n".join(f"{name}: {number}" for name, number in book.row_counts.items())),
        *_rules(),
    ]
    if figures.unknown_headcounts:
        facts.append((_("Attendances"), _unknown_headcounts(figures.unknown_headcounts)))
    return [*facts, *_disclosure(scope, figures)] if scope.published else facts


def _rules() -> list[tuple[str, str]]:
    """How the figures are counted, in words."""
    return [
        (
            _("What counts"),
            _(
                "Meetings that have been held, dialogue and feedback meetings; never planned, cancelled or "
                "coordination meetings. Participants who were present, never ourselves."
            ),
        ),
        (
            _("Theme and tag"),
            _("Distinct insights and distinct dialogues. Themes overlap and are not added up."),
        ),
        (_("Heard from"), _("Actors known to have raised it. 0 means that it is not known who.")),
        (
            _("Present at most"),
            _("Actors of the type who were present when it was raised: an upper bound, not who said it."),
        ),
        (_("Percentages"), _("None below 20.")),
    ]


def _unknown_headcounts(number: int) -> str:
    return ngettext(
        "%(n)s participation has no known number of people, so attendances are at least what is said.",
        "%(n)s participations have no known number of people, so attendances are at least what is said.",
        number,
    ) % {"n": number}


def _disclosure(scope: Scope, figures: Figures) -> list[tuple[str, str]]:
    """What a publishable file keeps back, and why."""
    quotable = scope.insights().filter(may_be_quoted=True, do_not_repeat=False).count()
    return [
        (
            _("Hidden figures"),
            _(
                "In groups with faith communities, civil society or private persons a figure is hidden where "
                "fewer than %(least)s actors of the group were present."
            )
            % {"least": settings.DISCLOSURE_THRESHOLD},
        ),
        (
            _("Quotes"),
            _("%(quotable)s of %(all)s insights may be quoted and stand in the file; all are in the figures.")
            % {"quotable": quotable, "all": figures.total("insights")},
        ),
    ]


def _published_facts(by) -> list[tuple[str, str]]:
    scope = _("Scope")
    kept = [fact for fact in standing_facts(by) if fact[0] != scope]
    return [(scope, _("Without restricted meetings; the same for everybody.")), *kept]


def _filters(scope: Scope) -> str:
    labels = {
        "county": _("County"),
        "assignment": _("Assignment"),
        "actor_type": _("Actor type"),
        "question": _("Question"),
        "kind": _("Kind"),
        "channel": _("Channel"),
    }
    applied = [f"{label}: {value}" for name, label in labels.items() if (value := getattr(scope, name))]
    return "\n".join(applied) or pgettext("filter", "none")
