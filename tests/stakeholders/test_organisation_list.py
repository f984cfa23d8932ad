"""The list of actors: what its filters show, how it sorts, and its workbook."""

from datetime import date

import pytest

from tests.lists import cells_of, export_of, rows_of

LIST = "stakeholders:organisation-list"
MET = {"Åre kommun", "Malmö stad", "Ebeneserkyrkan", "Nedlagda föreningen"}
LIVE = {"Åre kommun", "Malmö stad", "Östersunds kommun", "Frikyrkorådet", "Ebeneserkyrkan", "Vi själva"}
FILTERS = {
    "": LIVE,
    "q=årebygden": {"Åre kommun"},
    "q=ARE+KOMMUN": {"Åre kommun"},
    "q=äre": set(),
    "q=212000-2494": {"Åre kommun"},
    "actor_type=trossamfund": {"Frikyrkorådet", "Ebeneserkyrkan"},
    "county=23": {"Åre kommun", "Östersunds kommun"},
    "status=live": LIVE,
    "status=retired": {"Nedlagda föreningen"},
    "status=any": LIVE | {"Nedlagda föreningen"},
    "publish_as=type": {"Malmö stad", "Frikyrkorådet", "Ebeneserkyrkan"},
    "umbrella=1": {"Frikyrkorådet"},
    "umbrella=0": LIVE - {"Frikyrkorådet"},
    # Added by the meetings: met or not, when, as what, in whose company, for what.
    "met=1": MET,
    "met=0": {"Östersunds kommun", "Frikyrkorådet", "Vi själva"},
    "met=1&status=live": MET - {"Nedlagda föreningen"},
    "met=1&from=2026-01-01": {"Åre kommun", "Malmö stad"},
    "met=1&to=2025-12-31": {"Ebeneserkyrkan", "Nedlagda föreningen"},
    "met=1&from=2025-10-02&to=2025-12-31": set(),
    "from=2026-01-01": {"Åre kommun", "Malmö stad"},
    "to=2025-12-31": {"Ebeneserkyrkan"},
    "met=1&met_as=trossamfund": {"Ebeneserkyrkan"},
    "met_as=trossamfund": {"Ebeneserkyrkan"},
    "met=1&met_county=23": {"Åre kommun", "Malmö stad"},
    "met=0&met_county=23": LIVE - {"Åre kommun", "Malmö stad"},
    "met=1&assignment=uppdraget": {"Åre kommun", "Malmö stad"},
    # Added by the insights: heard to say something, or present when it was said.
    "theme=T1": {"Åre kommun", "Ebeneserkyrkan"},
    "theme=none": set(),
    "tag=RAD-OMH": {"Åre kommun"},
    "tag=RAD": {"Åre kommun", "Ebeneserkyrkan"},
    "tag=UTA&status=any": {"Åre kommun", "Ebeneserkyrkan", "Nedlagda föreningen"},
    "tag=RAD&from=2026-01-01": {"Åre kommun"},
    "question=fraga-2": {"Ebeneserkyrkan"},
    "insight_kind=behov": {"Åre kommun"},
    "channel=chatt": {"Ebeneserkyrkan"},
    "raised_by=trossamfund": {"Ebeneserkyrkan"},
    "tag=RAD-OMH&evidence=heard": {"Åre kommun"},
    "tag=RAD-OMH&evidence=present": {"Åre kommun", "Malmö stad"},
    "tag=UTA&raised_by=kommun&evidence=present": {"Åre kommun", "Malmö stad"},
}
SORTS = {
    "name": [
        "Ebeneserkyrkan",
        "Frikyrkorådet",
        "Malmö stad",
        "Nedlagda föreningen",
        "Vi själva",
        "Åre kommun",
        "Östersunds kommun",
    ],
    "actor_type": [
        "Malmö stad",
        "Åre kommun",
        "Östersunds kommun",
        "Ebeneserkyrkan",
        "Frikyrkorådet",
        "Nedlagda föreningen",
        "Vi själva",
    ],
    "county": [
        "Ebeneserkyrkan",
        "Malmö stad",
        "Nedlagda föreningen",
        "Åre kommun",
        "Östersunds kommun",
        "Frikyrkorådet",
        "Vi själva",
    ],
    "-county": [
        "Östersunds kommun",
        "Åre kommun",
        "Nedlagda föreningen",
        "Malmö stad",
        "Ebeneserkyrkan",
        "Vi själva",
        "Frikyrkorådet",
    ],
}
SORTS["-name"], SORTS["-actor_type"] = SORTS["name"][::-1], SORTS["actor_type"][::-1]


@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_the_actors_that_fit(world_client, query):
    assert sorted(rows_of(world_client(), LIST, query)) == sorted(FILTERS[query])


@pytest.mark.parametrize("sort", SORTS)
def test_actors_are_sorted(world_client, sort):
    assert rows_of(world_client(), LIST, f"status=any&sort={sort}") == SORTS[sort]


def test_the_workbook_holds_what_is_known_of_an_actor(world_client):
    (row,) = cells_of(export_of(world_client(), LIST, "q=Åre"))
    assert row == {
        "Name": "Åre kommun",
        "Actor type": "Kommun",
        "Organisation number": "212000-2494",
        "Municipality": "Åre",
        "Municipality code": "2321",
        "County": "Jämtlands län",
        "County code": "23",
        "Named in publications": "by name",
        "Exists from": None,
        "Existed until": None,
        "Reason for retiring": None,
    }


def test_days_in_the_workbook_are_days(world_client):
    from stakeholders.models import Organisation

    Organisation.objects.filter(name="Malmö stad").update(valid_from=date(1996, 1, 1))
    (row,) = cells_of(export_of(world_client(), LIST, "q=Malmö"))
    assert row["Exists from"] == date(1996, 1, 1)
