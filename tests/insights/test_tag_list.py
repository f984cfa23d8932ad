"""The codebook as a list: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of, table_of

LIST = "insights:tag-list"
FEAR, CARE, OUTSIDE, OLD = "Fear", "Omhändertagande", "Utanförskap", "Gammal tagg"
FILTERS = {
    "": [FEAR, CARE, OUTSIDE, OLD],
    "q=rad-": [CARE],
    "q=RÄDSLA": [FEAR],
    "q=fear": [FEAR],
    "q=myndigheter": [FEAR],
    "tag=RAD": [FEAR, CARE],
    "status=live": [FEAR, CARE, OUTSIDE],
    "status=retired": [OLD],
    "introduced_from=2025-01-01": [FEAR, CARE],
}
SORTS = {
    "order": [FEAR, CARE, OUTSIDE, OLD],
    "-order": [OLD, OUTSIDE, CARE, FEAR],
    "key": [OLD, FEAR, CARE, OUTSIDE],
    "-key": [OUTSIDE, CARE, FEAR, OLD],
    "name": [FEAR, OLD, CARE, OUTSIDE],
    "-name": [OUTSIDE, CARE, OLD, FEAR],
    "introduced_on": [OLD, OUTSIDE, CARE, FEAR],
    "-introduced_on": [FEAR, CARE, OUTSIDE, OLD],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_tags_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_tags_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_names_sort_in_the_language_they_are_read_in(world_client):
    from tests.world import user

    reader = user("coordinator")
    reader.language = "sv"
    reader.save()
    assert rows_of(world_client(), LIST, "sort=name") == [OLD, CARE, "Rädsla", OUTSIDE]


def test_a_retired_tag_says_so(world_client):
    page = page_of(world_client(), LIST, "status=retired")
    assert page.first("th", role="rowheader").first("span", class_="attention").text == "retired"


def test_a_tag_counts_insights_that_count_those_of_its_children_too_each_once(world_client):
    rows = table_of(export_of(world_client(), LIST), "Key", "Insights")
    assert rows == [("RAD", 2), ("RAD-OMH", 1), ("UTA", 2), ("GAM", 0)]
    shown = [row.all("td", class_="number")[-1].text for row in page_of(world_client(), LIST).all("tr")[1:]]
    assert shown == ["2", "1", "2", "0"]


def test_the_workbook_holds_what_is_known_of_a_tag(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=rad-"))
    assert row == {
        "Key": "RAD-OMH",
        "Tag": "Omhändertagande",
        "Tag in English": None,
        "Under": "RAD",
        "Definition": None,
        "Include": None,
        "Exclude": None,
        "Example": None,
        "Introduced": date(2025, 1, 1),
        "Retired on": None,
        "Insights": 1,
    }


def test_the_workbook_says_when_a_tag_was_retired(world_client):
    assert table_of(export_of(world_client(), LIST, "status=retired"), "Key", "Retired on") == [
        ("GAM", date(2026, 10, 15))
    ]
