"""Dates as exactly as they are known, and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.common.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    Precision,
    half_year_key,
    half_year_span,
    quarter,
    span,
    today,
)

DAYS = st.dates(min_value=date(FIRST_YEAR, 1, 1), max_value=date(LAST_YEAR, 12, 31))
SPANS = {"day": (1, 1), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}


@pytest.mark.parametrize("precision", SPANS)
@given(day=DAYS)
def test_a_day_lies_in_the_span_it_is_known_to(precision, day):
    first, last = span(day, precision)
    assert first <= day <= last
    least, most = SPANS[precision]
    assert least <= (last - first).days + 1 <= most
    assert span(first, precision) == span(last, precision) == (first, last)


@pytest.mark.parametrize("precision", ["month", "quarter", "year"])
@given(day=DAYS)
def test_spans_follow_each_other_without_a_gap(precision, day):
    _first, last = span(day, precision)
    assert span(last + timedelta(days=1), precision)[0] == last + timedelta(days=1)


def test_spans_of_a_leap_year():
    assert span(date(2024, 2, 10), "month") == (date(2024, 2, 1), date(2024, 2, 29))
    assert span(date(2024, 2, 10), "quarter") == (date(2024, 1, 1), date(2024, 3, 31))
    assert span(date(2024, 2, 10), Precision.SPAN) == (date(2024, 2, 10), date(2024, 2, 10))


@given(DAYS)
def test_a_quarter_lies_in_its_half_year(day):
    assert half_year_key(*span(day, "quarter")) == f"{day.year}-{1 if quarter(day) <= 2 else 2}"


@given(DAYS, DAYS)
def test_days_share_a_half_year_exactly_where_its_span_holds_both(one, other):
    first, last = sorted((one, other))
    key = half_year_key(first, last)
    start, end = half_year_span(half_year_key(first, first))
    assert (key is not None) == (start <= first <= last <= end)
    if key:
        assert half_year_span(key) == (start, end)


@given(DAYS)
def test_a_whole_year_lies_in_no_half_year(day):
    assert half_year_key(*span(day, "year")) is None


@given(DAYS, DAYS)
def test_the_period_before_is_as_long_and_ends_the_day_before(one, other):
    first, last = sorted((one, other))
    before = Period(first, last).before()
    assert before.last == first - timedelta(days=1)
    assert before.last - before.first == last - first


@given(st.none() | DAYS, st.none() | DAYS, DAYS, DAYS)
def test_a_narrowed_period_lies_in_both(first, last, one, other):
    low, high = sorted((one, other))
    narrowed = Period(first, last).narrowed(low, high)
    assert low <= narrowed.first
    assert narrowed.last <= high
    assert first is None or narrowed.first >= first
    assert last is None or narrowed.last <= last


def test_an_open_period_has_none_before_it_and_an_empty_one_is_no_period():
    assert Period(first=date(2026, 1, 1)).before() is None
    assert Period(last=date(2026, 1, 1)).before() is None
    assert not Period()
    assert Period(last=date(2026, 1, 1))


@given(st.none() | DAYS, st.none() | DAYS)
def test_a_period_is_written_as_the_parameters_of_a_list(first, last):
    query = Period(first, last).query()
    assert {n: date.fromisoformat(v) for n, v in query.items()} == {
        n: v for n, v in (("from", first), ("to", last)) if v
    }


def test_it_is_the_day_that_the_installation_says_else_the_day_in_its_time_zone(settings, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2031, 5, 6))
    assert today() == date(2026, 10, 15)
    settings.LYHORT_TODAY = None
    assert today() == date(2031, 5, 6)
