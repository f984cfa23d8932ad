"""The frame of the measurements. What is measured is run by `make bench`."""

from datetime import date

import pytest

from benchmarks.measure import Case, Figures, Measured, measure
from benchmarks.report import written

pytestmark = pytest.mark.once


def test_the_work_and_its_floor_run_in_turn_each_on_a_prepared_ground():
    did = []
    case = Case(
        "work",
        "floor",
        run=lambda: did.append("run"),
        floor=lambda: did.append("floor"),
        before=lambda: did.append("before"),
    )
    measured = measure(case, runs=5)
    # Once to warm up, five times on the clock, once for the memory.
    assert did == ["before", "run", "before", "floor"] * 7
    assert measured.runs == 5


def test_the_figures_are_of_the_runs():
    kept = []
    case = Case("work", "floor", run=lambda: kept.append(bytes(1_000_000)), floor=lambda: bytes(1_000))
    measured = measure(case, runs=5)
    assert measured.run.shortest <= measured.run.seconds <= measured.run.longest
    assert measured.run.peak >= 1_000_000
    assert measured.floor.peak < 100_000
    assert measured.memory_ratio > 10


def test_a_median_of_too_few_runs_is_refused():
    with pytest.raises(ValueError, match="at least 5"):
        measure(Case("work", "floor", run=int, floor=int), runs=4)


def test_the_page_shows_times_and_memory_with_their_ratios():
    case = Case("The list", "its 3 queries alone", run=int, floor=int)
    run, floor = Figures(0.0205, 0.02, 0.03, 2048 * 1024), Figures(0.002, 0.0015, 0.004, 512 * 1024)
    text = written([Measured(case, run, floor, 9)], day=date(2026, 11, 22), machine="one core")
    assert (
        "| The list; floor: its 3 queries alone | 20.5 ms (20.0–30.0) | 2.0 ms (1.5–4.0) | 10.2 "
        "| 2,048 KiB | 512 KiB | 4.0 |"
    ) in text
    assert "Medians of 9 runs, 2026-11-22, one core." in text
