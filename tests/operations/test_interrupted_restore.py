"""A restore that is interrupted, or finds the database in use, leaves everything as it was."""

import pytest

from tests.operations.installation import VENDOR, change_everything, without_log

COMMON = [
    "project.operations.backup.services:verify_files",
    "project.operations.backup.services:copy_tree",
    "project.operations.backup.stored_files:copy_file",
]
OF_VENDOR = {
    "sqlite": ["project.operations.backup.sqlite:_check", "project.operations.backup.sqlite:_switch"],
    "postgresql": [
        "project.operations.backup.postgresql:_fill_table",
        "project.operations.backup.postgresql:_fill_table:60",
    ],
}
POINTS = [*COMMON, *OF_VENDOR[VENDOR], *(["sqlite-pages"] if VENDOR == "sqlite" else [])]
SAMPLE, *OTHERS = sorted(POINTS, key=lambda point: "copy_file" not in point)


@pytest.mark.parametrize("how", ["error", "kill"])
@pytest.mark.parametrize("point", [SAMPLE, *(pytest.param(p, marks=pytest.mark.drill) for p in OTHERS)])
def test_an_interrupted_restore_leaves_everything_as_it_was(installation, backup, point, how):
    change_everything(installation)
    content = installation.content()
    done = installation.run("-m", "tests.operations.faults", how, point, "restore", backup, check=False)
    assert done.returncode == (9 if how == "kill" else 1), done.stderr
    after = installation.content()
    if how == "kill":  # a file that was on its way may lie there, beside the old ones
        after = {
            name: hashed for name, hashed in after.items() if not name.startswith("file") or name in content
        }
    else:
        assert "Input/output error" in done.stderr
    assert after == content
    installation.manage("restore", backup)


def test_a_restore_killed_after_the_switch_is_completed_by_another(installation, backup):
    content = without_log(installation.content())
    change_everything(installation)
    finish = "project.operations.backup.stored_files:Files.finish"
    done = installation.run("-m", "tests.operations.faults", "kill", finish, "restore", backup, check=False)
    assert done.returncode == 9
    assert (installation.files / "bild.bin").exists(), "the database was switched before its files were there"
    installation.manage("restore", backup)
    assert without_log(installation.content()) == content


def test_a_database_in_use_is_left_alone(installation, backup):
    content = installation.content()
    patience = "0.01" if VENDOR == "sqlite" else "'10ms'"
    script = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'project.settings'; import django; "
        f"django.setup(); from project.operations.backup import {VENDOR}; {VENDOR}.PATIENCE = {patience}; "
        "from django.core.management import execute_from_command_line; "
        f"execute_from_command_line(['manage.py', 'restore', {str(backup)!r}])"
    )
    with installation.connect() as raw:
        raw.execute("BEGIN IMMEDIATE" if VENDOR == "sqlite" else "BEGIN")
        if installation.database:
            raw.execute("LOCK TABLE accounts_user IN ROW EXCLUSIVE MODE")
        done = installation.run("-c", script, check=False)
        raw.execute("ROLLBACK")
    assert done.returncode == 1
    assert "The database is in use. Stop the server" in done.stderr
    assert installation.content() == content
