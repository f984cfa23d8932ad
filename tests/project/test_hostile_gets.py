"""Addresses that break lists built from package defaults: none gives an error of ours, and none answers
without end. On both databases, since some of them break only one."""

from pathlib import Path

import pytest
from django.urls import get_resolver

from project.pages.lists import ListPage
from tests import sweep

QUERIES = [
    line.strip()
    for line in (Path(__file__).parents[1] / "data" / "hostile_gets.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.startswith("?")
]
USERS = ("analytiker", "dso", "admin")


def lists() -> dict[str, type[ListPage]]:
    """Every list there is, by the name of its address."""
    found = {}

    def look(patterns, space):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                look(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif issubclass(getattr(pattern.callback, "view_class", object), ListPage):
                found[f"{space}{pattern.name}"] = pattern.callback.view_class

    look(get_resolver().url_patterns, "")
    return found


def filled_in(query: str, filters) -> list[str]:
    """The query for each of the filters, where it concerns one."""
    query = query.replace("LONG100000", "a" * 100_000)
    return [query.replace("FIELD", name) for name in filters] if "FIELD" in query else [query]


def test_the_lists_are_found():
    assert len(lists()) >= 13


@pytest.mark.parametrize("name", sorted(lists()))
def test_hostile_addresses_are_answered_calmly(case_user, client_of, name):
    """What concerns a filter, with one filter of the list after the other."""
    look(case_user, client_of, name, lambda filters, turn: [filters[turn % len(filters)]])


@pytest.mark.drill
@pytest.mark.parametrize("name", sorted(lists()))
def test_hostile_addresses_are_answered_calmly_by_every_filter(case_user, client_of, name):
    look(case_user, client_of, name, lambda filters, turn: filters)


def look(case_user, client_of, name, chosen):
    """Ask a list for every hostile address; `chosen` says with which of its filters."""
    page = lists()[name]
    filters = list(page.filter_class({}, page.model.objects.none(), user=None).filters)
    client = next(
        c
        for user in USERS
        if (c := client_of(case_user(user), raise_request_exception=False))
        .get(sweep.address(name).path)
        .status_code
        == 200
    )
    path = sweep.address(name).path
    for turn, query in enumerate(QUERIES):
        for filled in filled_in(query, chosen(filters, turn)):
            response = client.get(path + filled)
            assert response.status_code in (200, 400, 403), (name, filled[:200], response.status_code)
            size = 0 if response.streaming else len(response.content)
            assert size < 1_000_000, (name, filled[:200], size)
            list(response)  # to its end, so that the file behind it is closed


@pytest.mark.parametrize("name", ["insights:summary", "desk", "bin"])
def test_other_pages_bear_hostile_addresses_too(case_user, client_of, name):
    client = client_of(case_user("analytiker"), raise_request_exception=False)
    for query in QUERIES:
        filled = query.replace("FIELD", "actor_type").replace("LONG100000", "a" * 100_000)
        response = client.get(sweep.address(name).path + filled)
        assert response.status_code in (200, 400), (name, filled[:200], response.status_code)


def test_a_page_is_never_longer_than_two_hundred_rows(case_user, client_of):
    response = client_of(case_user("analytiker")).get(
        sweep.reverse("stakeholders:organisation-list") + "?per_page=1000000"
    )
    assert response.content.decode().count('role="row"') <= 201


def test_an_unknown_filter_is_refused_on_export(case_user, client_of):
    client = client_of(case_user("analytiker"))
    for name in sorted(lists()):
        path = sweep.address(name).path
        if client.get(path).status_code != 200:
            continue
        assert client.get(path + "?export=xlsx&nosuchparameter=1").status_code == 400, name


def test_an_invalid_filter_shows_and_exports_no_rows(case_user, client_of):
    client = client_of(case_user("analytiker"))
    path = sweep.reverse("insights:insight-list")
    response = client.get(path + "?from=2026-13-45")
    assert response.status_code == 200
    assert b'<table class="list' not in response.content
    assert client.get(path + "?from=2026-13-45&export=xlsx").status_code == 400
