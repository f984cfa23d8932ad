"""The list of assignments: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of

LIST = "dialogues:assignment-list"
FILTERS = {
    "": ["Uppdraget", "Ett äldre uppdrag"],
    "q=ÄLDRE": ["Ett äldre uppdrag"],
    "q=ju2019": ["Ett äldre uppdrag"],
    "status=live": ["Uppdraget"],
    "status=retired": ["Ett äldre uppdrag"],
    "from=2026-01-01": ["Uppdraget"],
    "to=2021-12-31": ["Ett äldre uppdrag"],
    "from=2020-01-02": ["Uppdraget"],
}
SORTS = {
    "title": ["Ett äldre uppdrag", "Uppdraget"],
    "-title": ["Uppdraget", "Ett äldre uppdrag"],
    "period": ["Ett äldre uppdrag", "Uppdraget"],
    "-period": ["Uppdraget", "Ett äldre uppdrag"],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_assignments_that_fit(world_client, query):
    assert rows_of(world_client(), LIST, query) == FILTERS[query]


@pytest.mark.parametrize("sort", SORTS)
def test_assignments_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_only_meetings_that_count_are_counted_for_an_assignment(world_client):
    from tests.factories import make_dialogue
    from tests.world import meeting, user

    by, ours = user("coordinator"), meeting("Vårmötet").assignment
    make_dialogue(by, "Ännu ett", assignment=ours)
    make_dialogue(by, "Inte än", status="planned", assignment=ours)
    page = page_of(world_client(), LIST, "status=live")
    assert page.all("tr")[1].first("td", class_="number").text == "2"


def test_the_workbook_holds_what_is_known_of_an_assignment(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "status=live"))
    assert row == {
        "Assignment": "Uppdraget",
        "Decision": None,
        "From": date(2026, 1, 1),
        "To": date(2026, 12, 31),
        "Description": None,
        "Meetings": 1,
    }
