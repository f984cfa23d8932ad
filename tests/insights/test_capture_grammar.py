"""The grammar of a captured line: what is a tag, an actor or a commitment, and what is ordinary text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from insights.capture.grammar import MOST_TOKENS, parse, without

# Ordinary texts that must be left alone: nothing in them is a token or a commitment.
ORDINARY = [
    "Ta hjälp av varandra!",
    "fråga #2",
    "info@kommun.se",
    "Skriv till anna.andersson@malmo.se eller ring.",
    "C# är ett språk",
    "100 % är nr 1 (#1)",
    "Vi möts kl. 10 @ Malmö",
    "!!! viktigt",
    "!",
    "!?",
    "! ",
    "...!",
    "Se https://example.org/sida#avsnitt",
    "Se https://example.org/@anvandare",
    "a#b och c@d",
    "5#5",
    "e-post: a@b.se, @ kl. 9",
    "Nej! Inte så.",
    "“#” är ett tecken",
    "# ensam",
    "@ ensam",
    "#-streck",
    "@_under",
    "## rubrik",
    "#!",
    "Priset är 20 kr/@ person",
    "Han sa: !",
    "LVU § 3 # 4",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text):
    line = parse(text)
    assert line.tokens == ()
    assert not line.is_commitment
    assert without(line, line.tokens) == " ".join(text.split())


@pytest.mark.parametrize(
    ("raw", "tokens", "text"),
    [
        ("Många är rädda #RAD-OMH", [("#", "RAD-OMH")], "Många är rädda"),
        ("#rädsla Många är rädda", [("#", "rädsla")], "Många är rädda"),
        ('Oro i området @"Norrköpings kommun"', [("@", "Norrköpings kommun")], "Oro i området"),
        ("Oro i området @”Norrköpings kommun”.", [("@", "Norrköpings kommun")], "Oro i området."),
        ('#"Rädsla och oro" hos föräldrar', [("#", "Rädsla och oro")], "hos föräldrar"),
        ("Oro (#RAD) och misstro (#FRT).", [("#", "RAD"), ("#", "FRT")], "Oro och misstro."),
        ("Bra möte @Umeå, @Luleå!", [("@", "Umeå"), ("@", "Luleå")], "Bra möte!"),
        (
            "De är rädda #RAD-OMH, säger de @Malmö.",
            [("#", "RAD-OMH"), ("@", "Malmö")],
            "De är rädda, säger de.",
        ),
        ("Samma #RAD #RAD", [("#", "RAD"), ("#", "RAD")], "Samma"),
        ("#Åtgärder behövs", [("#", "Åtgärder")], "behövs"),
    ],
)
def test_tokens_are_found_and_taken_out(raw, tokens, text):
    line = parse(raw)
    assert [(t.sign, t.word) for t in line.tokens] == tokens
    assert without(line, line.tokens) == text
    assert line.raw == " ".join(raw.split())


def test_a_token_that_means_nothing_stays_in_the_text():
    line = parse("Vi använde #metoo och #RAD i samtalet")
    assert without(line, [t for t in line.tokens if t.word == "RAD"]) == "Vi använde #metoo och i samtalet"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("!Skicka länkar", "Skicka länkar"),
        ("! Skicka länkar", "Skicka länkar"),
        ("!  50 broschyrer till skolan", "50 broschyrer till skolan"),
        ("  !Återkom i höst", "Återkom i höst"),
    ],
)
def test_a_mark_first_makes_a_commitment(raw, text):
    line = parse(raw)
    assert line.is_commitment
    assert without(line, line.tokens) == text


@given(st.text(max_size=300))
def test_any_text_is_understood_and_none_of_its_words_lost(text):
    line = parse(text)
    for token in line.tokens:
        assert line.body[token.start] == token.sign
        assert token.word in line.body[token.start : token.end]
    kept = without(line, [])
    assert [c for c in kept if c.isalnum()] == [c for c in line.body if c.isalnum()]


@given(
    st.lists(
        st.sampled_from(["oro", "#RAD", "@Umeå", '@"Malmö stad"', "och", "(", ")", ",", ".", "!", "#2"]),
        max_size=12,
    )
)
def test_taking_out_all_tokens_leaves_none_behind(words):
    line = parse(" ".join(words))
    again = parse("x " + without(line, line.tokens))
    assert again.tokens == ()


def test_of_very_many_tokens_in_a_line_the_first_are_looked_up_and_the_rest_are_text():
    line = parse(" ".join(f"@a{n}x" for n in range(5_000)))
    assert [token.word for token in line.tokens] == [f"a{n}x" for n in range(MOST_TOKENS)]
    assert "@a4999x" in line.body


WORDS = st.sampled_from(
    ["oro", "Många", "är", "e-post", "a@b.se", "C#", "5#5", "fråga", "(så)", "då,", "nu."]
)
NAMES = st.text(alphabet="abcåäöÅÄÖ", min_size=1, max_size=8)


@st.composite
def pieces(draw) -> list[tuple[str, str]]:
    """A line in pieces: ordinary words (sign ""), and tags and actors, some of several words."""
    one = st.tuples(st.just(""), WORDS) | st.tuples(
        st.sampled_from("#@"), st.lists(NAMES, min_size=1, max_size=3).map(" ".join)
    )
    return draw(st.lists(one, min_size=1, max_size=10))


def written(sign: str, word: str) -> str:
    """As the picker writes it."""
    return word if not sign else f'{sign}"{word}"' if " " in word else f"{sign}{word}"


@given(pieces(), st.booleans())
def test_what_the_picker_writes_is_read_again(parts, promised):
    """A mark first makes a commitment, but before a tag: that is not what a promise begins with."""
    assume(not promised or parts[0][0] != "#")
    line = parse(("!" if promised else "") + " ".join(written(*part) for part in parts))
    assert line.is_commitment == promised
    assert [(t.sign, t.word) for t in line.tokens] == [part for part in parts if part[0]]
    assert without(line, []) == line.body


@given(pieces())
def test_reading_what_was_read_changes_nothing(parts):
    """A line is kept as it was typed, and read again at every edit."""
    line = parse(" ".join(written(*part) for part in parts))
    again = parse(line.raw)
    assert again == line
    text = without(line, line.tokens)
    assert parse(text).tokens == ()
    assert without(parse(text), []) == text


@given(st.lists(WORDS, min_size=1, max_size=10))
def test_ordinary_words_are_left_alone_in_any_order(words):
    line = parse(" ".join(words))
    assert line.tokens == ()
    assert not line.is_commitment
    assert without(line, line.tokens) == " ".join(words)
