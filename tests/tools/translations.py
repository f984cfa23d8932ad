"""Whether every text is translated: `python -m tests.tools.translations`.

Gathers the texts of the code into a copy of the house, compares them with the Swedish catalogue, and that
with its compiled form. Nothing in the house is changed. Needs the tools of gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.tools.programs import gettext, missing

ROOT = Path(__file__).resolve().parents[2]
APPS = ("project", "stakeholders", "dialogues", "insights")
CATALOGUE = Path("project", "locale", "sv", "LC_MESSAGES", "django.po")


def gather(house: Path) -> polib.POFile:
    """The texts that a house asks to have translated."""
    with tempfile.TemporaryDirectory(prefix="lyhort-texts-") as place:
        copy = Path(place, "house")
        copy.mkdir()
        leave = shutil.ignore_patterns("locale", "__pycache__")
        for app in APPS:
            if (house / app).is_dir():
                shutil.copytree(house / app, copy / app, ignore=leave)
        (copy / "project" / "locale").mkdir(parents=True)
        environment = {**os.environ, "LYHORT_DATA": str(Path(place, "data")), "SECRET_KEY": "texts"}
        environment |= {"DJANGO_SETTINGS_MODULE": "project.settings", "PYTHONPATH": str(copy)}
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "sv", "--no-location"]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"The texts could not be gathered.\n{done.stderr[-2000:]}")
        return polib.pofile(str(copy / CATALOGUE))


def faults(texts: polib.POFile, catalogue: Path) -> list[str]:
    """What is wrong with a catalogue and its compiled form, one line each."""
    if not catalogue.is_file():
        return [f"{CATALOGUE} does not exist: {len(texts)} texts are not translated."]
    po = polib.pofile(str(catalogue))
    known = {_key(entry): entry for entry in po if not entry.obsolete}
    found = [_fault(entry, known.get(_key(entry))) for entry in texts]
    return [*filter(None, found), *_formats(catalogue), *_compiled(po, catalogue.with_suffix(".mo"))]


def _key(entry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def _fault(text, entry) -> str | None:
    if entry is None:
        return f"missing: {text.msgid!r}"
    if "fuzzy" in entry.flags:
        return f"fuzzy: {text.msgid!r}"
    if not all(entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]):
        return f"empty: {text.msgid!r}"
    return None


def _formats(catalogue: Path) -> list[str]:
    """Placeholders that a translation has lost or misspelt."""
    command = ["msgfmt", "--check-format", "--output-file", os.devnull, str(catalogue)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if line.startswith(str(catalogue))]
    return [line.removeprefix(f"{catalogue}:") for line in lines] if done.returncode else []


def _compiled(po: polib.POFile, compiled: Path) -> list[str]:
    """Whether the compiled catalogue says what the other says. Its date is no help: a checkout gives all
    files the same."""
    if not compiled.is_file():
        return [f"{CATALOGUE.with_suffix('.mo')} does not exist: run manage.py compilemessages."]
    ours, theirs = _translations(po.translated_entries()), _translations(polib.mofile(str(compiled)))
    if ours == theirs:
        return []
    differing = len({key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)})
    name = CATALOGUE.with_suffix(".mo")
    return [f"{name} differs from the catalogue in {differing} texts: run manage.py compilemessages."]


def _translations(entries) -> dict[tuple, tuple]:
    return {
        _key(e): tuple(e.msgstr_plural[n] for n in sorted(e.msgstr_plural)) or (e.msgstr,)
        for e in entries
        if e.msgid
    }


def main(house: Path = ROOT) -> int:
    if not gettext():
        return missing("gettext", "the check for untranslated texts")
    texts = gather(house)
    wrong = faults(texts, house / CATALOGUE)
    for line in wrong:
        print(line)
    print(f"{len(texts)} texts, {len(wrong)} faults in the Swedish catalogue.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
