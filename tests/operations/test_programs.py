"""Tests that need a program a machine lacks are reported as skipped, or fail where CI=true."""

import os
import subprocess
import sys

import pytest

from tests.operations.installation import ROOT

pytestmark = pytest.mark.once

CONFTEST = "from tests.tools.programs import pytest_runtest_setup\n"
TESTS = """
import pytest

@pytest.mark.browser
def test_of_a_page(): pass

@pytest.mark.gettext
def test_of_texts(): pass

def test_of_something_else(): pass
"""


def run(folder, *command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def outcome(tmp_path, **environment):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser\n  gettext\n")
    return run(tmp_path, "-m", "pytest", "-rsf", "-p", "no:django", "-p", "no:cacheprovider", **environment)


def test_without_them_those_tests_are_skipped_and_said_to_be(tmp_path):
    done = outcome(tmp_path, PATH="")
    assert done.returncode == 0, done.stdout
    assert "1 passed, 2 skipped" in done.stdout
    assert "Chromium is not installed" in done.stdout
    assert "gettext is not installed" in done.stdout


def test_without_them_those_tests_fail_where_nothing_may_be_left_out(tmp_path):
    done = outcome(tmp_path, PATH="", CI="true")
    assert done.returncode == 1
    assert "1 passed, 2 errors" in done.stdout
    assert "CI=true leaves nothing out" in done.stdout


@pytest.mark.browser
@pytest.mark.gettext
def test_with_them_all_run(tmp_path):
    assert "3 passed" in outcome(tmp_path, PATH=os.environ["PATH"], CI="true").stdout


SHOW = (
    "import os, psycopg; "
    "with_server = psycopg.connect(os.environ['DATABASE_URL']); "
    "print(with_server.execute('show listen_addresses').fetchone() == ('',), "
    "with_server.execute('show data_directory').fetchone()[0])"
)


@pytest.mark.postgresql
def test_a_command_gets_a_postgresql_server_of_its_own_that_is_gone_afterwards(tmp_path):
    done = run(tmp_path, "-m", "tests.tools.postgresql", sys.executable, "-c", SHOW, PATH=os.environ["PATH"])
    assert done.returncode == 0, done.stderr
    private, folder = done.stdout.split()
    assert private == "True"
    assert not os.path.exists(folder)


@pytest.mark.postgresql
def test_the_exit_status_is_that_of_the_command(tmp_path):
    command = ["-m", "tests.tools.postgresql", sys.executable, "-c", "raise SystemExit(7)"]
    assert run(tmp_path, *command, PATH=os.environ["PATH"]).returncode == 7


@pytest.mark.parametrize(("ci", "status", "word"), [("true", 1, "FAILED"), ("", 0, "SKIPPED")])
def test_without_postgresql_what_was_to_run_on_it_is_skipped_or_fails(
    tmp_path, monkeypatch, capsys, ci, status, word
):
    from tests.tools import postgresql

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(postgresql, "postgresql", lambda: None)
    assert postgresql.main("true") == status
    assert f"{word}: PostgreSQL's server is not installed" in capsys.readouterr().out
