"""The list of question sets: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, rows_of

LIST = "dialogues:question-set-list"
NOW, THEN = "Questions", "Äldre frågor"
FILTERS = {
    "": [NOW, THEN],
    "q=FRÅGOR": [NOW, THEN],
    "q=äldre": [THEN],
    "q=var+det+förr": [THEN],
    "status=live": [NOW],
    "status=retired": [THEN],
}
SORTS = {
    "title": [NOW, THEN],
    "-title": [THEN, NOW],
    "retired_on": [THEN, NOW],
    "-retired_on": [THEN, NOW],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_question_sets_that_fit(world_client, query):
    assert rows_of(world_client(), LIST, query) == FILTERS[query]


@pytest.mark.parametrize("sort", SORTS)
def test_question_sets_are_sorted_and_those_never_retired_come_last(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_the_workbook_holds_what_is_known_of_a_question_set(world_client):
    now, then = cells_of(export_of(world_client(), LIST))
    assert now == {"Question set": "Frågor", "In English": "Questions", "Questions": 2, "Retired on": None}
    assert then == {
        "Question set": "Äldre frågor",
        "In English": None,
        "Questions": 1,
        "Retired on": date(2026, 10, 15),
    }
