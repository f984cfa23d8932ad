"""The list of notes: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from dialogues.models import Note
from dialogues.notes.services import remove_note, revise_note
from tests.lists import cells_of, export_of, rows_of
from tests.world import user

LIST = "dialogues:note-list"
ALL = {"Föräldrar är rädda.", "Chatten gick het.", "Någon sa något.", "Internt prat."}
FILTERS = {
    "": ALL,
    "q=RÄDDA": {"Föräldrar är rädda."},
    "q=höstsamtalet": {"Någon sa något."},
    "from=2026-03-04": ALL - {"Någon sa något."},
    "to=2025-12-31": {"Någon sa något."},
    "question=fraga-1": {"Föräldrar är rädda."},
    "channel=chatt": {"Chatten gick het."},
    "county=12": ALL - {"Internt prat."},
    "voice=quoted": {"Chatten gick het."},
    "may_be_quoted=1": {"Chatten gick het."},
    "may_be_quoted=0": ALL - {"Chatten gick het."},
    "uncertain=1": {"Någon sa något."},
    "uncertain=0": ALL - {"Någon sa något."},
    "assignment=uppdraget": {"Föräldrar är rädda.", "Chatten gick het."},
    "counted=1": ALL - {"Internt prat."},
    "counted=0": {"Internt prat."},
}
SORTS = {
    "date": ["Någon sa något.", "Föräldrar är rädda.", "Chatten gick het.", "Internt prat."],
    "-date": ["Internt prat.", "Chatten gick het.", "Föräldrar är rädda.", "Någon sa något."],
    "question": ["Föräldrar är rädda.", "Chatten gick het.", "Någon sa något.", "Internt prat."],
    "-question": ["Chatten gick het.", "Föräldrar är rädda.", "Internt prat.", "Någon sa något."],
    "channel": ["Chatten gick het.", "Någon sa något.", "Föräldrar är rädda.", "Internt prat."],
    "-channel": ["Internt prat.", "Föräldrar är rädda.", "Någon sa något.", "Chatten gick het."],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_notes_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_notes_are_sorted(world_client, sort):
    shown = rows_of(world_client(), LIST, f"sort={sort}")
    if sort.endswith("date"):  # lines under different questions of a meeting share no order
        shown = [*shown[:1], *sorted(shown[1:3], key=SORTS[sort].index), *shown[3:]]
    assert shown == SORTS[sort]


def test_a_note_stands_once_and_in_its_newest_words(world_client):
    note = Note.objects.get(current__text="Internt prat.")
    for text in ("Nya ord.", "Nyare ord."):
        revise_note(by=user("coordinator"), note=note, text=text)
        note.refresh_from_db()
    assert rows_of(world_client(), LIST, "counted=0") == ["Nyare ord."]
    assert rows_of(world_client(), LIST, "q=Internt+prat") == []


def test_a_note_in_the_bin_is_in_no_list(world_client):
    remove_note(by=user("coordinator"), note=Note.objects.get(uncertain=True))
    assert rows_of(world_client(), LIST, "uncertain=1") == []


def test_the_workbook_holds_what_is_known_of_a_note(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "question=fraga-1"))
    assert row == {
        "Note": "Föräldrar är rädda.",
        "Meeting": "Vårmötet",
        "Date": date(2026, 3, 4),
        "Question": "Question 1?",
        "Channel": "go-round",
        "Who spoke": "Åre kommun",
        "Voice": "paraphrased",
        "May be quoted": "no",
        "Do not repeat": "no",
        "Uncertain": "no",
        "Language": "sv",
    }
