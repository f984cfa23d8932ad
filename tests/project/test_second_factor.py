"""The second step at login: an app with codes, recovery codes, and what is asked before it is changed."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from project.accounts.matrix import Role
from project.audit.models import Action, LogEntry
from tests.factories import PASSWORD, make_user

LOGIN = "/account/login/"
SECOND = "/account/2fa/authenticate/"


def code_of(secret: str, later: int = 0) -> str:
    """The code that an app shows now, or a number of half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def english(db):
    return make_user("english", Role.COORDINATOR, language="en")


@pytest.fixture
def confirmed(client, english):
    """A client of somebody who has logged in, and has just said once more that it is they."""
    client.post(LOGIN, {"login": english.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def set_up(client) -> str:
    """Set up an app; gives its secret."""
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    return secret


def recovery_codes(client) -> list[str]:
    answer = client.get("/account/2fa/recovery-codes/download/")
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    return answer.content.decode().split()


def test_it_is_asked_once_more_before_the_protection_is_changed(client, english):
    client.post(LOGIN, {"login": english.email, "password": PASSWORD})
    for address in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        answer = client.get(f"/account/2fa/{address}")
        assert answer.url.startswith("/account/reauthenticate/?next="), address
    page = client.get("/account/reauthenticate/").content.decode()
    assert "Is it you?" in page
    wrong = client.post("/account/reauthenticate/", {"password": "not-the-password"}).content.decode()
    assert "The password is not right." in wrong


def test_an_app_is_set_up_by_its_picture_and_gives_recovery_codes(
    confirmed, english, django_capture_on_commit_callbacks
):
    page = confirmed.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    with django_capture_on_commit_callbacks(execute=True):
        set_up(confirmed)
    shown = confirmed.get("/account/2fa/recovery-codes/")
    assert "10 of 10 codes are not used yet." in shown.content.decode()
    codes = recovery_codes(confirmed)
    assert len(codes) == 10
    assert all(code in shown.content.decode() for code in codes)
    entry = LogEntry.objects.get(action=Action.ACCOUNT, by=english)
    assert (entry.row_id, entry.details) == (english.pk, {"act": "app added"})
    assert "An app for login codes was added." in mail.outbox[-1].body


def test_a_wrong_code_does_not_set_up_an_app(confirmed, english):
    confirmed.get("/account/2fa/totp/activate/")
    page = confirmed.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "The code is not right" in page
    assert not Authenticator.objects.filter(user=english).exists()


def test_login_takes_a_second_step(confirmed, english):
    secret = set_up(confirmed)
    confirmed.post("/account/logout/")
    first = confirmed.post(LOGIN, {"login": english.email, "password": PASSWORD, "next": "/dialogues/"})
    assert first.url == SECOND
    assert confirmed.get("/").url == "/account/login/?next=/"
    wrong = confirmed.post(SECOND, {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    assert LogEntry.objects.filter(action=Action.LOGIN_FAILED, row_id=english.pk).get().details == {
        "way": "code"
    }
    assert confirmed.post(SECOND, {"code": code_of(secret)}).url == "/dialogues/"
    assert confirmed.get("/dialogues/").status_code == 200


def test_a_code_works_once(confirmed, english):
    secret = set_up(confirmed)
    code = code_of(secret, later=1)
    for answer in (302, 200):
        confirmed.post("/account/logout/")
        confirmed.post(LOGIN, {"login": english.email, "password": PASSWORD})
        assert confirmed.post(SECOND, {"code": code}).status_code == answer


def test_a_recovery_code_opens_the_account_once(confirmed, english):
    set_up(confirmed)
    code = recovery_codes(confirmed)[0]
    for answer in (302, 200):
        confirmed.post("/account/logout/")
        confirmed.post(LOGIN, {"login": english.email, "password": PASSWORD})
        assert confirmed.post(SECOND, {"code": code}).status_code == answer


def test_guessing_codes_is_braked(confirmed, english):
    secret = set_up(confirmed)
    confirmed.post("/account/logout/")
    confirmed.post(LOGIN, {"login": english.email, "password": PASSWORD})
    for n in range(5):
        confirmed.post(SECOND, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{n}")
    page = confirmed.post(SECOND, {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.9").content.decode()
    assert "Too many failed attempts." in page


def test_an_app_can_be_removed_and_its_recovery_codes_go_with_it(confirmed, english):
    set_up(confirmed)
    assert confirmed.get("/account/2fa/totp/deactivate/").status_code == 200
    confirmed.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=english).exists()
    assert LogEntry.objects.get(action=Action.ACCOUNT, by=english).details == {"act": "app removed"}


def test_new_recovery_codes_put_the_old_ones_out_of_use(
    confirmed, english, django_capture_on_commit_callbacks
):
    set_up(confirmed)
    old = recovery_codes(confirmed)
    assert "stop working" in confirmed.get("/account/2fa/recovery-codes/generate/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        confirmed.post("/account/2fa/recovery-codes/generate/")
    assert not set(old) & set(recovery_codes(confirmed))
    assert LogEntry.objects.filter(details={"act": "recovery codes made"}).count() == 1


def test_without_a_second_step_there_are_no_recovery_codes(confirmed):
    assert confirmed.get("/account/2fa/recovery-codes/").status_code == 404
    page = confirmed.post("/account/2fa/recovery-codes/generate/").content.decode()
    assert "error-summary" in page


def test_an_account_disabled_between_the_steps_does_not_get_in(confirmed, english):
    secret = set_up(confirmed)
    confirmed.post("/account/logout/")
    confirmed.post(LOGIN, {"login": english.email, "password": PASSWORD})
    english.refresh_from_db()
    english.is_active = False
    english.save(update_fields=["is_active"])
    assert confirmed.post(SECOND, {"code": code_of(secret)}).url == "/account/inactive/"
    assert confirmed.get("/").status_code == 302


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '"x"', '{"id": "x", "response": {}}', "{"])
def test_nonsense_from_a_passkey_is_refused_and_breaks_nothing(client, confirmed, credential):
    added = confirmed.post("/account/2fa/webauthn/add/", {"name": "Nyckel", "credential": credential})
    assert added.status_code == 200
    confirmed.post("/account/logout/")
    assert client.post("/account/2fa/webauthn/login/", {"credential": credential}).url == LOGIN


def test_the_page_of_the_second_step_is_for_those_in_the_midst_of_it(client, db):
    assert client.get(SECOND).url == LOGIN
