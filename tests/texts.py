"""The texts of the interface: what the catalogue holds, what a page shows, and whether a text of one
language stands where the other is spoken."""

import re
from functools import cache, lru_cache
from pathlib import Path

import polib

from tests.html import Element

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "project" / "locale" / "sv" / "LC_MESSAGES" / "django.po"

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
# Placeholders that a number stands in for.
_NUMBERS = {
    *("a", "b", "n", "count", "days", "half", "least", "length", "minutes", "most", "quarter", "total"),
    *("week", "year"),
}
# A language is offered by the name it has for itself.
_OWN_NAMES = {"svenska", "engelska"}
_UNSEEN_TAGS = {"script", "style", "template"}
# Attributes that a person is shown, or has read out.
_SPOKEN = ("placeholder", "aria-label", "title", "alt", "label", "data-saving", "data-saved", "data-failed")


@lru_cache(maxsize=1)
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def forms(entry) -> list[tuple[str, str]]:
    """An entry's English and Swedish, singular and plural apart."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def pairs() -> list[tuple[str, str]]:
    """Every text of the catalogue in English and in Swedish."""
    return [pair for entry in catalogue() for pair in forms(entry)]


def shown_texts(page: Element) -> list[str]:
    """What a page shows and says, text by text; without what is marked as being in another language."""
    html = page.first("html")
    return list(_texts(page, html.attrs.get("lang", "") if html else ""))


def _texts(element: Element, language: str):
    for child in element.children:
        if isinstance(child, str):
            if text := " ".join(child.split()):
                yield text
        elif child.tag not in _UNSEEN_TAGS and child.attrs.get("lang", language) == language:
            yield from (child.attrs[name] for name in _SPOKEN if child.attrs.get(name))
            yield from _texts(child, language)


def words(text: str) -> int:
    """How many words a text has that are its own: neither placeholders nor tags."""
    return len(_WORD.findall(TAG.sub(" ", PLACEHOLDER.sub(" ", text))))


def pattern(text: str) -> str:
    """A text as it stands on a page: its placeholders filled in, its first letter small or large."""
    parts = [re.escape(part) for part in PLACEHOLDER.split(" ".join(text.split()))]
    filled = [_filled(placeholder) for placeholder in PLACEHOLDER.findall(text)]
    found = "".join(part + filling for part, filling in zip(parts, [*filled, ""], strict=True))
    return f"(?i:{found[0]}){found[1:]}" if found[:1].isalpha() else found


def _filled(placeholder: str) -> str:
    return r"\d+" if placeholder.endswith("d") or placeholder[2:-2] in _NUMBERS else ".{1,300}?"


def _is_telling(text: str) -> bool:
    """Whether a text can be told from content: something of its own stands beside what is filled in."""
    return words(text) > (".{" in pattern(text))


def one_of(texts) -> re.Pattern:
    """Any of the texts, as words of their own."""
    found = sorted({pattern(text) for text in texts}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])")


def pieces(text: str) -> list[str]:
    """The parts of a text between its tags: each stands in an element of its own."""
    return [part.strip() for part in TAG.split(text) if part.strip()]


@cache
def english_in(text: str) -> str:
    """The English of the interface that a text holds; nothing where it holds none."""
    match = _english().search(text)
    return match.group() if match else ""


@cache
def is_swedish(text: str) -> bool:
    """Whether a text is Swedish of the interface, all of it."""
    return bool(_swedish().fullmatch(text))


@lru_cache(maxsize=1)
def _english() -> re.Pattern:
    """The English of texts that have more than one word and another Swedish."""
    return one_of(
        part
        for en, sv in pairs()
        if en != sv
        for part in pieces(en)
        if words(part) > 1 and _is_telling(part) and part not in sv
    )


@lru_cache(maxsize=1)
def _swedish() -> re.Pattern:
    """The Swedish of all texts that have another English, as the whole of what an element says."""
    same = {en.casefold() for en, _sv in pairs()} | _OWN_NAMES
    texts = (part for en, sv in pairs() if en != sv for part in pieces(sv))
    found = {pattern(part) for part in texts if part.casefold() not in same and _is_telling(part)}
    return re.compile(rf"(?:{'|'.join(sorted(found, key=len, reverse=True))})[:.]?")
