"""A list as a person reads it on its page, and as a colleague opens it in its workbook."""

import io
from datetime import date, datetime
from urllib.parse import urlsplit

import openpyxl
from django.urls import reverse
from django.utils.translation import override

from tests.html import Element, parse


def in_english(text) -> str:
    """What a test compares a page with, whatever language the tests run in."""
    with override("en"):
        return str(text)


def english(user):
    """The user, reading English: what a test compares words with."""
    user.language = "en"
    user.save(update_fields=["language"])
    return user


def page_of(client, address: str, query: str = "") -> Element:
    response = client.get(f"{reverse(address)}?{query}")
    assert response.status_code == 200, (address, query)
    return parse(response)


def names(page: Element) -> list[str]:
    """What the rows of a list are called, in the order they stand."""
    return [_name(cell) for cell in page.all("th", role="rowheader")]


def _name(cell: Element) -> str:
    """The row's name, without chips beside it."""
    link = cell.first("a") or cell
    return " ".join(c if isinstance(c, str) else _unless_chip(c) for c in link.children).strip()


def _unless_chip(element: Element) -> str:
    return "" if "chip" in element.attrs.get("class", "").split() else element.text


def rows_of(client, address: str, query: str = "") -> list[str]:
    """The names of the rows that a list shows for a query."""
    return names(page_of(client, address, f"per_page=200&{query}"))


def paths(page: Element) -> list[str]:
    """Where the rows of a list lead."""
    links = (cell.first("a") for cell in page.all("th", role="rowheader"))
    return [urlsplit(link.attrs["href"]).path for link in links]


def export_of(client, address: str, query: str = "") -> openpyxl.Workbook:
    response = client.get(f"{reverse(address)}?export=xlsx&{query}")
    assert response.status_code == 200, (address, query, response.status_code)
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def cells_of(book: openpyxl.Workbook) -> list[dict[str, object]]:
    """The rows of a list's first sheet, by heading; dates as dates."""
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(headings, map(_day, row), strict=True)) for row in rows]


def facts_of(book: openpyxl.Workbook) -> dict[str, object]:
    """The sheet that says what the file holds."""
    return {name: _day(value) for name, value in book.worksheets[-1].iter_rows(values_only=True)}


def _day(value):
    """A cell holds a day as midnight."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    assert not isinstance(value, date) or isinstance(value, datetime)
    return value


def table_of(book: openpyxl.Workbook, *headings: str) -> list[tuple]:
    """Some columns of a list's workbook."""
    return [tuple(row[heading] for heading in headings) for row in cells_of(book)]
