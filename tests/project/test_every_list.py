"""What every list does alike: paging, a total order, columns, the fragment, what an empty one says, and a
workbook of exactly what its filter shows."""

import importlib
from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.urls import resolve, reverse

from dialogues.models import Dialogue
from project.audit.models import LogEntry
from stakeholders.models import ActorType
from tests.factories import make_dialogue
from tests.html import parse
from tests.lists import english, export_of, facts_of, in_english, names, page_of, paths
from tests.project.test_hostile_gets import lists as every_list

MODULES = {
    "stakeholders:organisation-list": "tests.stakeholders.test_organisation_list",
    "dialogues:dialogue-list": "tests.dialogues.test_dialogue_list",
    "dialogues:participation-list": "tests.dialogues.test_participation_list",
    "dialogues:note-list": "tests.dialogues.test_note_list",
    "dialogues:commitment-list": "tests.dialogues.test_commitment_list",
    "dialogues:feedback-list": "tests.dialogues.test_feedback_list",
    "dialogues:assignment-list": "tests.dialogues.test_assignment_list",
    "dialogues:question-set-list": "tests.dialogues.test_question_set_list",
    "insights:insight-list": "tests.insights.test_insight_list",
    "insights:tagging-list": "tests.insights.test_tagging_list",
    "insights:tag-list": "tests.insights.test_tag_list",
    "insights:theme-list": "tests.insights.test_theme_list",
    "insights:tip-list": "tests.insights.test_tip_list",
    "insights:example-list": "tests.insights.test_example_list",
}
LISTS = sorted(MODULES)


def view_of(address: str):
    return resolve(reverse(address)).func.view_class


@pytest.fixture
def analyst_client(case_user, client_of):
    """Somebody who sees every row of the model case."""
    return client_of(english(case_user("analytiker")))


def test_every_list_of_the_three_rooms_is_tested_here():
    rooms = ("stakeholders:", "dialogues:", "insights:")
    assert {name for name in every_list() if name.startswith(rooms)} == set(LISTS)


@pytest.mark.parametrize("address", LISTS)
def test_every_filter_and_every_order_has_a_case(db, address):
    """In the list's own test file, on rows that fit and rows that do not."""
    cases, page = importlib.import_module(MODULES[address]), view_of(address)
    everything = cases.FILTERS[""]
    telling = [dict(parse_qsl(q)) for q, rows in cases.FILTERS.items() if rows and rows != everything]
    filters = page.filter_class({}, page.model.objects.none(), user=None).filters
    assert {name for query in telling for name in query} >= set(filters) - {"counted", "evidence"}
    orders = {f"{sign}{name}" for name in page.table_class.sorts for sign in ("", "-")}
    assert set(cases.SORTS) - {""} == orders


def test_no_list_offers_an_order_by_a_column_that_it_does_not_have():
    for address in LISTS:
        table = view_of(address).table_class
        assert set(table.sorts) <= {*table.base_columns, "order"}, address
        assert table.usual_order.lstrip("-") in table.sorts, address


@pytest.mark.parametrize("address", LISTS)
def test_each_row_stands_on_one_page_in_every_order(analyst_client, address):
    """The order is total: turning the pages shows every row once."""
    view = view_of(address)
    for sort in [f"{sign}{name}" for name in view.table_class.sorts for sign in ("", "-")]:
        page, seen = page_of(analyst_client, address, f"sort={sort}"), []
        total = int(page.first("p", role="status").text.split()[0])
        for _turn in range(4):
            seen += page.all("th", role="rowheader")
            following = page.first("a", rel="next")
            if following is None:
                break
            page = page_of(analyst_client, address, following.attrs["href"].partition("?")[2])
        assert len(seen) == min(total, 100), sort
        if address != "insights:tagging-list":  # several taggings lead to one insight
            assert len({row.first("a").attrs["href"] for row in seen}) == len(seen), sort


def test_the_pages_of_a_list_know_where_they_are(analyst_client):
    address = "insights:insight-list"
    last = page_of(analyst_client, address, "page=3")
    assert "showing 51–75" in last.first("p", role="status").text
    assert last.first("a", rel="next") is None
    assert last.first("a", rel="prev")
    assert len(names(page_of(analyst_client, address, "per_page=50"))) == 50
    assert len(names(page_of(analyst_client, address, "per_page=7"))) == 25
    assert names(page_of(analyst_client, address, "page=99")) == names(last)


def test_turning_the_page_keeps_filter_order_and_columns(analyst_client):
    query = "counted=1&sort=-kind&columns=kind&columns=tags"
    page = page_of(analyst_client, "insights:insight-list", query)
    following = dict(parse_qsl(page.first("a", rel="next").attrs["href"].partition("?")[2]))
    assert following == {"counted": "1", "sort": "-kind", "columns": "tags", "page": "2"}
    carried = {e.attrs["name"] for e in page.first("form", class_="filters-form").all("input", type="hidden")}
    assert carried == {"sort", "columns"}
    heading = next(a for a in page.all("th")[1].all("a") or page.all("th")[2].all("a"))
    assert "page=" not in heading.attrs["href"]


@pytest.mark.parametrize("address", LISTS)
def test_one_can_choose_the_columns(analyst_client, address):
    view = view_of(address)
    usual = headings(page_of(analyst_client, address))
    choice = (
        page_of(analyst_client, address)
        .first("details", class_="column-choice")
        .all("input", type="checkbox")
    )
    assert choice
    one = choice[-1].attrs["value"]
    chosen = headings(page_of(analyst_client, address, f"columns={one}"))
    assert len(chosen) == 1 + len(view.table_class.always)
    assert len(usual) > len(chosen)
    assert headings(page_of(analyst_client, address, "columns=nosuchcolumn")) == usual


def headings(page) -> list[str]:
    return [th.text for th in page.all("th", role="columnheader")]


@pytest.mark.parametrize("address", LISTS)
def test_the_fragment_is_the_list_part_of_the_page(analyst_client, address):
    url = reverse(address) + "?q=a"
    fragment = analyst_client.get(url, headers={"HX-Request": "true", "HX-Target": "list"})
    whole = analyst_client.get(url)
    text = fragment.content.decode()
    assert "<html" not in text
    assert text.strip() in whole.content.decode()
    for response in (fragment, whole):
        assert {"HX-Request", "HX-Target"} <= {part.strip() for part in response["Vary"].split(",")}
    elsewhere = analyst_client.get(url, headers={"HX-Request": "true", "HX-Target": "other"})
    assert "<html" in elsewhere.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_what_belongs_there(manager, client_of, address):
    client = client_of(english(manager))
    page = page_of(client, address)
    empty = page.first("div", class_="empty")
    assert empty.first("p", role="status").text == in_english(view_of(address).empty)
    assert page.first("table") is None
    if actions := [a.attrs["href"] for a in page.first("div", class_="page-head").all("a", class_="button")]:
        assert [a.attrs["href"] for a in empty.all("a")] == actions


@pytest.mark.parametrize("address", LISTS)
def test_a_filter_that_fits_nothing_offers_to_be_cleared(analyst_client, address):
    page = page_of(analyst_client, address, "q=finns+inte+någonstans")
    empty = page.first("div", class_="empty")
    assert empty.first("p").text == "No row fits the filters."
    assert empty.first("a").attrs["href"] == reverse(address)


@pytest.mark.parametrize("address", LISTS)
def test_the_workbook_holds_the_rows_of_the_filter_in_their_order(analyst_client, address):
    view = view_of(address)
    sort = f"-{next(iter(view.table_class.sorts))}"
    query = f"q=a&sort={sort}"
    page = page_of(analyst_client, address, f"{query}&per_page=200")  # as many as a page can hold
    shown = [view_of_row(view, path) for path in paths(page)]
    book = export_of(analyst_client, address, query)
    rows = list(book.worksheets[0].iter_rows(min_row=2, max_col=1, values_only=True))
    assert page.first("p", role="status").text.startswith(f"{len(rows)} row")
    assert len(shown) == min(len(rows), 200) > 0
    if address != "insights:tagging-list":  # a tagging has no page of its own; its own file looks closer
        assert [str(view.columns[0].of(row)) for row in shown] == [str(cell) for (cell,) in rows[:200]]


def view_of_row(view, path: str):
    match = resolve(path)
    model = match.func.view_class.model
    return model.objects.get(uuid=match.kwargs["uuid"])


@pytest.mark.parametrize("address", LISTS)
def test_the_workbook_says_what_it_holds(analyst_client, address):
    book = export_of(analyst_client, address, "q=a")
    facts = facts_of(book)
    assert facts["List"] == in_english(view_of(address).title)
    assert facts["Made on"] == date(2026, 10, 15)
    assert facts["Rows"] == book.worksheets[0].max_row - 1
    assert facts["Filter"] == "Search: a"
    assert facts["Agency"] == "Socialstyrelsen"
    assert "invented" in facts["Note"]
    assert "Scope" not in facts
    first = book.worksheets[0]
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref.endswith(str(first.max_row))
    assert not first.merged_cells.ranges


def test_the_workbook_of_one_who_does_not_see_all_says_so(case_user, client_of):
    client = client_of(english(case_user("samordnare2")))
    assert "may see" in facts_of(export_of(client, "dialogues:dialogue-list"))["Scope"]


def test_the_workbook_names_its_filters_in_words(analyst_client):
    query = "theme=T8&actor_type=kommun&from=2024-01-01&may_be_quoted=1"
    facts = facts_of(export_of(analyst_client, "insights:insight-list", query))
    assert set(facts["Filter"].splitlines()) >= {
        f"Raised by: {ActorType.objects.get(key='kommun').name_en}",
        "Held from: 2024-01-01",
        "May be quoted: yes",
    }
    assert facts_of(export_of(analyst_client, "insights:insight-list"))["Filter"] == "none"


@pytest.mark.parametrize("address", LISTS)
def test_taking_a_list_out_is_logged_without_what_was_searched_for(analyst_client, case_user, address):
    book = export_of(analyst_client, address, "q=hemlig+person")
    entry = LogEntry.objects.get(action="export")
    assert entry.by == case_user("analytiker")
    assert entry.model == view_of(address).model._meta.label
    assert entry.details == {"rows": book.worksheets[0].max_row - 1, "filters": ["q"]}


def test_a_workbook_is_xlsx_or_nothing(analyst_client):
    assert analyst_client.get(reverse("insights:tip-list") + "?export=csv").status_code == 400


def test_no_filter_across_many_rows_doubles_a_row(analyst_client):
    """Insights have several tags and raisers, meetings several participants, themes several tags."""
    for address, query in (
        ("insights:insight-list", "tag=RAD&actor_type=kommun&theme=T1&tip=TIP-1"),
        ("dialogues:dialogue-list", "tag=RAD&raised_by=kommun&county=12&actor_type=kommun"),
        ("stakeholders:organisation-list", "met=1&tag=RAD&theme=T1&evidence=present&q=kommun"),
        ("insights:theme-list", "q=a"),
        ("insights:tip-list", "q=a"),
        ("insights:example-list", "q=a"),
    ):
        leads = paths(page_of(analyst_client, address, f"per_page=200&{query}"))
        assert len(leads) == len(set(leads)), (address, query)


def test_swedish_letters_come_last_and_numbers_by_value_in_every_text_order(coordinator, client_of):
    titles = ["Zeta", "Ärende", "Åska", "alfa", "Öppet hus", "Éva möter", "Möte 10", "Möte 9", "Ende", "Fort"]
    for title in titles:
        make_dialogue(coordinator, title)
    expected = [
        "alfa",
        "Ende",
        "Éva möter",
        "Fort",
        "Möte 9",
        "Möte 10",
        "Zeta",
        "Åska",
        "Ärende",
        "Öppet hus",
    ]
    client = client_of(english(coordinator))
    assert names(page_of(client, "dialogues:dialogue-list", "sort=title")) == expected
    assert names(page_of(client, "dialogues:dialogue-list", "sort=-title")) == expected[::-1]


def test_rows_without_a_value_come_last_both_ways(coordinator, client_of):
    for title, place in (("Ett", "Åre"), ("Två", ""), ("Tre", "Bjurholm")):
        make_dialogue(coordinator, title, place=place)
    client = client_of(coordinator)
    assert names(page_of(client, "dialogues:dialogue-list", "sort=place")) == ["Tre", "Ett", "Två"]
    assert names(page_of(client, "dialogues:dialogue-list", "sort=-place")) == ["Ett", "Tre", "Två"]
    assert Dialogue.objects.count() == 3


@pytest.mark.parametrize("address", LISTS)
def test_headings_say_how_the_list_is_sorted_and_turn_it_round(analyst_client, address):
    table = view_of(address).table_class
    for name in set(table.sorts) & set(table.base_columns):
        page = page_of(analyst_client, address, f"sort={name}&columns={name}")
        (heading,) = page.all("th", aria_sort="ascending")
        turned = analyst_client.get(heading.first("a").attrs["href"])
        assert f"sort=-{name}" in heading.first("a").attrs["href"]
        assert len(parse(turned).all("th", aria_sort="descending")) == 1
