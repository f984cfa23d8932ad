"""Text as it is stored, compared and sorted."""

import re
import unicodedata
from functools import lru_cache

# What no stored text may hold: control characters but tab and newline, lone surrogates, and the two
# non-characters that make a workbook unreadable.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Signs that turn the direction of what follows: in a name they make it look like another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """Text as stored: NFC, line breaks as LF, nothing a database or workbook cannot hold. Trailing
    space is left as it is; a caller that wants it gone strips."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def clean_line(text: str) -> str:
    """Text of one line: cleaned, every run of white space one space, none at the ends, and nothing in it that
    turns the direction of writing."""
    return " ".join(_TURNING.sub("", clean(text)).split())


def lower(text: str) -> str:
    """Text for comparing without regard to case; å, ä, ö and other letters stay themselves."""
    return unicodedata.normalize("NFC", text).casefold()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Text for comparing names: no case, no diacritics, no punctuation, single spaces.

    >>> fold("Göteborgs  Stad, S:ta Lykia")
    'goteborgs stad s ta lykia'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters).split())


# Swedish order: å, ä, ö after z, as letters of their own; other diacritics are ignored; æ and ø go with
# ä and ö, ü with y. The three letters are written as characters that come after "z" in code order.
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss"})
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=20_000)
def swedish_key(text: str) -> str:
    """Key whose code-point order is the Swedish order of `text`. Numbers order by their value.
    Punctuation and case do not count. At most 200 characters."""
    text = unicodedata.normalize("NFC", text.casefold()).translate(_SWEDISH)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _DIGITS.sub(lambda m: m.group().lstrip("0").zfill(12), text)
    return " ".join(re.sub(r"[^\w{|}]+", " ", text).split())[:200]


def shorten(text: str, length: int = 120) -> str:
    """The text's first words, at most `length` characters, with an ellipsis where something was cut."""
    text = _SPACES.sub(" ", text.replace("\n", " ")).strip()
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.") + "…"
