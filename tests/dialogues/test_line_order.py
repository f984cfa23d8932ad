"""Keys that order lines: there is always room between two, whoever writes where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.notes import ordering
from dialogues.notes.models import Note
from dialogues.notes.ordering import DIGITS, LONGEST, between, dealt_out
from dialogues.notes.services import move_note
from tests.factories import make_dialogue, make_note

KEYS = st.text(DIGITS, min_size=1, max_size=12).map(lambda key: key.rstrip("0") or "1")
PLACES = st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=60)


def inserted(places: list[int]) -> list[str]:
    """Lines written one after another, each at a place among those so far (0 is before all)."""
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        key = between(keys[at - 1] if at else "", keys[at] if at < len(keys) else "")
        keys.insert(at, key)
    return keys


@given(KEYS, KEYS)
def test_a_key_is_strictly_between_any_two(a, b):
    before, after = sorted((a, b))
    if before < after:
        assert before < between(before, after) < after


@given(KEYS)
def test_a_key_is_strictly_after_any_and_before_any(key):
    assert key < between(key, "")
    if key.strip("0"):
        assert between("", key) < key


@given(PLACES)
def test_lines_stay_in_the_order_they_were_put_in(places):
    keys = inserted(places)
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.drill
@settings(max_examples=2000)
@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=400))
def test_any_sequence_of_lines_stays_in_order(places):
    keys = inserted(places)
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_thousand_lines_at_one_place_keep_their_order(place):
    """Always first, always second, always last: the last is how people write, and its keys stay short."""
    keys = inserted([len(DIGITS) ** 3 if place < 0 else place for _line in range(30)])
    for _line in range(1000):
        at = len(keys) if place < 0 else place
        keys.insert(at, between(keys[at - 1] if at else "", keys[at] if at < len(keys) else ""))
    assert keys == sorted(set(keys))
    if place != 1:
        assert max(map(len, keys)) <= 12


def test_two_who_write_at_the_same_place_at_the_same_time_get_different_keys():
    assert len({between("h00000001", "h00001001") for _writer in range(200)}) > 190


@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "a"), ("h000001", "h00000")])
def test_a_place_that_is_none_is_refused(before, after):
    with pytest.raises(ValueError, match="does not come before"):
        between(before, after)


@given(st.integers(min_value=0, max_value=300))
def test_keys_dealt_out_anew_are_in_order_and_leave_room_everywhere(count):
    keys = dealt_out(count)
    assert len(keys) == count
    assert keys == sorted(set(keys))
    for before, after in zip(["", *keys], [*keys, ""], strict=True):
        key = between(before, after)
        assert before < key
        assert not after or key < after


def test_when_keys_grow_too_long_the_lines_get_new_ones_in_the_same_order(coordinator, monkeypatch):
    monkeypatch.setattr("dialogues.notes.services.LONGEST", 15)
    assert ordering.LONGEST == LONGEST
    dialogue = make_dialogue(coordinator)
    first = make_note(coordinator, dialogue, "0")
    expected = ["0"]
    for number in range(1, 30):
        make_note(coordinator, dialogue, str(number), after=first)
        expected.insert(1, str(number))
    assert [n.text for n in dialogue.notes.order_by("order_key")] == expected
    assert max(len(n.order_key) for n in dialogue.notes.all()) <= 15


def test_a_line_moved_after_another_stands_there(coordinator):
    dialogue = make_dialogue(coordinator)
    a, b, c = (make_note(coordinator, dialogue, text) for text in "abc")
    move_note(by=coordinator, note=a, after=b)
    assert [n.text for n in Note.objects.filter(dialogue=dialogue)] == ["b", "a", "c"]
    move_note(by=coordinator, note=c, first=True)
    assert [n.text for n in Note.objects.filter(dialogue=dialogue)] == ["c", "b", "a"]
    move_note(by=coordinator, note=c)
    assert [n.text for n in Note.objects.filter(dialogue=dialogue)] == ["b", "a", "c"]
