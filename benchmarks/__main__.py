"""`make bench`: measures on a database of its own and writes docs/performance.md."""

import argparse
import io
import os
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--out", type=Path, default=PAGE)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lyhort-bench-") as data:
        set_up(data)
        from datetime import UTC, datetime

        from benchmarks.cases import cases
        from benchmarks.measure import measure
        from benchmarks.report import this_machine, written

        results = [measure(case, runs=asked.runs) for case in cases()]
        text = written(results, day=datetime.now(UTC).date(), machine=this_machine())
    asked.out.write_text(text, encoding="utf-8")
    print(text)


def set_up(data: str) -> None:
    """The product as it is installed, with the model case, in a folder that is thrown away."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "LYHORT_DATA": data,
        "LYHORT_HTTPS": "0",
        "LYHORT_TODAY": "2026-10-15",
        "ALLOWED_HOSTS": "testserver",
        "SECRET_KEY": "a key for measuring only",
        "DEMO_PASSWORD": "lyhort-demo",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
