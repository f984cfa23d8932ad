"""The list of commitments: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of

LIST = "dialogues:commitment-list"
ALL = {"Skicka länkar", "Boka uppföljning", "Översätta bladet", "Byta tolk"}
FILTERS = {
    "": ALL,
    "q=LÄNKAR": {"Skicka länkar"},
    "q=ämnesexpert": {"Skicka länkar"},
    "q=somaliska": {"Översätta bladet"},
    "q=höstsamtalet": {"Översätta bladet", "Byta tolk"},
    # Today is 2026-10-15: what was due yesterday is overdue, what is due today is not.
    "status=overdue": {"Skicka länkar"},
    "status=open": {"Boka uppföljning"},
    "status=done": {"Översätta bladet"},
    "status=declined": {"Byta tolk"},
    "from=2026-01-01": {"Skicka länkar", "Boka uppföljning"},
    "to=2025-12-31": {"Översätta bladet", "Byta tolk"},
    "actor_type=kommun": {"Skicka länkar", "Boka uppföljning"},
    "actor_type=forening": {"Översätta bladet", "Byta tolk"},
    "county=23": {"Skicka länkar", "Boka uppföljning"},
    "due_from=2026-10-15": {"Boka uppföljning"},
    "due_to=2026-10-14": {"Skicka länkar"},
    "assignment=uppdraget": {"Skicka länkar", "Boka uppföljning"},
    "counted=1": ALL,
    "counted=0": set(),
}
SORTS = {
    "due": ["Skicka länkar", "Boka uppföljning", "Översätta bladet", "Byta tolk"],
    "-due": ["Boka uppföljning", "Skicka länkar", "Byta tolk", "Översätta bladet"],
    "state": ["Skicka länkar", "Boka uppföljning", "Översätta bladet", "Byta tolk"],
    "-state": ["Byta tolk", "Översätta bladet", "Boka uppföljning", "Skicka länkar"],
    "role": ["Boka uppföljning", "Byta tolk", "Skicka länkar", "Översätta bladet"],
    "-role": ["Skicka länkar", "Byta tolk", "Boka uppföljning", "Översätta bladet"],
    "date": ["Översätta bladet", "Byta tolk", "Skicka länkar", "Boka uppföljning"],
    "-date": ["Boka uppföljning", "Skicka länkar", "Byta tolk", "Översätta bladet"],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_commitments_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_commitments_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"sort={sort}") == SORTS[sort]


def test_a_promise_whose_day_has_passed_asks_for_attention(world_client):
    page = page_of(world_client(), LIST)
    chips = {row.first("th").text: row.first("span", class_="chip") for row in page.all("tr")[1:]}
    assert chips["Skicka länkar"].text == "overdue"
    assert "attention" in chips["Skicka länkar"].attrs["class"]
    assert chips["Boka uppföljning"].text == "open"


def test_the_workbook_holds_what_is_known_of_a_commitment(world_client):
    overdue, done = cells_of(export_of(world_client(), LIST, "q=k&sort=due"))[::2]
    assert overdue == {
        "What we promised": "Skicka länkar",
        "To whom": "Malmö stad",
        "Responsible role": "Ämnesexpert",
        "Due": date(2026, 10, 14),
        "State": "overdue",
        "Closed": None,
        "Outcome": None,
        "Meeting": "Vårmötet",
        "Date": date(2026, 3, 4),
    }
    assert done["To whom"] == "all who took part"
    assert (done["State"], done["Closed"]) == ("done", date(2026, 10, 15))
