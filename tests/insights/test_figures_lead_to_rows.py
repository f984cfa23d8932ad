"""Every figure on the summary leads to a list that has exactly that many rows. The figures are counted in
Python from one set of facts, the lists by the database: two ways that must agree."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve, reverse

from tests.html import figures_of, parse


class Lists:
    """Counts the rows of a list at an address, by the list's own filter."""

    def __init__(self, user):
        self.user = user

    def filtered(self, address: str):
        parts = urlsplit(address)
        page = resolve(parts.path).func.view_class
        asked = page.filter_class(
            QueryDict(parts.query), page.model.objects.visible_to(self.user), user=self.user
        )
        assert asked.form.is_valid(), (address, asked.form.errors)
        assert not asked.unknown, (address, asked.unknown)
        return asked.rows

    def rows(self, address: str) -> int:
        return self.filtered(address).count()

    def total(self, address: str) -> int:
        """The sum of the head-counts of a list of participations."""
        return self.filtered(address).headcount()


class Pages(Lists):
    """Counts the rows that the list's page says it has."""

    def __init__(self, client):
        self.client = client

    def rows(self, address: str) -> int:
        number = re.match(r"[\d\s]+", parse(self.client.get(address)).first(role="status").text)
        return int(re.sub(r"\D", "", number.group())) if number else 0

    def total(self, address: str) -> int:
        foot = parse(self.client.get(address)).first(class_="list-foot")
        return int(foot.first("data").attrs["value"]) if foot else 0


def check_every_figure(client, lists, query: str, *, keys=None) -> int:
    shown = figures_of(parse(client.get(reverse("insights:summary") + query)))
    checked = 0
    for key, elements in shown.items():
        if keys is not None and not keys(key):
            continue
        for element in {e.inside("a").attrs["href"]: e for e in elements if e.inside("a")}.values():
            href = element.inside("a").attrs["href"]
            count = lists.total if key.startswith("attendances") else lists.rows
            assert count(href) == int(element.attrs["value"]), (key, href)
            checked += 1
    return checked


def sample(key: str) -> bool:
    """Figures of every sort, but not of every theme and tag: the rest are shown by make drill."""
    parts = key.split("/")
    return parts[0] not in ("theme", "tag") or parts[1] in ("T2", "T8", "RAD", "RAD-KONT", "UTV-SAMV")


@pytest.mark.parametrize("user", ["analytiker", "samordnare2"])
def test_figures_of_every_sort_lead_to_exactly_their_rows(case_user, client_of, user):
    user = case_user(user)
    assert check_every_figure(client_of(user), Lists(user), "", keys=sample) > 150


def test_the_lists_say_on_their_pages_how_many_rows_they_have(case_user, client_of):
    client = client_of(case_user("analytiker"))
    few = (
        "dialogues",
        "organisations",
        "attendances",
        "commitments/done",
        "theme/T8/kommun/present_at_most",
        "taggings",
    )
    assert check_every_figure(client, Pages(client), "", keys=lambda key: key in few) == 6


@pytest.mark.parametrize(
    "query",
    [
        "?from=2024-06-01&to=2025-06-30",
        "?actor_type=kommun",
        "?county=12",
        "?question=2&kind=iakttagelse",
        "?actor_type=trossamfund&channel=runda&from=2024-01-01",
    ],
)
def test_filtered_figures_lead_to_exactly_their_rows(case_user, client_of, query):
    small = (
        "theme/T1",
        "theme/T8/",
        "tag/RAD/",
        "dialogues",
        "organisations",
        "insights",
        "attendances",
        "commitments",
    )
    user = case_user("analytiker")
    assert check_every_figure(client_of(user), Lists(user), query, keys=lambda k: k.startswith(small)) > 20


@pytest.mark.drill
@pytest.mark.parametrize("user", ["analytiker", "samordnare2"])
def test_every_single_figure_leads_to_exactly_its_rows(case_user, client_of, user):
    client = client_of(case_user(user))
    assert check_every_figure(client, Pages(client), "") > 700


def test_every_figure_with_rows_is_in_a_link(case_user, client_of):
    shown = figures_of(parse(client_of(case_user("analytiker")).get(reverse("insights:summary"))))
    bare = [
        key
        for key, elements in shown.items()
        if any(e.inside("a") is None and e.attrs["value"] != "0" for e in elements)
    ]
    assert bare == []


def test_links_use_only_filters_that_their_lists_have(case_user, client_of):
    client = client_of(case_user("analytiker"))
    shown = figures_of(parse(client.get(reverse("insights:summary"))))
    seen = set()
    for elements in shown.values():
        for element in elements:
            if link := element.inside("a"):
                parts = urlsplit(link.attrs["href"])
                seen.add((parts.path, tuple(sorted(parse_qs(parts.query)))))
    for path, names in seen:
        page = resolve(path).func.view_class
        known = set(page.filter_class({}, page.model.objects.none(), user=None).filters)
        assert set(names) <= known, (path, set(names) - known)
