"""The list of meetings: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from dialogues.meetings.services import change_dialogue
from tests.lists import cells_of, export_of, page_of, rows_of
from tests.world import meeting, user

LIST = "dialogues:dialogue-list"
ALL = {
    "Vårmötet",
    "Höstsamtalet",
    "Ärendemötet",
    "Nästa möte",
    "Blev det av?",
    "Inställda mötet",
    "Odaterat brev",
}
FILTERS = {
    "": ALL,
    "q=OM+ORO": {"Vårmötet"},
    "q=åre": {"Nästa möte"},
    "q=4.1-123": {"Vårmötet"},
    "q=höstsamtalet": {"Höstsamtalet"},
    "q=hostsamtalet": set(),
    "from=2026-03-04": {"Vårmötet", "Ärendemötet", "Nästa möte", "Blev det av?"},
    "to=2026-03-04": {"Höstsamtalet", "Inställda mötet", "Vårmötet"},
    # A meeting of which only the month is known lies in a period only with the whole month.
    "from=2025-10-01&to=2025-10-31": {"Höstsamtalet"},
    "from=2025-10-02&to=2025-10-31": set(),
    "actor_type=kommun": {"Vårmötet", "Ärendemötet"},
    "actor_type=trossamfund": {"Höstsamtalet"},
    "county=12": {"Vårmötet", "Höstsamtalet"},
    "county=23": {"Vårmötet", "Ärendemötet"},
    "status=held": {"Ärendemötet"},
    "status=fed_back": {"Vårmötet", "Höstsamtalet"},
    "status=documented": {"Odaterat brev"},
    "status=planned": {"Nästa möte"},
    "status=to_confirm": {"Blev det av?"},
    "status=cancelled": {"Inställda mötet"},
    "kind=feedback": {"Höstsamtalet"},
    "kind=coordination": {"Ärendemötet"},
    "form=skriftligt": {"Odaterat brev"},
    "assignment=uppdraget": {"Vårmötet"},
    "question_set=qs-fraga": {"Vårmötet", "Höstsamtalet"},
    "protection=open": {"Vårmötet"},
    "protection=internal": ALL - {"Vårmötet"},
    "mine=1": ALL - {"Odaterat brev"},
    "mine=0": {"Odaterat brev"},
    "counted=1": {"Vårmötet", "Höstsamtalet", "Odaterat brev"},
    "counted=0": {"Ärendemötet", "Nästa möte", "Blev det av?", "Inställda mötet"},
    # Added by the insights: where something that counts was raised.
    "theme=T1": {"Vårmötet", "Höstsamtalet"},
    "theme=T2": {"Vårmötet", "Höstsamtalet"},
    "theme=none": {"Höstsamtalet"},
    "tag=RAD-OMH": {"Vårmötet"},
    "tag=RAD": {"Vårmötet", "Höstsamtalet"},
    "question=fraga-1": {"Vårmötet"},
    "insight_kind=gott_exempel": {"Höstsamtalet"},
    "channel=chatt": {"Höstsamtalet"},
    "raised_by=kommun": {"Vårmötet", "Höstsamtalet"},
    "raised_by=forening": {"Höstsamtalet"},
    # All of them mean one and the same insight.
    "tag=UTA&insight_kind=behov&raised_by=trossamfund": set(),
    "tag=UTA&insight_kind=behov&raised_by=kommun": {"Vårmötet"},
}
BY_DATE = [
    "Höstsamtalet",
    "Inställda mötet",
    "Vårmötet",
    "Ärendemötet",
    "Blev det av?",
    "Nästa möte",
]
SORTS = {
    "": [*BY_DATE[::-1], "Odaterat brev"],
    "date": [*BY_DATE, "Odaterat brev"],
    "-date": [*BY_DATE[::-1], "Odaterat brev"],
    "title": [
        "Blev det av?",
        "Höstsamtalet",
        "Inställda mötet",
        "Nästa möte",
        "Odaterat brev",
        "Vårmötet",
        "Ärendemötet",
    ],
    "place": ["Vårmötet", "Nästa möte"],
    "-place": ["Nästa möte", "Vårmötet"],
    "form": ["Vårmötet", *[t for t in BY_DATE if t != "Vårmötet"], "Odaterat brev"],
    "-form": ["Odaterat brev", *[t for t in BY_DATE[::-1] if t != "Vårmötet"], "Vårmötet"],
    "status": [
        "Blev det av?",
        "Nästa möte",
        "Ärendemötet",
        "Odaterat brev",
        "Höstsamtalet",
        "Vårmötet",
        "Inställda mötet",
    ],
    "-status": [
        "Inställda mötet",
        "Vårmötet",
        "Höstsamtalet",
        "Odaterat brev",
        "Ärendemötet",
        "Nästa möte",
        "Blev det av?",
    ],
}
SORTS["-title"] = SORTS["title"][::-1]


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_meetings_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_meetings_are_sorted(world_client, sort):
    shown = rows_of(world_client(), LIST, f"sort={sort}")
    assert len(shown) == len(ALL)
    assert shown[: len(SORTS[sort])] == SORTS[sort]


def test_a_date_is_said_as_exactly_as_it_is_known(world_client):
    page = page_of(world_client(), LIST)
    days = {
        row.first("th").first("a").text: row.first("td", class_="date").text for row in page.all("tr")[1:]
    }
    assert days["Vårmötet"] == "2026-03-04"
    assert days["Höstsamtalet"] == "October 2025"
    assert days["Odaterat brev"] == "unknown date"


def test_own_people_are_no_actors_of_a_meeting(world_client):
    row = page_of(world_client(), LIST, "q=Vårmötet").all("tr")[1]
    assert row.first("td", class_="number").text == "2"


def test_a_restricted_meeting_says_so_in_the_list(world_client):
    change_dialogue(by=user("coordinator"), dialogue=meeting("Vårmötet"), protection="restricted")
    page = page_of(world_client(), LIST, "protection=restricted")
    assert page.first("th", role="rowheader").first(class_="chip").text == "restricted"


def test_the_workbook_holds_what_is_known_of_a_meeting(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=Vårmötet"))
    assert row == {
        "Meeting": "Vårmötet",
        "Date": date(2026, 3, 4),
        "Last day": date(2026, 3, 4),
        "Date known to": "day",
        "Starts": None,
        "Length in minutes": None,
        "Kind": "dialogue meeting",
        "Form": "digital",
        "Place": "Malmö",
        "Host": None,
        "Status": "fed back",
        "Protection": "open",
        "Registration number": "4.1-123/2026",
        "Actors present": 2,
        "Participants": 3,
        "Summary": "Mycket handlade om oro.",
    }


def test_an_imprecise_date_is_a_span_of_days_in_the_workbook(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=Höstsamtalet"))
    assert (row["Date"], row["Last day"], row["Date known to"]) == (
        date(2025, 10, 1),
        date(2025, 10, 31),
        "month",
    )
