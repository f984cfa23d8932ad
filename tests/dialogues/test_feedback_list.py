"""The list of feedback: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, rows_of

LIST = "dialogues:feedback-list"
FILTERS = {
    "": ["Vårmötet", "Höstsamtalet"],
    "q=SEDAN": ["Vårmötet"],
    "q=höstsamtalet": ["Höstsamtalet"],
    "from=2026-01-01": ["Vårmötet"],
    "to=2025-12-31": ["Höstsamtalet"],
    "way=letter": ["Höstsamtalet"],
    "given_from=2026-04-01": ["Vårmötet"],
    "given_to=2026-03-31": ["Höstsamtalet"],
    "county=23": ["Vårmötet"],
    "counted=1": ["Vårmötet", "Höstsamtalet"],
    "counted=0": [],
}
SORTS = {
    "given_on": ["Höstsamtalet", "Vårmötet"],
    "-given_on": ["Vårmötet", "Höstsamtalet"],
    "way": ["Vårmötet", "Höstsamtalet"],
    "-way": ["Höstsamtalet", "Vårmötet"],
    "date": ["Höstsamtalet", "Vårmötet"],
    "-date": ["Vårmötet", "Höstsamtalet"],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_feedback_that_fits(world_client, query):
    assert rows_of(world_client(), LIST, query) == FILTERS[query]


@pytest.mark.parametrize("sort", SORTS)
def test_feedback_is_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_the_workbook_holds_what_was_told_when_and_how(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "way=letter"))
    assert row == {
        "Meeting": "Höstsamtalet",
        "Meeting held": date(2025, 10, 1),
        "Given": date(2025, 11, 1),
        "How": "by letter",
        "What we told them": "Tack för samtalet.",
    }
