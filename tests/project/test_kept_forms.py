"""Nothing typed is lost: a form posted after the session has ended, with a stale token, or while the database
is busy, comes back with its text, to the person who wrote it and to nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from dialogues.models import Note
from project.accounts.matrix import Role
from stakeholders.models import Organisation
from tests.factories import PASSWORD, make_actor_type, make_dialogue, make_user
from tests.html import form_values, parse

NEW = "/stakeholders/new/"
LANGUAGES = ["sv", "ar", "so"]
NAME = "Åkerby församling & vänner"


@pytest.fixture
def writer(db):
    return make_user("writer", Role.COORDINATOR, language="en")


@pytest.fixture
def other(db):
    return make_user("other", Role.COORDINATOR, language="en")


@pytest.fixture
def client(writer):
    """A browser: cookies, tokens and all."""
    client = Client(enforce_csrf_checks=True)
    log_in(client, writer)
    return client


def log_in(client, user):
    page = parse(client.get("/account/login/", follow=True))
    form = form_to(page, "/account/login/")
    client.post("/account/login/", {**form_values(form), "login": user.email, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(user.pk)


def form_to(page, action: str):
    """The form of a page that posts to an address."""
    return next(f for f in page.all("form", method="post") if f.attrs.get("action") == action)


def send(client, page, action: str, **changes):
    """Send a form as the page has it, with some fields changed."""
    values = form_values(form_to(page, action))
    return client.post(action, {**values, **changes})


def written(client) -> dict:
    """The form for a new actor, opened and filled in."""
    values = form_values(form_to(parse(client.get(NEW)), NEW))
    return {**values, "name": NAME, "actor_type": make_actor_type().pk, "languages": LANGUAGES}


def end_session(client):
    client.session.flush()


# After the session has ended


def test_the_text_comes_back_with_a_login_and_is_saved_after_it(client, writer):
    values = written(client)
    end_session(client)
    answer = client.post(NEW, values)
    assert answer.status_code == 401
    page = parse(answer)
    assert "You have been logged out" in page.first("h1").text
    assert NAME in page.text
    again = send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    assert again.url == "/resume/"
    page = parse(client.get("/resume/"))
    assert "You are logged in again" in page.first("h1").text
    assert NAME in page.text
    assert send(client, page, NEW).status_code == 302
    organisation = Organisation.objects.get(name=NAME)
    assert sorted(organisation.languages) == sorted(LANGUAGES)
    assert str(organisation.uuid) == values["uuid"][0]
    assert client.get("/resume/").url == reverse("desk")  # nothing is kept any longer


def test_a_wrong_password_keeps_the_text_and_the_address(client, writer):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    answer = send(client, page, "/resume/", login=writer.email, password="not-the-password")
    assert answer.status_code == 401
    assert "not-the-password" not in answer.content.decode()
    page = parse(answer)
    assert "The e-mail address or the password is not right." in page.text
    assert page.first("input", name="login").attrs["value"] == writer.email
    send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    send(client, parse(client.get("/resume/")), NEW)
    assert Organisation.objects.filter(name=NAME).exists()


def test_the_throttle_counts_here_too_and_keeps_the_text(client, writer):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    for _ in range(30):
        send(client, page, "/resume/", login="", password="")
    answer = send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    assert answer.status_code == 429
    assert NAME in parse(answer).text


def test_with_a_second_step_the_text_waits_until_it_is_done(client, writer):
    secret = "A" * 32
    Authenticator.objects.create(user=writer, type="totp", data={"secret": secret})
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    answer = send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    assert answer.url == "/account/2fa/authenticate/"
    assert client.get("/resume/").url == "/account/login/?next=/resume/"  # not before the second step
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    second = parse(client.get("/account/2fa/authenticate/"))
    values = form_values(second.first("input", name="code").inside("form"))
    answer = client.post("/account/2fa/authenticate/", {**values, "code": code})
    assert answer.url == "/resume/"
    send(client, parse(client.get("/resume/")), NEW)
    assert Organisation.objects.filter(name=NAME).exists()


def test_one_who_logs_in_another_way_finds_the_text_afterwards(client, writer):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    answer = send(client, page, "/resume/", other="1")
    assert answer.url == "/account/login/?next=/resume/"
    login = parse(client.get(answer.url))
    answer = send(client, login, "/account/login/", login=writer.email, password=PASSWORD)
    assert answer.url == "/resume/"
    assert NAME in parse(client.get("/resume/")).text


def test_another_who_logs_in_there_is_not_shown_the_text(client, other):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    send(client, page, "/resume/", login=other.email, password=PASSWORD)
    answer = client.get("/resume/", follow=True)
    assert answer.redirect_chain[0][0] == reverse("desk")
    text = parse(answer).text
    assert NAME not in text
    assert "was written by someone else" in text


def test_a_text_kept_for_one_is_not_shown_to_another_who_logs_in_another_way(client, other):
    values = written(client)
    end_session(client)
    send(client, parse(client.post(NEW, values)), "/resume/", other="1")
    log_in(client, other)
    answer = client.get("/resume/", follow=True)
    assert NAME not in parse(answer).text


def test_what_is_kept_is_kept_for_an_hour_at_most(client, writer, monkeypatch):
    values = written(client)
    end_session(client)
    send(client, parse(client.post(NEW, values)), "/resume/", login=writer.email, password=PASSWORD)
    later = client.session["kept_form"]["at"] + 3601
    monkeypatch.setattr("project.pages.kept.time.time", lambda: later)
    assert client.get("/resume/").url == reverse("desk")
    assert "kept_form" not in client.session


def test_what_nobody_comes_back_for_is_dropped_from_the_session_at_any_page(client, writer, monkeypatch):
    values = written(client)
    end_session(client)
    send(client, parse(client.post(NEW, values)), "/resume/", login=writer.email, password=PASSWORD)
    client.get("/dialogues/")
    assert "kept_form" in client.session
    later = client.session["kept_form"]["at"] + 3601
    monkeypatch.setattr("project.pages.kept.time.time", lambda: later)
    client.get("/dialogues/")
    assert "kept_form" not in client.session


def test_a_text_of_300_000_characters_survives_byte_for_byte(client, writer):
    text = ("Först. <b>\"inte\" & så</b> 'här'\r\nsedan åäö 👩‍👧 \u00a0" * 8000)[:300_000]
    dialogue = make_dialogue(writer)
    address = reverse("dialogues:note-create", args=[dialogue.uuid])
    values = form_values(form_to(parse(client.get(address)), address))
    end_session(client)
    page = parse(client.post(address, {**values, "text": text}))
    send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    page = parse(client.get("/resume/"))
    assert form_values(form_to(page, address))["text"] == [text]
    short = text[:20_000]
    assert send(client, page, address, text=short).status_code == 302
    assert Note.objects.get().text == short.replace("\r\n", "\n").strip()


def test_files_are_said_to_be_lost(client, writer):
    values = written(client)
    end_session(client)
    file = SimpleUploadedFile("underlag.pdf", b"%PDF")
    answer = client.post(NEW, {**values, "attachment": file})
    assert "Files cannot be kept: choose them again." in answer.content.decode()
    answer = send(client, parse(answer), "/resume/", login=writer.email, password="wrong")
    assert "Files cannot be kept: choose them again." in answer.content.decode()


def test_a_fragment_fills_the_whole_page(client, writer):
    values = written(client)
    end_session(client)
    answer = client.post(NEW, values, headers={"HX-Request": "true", "HX-Target": "places"})
    assert answer.status_code == 401
    assert answer["HX-Retarget"] == "body"
    assert answer["HX-Push-Url"] == "false"
    assert NAME in parse(answer).text


def test_a_form_of_nobodys_is_shown_to_be_copied_and_goes_no_further(db):
    client = Client()
    client.post("/language/", {"language": "en"})
    answer = client.post(NEW, {"name": NAME})
    page = parse(answer)
    assert answer.status_code == 401
    assert NAME in page.text
    assert "copy what you need before you log in" in page.text
    assert page.first("input", name="password") is None


def test_a_forged_owner_keeps_nothing(client, writer):
    values = {**written(client), "form_owner": "forged:token"}
    end_session(client)
    page = parse(client.post(NEW, values))
    assert page.first("input", name="password") is None
    client.get("/account/login/")
    token = client.cookies["csrftoken"].value
    inside = {"kept-name": NAME, "path": NEW, "form_owner": "forged:token", "other": "1"}
    client.post("/resume/", {**inside, "csrfmiddlewaretoken": token})
    assert "kept_form" not in client.session  # nobody fills the database from outside


# With a stale token


def test_one_who_has_logged_in_again_meanwhile_gets_the_text_with_a_fresh_token(client, writer):
    values = written(client)
    end_session(client)
    log_in(client, writer)  # in another tab
    answer = client.post(NEW, values)
    assert answer.status_code == 403
    page = parse(answer)
    assert "The page had become too old to save" in page.first("h1").text
    assert NAME in page.text
    assert send(client, page, NEW).status_code == 302
    organisation = Organisation.objects.get(name=NAME)
    assert sorted(organisation.languages) == sorted(LANGUAGES)


def test_the_form_of_one_is_refused_when_another_has_logged_in_and_its_text_is_not_shown(client, other):
    values = written(client)
    end_session(client)
    log_in(client, other)
    answer = client.post(NEW, values)
    assert answer.status_code == 403
    text = parse(answer).text
    assert "This form is not yours" in text
    assert NAME not in text
    assert not Organisation.objects.filter(name=NAME).exists()


def test_it_is_refused_with_a_fresh_token_too(client, other):
    values = written(client)
    end_session(client)
    log_in(client, other)
    token = form_values(form_to(parse(client.get(NEW)), NEW))["csrfmiddlewaretoken"]
    answer = client.post(NEW, {**values, "csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert NAME not in parse(answer).text
    assert not Organisation.objects.filter(name=NAME).exists()


def test_the_page_that_keeps_a_form_may_become_old_itself(client, writer):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    log_in(client, writer)  # in another tab
    answer = send(client, page, "/resume/", login=writer.email, password=PASSWORD)
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()
    page = parse(answer)
    assert NAME in page.text
    assert send(client, page, NEW).status_code == 302
    assert Organisation.objects.filter(name=NAME).exists()


def test_a_stale_login_page_says_so_and_leads_back(db):
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post("/account/login/", {"login": "me@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    page = parse(answer)
    assert "The page had become too old" in page.first("h1").text
    assert PASSWORD not in answer.content.decode()
    assert page.first("a", href="/account/login/") is not None


def test_passwords_and_codes_never_come_back(client):
    end_session(client)
    secrets = {n: f"secret-{n}" for n in ("password1", "password2", "oldpassword", "code", "credential")}
    answer = Client().post("/account/password/change/", secrets)
    assert answer.status_code == 401
    assert "secret-" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil", ""]
)
def test_a_kept_form_goes_to_no_other_site(client, writer, path):
    values = written(client)
    end_session(client)
    page = parse(client.post(NEW, values))
    send(client, page, "/resume/", login=writer.email, password=PASSWORD, path=path)
    page = parse(client.get("/resume/"))
    assert [f.attrs["action"] for f in page.all("form", method="post")] == ["/"]


# While the database is busy


@pytest.fixture
def busy(monkeypatch):
    """The database is locked by somebody else when the form arrives."""

    def locked(**values):
        raise OperationalError("database is locked")

    monkeypatch.setattr("stakeholders.register.services.add_organisation", locked)
    return monkeypatch


def test_a_form_that_meets_a_busy_database_comes_back_to_be_sent_again(client, busy):
    values = written(client)
    answer = client.post(NEW, values)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    page = parse(answer)
    assert NAME in page.text
    assert "database is locked" not in page.text
    busy.undo()
    assert send(client, page, NEW).status_code == 302
    organisation = Organisation.objects.get(name=NAME)
    assert sorted(organisation.languages) == sorted(LANGUAGES)
