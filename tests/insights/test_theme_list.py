"""The list of themes: what its filters show, to whom, how it sorts, and its workbook."""

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of

LIST = "insights:theme-list"
WORRY, ECHOES, EMPTY = "Ängslan", "Echoes", "Öde teman"
FILTERS = {
    "": [WORRY, ECHOES, EMPTY],
    "q=ÄNGSLAN": [WORRY],
    "q=echo": [ECHOES],
    "q=ekon": [ECHOES],
    "q=återkommer": [WORRY],
    "q=t3": [EMPTY],
    "status=adopted": [WORRY],
    "status=candidate": [ECHOES],
    "status=retired": [EMPTY],
    "tag=RAD": [WORRY, EMPTY],
    "tag=UTA": [ECHOES, EMPTY],
}
SORTS = {
    "order": [WORRY, ECHOES, EMPTY],
    "-order": [EMPTY, ECHOES, WORRY],
    "title": [ECHOES, WORRY, EMPTY],
    "-title": [EMPTY, WORRY, ECHOES],
    "status": [ECHOES, WORRY, EMPTY],
    "-status": [EMPTY, WORRY, ECHOES],
    "key": [WORRY, ECHOES, EMPTY],
    "-key": [EMPTY, ECHOES, WORRY],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_themes_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_themes_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_keys_sort_by_their_numbers(world_client):
    from insights.themes.services import add_theme
    from tests.world import user

    for number in range(4, 11):
        add_theme(by=user("manager"), title_sv=f"Tema {number}")
    shown = rows_of(world_client(), LIST, "sort=key")
    assert shown == [WORRY, ECHOES, EMPTY, *(f"Tema {number}" for number in range(4, 11))]


def test_readers_see_adopted_themes_and_no_links_to_tags(world_client):
    reader = world_client("reader")
    assert rows_of(reader, LIST) == [WORRY]
    assert rows_of(reader, LIST, "status=candidate") == []
    chip = page_of(reader, LIST).first(class_="tag")
    assert (chip.tag, chip.text) == ("span", "Fear")


def test_readers_take_no_workbook_out(world_client):
    from django.urls import reverse

    assert world_client("reader").get(reverse(LIST) + "?export=xlsx").status_code == 403


def test_the_workbook_holds_what_is_known_of_a_theme(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "status=retired"))
    assert row == {
        "Key": "T3",
        "Theme": EMPTY,
        "Theme in English": None,
        "Status": "retired",
        "Tag keys": "RAD; UTA",
        "Synthesis": None,
    }
