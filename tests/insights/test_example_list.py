"""The list of good examples: what its filters show, how it sorts, and its workbook."""

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of

LIST = "insights:example-list"
NURSERY, LEAFLET, STORY = "Öppen förskola", "Ett blad på tio språk", "Ångström berättar"
FILTERS = {
    "": [NURSERY, LEAFLET, STORY],
    "q=ÖPPEN": [NURSERY],
    "q=tolk+på": [NURSERY],
    "from=2026-01-01": [LEAFLET],
    "to=2025-12-31": [NURSERY],
    "from=2025-10-02&to=2025-12-31": [],
    "status=reviewed": [LEAFLET],
    "status=proposed": [NURSERY, STORY],
    "tip=TIP-1": [NURSERY],
    "tip=TIP-2": [NURSERY, STORY],
    "consent=1": [NURSERY],
    "consent=0": [LEAFLET, STORY],
    "published_elsewhere=1": [STORY],
    "published_elsewhere=0": [NURSERY, LEAFLET],
}
SORTS = {
    "title": [LEAFLET, STORY, NURSERY],
    "-title": [NURSERY, STORY, LEAFLET],
    "status": [STORY, NURSERY, LEAFLET],
    "-status": [LEAFLET, NURSERY, STORY],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_examples_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_examples_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_an_organisation_is_named_only_where_it_has_agreed(world_client):
    page = page_of(world_client(), LIST)
    assert "Ebeneserkyrkan" in page.text
    assert "Åre kommun" not in page.first("table").text


def test_the_workbook_names_an_organisation_only_where_it_has_agreed(world_client):
    leaflet, _story, nursery = cells_of(export_of(world_client(), LIST))
    assert nursery == {
        "Good example": NURSERY,
        "What was done": "Tolk på plats.",
        "Organisation": "Ebeneserkyrkan",
        "Meeting": "Höstsamtalet",
        "Source": None,
        "Tips": "1; 2",
        "Status": "proposed",
    }
    assert (leaflet["Organisation"], leaflet["Meeting"], leaflet["Status"]) == (None, "Vårmötet", "reviewed")
