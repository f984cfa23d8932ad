"""The numbered list of tips: what its filters show, to whom, how it sorts, and its workbook."""

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of

LIST = "insights:tip-list"
LISTEN, SHARE, OLD = "1. Listen first", "2. Återkoppla alltid", "1. Äldre råd"
FILTERS = {
    "": [LISTEN, SHARE, OLD],
    "q=LYSSNA": [LISTEN],
    "q=listen": [LISTEN],
    "q=ÅTERKOPPLA": [SHARE],
    "status=proposed": [LISTEN],
    "status=published": [SHARE],
    "status=retired": [OLD],
    "tag=RAD": [LISTEN],
    "tag=UTA": [LISTEN, SHARE],
    "number=1": [LISTEN, OLD],
    "number=0": [],
}
SORTS = {
    "number": [LISTEN, OLD, SHARE],
    "-number": [SHARE, OLD, LISTEN],
    "status": [LISTEN, SHARE, OLD],
    "-status": [OLD, SHARE, LISTEN],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_tips_that_fit(world_client, query):
    shown = rows_of(world_client(), LIST, query)
    assert sorted(shown) == sorted(tip.partition(" ")[2] for tip in FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_tips_are_sorted(world_client, sort):
    shown = rows_of(world_client(), LIST, f"sort={sort}")
    assert shown == [tip.partition(" ")[2] for tip in SORTS[sort]]


def test_readers_see_published_tips_and_no_links_to_tags(world_client):
    reader = world_client("reader")
    assert rows_of(reader, LIST) == ["Återkoppla alltid"]
    assert page_of(reader, LIST).first(class_="tag").tag == "span"


def test_the_workbook_holds_what_is_known_of_a_tip(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "tag=RAD"))
    assert row == {
        "Number": 1,
        "Tip": "Lyssna först",
        "Tip in English": "Listen first",
        "Status": "proposed",
        "Tag keys": "RAD; UTA",
    }
