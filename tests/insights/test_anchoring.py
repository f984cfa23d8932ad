"""Insights anchored to words of a note: places are code points, whatever the words are made of and however
they were typed, and an edit either moves an anchor to the same words or leaves it on the version it was made
on. Texts are drawn at random, with letters of several code points, emoji and all sorts of line breaks."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.models import NoteVersion
from dialogues.notes.services import revise_note
from insights.capture.services import capture_line, line_insight, revise_line
from insights.models import Insight
from insights.tagging.services import CONTEXT, anchor
from project.common.errors import Refusal
from project.common.text import clean
from tests.factories import make_actor_type, make_dialogue, make_insight, make_note, make_tag

examples = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from(
    [
        "oro",
        " ",
        "å",
        "a\u030a",
        "👩\u200d👧",
        "🇸🇪",
        "é",
        "e\u0301",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "ﷺ",
        "𝒳",
        "\u00a0",
    ]
)
texts = (
    st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=15)
    .map("".join)
    .filter(lambda t: clean(t).strip())
)


@pytest.fixture
def dialogue(coordinator):
    make_actor_type("okand")
    return make_dialogue(coordinator)


@pytest.fixture
def fear(coordinator):
    return make_tag(coordinator, "RAD")


@st.composite
def spans(draw, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@examples
@given(typed=texts)
def test_words_are_stored_as_they_are_counted(coordinator, dialogue, typed):
    """In composed letters and with one kind of line break, so that a place means the same everywhere."""
    text = NoteVersion.objects.get(note=make_note(coordinator, dialogue, typed)).text
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert clean(text) == text == text.strip()
    assert [c for c in unicodedata.normalize("NFC", typed) if c.isalnum()] == [c for c in text if c.isalnum()]


@examples
@given(typed=texts, data=st.data())
def test_an_anchor_holds_the_words_that_stand_at_its_place(coordinator, dialogue, typed, data):
    note = make_note(coordinator, dialogue, typed)
    start, end = data.draw(spans(note.text))
    insight = make_insight(coordinator, dialogue, anchored=anchor(note.current, start, end))
    stored = Insight.objects.select_related("note_version").get(pk=insight.pk)
    text = stored.note_version.text
    assert stored.quote == text[stored.start : stored.end] == note.text[start:end]
    assert len(stored.prefix) == min(start, CONTEXT)
    assert len(stored.suffix) == min(len(text) - end, CONTEXT)
    assert stored.prefix + stored.quote + stored.suffix in text
    before, words, after = stored.passage()
    assert words == stored.quote
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)


@examples
@given(typed=texts, data=st.data())
def test_words_that_do_not_stand_in_the_note_are_refused(coordinator, dialogue, typed, data):
    note = make_note(coordinator, dialogue, typed)
    length = len(note.text)
    start, end = data.draw(st.sampled_from([(0, length + 1), (-1, 1), (length, length), (1, 1), (2, 1)]))
    with pytest.raises(Refusal):
        anchor(note.current, start, end)


@examples
@given(typed=texts, again=texts, data=st.data())
def test_an_edit_moves_an_anchor_to_the_same_words_or_leaves_it(coordinator, dialogue, typed, again, data):
    note = make_note(coordinator, dialogue, typed)
    start, end = data.draw(spans(note.text))
    insight = make_insight(coordinator, dialogue, anchored=anchor(note.current, start, end))
    first = note.current
    revise_note(by=coordinator, note=note, text=data.draw(edits(note.text, again)))
    stored = Insight.objects.select_related("note_version").get(pk=insight.pk)
    assert stored.quote == first.text[start:end], "an edit changes no quote"
    assert stored.note_version.text[stored.start : stored.end] == stored.quote
    assert stored.note_version in (first, note.current)
    if note.text.count(stored.quote) == 1:
        assert (stored.note_version, stored.start) == (note.current, note.text.index(stored.quote))
    if stored.quote not in note.text:
        assert (stored.note_version, stored.start, stored.end) == (first, start, end)


def edits(text: str, other: str):
    """The text with something put before, behind or in the middle of it; or something else altogether."""
    middle = len(text) // 2
    return st.sampled_from(
        [
            f"{other} {text}",
            f"{text} {other}",
            f"{text[:middle]}{other}{text[middle:]}",
            other,
            f"{text}\n{text}",
        ]
    )


@examples
@given(first=texts, second=texts)
def test_a_captured_line_stays_its_insight_through_edits(coordinator, dialogue, fear, first, second):
    words = [" ".join(f"a {text.replace('#', '').replace('@', '')} b".split()) for text in (first, second)]
    note, _new = capture_line(by=coordinator, dialogue=dialogue, raw=f"{words[0]} #{fear.key}")
    revise_line(by=coordinator, note=note, raw=f"{words[1]} #{fear.key}")
    insight = line_insight(note)
    assert insight.text == insight.quote == note.text
    assert (insight.start, insight.end) == (0, len(note.text))
