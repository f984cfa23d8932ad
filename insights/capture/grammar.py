"""The grammar of a captured line.

`!` first makes it a commitment. `#` and `@` count only at the start of a word, followed by a letter or a
quote: `#RAD-OMH`, `@"Norrköpings kommun"`. Everything else is ordinary text: "Ta hjälp av varandra!",
"fråga #2", "info@kommun.se". Whether a token means a tag or an actor is decided by the caller, who takes
the spans of those that do out of the text with `without`.
"""

import re
from dataclasses import dataclass
from itertools import islice

from project.common.text import clean_line

_QUOTES = '"“”„'
# A sign at the start of a word: at the start of the line or after white space or an opening bracket.
_TOKEN = re.compile(
    rf"(?:(?<=^)|(?<=[\s(\[]))(?P<sign>[#@])"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}\n]{{1,200}})[{_QUOTES}]|(?P<word>[^\W\d_][\w&'’.:/-]*))"
)
_PROMISE = re.compile(r"!\s*(?=[^\W_]|[" + _QUOTES + r"@(])")
# More of them than anyone writes in a line; the rest are text, and none is looked up.
MOST_TOKENS = 40
_TRAILING = ".,:;/'’-"


@dataclass(frozen=True)
class Token:
    """A `#` or `@` with its word, and where it stands in the line (code points, end exclusive)."""

    sign: str
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """A line as it is understood before anything is looked up. `body` is the line without the mark of a
    commitment; the tokens' places are places in it."""

    raw: str
    body: str
    is_commitment: bool
    tokens: tuple[Token, ...]


def parse(raw: str) -> Line:
    """Understand one line. Never fails: what is no token is text."""
    raw = clean_line(raw)
    promise = _PROMISE.match(raw)
    body = raw[promise.end() :] if promise else raw
    return Line(
        raw=raw, body=body, is_commitment=bool(promise), tokens=tuple(islice(_tokens(body), MOST_TOKENS))
    )


def _tokens(body: str):
    for match in _TOKEN.finditer(body):
        if match["quoted"] is not None:
            word = match["quoted"].strip()
            if word and word[0].isalpha():
                yield Token(match["sign"], word, match.start("sign"), match.end())
        else:
            word = match["word"].rstrip(_TRAILING)
            yield Token(match["sign"], word, match.start("sign"), match.start("word") + len(word))


def without(line: Line, tokens) -> str:
    """The line's text with some of its tokens taken out, and the white space they leave behind."""
    if not tokens:
        return line.body
    text, at = "", 0
    for token in sorted(tokens, key=lambda t: t.start):
        text += line.body[at : token.start]
        at = token.end
    text = clean_line(re.sub(r"[(\[]\s*[)\]]", " ", text + line.body[at:]))
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"[\s,]*\s([.!?])", r"\1", re.sub(r"\s+([,:;)\]])", r"\1", text))
    text = re.sub(r",(?=[.!?,])", "", text)
    return text.lstrip(" ,;:.").strip()
