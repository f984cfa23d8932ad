"""Swedish first, English complete: the catalogue, and every page in both languages for every role."""

import ast
import gettext
import io
import re
from collections import Counter
from pathlib import Path

import openpyxl
import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dialogues.models import Commitment
from insights.reports.workbook import make_report
from project.accounts import matrix
from project.common.dates import Period
from project.operations.management.commands.makemessages import Command as MakeMessages
from project.pages.workbook import XLSX
from tests import sweep
from tests.html import parse
from tests.texts import (
    CATALOGUE,
    PLACEHOLDER,
    ROOT,
    TAG,
    catalogue,
    english_in,
    forms,
    is_swedish,
    pairs,
    shown_texts,
)

pytestmark = pytest.mark.once

PEOPLE = ("lasare", "samordnare", "analytiker", "chef", "dso", "admin")
# Beside the pages of the sweep: a list whose filter is wrong, one that finds nothing, and no page at all.
MORE = (
    "/dialogues/?from=3013-01-01&status=x",
    "/stakeholders/?q=finns+inte",
    "/insights/summary/?from=2026-12-31&to=2026-01-01",
    "/dialogues/00000000-0000-4000-8000-000000000000/",
)


# The catalogue


def test_every_text_has_a_swedish_one():
    wrong = [e.msgid for e in catalogue() if e.obsolete or e.fuzzy or not all(sv for _en, sv in forms(e))]
    assert wrong == []
    assert catalogue().metadata["Language"] == "sv"
    assert catalogue().metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_the_swedish_has_the_placeholders_and_tags_of_the_english():
    for entry in catalogue():
        for number, (en, sv) in enumerate(forms(entry)):
            # "One thing" needs no number, whichever language says it so.
            allowed = [en, entry.msgid_plural] if entry.msgid_plural and number == 0 else [en]
            assert _marks(sv) in [_marks(text) for text in allowed], (en, sv)


def _marks(text: str) -> Counter:
    return Counter(PLACEHOLDER.findall(text) + TAG.findall(text))


def test_the_swedish_begins_and_ends_as_the_english_does():
    for en, sv in pairs():
        assert re.match(r"\s*", en).group() == re.match(r"\s*", sv).group(), en
        assert re.search(r"\s*$", en).group() == re.search(r"\s*$", sv).group(), en
        assert _end(en) == _end(sv), (en, sv)
        if en.strip()[0].islower():
            assert not sv.strip()[0].isupper(), (en, sv)


def _end(text: str) -> str:
    last = text.strip()[-1]
    if text.endswith((" fr.o.m.", " t.o.m.")):
        return ""
    return {"?": "."}.get(last, last) if last in ".?:…" else ""


def test_the_swedish_is_calm_and_uses_swedish_quotation_marks():
    for _en, sv in pairs():
        assert not re.search(r"vänligen|var god|tyvärr", sv, re.I), sv
        assert not re.search(r"\w!", sv), sv
        assert not re.search("[“\"'‘]", sv), sv


def test_the_terms_that_other_peoples_scripts_rely_on_are_as_agreed():
    swedish = dict(pairs())
    assert swedish["hidden, too few actors"] == "dolt, för få aktörer"
    assert swedish["Read me"] == "Läs mig"
    assert swedish["What we hear"] == "Vad vi hör"
    assert swedish["Log meeting"] == "Logga möte"


def test_the_compiled_catalogue_is_the_written_one():
    written = {(e.msgctxt, e.msgid, e.msgid_plural): forms(e) for e in catalogue()}
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {(e.msgctxt, e.msgid, e.msgid_plural): forms(e) for e in compiled} == written
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).info()["language"] == "sv"


def test_makemessages_knows_every_name_that_marks_a_text():
    known = {"_", *(o.removeprefix("--keyword=") for o in MakeMessages.xgettext_options)}
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                renamed = {alias.asname for alias in node.names if alias.asname}
                assert renamed <= known, path


def _sources() -> list[Path]:
    apps = ("project", "stakeholders", "dialogues", "insights")
    return [path for app in apps for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


# The pages


def _addresses() -> list[str]:
    """Where every page is that somebody can read, from the model case."""
    readable = [n for n in sweep.names() if (row := matrix.ADDRESSES.get(n)) and row.read]
    found = [n for n in readable if n not in sweep.NEEDS_BIN]
    return [sweep.address(n).path for n in found] + list(MORE)


def _pages(client) -> list[tuple[str, str]]:
    """(address, a text that stands there) of every page there is for somebody."""
    found = []
    for path in _addresses():
        response = client.get(path)
        if response.status_code != 302 and response["Content-Type"].startswith("text/html"):
            found += [(path, text) for text in shown_texts(parse(response))]
    assert len({path for path, _text in found}) > 40
    return found


def _client(user, language, client_of):
    user.language = language
    user.save(update_fields=["language"])
    return client_of(user)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_says_anything_in_english_to_somebody_who_reads_swedish(case_user, client_of, name):
    client = _client(case_user(name), "sv", client_of)
    assert [(path, text) for path, text in _pages(client) if english_in(text)] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_says_anything_in_swedish_to_somebody_who_reads_english(case_user, client_of, name):
    client = _client(case_user(name), "en", client_of)
    content = set(Commitment.objects.values_list("responsible_role", flat=True))  # named as our roles are
    found = [(path, text) for path, text in _pages(client) if is_swedish(text) and text not in content]
    assert found == []


@pytest.mark.parametrize(("language", "about"), [("sv", "Läs mig"), ("en", "Read me")])
def test_an_exported_list_is_in_the_language_of_whoever_exports_it(case_user, client_of, language, about):
    client = _client(case_user("chef"), language, client_of)
    is_foreign = english_in if language == "sv" else is_swedish
    for name in sweep.names():
        if name.endswith("-list") and name.startswith(("stakeholders:", "dialogues:", "insights:")):
            response = client.get(reverse(name), {"export": "xlsx"})
            if response.status_code == 200 and response["Content-Type"] == XLSX:
                book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
                facts = [str(cell) for row in book[about].values for cell in row]
                headings = next(book.worksheets[0].values)
                assert [text for text in (*headings, *facts) if is_foreign(text)] == [], name


@pytest.mark.parametrize("publishable", [True, False])
def test_a_report_is_all_in_swedish_even_for_somebody_who_reads_english(case_user, publishable):
    with translation.override("en"):
        report = make_report(by=case_user("samordnare2"), period=Period(), publishable=publishable)
    with report.file as file:
        book = openpyxl.load_workbook(file)
    assert book.sheetnames[0] == "Läs mig"
    facts = [str(cell) for row in book["Läs mig"].values for cell in row]
    headings = [heading for sheet in book.worksheets for heading in next(sheet.values)]
    assert [text for text in (*facts, *headings) if english_in(text)] == []


def test_the_search_for_the_wrong_language_finds_what_it_should():
    page = parse(
        '<html lang="sv"><body><label>Log meeting:</label><input placeholder="The meeting is saved.">'
        '<p>3 insights share a tag with it</p><p>write <b>#</b></p><a lang="en">More about the meeting</a>'
        "<script>The meeting is saved.</script></body></html>"
    )
    said = shown_texts(page)
    assert [text for text in said if english_in(text)] == [
        "Log meeting:",
        "The meeting is saved.",
        "3 insights share a tag with it",
    ]
    swedish = [
        "Logga möte",
        "Skyddsnivå:",
        "3 insikter",
        "klart senast 2026-10-01",
        "Dialogmöte i Malmö",
        "Tips",
    ]
    assert [text for text in swedish if is_swedish(text)] == swedish[:4]


# The language of a page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", ["/", "/dialogues/", "/insights/reports/", MORE[-1]])
def test_a_page_is_in_the_language_of_its_reader(case_user, client_of, language, path):
    client = _client(case_user("chef"), language, client_of)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en" if language == "sv" else "sv"
    _assert_in(client.get(path, headers={"accept-language": "de"}), language)


def _assert_in(response, language: str) -> None:
    assert parse(response).first("html").attrs["lang"] == language
    assert response["Content-Language"] == language


@pytest.mark.parametrize(("cookie", "language"), [("en", "en"), ("sv", "sv"), ("xx", "sv"), (None, "sv")])
def test_before_login_a_page_is_in_the_language_chosen_in_the_browser(db, cookie, language):
    client = Client()
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    expired = client.post(reverse("dialogues:dialogue-create"), headers={"accept-language": "en"})
    assert expired.status_code == 401
    _assert_in(expired, language)
    assert client.get(reverse("account_login"))["Content-Language"] == language


def test_choosing_a_language_before_login_holds_for_the_browser_and_after_it_for_the_account(
    case_user, client_of
):
    browser = Client()
    answer = browser.post(reverse("language"), {"language": "en", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert browser.get(reverse("account_login"))["Content-Language"] == "en"
    user = case_user("chef")
    client = client_of(user)
    assert client.get("/")["Content-Language"] == "sv"
    client.post(reverse("language"), {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"
    assert client_of(user).get("/")["Content-Language"] == "en"


def test_a_language_that_is_not_spoken_here_is_refused(db):
    assert Client().post(reverse("language"), {"language": "de"}).status_code == 404
