"""Passwords: forgotten, chosen by a link, changed."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client

from project.accounts.matrix import Role
from project.accounts.models import User
from project.accounts.services import create_user, send_password_link
from project.audit.models import Action, LogEntry
from project.common.errors import Refusal
from tests.factories import PASSWORD, make_user

RESET = "/account/password/reset/"
NEW = "another-long-password"


def link_in(message) -> str:
    return re.search(r"https?://\S+/password/reset/key/\S+", message.body).group()


def path_in(message) -> str:
    return "/" + link_in(message).split("/", 3)[3]


def choose(client, path, password=NEW, once_more=None):
    """Open the link as the mail has it, and choose a password on the page it leads to."""
    page = client.get(path, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else path
    return client.post(where, {"password1": password, "password2": once_more or password})


@pytest.fixture
def english(client, db):
    client.post("/language/", {"language": "en"})
    return client


def test_a_forgotten_password_is_mended_by_a_mailed_link(english, db):
    user = make_user("english", Role.COORDINATOR, language="en")
    assert english.post(RESET, {"email": "English@Example.org"}).url == f"{RESET}done/"
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert message.subject == "Choose a new password for Lyhört"
    assert choose(english, path_in(message)).url == "/account/password/reset/key/done/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert [e.details for e in LogEntry.objects.filter(action=Action.ACCOUNT, by=user)] == [
        {"act": "password reset"}
    ]
    assert "A new password was chosen by a mailed link." in mail.outbox[-1].body


def test_the_link_works_once(english, coordinator):
    english.post(RESET, {"email": coordinator.email})
    path = path_in(mail.outbox[0])
    choose(english, path)
    page = Client().get(path, follow=True).content.decode()
    assert "password1" not in page


def test_a_link_of_one_person_does_not_work_for_another(english, coordinator, analyst):
    english.post(RESET, {"email": coordinator.email})
    path = path_in(mail.outbox[0])
    uid = re.search(r"key/(\w+?)-", path).group(1)
    assert uid != str(analyst.pk)
    page = english.get(path.replace(f"key/{uid}-", f"key/{analyst.pk}-"), follow=True)
    assert "The link does not work any longer" in page.content.decode()


@pytest.mark.parametrize(
    "password",
    ["kort-ord", "123456789012345", "password1234", "coordinator@example.org"],
    ids=["short", "digits", "common", "as the address"],
)
def test_a_weak_password_is_refused_in_words_at_its_field(english, coordinator, password):
    english.post(RESET, {"email": coordinator.email})
    page = choose(english, path_in(mail.outbox[0]), password).content.decode()
    assert 'id="id_password1_error"' in page
    assert password not in page
    coordinator.refresh_from_db()
    assert coordinator.check_password(PASSWORD)


def test_two_passwords_that_differ_are_refused(english, coordinator):
    english.post(RESET, {"email": coordinator.email})
    page = choose(english, path_in(mail.outbox[0]), NEW, NEW + "x").content.decode()
    assert 'id="id_password2_error"' in page


def test_an_unknown_address_gets_the_same_answer_and_a_mail_without_a_link(english):
    answer = english.post(RESET, {"email": "nobody@example.org"})
    assert answer.url == f"{RESET}done/"
    (message,) = mail.outbox
    assert message.subject == "There is no account with this address"
    assert "/key/" not in message.body
    assert "signup" not in message.body


def test_a_disabled_account_gets_no_link(english, coordinator):
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    english.post(RESET, {"email": coordinator.email})
    assert "/key/" not in mail.outbox[0].body


def test_many_requests_for_the_same_address_are_braked(english, coordinator):
    answers = [english.post(RESET, {"email": coordinator.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_where_no_mail_is_sent_the_page_says_so_and_nothing_is_printed(
    english, coordinator, settings, capsys
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = english.get(RESET).content.decode()
    assert "This installation sends no mail." in page
    assert 'name="email"' not in page
    english.post(RESET, {"email": coordinator.email})
    assert "/key/" not in capsys.readouterr().out


def test_a_mail_is_in_the_language_of_the_person_it_goes_to(client_of, coordinator, administrator):
    make_user("english", Role.COORDINATOR, language="en")
    client = client_of(administrator)
    client.post(RESET, {"email": "english@example.org"})
    assert mail.outbox[0].body.startswith("Hello English,")


def test_changing_ones_password_keeps_this_session_and_ends_the_others(client_of, coordinator):
    here, there = client_of(coordinator), client_of(coordinator)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/account/password/change/", values).url == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").url == "/account/login/?next=/account/"
    coordinator.refresh_from_db()
    assert coordinator.check_password(NEW)
    assert LogEntry.objects.filter(action=Action.ACCOUNT, details={"act": "password changed"}).count() == 1
    assert mail.outbox[-1].to == [coordinator.email]


def test_the_present_password_is_needed_to_change_it(client_of, coordinator):
    client = client_of(coordinator)
    values = {"oldpassword": "not-the-password", "password1": NEW, "password2": NEW}
    page = client.post("/account/password/change/", values).content.decode()
    assert 'id="id_oldpassword_error"' in page
    assert NEW not in page
    coordinator.refresh_from_db()
    assert coordinator.check_password(PASSWORD)


def test_an_account_without_a_password_can_choose_one(client_of, administrator):
    user = create_user(by=administrator, email="oidc@example.org", name="Oidc", roles=[Role.READER])
    client = client_of(user)
    assert client.get("/account/password/change/").url == "/account/password/set/"
    assert "/account/password/set/" in client.get("/account/").content.decode()
    client.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_a_link_is_given_to_the_caller_where_the_mail_server_does_not_answer(
    administrator, coordinator, broken_mail
):
    broken_mail(SMTPServerDisconnected("gone"))
    link = send_password_link(by=administrator, user=coordinator, origin="https://lyhort.example")
    assert link.startswith("https://lyhort.example/account/password/reset/key/")


def test_nobody_is_sent_a_link_who_may_not_log_in(administrator, coordinator):
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    coordinator.refresh_from_db()
    with pytest.raises(Refusal):
        send_password_link(by=administrator, user=coordinator, origin="https://lyhort.example")
    assert mail.outbox == []


@pytest.fixture
def broken_mail(monkeypatch):
    """Has the mail server answer with an error."""

    def fail(error):
        def send(self, *args):
            raise error

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)

    return fail
