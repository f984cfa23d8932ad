"""Sessions end when the account does, and the person is told why."""

from datetime import timedelta

import pytest

from project.accounts import services
from project.accounts.models import User
from tests.conftest import TODAY

CLOSED = "your account is closed"
ENDED = "your sessions were ended, or your password was changed"


@pytest.fixture
def client(client_of, coordinator):
    User.objects.filter(pk=coordinator.pk).update(language="en")
    coordinator.refresh_from_db()
    client = client_of(coordinator)
    assert client.get("/dialogues/").status_code == 200
    return client


def disable(user, by):
    services.change_user(by=by, user=user, is_active=False)


def let_run_out(user, by):
    services.change_user(by=by, user=user, valid_until=TODAY - timedelta(days=1))


@pytest.mark.parametrize("close", [disable, let_run_out])
def test_who_is_shut_out_is_logged_out_at_the_next_page_and_told_why(
    client, coordinator, administrator, close
):
    close(coordinator, administrator)
    answer = client.get("/dialogues/", follow=True)
    assert answer.redirect_chain == [("/account/login/?next=/dialogues/", 302)]
    assert CLOSED in answer.content.decode()
    assert CLOSED not in client.get("/account/login/").content.decode()  # said once


@pytest.mark.parametrize("close", [disable, let_run_out])
def test_nothing_more_is_saved_by_who_is_shut_out_but_the_text_is_theirs_to_copy(
    client, coordinator, administrator, close
):
    close(coordinator, administrator)
    answer = client.post("/stakeholders/new/", {"name": "Ett namn jag skrev"})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "Your account is closed. What you wrote is shown below" in page
    assert "Ett namn jag skrev" in page
    assert 'name="password"' not in page


def test_a_session_ends_the_day_after_the_last_one(client, coordinator, administrator, settings):
    services.change_user(by=administrator, user=coordinator, valid_until=TODAY)
    assert client.get("/dialogues/").status_code == 200
    settings.LYHORT_TODAY = TODAY + timedelta(days=1)
    assert client.get("/dialogues/").status_code == 302


def test_ended_sessions_say_so_and_one_can_log_in_again(client, coordinator, administrator):
    services.end_sessions(by=administrator, user=coordinator)
    answer = client.get("/dialogues/", follow=True)
    assert ENDED in answer.content.decode()
    answer = client.post(
        "/account/login/", {"login": coordinator.email, "password": "a-long-enough-password"}, follow=True
    )
    assert answer.status_code == 200
    assert ENDED not in answer.content.decode()


def test_a_page_fragment_of_an_ended_session_sends_the_whole_page_to_login(
    client, coordinator, administrator
):
    services.end_sessions(by=administrator, user=coordinator)
    answer = client.get("/dialogues/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/account/login/")
    assert ENDED in client.get("/account/login/").content.decode()


def test_on_a_public_page_too_one_is_told_why(client, coordinator, administrator):
    disable(coordinator, administrator)
    assert CLOSED in client.get("/account/login/").content.decode()


def test_a_session_that_has_simply_run_out_leads_to_login_without_a_warning(client):
    client.session.flush()
    page = client.get("/dialogues/", follow=True).content.decode()
    assert CLOSED not in page
    assert ENDED not in page


def test_an_enabled_account_does_not_bring_old_sessions_back(client, coordinator, administrator):
    disable(coordinator, administrator)
    services.change_user(by=administrator, user=coordinator, is_active=True)
    assert client.get("/dialogues/").status_code == 302
