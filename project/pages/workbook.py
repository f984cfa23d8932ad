"""Writing workbooks: declared columns from real values, cells that cannot turn into formulas, a sheet
that says what the file holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from project.common.dates import today
from project.common.text import clean

CELL_LIMIT = 32_767  # characters that a cell can hold
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_BAD_IN_TITLE = re.compile(r"[:/\\?*\[\]]")
_HEADER_FONT = Font(name="Calibri", size=11, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="E2EFF0")
_FACT_WIDTH, _LINE_HEIGHT = 90, 15.5
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `value` is a path of attributes ("dialogue.title"), or a function of the row;
    `width` is in characters."""

    heading: Any
    value: Any
    width: int = 16

    def of(self, row) -> Any:
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("."):
            if row is None:
                return None
            row = getattr(row, name)
            if callable(row) and not hasattr(row, "all"):
                row = row()
        return row


class Book:
    """A workbook written row by row, in constant memory."""

    def __init__(self, *, creator: str = "Lyhört"):
        self.workbook = Workbook(write_only=True)
        self.workbook.properties.creator = creator
        self.workbook.properties.lastModifiedBy = creator
        self.overflow: list[tuple[str, int, str, str]] = []
        self.row_counts: dict[str, int] = {}

    def sheet(self, title: str, columns: Iterable[Column], rows: Iterable) -> int:
        """A sheet with a frozen header, filters and one row a row; gives the number of rows."""
        columns = list(columns)
        headings = [str(column.heading) for column in columns]
        return self.plain_sheet(
            title, headings, ([c.of(row) for c in columns] for row in rows), [c.width for c in columns]
        )

    def plain_sheet(self, title: str, headings: list[str], rows: Iterable[list], widths: list[int]) -> int:
        """As `sheet`, from rows of plain values."""
        sheet = self.workbook.create_sheet(_sheet_title(title))
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        _fit_to_page(sheet)
        sheet.append([_header_cell(sheet, heading) for heading in headings])
        count = 0
        for count, values in enumerate(rows, start=1):
            sheet.append(
                [self._cell(sheet, title, count + 1, h, v) for h, v in zip(headings, values, strict=True)]
            )
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{count + 1}"
        self.row_counts[title] = count
        return count

    def about(self, title: str, facts: Iterable[tuple[str, Any]]) -> None:
        """A sheet of facts about the file: what, and its value."""
        sheet = self.workbook.create_sheet(_sheet_title(title))
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = _FACT_WIDTH
        _fit_to_page(sheet)
        for number, (name, value) in enumerate(facts, start=1):
            sheet.row_dimensions[number].height = _LINE_HEIGHT * _lines(plain(value))
            cells = [safe_cell(sheet, str(name)), safe_cell(sheet, value)]
            cells[0].font, cells[0].alignment, cells[1].alignment = _HEADER_FONT, _TOP, _WRAPPED
            sheet.append(cells)

    def to_front(self, title: str) -> None:
        """Make a sheet that was written late the first of the file, and the one that opens."""
        sheets = self.workbook._sheets
        sheets.insert(0, sheets.pop(self.workbook.sheetnames.index(_sheet_title(title))))
        self.workbook.active = 0

    def save(self):
        """The finished file, open for reading at its beginning."""
        if self.overflow:
            rows = [list(part) for part in self.overflow]
            self.overflow = []
            self.plain_sheet(
                _("Continued"), [_("Sheet"), _("Row"), _("Column"), _("Text")], rows, [20, 8, 24, 100]
            )
        file = TemporaryFile()  # noqa: SIM115 - handed on, and closed by the response
        self.workbook.save(file)
        file.seek(0)
        return file

    def _cell(self, sheet, title, row_number, heading, value):
        value = plain(value)
        if isinstance(value, str) and len(value) > CELL_LIMIT:
            note = _("… (continued on the sheet “%(sheet)s”)") % {"sheet": _("Continued")}
            cut = CELL_LIMIT - len(note)
            rest = value[cut:]
            self.overflow += [
                (title, row_number, heading, rest[i : i + CELL_LIMIT])
                for i in range(0, len(rest), CELL_LIMIT)
            ]
            value = value[:cut] + note
        return safe_cell(sheet, value)


def safe_cell(sheet, value) -> WriteOnlyCell:
    """A cell that holds the value and nothing else: text that begins with = or + stays text."""
    value = plain(value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, time):
        cell.number_format = "hh:mm"
    return cell


def plain(value) -> Any:
    """A value as a cell can hold it: real dates and numbers, times in local time without a zone, yes and
    no as words, several values as one text."""
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date | time):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple | set):
        return "; ".join(str(plain(v)) for v in value)
    return clean(str(value))


def list_workbook(*, title, columns, rows, applied, user):
    """The workbook of one list: its rows, and a sheet that says what they are. Gives the file and the
    number of rows."""
    book = Book()
    count = book.sheet(title, columns, rows)
    facts = [
        (_("List"), title),
        (_("Made on"), today()),
        (_("Rows"), count),
        (
            _("Filter"),
            "\n".join(f"{label}: {value}" for label, value in applied) or pgettext("filter", "none"),
        ),
    ]
    book.about(_("Read me"), [*facts, *standing_facts(user)])
    return book.save(), count


def standing_facts(user) -> list[tuple[str, str]]:
    """What every file says: whose sight it was made under, and whether its meetings are invented."""
    from project.pages.models import Installation

    installation = Installation.current()
    facts = []
    if not user.can("restricted.read"):
        facts.append((_("Scope"), _("Of what the person who made the file may see.")))
    if installation.agency:
        facts.append((_("Agency"), installation.agency))
    if installation.invented:
        facts.append(
            (
                pgettext("about a file", "Note"),
                _("Demonstration: the meetings and what was said in them are invented."),
            )
        )
    return facts


def file_response(file, name: str) -> FileResponse:
    """The workbook as a download, named by what it holds and the day."""
    filename = f"{slugify(name) or 'lyhort'}-{today():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def _fit_to_page(sheet) -> None:
    """As wide as a page when printed, and as many pages long as it needs."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(value) -> int:
    """How many lines a fact takes in its column; not every program finds that out by itself."""
    return sum(-(-max(len(line), 1) // _FACT_WIDTH) for line in str(value or "").split("\n"))


def _header_cell(sheet, heading: str) -> WriteOnlyCell:
    cell = safe_cell(sheet, heading)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _WRAPPED
    return cell


def _sheet_title(title: str) -> str:
    return _BAD_IN_TITLE.sub("-", str(title))[:31].strip("'") or "Blad"
