"""Every role against every address and method. The expectation comes from the matrix itself, written out
again here only for what must never change: an address without a row is closed, and who is not allowed
learns nothing."""

import pytest
from django.urls import NoReverseMatch

from project.accounts import matrix
from project.accounts.matrix import ADDRESSES, CAPABILITIES, PERSONAL, PUBLIC, Role
from tests import sweep

USERS = {
    Role.READER: "lasare",
    Role.COORDINATOR: "samordnare",
    Role.ANALYST: "analytiker",
    Role.MANAGER: "chef",
    Role.OFFICER: "dso",
    Role.ADMINISTRATOR: "admin",
}
METHODS = ("get", "post", "put", "patch", "delete", "options", "head")
# They end the very session that the sweep runs in.
ENDS_SESSION = {"account_logout"}


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(sweep.names()) == set(ADDRESSES)


def test_every_row_asks_for_something_that_exists():
    known = {*CAPABILITIES, PUBLIC, PERSONAL, ""}
    for name, row in ADDRESSES.items():
        assert {row.read, row.write} <= known, name
        assert row.read or row.write, name


def allowed(role: str | None, name: str, method: str) -> bool:
    needed = matrix.needed(name, method.upper())
    if needed is None or needed == PUBLIC:
        return needed == PUBLIC
    return role is not None and (needed == PERSONAL or needed in matrix.capabilities_of({role}))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_meets_every_address_as_the_matrix_says(case_user, client_of, role):
    client = client_of(case_user(USERS[role]), raise_request_exception=False)
    wrong = []
    for name in sweep.names():
        if name in ENDS_SESSION:
            continue
        path = sweep.address(name).path
        for method in METHODS:
            status = getattr(client, method)(path).status_code
            if status >= 500 or ((status == 403) == allowed(role, name, method) and status != 405):
                wrong.append((name, method, status))
    assert wrong == []


def test_nobody_gets_anywhere_without_logging_in(case, client):
    wrong = []
    for name in sweep.names():
        path = sweep.address(name).path
        for method in METHODS:
            response = getattr(client, method)(path)
            if allowed(None, name, method):
                continue
            turned_away = response.status_code in (401, 403, 405) or (
                response.status_code == 302 and "/account/login/" in response["Location"]
            )
            if not turned_away:
                wrong.append((name, method, response.status_code))
    assert wrong == []


def test_an_address_without_a_row_is_closed_to_everybody(case_user, client_of, monkeypatch):
    monkeypatch.delitem(ADDRESSES, "insights:summary")
    path = sweep.reverse("insights:summary")
    assert {client_of(case_user(user)).get(path).status_code for user in USERS.values()} == {403}


def test_the_sweep_knows_how_to_reach_every_address(case):
    for name in sweep.names():
        try:
            assert sweep.address(name).path.startswith("/")
        except NoReverseMatch as error:
            pytest.fail(f"tests/sweep.py cannot reach {name}: {error}")


# What each role can see of the rows, in plain words, so that the matrix cannot be loosened unseen.
READS_ROWS = {Role.COORDINATOR, Role.ANALYST, Role.MANAGER, Role.OFFICER}


@pytest.mark.parametrize("role", list(Role))
def test_rows_are_read_by_staff_only(role):
    assert ("rows.read" in matrix.capabilities_of({role})) == (role in READS_ROWS)
    assert ("restricted.read" in matrix.capabilities_of({role})) == (role in READS_ROWS - {Role.COORDINATOR})


def test_administrators_see_no_content():
    content = {
        "rows.read",
        "restricted.read",
        "published.read",
        "export",
        "dialogue.edit",
        "insight.edit",
        "log.read",
    }
    assert not matrix.capabilities_of({Role.ADMINISTRATOR}) & content


def test_users_are_kept_by_administrators_only():
    assert {role for role in Role if "user.edit" in matrix.capabilities_of({role})} == {Role.ADMINISTRATOR}
