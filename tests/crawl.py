"""Every page that somebody can reach by following links, and every file they can take out."""

import io
import re
from urllib.parse import urlsplit

import openpyxl
from django.core.management import call_command
from django.urls import reverse

from tests.html import parse
from tests.lists import export_of
from tests.project.test_hostile_gets import lists as every_list

_MOVING = (
    re.compile(r'name="(?:csrfmiddlewaretoken|form_owner|uuid[^"]*)" value="[^"]*"'),
    re.compile(r'id="id_uuid[^"]*"[^>]*value="[^"]*"|value="[0-9a-f-]{36}"(?=[^>]*name="uuid)'),
)
ROOMS = ("stakeholders:", "dialogues:", "insights:")


def text_of(response) -> str:
    """A page without what differs every time it is asked for."""
    text = response.content.decode()
    for pattern in _MOVING:
        text = pattern.sub("", text)
    return text


def crawl(client, *starts: str, queries: bool = False) -> dict[str, str]:
    """The pages that links lead to, by their paths (and queries, where asked for), beginning at the desk and
    the lists."""
    waiting = [*starts, "/", *(reverse(name) for name in every_list() if name.startswith(ROOMS))]
    found: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path, follow=True)
        if response.status_code == 403:  # a list that the role has no right to
            continue
        assert response.status_code == 200, path
        found[path] = text_of(response)
        for link in parse(response).all("a"):
            parts = urlsplit(link.attrs.get("href", ""))
            if parts.scheme or parts.netloc or not parts.path.startswith("/") or "export=" in parts.query:
                continue
            if parts.query and not queries:
                waiting.append(parts.path)
            else:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def cells(book: openpyxl.Workbook) -> dict[str, list[tuple]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def files(client, email: str, tmp_path) -> dict[str, dict[str, list[tuple]]]:
    """The workbooks of all lists and both reports, sheet by sheet, as one person can take them out."""
    found = {name: cells(export_of(client, name)) for name in every_list() if name.startswith(ROOMS)}
    found["internal"] = report(email, tmp_path)
    found["publishable"] = report(email, tmp_path, "--publishable")
    out = tmp_path / "insights.xlsx"
    call_command("export_insights", "--out", str(out), "--as", email, stdout=io.StringIO())
    found["export_insights"] = cells(openpyxl.load_workbook(out))
    return found


def report(email: str, tmp_path, *options: str) -> dict[str, list[tuple]]:
    """The report, sheet by sheet."""
    out = tmp_path / "report.xlsx"
    call_command("report", "--out", str(out), "--as", email, *options, stdout=io.StringIO())
    return cells(openpyxl.load_workbook(out))
