"""The command that makes an administrator, or makes one able to log in again."""

import io
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import OperationalError

from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action, LogEntry
from tests.conftest import TODAY
from tests.factories import make_user

NEW = "ett ganska långt lösen"


@pytest.fixture
def _no_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("LYHORT_ADMIN_PASSWORD", NEW)


@pytest.fixture
def terminal(monkeypatch):
    """A person at a terminal, who answers with the given passwords."""

    def answers(*given):
        waiting = iter(given)
        monkeypatch.setattr(sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda self: True})())
        monkeypatch.setattr(
            "project.operations.management.commands.createadmin.getpass", lambda prompt: next(waiting)
        )

    return answers


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("createadmin", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("_no_terminal", "db")
class TestWithoutATerminal:
    def test_makes_an_administrator_who_can_log_in(self, client):
        assert run("Boss@Example.org", "--name", "Bo Boss") == (
            "boss@example.org is an administrator, and can log in.\n"
        )
        user = User.objects.get()
        assert (user.email, user.name, user.roles) == ("boss@example.org", "Bo Boss", {Role.ADMINISTRATOR})
        client.post("/account/login/", {"login": user.email, "password": NEW})
        assert client.get("/administration/users/").status_code == 200

    def test_makes_an_account_that_was_shut_out_an_administrator_again(self):
        user = make_user("boss", Role.ANALYST, is_active=False, valid_until=TODAY.replace(year=2020))
        assert "again an administrator" in run(user.email)
        user = User.objects.get()
        assert user.may_log_in
        assert (user.name, user.roles) == ("Boss", {Role.ANALYST, Role.ADMINISTRATOR})
        assert user.check_password(NEW)

    def test_running_it_twice_is_no_harm(self):
        run("boss@example.org")
        run("boss@example.org")
        assert User.objects.get().roles == {Role.ADMINISTRATOR}

    def test_removes_the_second_step_when_asked(self):
        user = make_user("boss", Role.ADMINISTRATOR)
        Authenticator.objects.create(user=user, type="totp", data={})
        run(user.email)
        assert Authenticator.objects.count() == 1
        assert "Second step removed (1)." in run(user.email, "--remove-second-step")
        assert Authenticator.objects.count() == 0

    def test_what_it_does_is_logged(self):
        run("boss@example.org")
        assert LogEntry.objects.get(action=Action.ACCOUNT).details["act"] == "created"

    @pytest.mark.parametrize(
        ("email", "password", "words"),
        [
            ("no-address", NEW, "e-post|e-mail|email"),
            ("boss@example.org", "short", "12"),
            ("boss@example.org", "1234567890123", "."),
            ("boss@example.org", "", "LYHORT_ADMIN_PASSWORD"),
        ],
    )
    def test_bad_input_gets_one_clear_line(self, monkeypatch, email, password, words):
        monkeypatch.setenv("LYHORT_ADMIN_PASSWORD", password)
        with pytest.raises(CommandError, match=words) as caught:
            run(email)
        assert "\n" not in str(caught.value)
        assert caught.value.returncode == 1
        assert not User.objects.exists()

    def test_a_name_that_is_too_long_is_refused(self):
        with pytest.raises(CommandError):
            run("boss@example.org", "--name", "x" * 200)
        assert not User.objects.exists()

    def test_a_database_that_is_not_ready_gets_one_clear_line(self, monkeypatch):
        def gone(**values):
            raise OperationalError("no such table: accounts_user")

        monkeypatch.setattr("project.operations.management.commands.createadmin.make_administrator", gone)
        with pytest.raises(CommandError, match="migrate"):
            run("boss@example.org")


def test_at_a_terminal_the_password_is_asked_for_twice(db, terminal):
    terminal(NEW, NEW)
    run("boss@example.org")
    assert User.objects.get().check_password(NEW)


def test_at_a_terminal_two_passwords_that_differ_are_refused(db, terminal):
    terminal(NEW, NEW + "x")
    with pytest.raises(CommandError, match="differ"):
        run("boss@example.org")
    assert not User.objects.exists()
