"""Measuring a piece of work beside its floor: the least that any program would have to do for it, here on
the same data in the same run. The ratio of the two says more than either, and travels between machines."""

import gc
import statistics
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

LEAST_RUNS = 5


def nothing() -> None:
    pass


@dataclass(frozen=True)
class Case:
    """A piece of work and its floor, each with what has to be put in order before every run of it."""

    name: str
    floor_name: str
    run: Callable[[], object]
    floor: Callable[[], object]
    before: Callable[[], object] = nothing


@dataclass(frozen=True)
class Figures:
    """Median of the times in seconds, the shortest and the longest, and the peak of the memory that Python
    objects took in a run of its own, in bytes."""

    seconds: float
    shortest: float
    longest: float
    peak: int


@dataclass(frozen=True)
class Measured:
    case: Case
    run: Figures
    floor: Figures
    runs: int

    @property
    def time_ratio(self) -> float:
        return self.run.seconds / self.floor.seconds

    @property
    def memory_ratio(self) -> float:
        return self.run.peak / self.floor.peak


def measure(case: Case, *, runs: int = 9) -> Measured:
    """Run the work and its floor in turn, so that whatever else the machine does meets both alike."""
    if runs < LEAST_RUNS:
        raise ValueError(f"A median of {runs} runs says too little; take at least {LEAST_RUNS}.")
    works = (case.run, case.floor)
    times: tuple[list[float], list[float]] = ([], [])
    for work in works:
        _once(case, work)
    for _turn in range(runs):
        for work, taken in zip(works, times, strict=True):
            taken.append(_once(case, work))
    peaks = [_peak(case, work) for work in works]
    run, floor = (
        Figures(statistics.median(taken), min(taken), max(taken), peak)
        for taken, peak in zip(times, peaks, strict=True)
    )
    return Measured(case, run, floor, runs)


def _once(case: Case, work) -> float:
    case.before()
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def _peak(case: Case, work) -> int:
    case.before()
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
