"""Logging in: by password, by whom it is refused, and what the page says."""

import re

import pytest
from django.urls import reverse

from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action, LogEntry
from project.pages.models import Installation
from tests.conftest import TODAY
from tests.factories import PASSWORD, make_user

LOGIN = "/account/login/"


def log_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def test_one_logs_in_by_email_address_and_comes_to_the_desk(client, coordinator):
    answer = log_in(client, "Coordinator@Example.org")
    assert (answer.status_code, answer.url) == (302, reverse("desk"))
    assert LogEntry.objects.filter(action=Action.LOGIN, by=coordinator, row_id=coordinator.pk).count() == 1


def test_one_comes_to_the_page_one_asked_for(client, coordinator):
    asked = client.get("/dialogues/")
    assert asked.url == f"{LOGIN}?next=/dialogues/"
    assert log_in(client, coordinator.email, next="/dialogues/").url == "/dialogues/"


def test_a_strange_site_is_not_gone_to_after_login(client, coordinator):
    assert log_in(client, coordinator.email, next="https://evil.example/").url == reverse("desk")


def test_a_wrong_password_says_so_without_telling_whether_there_is_an_account(client, coordinator):
    client.post("/language/", {"language": "en"})
    known = log_in(client, coordinator.email, "not-the-password").content.decode()
    unknown = log_in(client, "nobody@example.org", "not-the-password").content.decode()
    assert "The e-mail address or the password is not right." in known
    assert "The e-mail address or the password is not right." in unknown
    assert 'value="coordinator@example.org"' in known
    assert "not-the-password" not in known


def test_a_failed_login_is_logged_with_the_account_it_was_tried_on_and_no_address(client, coordinator):
    log_in(client, coordinator.email, "not-the-password")
    log_in(client, "nobody@example.org", "not-the-password")
    entries = LogEntry.objects.filter(action=Action.LOGIN_FAILED).order_by("pk")
    assert [(e.by_id, e.row_id, e.details) for e in entries] == [(None, coordinator.pk, {}), (None, None, {})]


@pytest.mark.parametrize(
    "why", [{"is_active": False}, {"valid_until": TODAY.replace(day=14)}], ids=["disabled", "run out"]
)
def test_who_may_not_log_in_is_told_that_the_account_is_closed(client, db, why):
    user = make_user("former", Role.COORDINATOR)
    User.objects.filter(pk=user.pk).update(**why)
    client.post("/language/", {"language": "en"})
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/account/inactive/", 302)]
    assert "The account is closed" in answer.content.decode()
    assert client.get("/").status_code == 302
    assert not LogEntry.objects.filter(action=Action.LOGIN).exists()


def test_the_last_day_of_an_account_still_counts(client, db):
    user = make_user("leaving", Role.COORDINATOR, valid_until=TODAY)
    assert log_in(client, user.email).url == reverse("desk")


def test_the_login_page_says_that_a_demonstration_is_one(client, db):
    notice = "Demonstration. The meetings and what was said in them are invented."
    client.post("/language/", {"language": "en"})
    assert notice not in client.get(LOGIN).content.decode()
    Installation.objects.create(pk=1, agency="Provmyndigheten", invented=True)
    page = client.get(LOGIN).content.decode()
    assert notice in page
    assert "Provmyndigheten" in page


def test_the_login_page_changes_language_before_login(client, db):
    page = client.get(f"{LOGIN}?next=/dialogues/")
    assert page["Content-Language"] == "sv"
    assert "In English" in page.content.decode()
    answer = client.post("/language/", {"language": "en", "next": f"{LOGIN}?next=/dialogues/"}, follow=True)
    assert answer["Content-Language"] == "en"
    assert answer.redirect_chain == [(f"{LOGIN}?next=/dialogues/", 302)]
    assert "På svenska" in answer.content.decode()
    assert client.post("/language/", {"language": "xx"}).status_code == 404


def test_the_language_of_the_account_outlives_the_session_in_the_browser(client, db):
    user = make_user("english", Role.COORDINATOR, language="en")
    log_in(client, user.email)
    assert client.get("/account/")["Content-Language"] == "en"
    client.post("/account/logout/")
    assert client.get(LOGIN)["Content-Language"] == "en"


def test_nobody_signs_up(client, db):
    client.post("/language/", {"language": "en"})
    for answer in (
        client.get("/account/signup/"),
        client.post("/account/signup/", {"email": "me@example.org", "password1": PASSWORD}),
    ):
        assert "Nobody signs up here by themselves" in answer.content.decode()
    assert not User.objects.exists()


def test_there_is_no_agency_login_where_none_is_set_up(client, db):
    assert "oidc" not in client.get(LOGIN).content.decode()
    assert client.get("/account/oidc/oidc/login/").status_code == 404


def test_logging_out_leads_to_login_and_ends_the_session(client_of, coordinator):
    client = client_of(coordinator)
    assert client.get("/account/logout/").status_code == 200
    assert client.post("/account/logout/").url == LOGIN
    assert client.get("/").status_code == 302


def test_a_public_page_answers_405_to_what_it_does_not_take(client, db):
    answer = client.post("/healthz")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_an_empty_login_says_of_each_field_that_it_is_needed(client, db):
    client.cookies["lyhort_language"] = "en"
    page = client.post("/account/login/", {"login": "", "password": ""}).content.decode()
    for field in ("E-mail address", "Password"):
        assert re.search(rf'<p><a href="#[^"]+">{field}</a>: This field is required\.</p>', page), field
