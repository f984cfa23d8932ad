"""Workbooks: whatever is written can be opened again, is what it was, and does nothing."""

import io
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.common.text import clean
from project.pages.workbook import CELL_LIMIT, Book, Column, list_workbook
from tests.lists import export_of
from tests.world import actor

ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates and non-characters too


def written(*values, heading="Rubrik"):
    """A sheet of one row that has been saved and opened again."""
    return opened(book_of([list(values)], heading))["Blad"]


def book_of(rows, heading="Rubrik") -> Book:
    book = Book()
    width = len(rows[0])
    book.plain_sheet("Blad", [heading] * width, rows, [10] * width)
    return book


def opened(book: Book) -> openpyxl.Workbook:
    with book.save() as file:
        return openpyxl.load_workbook(io.BytesIO(file.read()))


def cell(value):
    return written(value)["A2"]


FORMULAS = [
    "=1+1",
    "+46 8 123",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "#N/A",
    "#DIV/0!",
    "TRUE",
    "1e5",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_stays_text(text):
    found = cell(text)
    assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_heading_and_a_fact_stay_text_too(text):
    book = book_of([["x"]], heading=text)
    book.about("Om", [(text, text)])
    again = opened(book)
    for found in (again["Blad"]["A1"], again["Om"]["A1"], again["Om"]["B1"]):
        assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("före\ud800efter", "föreefter"),
        ("a\ufffeb\uffffc", "abc"),
        ("rad\r\nrad\rrad", "rad\nrad\nrad"),
        ("a\u030aa\u0308o\u0308", "åäö"),
        ("😀 سلام ትግርኛ \u202eabc", "😀 سلام ትግርኛ \u202eabc"),
    ],
)
def test_what_a_workbook_cannot_hold_is_left_out_and_the_rest_kept(text, kept):
    assert cell(text).value == kept


@given(ANY_TEXT)
def test_any_text_can_be_read_back(text):
    found = cell(text)
    assert (found.value or "") == clean(text)
    assert found.data_type == "s" or not clean(text)  # an empty cell has no type of its own


@pytest.mark.drill
def test_every_single_character_can_be_read_back():
    points = [chr(n) for n in range(0x110000)]
    kept = [c for c in points if clean(c)]
    rows = [[f"a{''.join(kept[n : n + 500])}b"] for n in range(0, len(kept), 500)]
    sheet = opened(book_of(rows))["Blad"]
    assert [[value] for (value,) in sheet.iter_rows(min_row=2, values_only=True)] == [
        [clean(value)] for (value,) in rows
    ]


def test_text_as_long_as_a_cell_stands_whole():
    assert cell("x" * CELL_LIMIT).value == "x" * CELL_LIMIT


@pytest.mark.parametrize("length", [CELL_LIMIT + 1, 3 * CELL_LIMIT + 7])
def test_longer_text_is_continued_and_says_so(length):
    text = "".join(chr(ord("a") + n % 26) for n in range(length))
    book = opened(book_of([["kort", text]], heading="Ord"))
    first = book["Blad"]["B2"].value
    note = first[first.index("…") :]
    headings, *rows = book.worksheets[-1].iter_rows(values_only=True)
    assert book.worksheets[-1].title in note
    assert len(headings) == 4
    assert {(sheet, row, column) for sheet, row, column, _part in rows} == {("Blad", 2, "Ord")}
    assert first.removesuffix(note) + "".join(part for *_where, part in rows) == text
    assert len(first) <= CELL_LIMIT


def naive(*parts) -> datetime:
    """A moment as a workbook holds it, which knows no zones."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def test_days_times_and_numbers_are_what_they_are():
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    sheet = written(date(2026, 3, 4), at, time(9, 5), 7, 1.5, Decimal("2.25"), None)
    day, moment, clock, whole, half, exact, nothing = sheet[2]
    assert (day.value, day.is_date, day.number_format) == (naive(2026, 3, 4), True, "yyyy-mm-dd")
    assert moment.value == naive(2026, 7, 2, 0, 30)  # in Sweden, in summer
    assert (clock.value, clock.number_format) == (time(9, 5), "hh:mm")
    assert [c.value for c in (whole, half, exact, nothing)] == [7, 1.5, 2.25, None]
    assert [c.data_type for c in (whole, half, exact)] == ["n"] * 3


def test_yes_and_no_several_values_and_ids_are_words():
    known = uuid.UUID(int=7)
    values = [c.value for c in written(True, False, ["a", "=b", 3], {"en"}, known)[2]]
    assert values[0] != values[1]
    assert all(isinstance(value, str) for value in values)
    assert values[2:] == ["a; =b; 3", "en", str(known)]


def test_a_column_follows_a_path_and_stops_at_nothing():
    class Row:
        where = None
        name = "x"

        def label(self):
            return "kallad"

    assert Column("a", "name").of(Row()) == "x"
    assert Column("a", "label").of(Row()) == "kallad"
    assert Column("a", "where.county.name").of(Row()) is None
    assert Column("a", lambda row: row.name * 2).of(Row()) == "xx"


@pytest.mark.parametrize("title", ["Möten: 2024/25 [alla]?*\\", "x" * 60, "'citat'", ""])
def test_any_title_makes_a_sheet(title):
    book = Book()
    book.plain_sheet(title, ["A"], [["b"]], [10])
    assert len(opened(book).worksheets[0].title) in range(1, 32)


def test_a_sheet_has_a_frozen_header_a_filter_and_no_merged_cells():
    sheet = opened(book_of([[1], [2], [3]]))["Blad"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:A4"
    assert not sheet.merged_cells.ranges
    assert sheet["A1"].font.bold


def test_a_sheet_without_rows_has_its_header():
    book = Book()
    assert book.sheet("Blad", [Column("Namn", "name")], []) == 0
    assert [c.value for c in opened(book)["Blad"][1]] == ["Namn"]


def test_the_sheet_of_facts_says_when_there_is_no_filter(coordinator):
    file, count = list_workbook(
        title="Lista", columns=[Column("A", str)], rows=["x"], applied=[], user=coordinator
    )
    with file:
        facts = dict(openpyxl.load_workbook(file).worksheets[-1].iter_rows(values_only=True))
    assert count == 1
    assert "Lista" in facts.values()
    assert not any("påhittade" in str(value) or "invented" in str(value) for value in facts.values())


def test_a_name_like_a_formula_comes_out_of_the_list_as_text(world_client):
    row = actor("Malmö stad")
    row.name = "=HYPERLINK(A1)"
    row.full_clean()
    row.save()
    found = export_of(world_client(), "stakeholders:organisation-list", "county=12").worksheets[0]
    cells = {c.value: c.data_type for c in found["A"]}
    assert cells["=HYPERLINK(A1)"] == "s"


def test_the_file_is_named_by_what_it_holds_and_the_day(world_client):
    response = world_client().get("/insights/tips/?export=xlsx")
    assert 'filename="tips-2026-10-15.xlsx"' in response["Content-Disposition"]
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    response.close()
