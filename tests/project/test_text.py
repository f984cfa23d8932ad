"""Text as it is stored, compared and sorted."""

from hypothesis import given
from hypothesis import strategies as st

from project.common.text import clean, clean_line, fold, lower, shorten, swedish_key


def test_clean_keeps_words_and_drops_what_cannot_be_stored():
    assert clean("a\x00b\r\nc\rd\ufffe\ud800") == "ab\nc\nd"
    assert clean("a\u030a") == "å"


@given(st.text())
def test_clean_text_is_clean(text):
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


@given(st.text())
def test_a_line_has_no_breaks_and_no_double_spaces(text):
    line = clean_line(text)
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip()


def test_fold_knows_what_names_have_in_common():
    assert fold("Göteborgs  Stad") == fold("goteborgs stad")
    assert fold("S:ta Lykia") == "s ta lykia"
    assert fold("Malmö stad") != fold("Malmö kommun")


def test_lower_keeps_swedish_letters_apart():
    assert lower("ÅRE") == "åre" != lower("are")


def test_swedish_order_puts_å_ä_ö_last():
    names = ["Ö", "Zeta", "Ängel", "Åre", "alfa", "Éva", "Erik", "ä", "W", "V"]
    assert sorted(names, key=swedish_key) == [
        "alfa",
        "Erik",
        "Éva",
        "V",
        "W",
        "Zeta",
        "Åre",
        "ä",
        "Ängel",
        "Ö",
    ]


def test_numbers_order_by_value():
    assert sorted(["Möte 10", "Möte 9", "Möte 1"], key=swedish_key) == ["Möte 1", "Möte 9", "Möte 10"]


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_is_no_longer_than_asked(text, length):
    assert len(shorten(text, length)) <= length


def test_a_name_holds_nothing_that_turns_the_direction_of_writing():
    assert clean_line("Abc\u202egnp.exe \u2066x\u2069") == "Abcgnp.exe x"
    assert clean_line("جمعية\u200f (Aleppo)") == "جمعية\u200f (Aleppo)"
