"""docs/performance.md, made of what was measured."""

import os
import platform
from datetime import date
from pathlib import Path

import django
from django.db import connection

from benchmarks.measure import Measured

HEAD = """# Performance

Made by `make bench`; do not edit. Each row is a piece of work beside its floor, the least that any program
would have to do for it, measured in the same run on the same data. Read the ratios: they tell what the
product adds, on any machine. Times are medians, with the shortest and longest run in brackets; memory is the
peak of what Python's objects took in one run.

"""


def written(results: list[Measured], *, day: date, machine: str) -> str:
    """The page's text."""
    lines = [
        "| Work | Time | Floor | Ratio | Memory | Floor | Ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for m in results:
        lines.append(
            f"| {m.case.name}; floor: {m.case.floor_name} | {_time(m.run)} | {_time(m.floor)} "
            f"| {m.time_ratio:.1f} | {_size(m.run)} | {_size(m.floor)} | {m.memory_ratio:.1f} |"
        )
    runs = min(m.runs for m in results)
    foot = f"\nMedians of {runs} runs, {day.isoformat()}, {machine}.\n"
    return HEAD + "\n".join(lines) + "\n" + foot


def _time(figures) -> str:
    middle, shortest, longest = (
        f"{seconds * 1000:.1f}" for seconds in (figures.seconds, figures.shortest, figures.longest)
    )
    return f"{middle} ms ({shortest}–{longest})"


def _size(figures) -> str:
    return f"{figures.peak / 1024:,.0f} KiB"


def this_machine() -> str:
    """Processor and versions, in words."""
    processor = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass  # other systems say it elsewhere; the kind of processor will do
    with connection.cursor():
        version = ".".join(map(str, connection.Database.sqlite_version_info))
    return (
        f"{os.cpu_count()} cores of {processor}, Python {platform.python_version()}, "
        f"Django {django.get_version()}, SQLite {version}"
    )
