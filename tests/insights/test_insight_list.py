"""The list of insights: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from insights.tagging.services import remove_insight
from tests.lists import cells_of, export_of, page_of, rows_of
from tests.world import insight, user

LIST = "insights:insight-list"
FEAR, RUMOUR, BARE, INTERNAL = (
    "Rädsla för omhändertagande",
    "Ryktet om tolken",
    "Utan tagg",
    "Från samordning",
)
ALL = {FEAR, RUMOUR, BARE, INTERNAL}
FILTERS = {
    "": ALL,
    "q=RYKTET": {RUMOUR},
    "q=föräldrar": {FEAR},
    "q=ärendemötet": {INTERNAL},
    "from=2026-01-01": {FEAR, INTERNAL},
    "to=2025-12-31": {RUMOUR, BARE},
    "tag=RAD-OMH": {FEAR},
    "tag=RAD": {FEAR, RUMOUR, INTERNAL},
    "tag=GAM": set(),
    "actor_type=kommun": {FEAR, RUMOUR, INTERNAL},
    "actor_type=trossamfund": {RUMOUR},
    "actor_type=okand": {BARE},
    "county=23": {FEAR, INTERNAL},
    "question=fraga-1": {FEAR},
    "kind=gott_exempel": {RUMOUR},
    "channel=chatt": {RUMOUR},
    "strength=flera": {FEAR},
    "voice=quoted": {RUMOUR},
    "may_be_quoted=1": {RUMOUR},
    "may_be_quoted=0": ALL - {RUMOUR},
    "tagged=1": ALL - {BARE},
    "tagged=0": {BARE},
    "assignment=uppdraget": {FEAR},
    "counted=1": {FEAR, RUMOUR, BARE},
    "counted=0": {INTERNAL},
    # Added by the themes: membership, with each judgement. What nuances a theme is not in it.
    "theme=T1": {FEAR, RUMOUR},
    "theme=T2": {FEAR, RUMOUR, BARE},
    "theme=none": {BARE, INTERNAL},
    # Added by the tips: what shares a tag with one.
    "tip=TIP-1": {FEAR, RUMOUR, INTERNAL},
    "tip=TIP-2": {FEAR, RUMOUR},
    "tip=TIP-3": set(),
    # Filters together.
    "tag=UTA&theme=T1&actor_type=trossamfund&channel=chatt": {RUMOUR},
    "tag=UTA&theme=T1&actor_type=trossamfund&channel=runda": set(),
}
SORTS = {
    "date": [RUMOUR, BARE, FEAR, INTERNAL],
    "-date": [INTERNAL, FEAR, BARE, RUMOUR],
    "dialogue": [RUMOUR, BARE, FEAR, INTERNAL],
    "-dialogue": [INTERNAL, FEAR, BARE, RUMOUR],
    "kind": [FEAR, RUMOUR, BARE, INTERNAL],
    "-kind": [INTERNAL, BARE, RUMOUR, FEAR],
    "question": [FEAR, RUMOUR, BARE, INTERNAL],
    "-question": [RUMOUR, FEAR, INTERNAL, BARE],
    "strength": [RUMOUR, BARE, INTERNAL, FEAR],
    "-strength": [FEAR, INTERNAL, BARE, RUMOUR],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_insights_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_insights_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_an_insight_in_the_bin_is_in_no_list(world_client):
    remove_insight(by=user("coordinator"), insight=insight(FEAR))
    assert FEAR not in rows_of(world_client(), LIST)


def test_an_insight_with_several_tags_and_raisers_stands_once_with_all_of_them(world_client):
    rows = page_of(world_client(), LIST, "q=ryktet").all("tr")[1:]
    assert len(rows) == 1
    assert [chip.text for chip in rows[0].all("a", class_="tag")] == ["Fear", "Utanförskap"]
    assert "Trossamfund, Forening, Kommun" in rows[0].text


def test_the_workbook_holds_what_is_known_of_an_insight(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=ryktet"))
    assert row == {
        "Insight": RUMOUR,
        "Tags": "Fear; Utanförskap",
        "Tag keys": "RAD; UTA",
        "Actor type": "Trossamfund, Forening, Kommun",
        "Raised by": "Ebeneserkyrkan, Nedlagda föreningen, Kommun",
        "Kind": "good example",
        "Strength": "single",
        "Voice": "quoted",
        "Question": "Question 2?",
        "Channel": "chat",
        "Meeting": "Höstsamtalet",
        "Date": date(2025, 10, 1),
        "Excerpt": None,
        "May be quoted": "yes",
        "Do not repeat": "no",
    }


def test_the_workbook_holds_the_words_an_insight_is_anchored_to(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "strength=flera"))
    assert row["Excerpt"] == "Föräldrar"
