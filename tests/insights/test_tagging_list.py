"""The list of taggings: what its filters show, how it sorts, and its workbook."""

from datetime import date, datetime

import pytest

from insights.tagging.services import remove_insight
from tests.lists import cells_of, export_of, rows_of, table_of
from tests.world import insight, user

LIST = "insights:tagging-list"
FEAR, RUMOUR, INTERNAL = "Rädsla för omhändertagande", "Ryktet om tolken", "Från samordning"
FILTERS = {
    "": [FEAR, FEAR, RUMOUR, RUMOUR, INTERNAL],
    "q=RYKTET": [RUMOUR, RUMOUR],
    "q=omhändertagande": [FEAR, FEAR],
    "q=utanför": [FEAR, RUMOUR],
    "from=2026-01-01": [FEAR, FEAR, INTERNAL],
    "to=2025-12-31": [RUMOUR, RUMOUR],
    "tag=RAD-OMH": [FEAR],
    "tag=RAD": [FEAR, RUMOUR, INTERNAL],
    "actor_type=forening": [RUMOUR, RUMOUR],
    "county=23": [FEAR, FEAR, INTERNAL],
    "question=fraga-2": [RUMOUR, RUMOUR],
    "kind=behov": [FEAR, FEAR],
    "channel=runda": [FEAR, FEAR, INTERNAL],
    "assignment=uppdraget": [FEAR, FEAR],
    "counted=1": [FEAR, FEAR, RUMOUR, RUMOUR],
    "counted=0": [INTERNAL],
}
SORTS = {
    "tag": [(RUMOUR, "RAD"), (INTERNAL, "RAD"), (FEAR, "RAD-OMH"), (FEAR, "UTA"), (RUMOUR, "UTA")],
    "-tag": [(RUMOUR, "UTA"), (FEAR, "UTA"), (FEAR, "RAD-OMH"), (INTERNAL, "RAD"), (RUMOUR, "RAD")],
    "date": [(RUMOUR, "RAD"), (RUMOUR, "UTA"), (FEAR, "RAD-OMH"), (FEAR, "UTA"), (INTERNAL, "RAD")],
    "-date": [(INTERNAL, "RAD"), (FEAR, "UTA"), (FEAR, "RAD-OMH"), (RUMOUR, "UTA"), (RUMOUR, "RAD")],
    "tagged_at": [(FEAR, "RAD-OMH"), (FEAR, "UTA"), (RUMOUR, "RAD"), (RUMOUR, "UTA"), (INTERNAL, "RAD")],
    "-tagged_at": [(INTERNAL, "RAD"), (RUMOUR, "UTA"), (RUMOUR, "RAD"), (FEAR, "UTA"), (FEAR, "RAD-OMH")],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_taggings_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_taggings_are_sorted(world_client, sort):
    client = world_client()
    assert rows_of(client, LIST, f"sort={sort}") == [name for name, _key in SORTS[sort]]
    assert table_of(export_of(client, LIST, f"sort={sort}"), "Insight", "Tag key") == SORTS[sort]


def test_taggings_of_an_insight_in_the_bin_are_in_no_list(world_client):
    remove_insight(by=user("coordinator"), insight=insight(FEAR))
    assert FEAR not in rows_of(world_client(), LIST)


def test_the_workbook_holds_what_is_known_of_a_tagging(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "tag=RAD-OMH"))
    tagged_at = row.pop("Tagged")
    assert row == {
        "Insight": FEAR,
        "Tag": "Omhändertagande",
        "Tag key": "RAD-OMH",
        "Meeting": "Vårmötet",
        "Date": date(2026, 3, 4),
    }
    assert isinstance(tagged_at, datetime)
    assert tagged_at.tzinfo is None
