"""The list of participations: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, page_of, rows_of, table_of

LIST = "dialogues:participation-list"
SPRING = ["Malmö stad", "Vi själva", "Åre kommun"]
AUTUMN = ["Ebeneserkyrkan", "Frikyrkorådet", "Nedlagda föreningen", "Okand"]
FILTERS = {
    "": [*SPRING, *AUTUMN, "Åre kommun"],
    "q=KYRK": ["Ebeneserkyrkan", "Frikyrkorådet"],
    "q=ärendemötet": ["Åre kommun"],
    "from=2026-01-01": [*SPRING, "Åre kommun"],
    "to=2025-12-31": AUTUMN,
    "actor_type=kommun": ["Malmö stad", "Åre kommun", "Åre kommun"],
    "actor_type=okand": ["Okand"],
    "county=23": [*SPRING, "Åre kommun"],
    "attendance=apologies": ["Frikyrkorådet"],
    "attendance=present": [*SPRING, "Ebeneserkyrkan", "Nedlagda föreningen", "Okand", "Åre kommun"],
    "external=1": ["Malmö stad", "Åre kommun", *AUTUMN, "Åre kommun"],
    "external=0": ["Vi själva"],
    "assignment=uppdraget": SPRING,
    "counted=1": [*SPRING, *AUTUMN],
    "counted=0": ["Åre kommun"],
    "headcount=4": ["Ebeneserkyrkan", "Nedlagda föreningen", "Okand"],
}
SORTS = {
    "date": [*AUTUMN, *SPRING, "Åre kommun"],
    "-date": ["Åre kommun", *SPRING, *AUTUMN],
    "organisation": [
        "Ebeneserkyrkan",
        "Frikyrkorådet",
        "Malmö stad",
        "Nedlagda föreningen",
        "Vi själva",
        "Åre kommun",
        "Åre kommun",
        "Okand",
    ],
    "-organisation": [
        "Åre kommun",
        "Åre kommun",
        "Vi själva",
        "Nedlagda föreningen",
        "Malmö stad",
        "Frikyrkorådet",
        "Ebeneserkyrkan",
        "Okand",
    ],
    "actor_type": [
        "Malmö stad",
        "Åre kommun",
        "Åre kommun",
        "Ebeneserkyrkan",
        "Frikyrkorådet",
        "Nedlagda föreningen",
        "Vi själva",
        "Okand",
    ],
    "-actor_type": [
        "Okand",
        "Vi själva",
        "Nedlagda föreningen",
        "Frikyrkorådet",
        "Ebeneserkyrkan",
        "Åre kommun",
        "Åre kommun",
        "Malmö stad",
    ],
    "headcount": [
        "Åre kommun",
        "Vi själva",
        "Frikyrkorådet",
        "Malmö stad",
        "Nedlagda föreningen",
        "Ebeneserkyrkan",
        "Okand",
        "Åre kommun",
    ],
    "-headcount": [
        "Okand",
        "Ebeneserkyrkan",
        "Nedlagda föreningen",
        "Malmö stad",
        "Frikyrkorådet",
        "Vi själva",
        "Åre kommun",
        "Åre kommun",
    ],
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_participations_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_participations_are_sorted(world_client, sort):
    shown, expected = rows_of(world_client(), LIST, f"sort={sort}"), SORTS[sort]
    if sort.endswith("date"):  # those of one meeting have no order of their own but the order they came in
        sizes = [len(AUTUMN), len(SPRING), 1] if sort == "date" else [1, len(SPRING), len(AUTUMN)]
        shown, expected = parted(shown, sizes), parted(expected, sizes)
    assert shown == expected


def parted(rows: list[str], sizes: list[int]) -> list[list[str]]:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [sorted(rows[end - size : end]) for end, size in zip(ends, sizes, strict=True)]


def test_the_foot_says_how_many_people_there_were_where_it_is_known(world_client):
    page = page_of(world_client(), LIST, "counted=1&external=1&attendance=present")
    assert page.first(class_="list-foot").first("data").attrs["value"] == str(3 + 12 + 4 + 30)


def test_an_unknown_number_of_people_is_said_to_be_unknown(world_client):
    row = page_of(world_client(), LIST, "q=Vårmötet&actor_type=kommun&county=23&sort=organisation").all("tr")[
        2
    ]
    assert (row.first("th").text, row.first("td", class_="number").text) == ("Åre kommun", "unknown")


def test_the_workbook_holds_what_is_known_of_a_participation(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=Malmö+stad"))
    assert row == {
        "Who": "Malmö stad",
        "Actor type at the time": "Kommun",
        "County": "Skåne län",
        "Meeting": "Vårmötet",
        "Date": date(2026, 3, 4),
        "Attendance": "present",
        "Participants": 3,
    }


def test_an_unknown_number_of_people_is_an_empty_cell_and_not_a_nought(world_client):
    rows = table_of(export_of(world_client(), LIST, "q=Vårmötet&sort=headcount"), "Who", "Participants")
    assert rows == [("Vi själva", 2), ("Malmö stad", 3), ("Åre kommun", None)]
