"""Many who write at the same time, in processes of their own: nobody is turned away, nothing is lost.

With Django's own settings for SQLite 225 of 480 such transactions fail with "database is locked".
"""

import json
import subprocess
import sys

import pytest

from tests.operations.installation import ROOT


def write_together(installation, *, processes: int, threads: int, each: int) -> list[dict]:
    """Have so many writers make so many changes each; gives what each process says in the end."""
    command = [sys.executable, "-m", "tests.operations.writers", str(threads), str(each)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [
        subprocess.Popen(command, cwd=ROOT, env=installation.environment, **pipes) for _ in range(processes)
    ]
    try:
        for process in running:
            assert process.stdout.readline() == "ready\n"
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        return [json.loads(process.communicate()[0]) for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()


def check(installation, **writers):
    total = writers["processes"] * writers["threads"] * writers["each"]
    ((version,),) = installation.sql("SELECT version FROM pages_installation")
    log = len(installation.rows("audit_logentry"))
    said = write_together(installation, **writers)
    assert [failure for one in said for failure in one["failures"]] == []
    assert sum(one["done"] for one in said) == total
    assert installation.sql("SELECT version FROM pages_installation") == [(version + total,)]
    assert len(installation.rows("audit_logentry")) == log + total
    assert len(installation.rows("pages_installationhistory")) == total + 1


def test_four_writers_at_once_all_get_their_turn(installation):
    check(installation, processes=2, threads=2, each=10)


@pytest.mark.drill
def test_eight_writers_with_480_changes_all_get_their_turn(installation):
    check(installation, processes=8, threads=1, each=60)
