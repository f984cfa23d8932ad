import shutil
import subprocess
import sys

import polib
import pytest

from tests.tools import translations
from tests.tools.translations import APPS, CATALOGUE, ROOT

pytestmark = [pytest.mark.gettext, pytest.mark.once]


@pytest.fixture(scope="module")
def texts():
    """The texts of the house as it is."""
    return translations.gather(ROOT)


@pytest.fixture
def catalogue(texts, tmp_path):
    """A catalogue in which every text is translated, with its compiled form."""
    path = tmp_path / "django.po"
    po = polib.POFile()
    po.metadata = texts.metadata
    for text in texts:
        entry = polib.POEntry(msgid=text.msgid, msgctxt=text.msgctxt, flags=text.flags)
        if text.msgid_plural:
            entry.msgid_plural = text.msgid_plural
            entry.msgstr_plural = {0: text.msgid_plural, 1: text.msgid_plural}
        else:
            entry.msgstr = text.msgid
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        po.append(entry)
    store(po, path)
    return path


def store(po, path, *, compiled=True):
    po.save(str(path))
    if compiled:
        po.save_as_mofile(str(path.with_suffix(".mo")))


def simple(po):
    """A text of one form and without placeholders."""
    return next(e for e in po if not e.msgid_plural and "%" not in e.msgid and "{" not in e.msgid)


def test_a_whole_catalogue_passes(texts, catalogue):
    assert len(texts) > 500
    assert translations.faults(texts, catalogue) == []


def test_a_text_that_the_catalogue_does_not_have_is_missing(texts, catalogue):
    po = polib.pofile(str(catalogue))
    gone = simple(po)
    po.remove(gone)
    store(po, catalogue)
    assert translations.faults(texts, catalogue) == [f"missing: {gone.msgid!r}"]


def test_a_text_kept_only_as_obsolete_is_missing(texts, catalogue):
    po = polib.pofile(str(catalogue))
    entry = simple(po)
    entry.obsolete = True
    store(po, catalogue)
    assert translations.faults(texts, catalogue) == [f"missing: {entry.msgid!r}"]


def test_a_guess_of_the_tools_is_not_a_translation(texts, catalogue):
    po = polib.pofile(str(catalogue))
    entry = simple(po)
    entry.flags.append("fuzzy")
    store(po, catalogue)
    assert translations.faults(texts, catalogue) == [f"fuzzy: {entry.msgid!r}"]


def test_an_empty_translation_is_told(texts, catalogue):
    po = polib.pofile(str(catalogue))
    entry = simple(po)
    entry.msgstr = ""
    store(po, catalogue)
    assert translations.faults(texts, catalogue) == [f"empty: {entry.msgid!r}"]


def test_one_empty_form_of_a_plural_is_told(texts, catalogue):
    po = polib.pofile(str(catalogue))
    entry = next(e for e in po if e.msgid_plural)
    entry.msgstr_plural[1] = ""
    store(po, catalogue)
    assert f"empty: {entry.msgid!r}" in translations.faults(texts, catalogue)


def test_a_placeholder_that_was_lost_is_told(texts, catalogue):
    po = polib.pofile(str(catalogue))
    entry = next(e for e in po if "python-format" in e.flags and "%(" in e.msgid and not e.msgid_plural)
    entry.msgstr = "Utan platshållare"
    store(po, catalogue)
    found = translations.faults(texts, catalogue)
    assert found
    assert all("format" in line or "fatal" in line for line in found)


def test_a_compiled_catalogue_that_says_something_else_is_told(texts, catalogue):
    po = polib.pofile(str(catalogue))
    simple(po).msgstr = "Något annat"
    store(po, catalogue, compiled=False)
    (line,) = translations.faults(texts, catalogue)
    assert "differs from the catalogue in 1 texts" in line


def test_a_catalogue_that_was_not_compiled_or_not_written_is_told(texts, catalogue):
    catalogue.with_suffix(".mo").unlink()
    (line,) = translations.faults(texts, catalogue)
    assert "django.mo does not exist" in line
    catalogue.unlink()
    (line,) = translations.faults(texts, catalogue)
    assert f"{len(texts)} texts are not translated" in line


def test_a_new_text_in_a_page_or_in_the_code_is_found(texts, tmp_path):
    house = tmp_path / "house"
    for app in APPS:
        shutil.copytree(ROOT / app, house / app, ignore=shutil.ignore_patterns("__pycache__", "data"))
    page = house / "project" / "templates" / "new.html"
    page.write_text("{% load i18n %}{% translate 'A text in a new page' %}", encoding="utf-8")
    code = house / "insights" / "new.py"
    code.write_text("from django.utils.translation import gettext as _\n_('A text in new code')\n")
    before = {path: path.stat().st_mtime_ns for path in house.rglob("*")}

    found = {text.msgid for text in translations.gather(house)} - {text.msgid for text in texts}

    assert found == {"A text in a new page", "A text in new code"}
    assert {path: path.stat().st_mtime_ns for path in house.rglob("*")} == before


@pytest.mark.parametrize(("ci", "status", "word"), [("true", 1, "FAILED"), ("", 0, "SKIPPED")])
def test_without_gettext_the_check_is_skipped_and_said_to_be_or_fails_where_nothing_may_be_left_out(
    ci, status, word
):
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.translations"],
        cwd=ROOT,
        env={"PATH": "", "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert f"{word}: gettext is not installed" in done.stdout


def test_the_check_ends_with_the_number_of_faults():
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.translations"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    assert last.endswith("faults in the Swedish catalogue.")
    assert (done.returncode == 0) == (" 0 faults" in last)
    assert (ROOT / CATALOGUE).is_file()
