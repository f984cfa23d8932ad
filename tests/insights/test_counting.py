"""Counting, against a slow count in plain Python: the same figures for any small world, under every sight,
over every period and filter; the same on the page, on the lists behind it, and in the workbook."""

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from insights.reports.workbook import make_report
from insights.summary.figures import count
from insights.summary.links import Links
from project.common.dates import Period, half_year_span
from tests.html import figures_of, parse
from tests.insights.slow_count import Slow, scope_of
from tests.insights.test_figures_lead_to_rows import Lists
from tests.insights.worlds import ACTORS, PEOPLE, TAGS, asked, make_vocabulary, stored, worlds

ALL_TIME = {"period": Period()}
examples = settings(
    max_examples=15,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def people(db):
    return make_vocabulary()


def counted(scope) -> dict:
    """The product's figures by key."""
    return of_worlds(count(scope).by_key())


@examples
@given(world=worlds(), asked=asked())
def test_every_figure_is_what_a_slow_count_gives_under_every_sight(people, world, asked):
    check(people, world, asked)


@pytest.mark.drill
@settings(examples, max_examples=1000)
@given(world=worlds(), asked=asked())
def test_every_figure_of_a_thousand_worlds_is_what_a_slow_count_gives(people, world, asked):
    check(people, world, asked)


def check(people, world, asked) -> None:
    """For those who see all, who are in some teams, and in none; and of what is published."""
    with stored(world, people):
        for name in (*PEOPLE, None):
            figures, slow = count(scope_of(people, name, asked)), Slow(world, name, asked)
            assert differing(of_worlds(figures.by_key()), slow.figures()) == {}, name
            check_beside(figures, slow)


def of_worlds(by_key: dict) -> dict:
    """Figures without those of commitments, which worlds have none of."""
    return {key: value for key, value in by_key.items() if not key.startswith("commitments/")}


def differing(found: dict, expected: dict) -> dict:
    """What is found and what is expected, by key, where they differ."""
    keys = sorted(found.keys() | expected.keys())
    return {k: two for k in keys if (two := (found.get(k, "-"), expected.get(k, "-")))[0] != two[1]}


def check_beside(figures, slow: Slow) -> None:
    """What stands beside the figures: of how many, at least, and what has no date."""
    of = {column: slow.out_of(column) for column in slow.known_columns()} | {"okand": None}
    for line in (*figures.themes, *figures.tags):
        assert line.whole.out_of == (None if slow.columns() == ["okand"] else len(slow.dialogues))
        assert {c: cell.out_of for c, cell in line.cells.items()} == {c: of[c] for c in line.cells}
    seats = [s for m in slow.meetings for s in slow.present(m)]
    assert figures.unknown_headcounts == sum(s.headcount is None for s in seats)
    assert figures.unknown_dates == sum(m.days["first_day"] is None for m in slow.dialogues)
    assert figures.feedback_meetings == sum(m.kind == "feedback" for m in slow.dialogues)


# Between the figures themselves


@examples
@given(world=worlds(), asked=asked())
def test_no_part_is_larger_than_its_whole(people, world, asked):
    with stored(world, people):
        for name in PEOPLE:
            found = counted(scope_of(people, name, asked))
            for key, value in found.items():
                parts = key.split("/")
                if parts[0] in ("tag", "theme", "tip") and parts[-1] == "insights":
                    assert value <= found["insights"], key
                if parts[0] in ("tag", "theme") and parts[-1] == "dialogues":
                    assert value <= found["/".join(parts[:-1]) + "/insights"], key
                    assert value <= found["dialogues"] or "actor_type" in asked, key
                if len(parts) == 4:
                    assert value <= found["/".join((*parts[:2], parts[3]))], key
            for key, (parent, _retired) in TAGS.items():
                if parent:
                    for measure in ("insights", "dialogues", "heard_from", "present_at_most"):
                        assert found[f"tag/{key}/{measure}"] <= found[f"tag/{parent}/{measure}"]


@examples
@given(world=worlds(), year=st.sampled_from([2025, 2026]))
def test_two_half_years_and_what_lies_in_neither_are_the_year(people, world, year):
    """Each meeting of the year lies in one half of it, or in none where its days span both or only the
    year is known; what was said follows its meeting."""
    halves = [Period(*half_year_span(f"{year}-{half}")) for half in (1, 2)]
    whole = Period(halves[0].first, halves[1].last)
    with stored(world, people):
        first, second, both = (counted(scope_of(people, "analyst", {"period": p})) for p in (*halves, whole))
        assert both["dialogues"] == both.get(f"dialogues/year/{year}", 0)
        for number, figures in ((1, first), (2, second)):
            assert figures["dialogues"] == both.get(f"dialogues/half_year/{year}-{number}", 0)
        between = [
            m
            for m in Slow(world, "analyst", {"period": whole}).meetings
            if (m.days["first_day"].month < 7) != (m.days["last_day"].month < 7)
        ]
        said = [h for m in between for h in m.heard if not h.removed]
        assert both["dialogues"] == first["dialogues"] + second["dialogues"] + len(between)
        assert both["insights"] == first["insights"] + second["insights"] + len(said)
        assert both["taggings"] == first["taggings"] + second["taggings"] + sum(len(h.tags) for h in said)
        for key in TAGS:
            halved = [f[f"tag/{key}/{m}"] for f in (first, second) for m in ("insights", "dialogues")]
            tagged = [h for h in said if h.tags & {key, *(k for k, (p, _r) in TAGS.items() if p == key)}]
            assert both[f"tag/{key}/insights"] == halved[0] + halved[2] + len(tagged)
            for measure in ("heard_from", "present_at_most"):
                parts = [f[f"tag/{key}/{measure}"] for f in (first, second)]
                assert both[f"tag/{key}/{measure}"] >= max(parts)
                if not tagged:
                    assert both[f"tag/{key}/{measure}"] <= sum(parts)


# The same figure wherever it stands


@examples
@given(world=worlds(), asked=asked(), data=st.data())
def test_any_figure_leads_to_exactly_its_rows(people, world, asked, data):
    with stored(world, people):
        name = data.draw(st.sampled_from(PEOPLE))
        scope = scope_of(people, name, asked)
        figures = {key: value for key, value in counted(scope).items() if value}
        assume(figures)
        lists, links = Lists(people[name]), Links(scope)
        for key in data.draw(st.lists(st.sampled_from(sorted(figures)), min_size=1, max_size=8, unique=True)):
            rows = lists.total if key.startswith("attendances") else lists.rows
            assert rows(links.to(key)) == figures[key], (key, links.to(key))


@settings(examples, max_examples=3)
@given(world=worlds())
def test_the_page_and_the_workbook_say_the_same(people, client_of, world):
    with stored(world, people):
        for name in (*PEOPLE, None):
            figures = counted(scope_of(people, name, ALL_TIME))
            page = client_of(people[name or "reader"]).get(reverse("insights:summary") + "?period=all")
            if name:  # what readers see is over the assignment's period
                shown = {k: {e.attrs.get("value") for e in es} for k, es in figures_of(parse(page)).items()}
                assert {k: shown[k] for k in shown if not k.startswith("commitments/")} == {
                    key: {str(value)} for key, value in figures.items() if key in shown
                }
                assert {key for key, value in figures.items() if value} <= set(shown)
            values = overview(people, name)
            assert {k: v for k, v in values.items() if not k.startswith("commitments/")} == {
                key: "dolt, för få aktörer" if value is None else value for key, value in figures.items()
            }


def overview(people, name: str | None) -> dict:
    return dict(list(book_of(people, name)["Översikt"].iter_rows(values_only=True))[1:])


def book_of(people, name: str | None) -> openpyxl.Workbook:
    report = make_report(by=people[name or "analyst"], period=Period(), publishable=name is None)
    with report.file as file:
        return openpyxl.load_workbook(file)


@settings(examples, max_examples=3)
@given(world=worlds())
def test_the_sheets_have_the_rows_that_the_overview_counts(people, world):
    with stored(world, people):
        for name in (*PEOPLE, None):
            book, slow = book_of(people, name), Slow(world, name, ALL_TIME)
            figures = slow.figures()
            met = list(book["Möten"].iter_rows(values_only=True))
            there = list(book["Deltagande"].iter_rows(values_only=True))
            assert len(met) - 1 == figures["dialogues"]
            seats = [s for m in slow.meetings for s in slow.present(m)]
            assert len(there) - 1 == len(seats)
            assert (
                column(there, "Antal deltagare") == figures["attendances"] == column(met, "Antal deltagare")
            )
            assert column(met, "Närvarande aktörer") == len(seats)
            if name:
                assert book["Insikter"].max_row - 1 == figures["insights"]
                assert book["Taggningar"].max_row - 1 == figures["taggings"]
            else:  # nothing in a world may be quoted
                assert book["Insikter"].max_row == book["Taggningar"].max_row == 1
            check_series(book, slow)


def column(rows: list, heading: str) -> int:
    at = rows[0].index(heading)
    return sum(row[at] or 0 for row in rows[1:])


def check_series(book, slow: Slow) -> None:
    """The series by half-year: of all, dialogues and insights of the meetings that lie in it."""
    rows = list(book["Tidsserie"].iter_rows(values_only=True))[1:]
    of_all = {row[0]: row[4:] for row in rows if row[3] == "alla"}
    for half, (insights, dialogues, total) in of_all.items():
        first, last = half_year_span(half)
        inside = Slow(slow.world, slow.name, {"period": Period(first, last)})
        assert (insights, dialogues, total) == (
            len(inside.said),
            len(inside.dialogues),
            len(inside.dialogues),
        )
        themes = {row[3]: row[4:6] for row in rows if row[0] == half and row[3] != "alla"}
        if slow.published:
            assert themes == {}
        for key, numbers in themes.items():
            cell = inside.cell(inside.in_theme(key), inside.columns())
            assert numbers == (cell["insights"], cell["dialogues"]), (half, key)


def test_the_worlds_hold_what_the_rules_are_about():
    """What is drawn reaches every rule: organisations kept out of publications, both guarded types."""
    assert {kind for kind, _county, how in ACTORS.values() if how == "not_counted"} == {
        "kommun",
        "trossamfund",
    }
    assert len([kind for kind, *_ in ACTORS.values() if kind in ("trossamfund", "forening")]) > 5
