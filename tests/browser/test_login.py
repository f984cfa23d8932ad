"""Logging in, in a real browser: by password, by a code, by a passkey; the pages about it, seen and checked."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from project.accounts.matrix import Role
from project.pages.models import Installation
from stakeholders.models import Organisation
from tests.factories import PASSWORD, make_actor_type, make_user

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LOGIN = "/account/login/"


@pytest.fixture
def user(transactional_db):
    return make_user("kim", Role.COORDINATOR, language="en")


@pytest.fixture
def english(page):
    """A logged-out page in English."""
    page.goto(LOGIN)
    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    return page


@pytest.fixture
def authenticator(page):
    """A device with passkeys, whose owner always agrees. Gives the devtools session and its id."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return tools, device["authenticatorId"]


def write_password(page, user):
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def confirm(page):
    """Say once more that it is oneself."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def log_out(page):
    page.get_by_role("button", name="Log out").first.click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


def code_of(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_by_password_with_the_keyboard_alone(english, user):
    english.goto(LOGIN)
    english.keyboard.press("Tab")
    while english.evaluate("document.activeElement.name") != "login":
        english.keyboard.press("Tab")
    english.keyboard.type(user.email)
    english.keyboard.press("Tab")
    english.keyboard.type(PASSWORD)
    english.keyboard.press("Enter")
    expect(english.get_by_role("heading", name="Welcome, Kim")).to_be_visible()
    log_out(english)
    expect(english.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_wrong_password_is_said_and_the_address_stays(english, user):
    english.get_by_label("E-mail address").fill(user.email)
    english.get_by_label("Password").fill("not-the-password")
    english.get_by_role("button", name="Log in", exact=True).click()
    expect(english.get_by_role("alert")).to_have_text("The e-mail address or the password is not right.")
    assert english.evaluate("document.activeElement.classList.contains('error-summary')")
    expect(english.get_by_label("E-mail address")).to_have_value(user.email)


def test_by_a_code_from_an_app(english, user):
    write_password(english, user)
    english.goto("/account/2fa/totp/activate/")
    confirm(english)
    picture = english.locator("img.qr")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    secret = english.locator("code.secret").inner_text()
    english.get_by_label("Code").fill(code_of(secret))
    english.get_by_role("button", name="Use this app").click()
    expect(english.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(english.locator(".codes li")).to_have_count(10)
    recovery = english.locator(".codes li").first.inner_text()
    log_out(english)
    write_password(english, user)
    expect(english.get_by_role("heading", name="The second step")).to_be_visible()
    english.get_by_label("Code").fill("000000")
    english.get_by_role("button", name="Log in").click()
    expect(english.get_by_role("alert").first).to_contain_text("The code is not right")
    english.get_by_label("Code").fill(code_of(secret, later=1))
    english.get_by_role("button", name="Log in").click()
    expect(english.get_by_role("heading", name="Welcome, Kim")).to_be_visible()
    log_out(english)
    write_password(english, user)
    english.get_by_label("Code").fill(recovery)
    english.get_by_role("button", name="Log in").click()
    expect(english.get_by_role("heading", name="Welcome, Kim")).to_be_visible()


def test_by_a_passkey_alone(english, user, authenticator):
    write_password(english, user)
    english.goto("/account/2fa/webauthn/add/")
    confirm(english)
    english.get_by_label("Name").fill("Work computer")
    expect(english.get_by_label("Log in with this passkey alone, without a password")).to_be_checked()
    english.get_by_role("button", name="Add the passkey").click()
    expect(english.get_by_role("heading", name="Recovery codes")).to_be_visible()
    english.goto("/account/2fa/webauthn/")
    expect(english.get_by_text("Work computer").first).to_be_visible()
    expect(english.get_by_text("logs in by itself")).to_be_visible()
    log_out(english)
    english.goto(f"{LOGIN}?next=/stakeholders/")
    english.get_by_role("button", name="Log in with a passkey").click()
    expect(english.get_by_role("heading", name="Actors")).to_be_visible()


def test_by_a_passkey_as_the_second_step_and_its_renaming_and_removal(english, user, authenticator):
    write_password(english, user)
    english.goto("/account/2fa/webauthn/add/")
    confirm(english)
    english.get_by_label("Log in with this passkey alone, without a password").uncheck()
    english.get_by_role("button", name="Add the passkey").click()
    expect(english.get_by_role("heading", name="Recovery codes")).to_be_visible()
    log_out(english)
    write_password(english, user)
    english.get_by_role("button", name="Use a passkey instead").click()
    expect(english.get_by_role("heading", name="Welcome, Kim")).to_be_visible()
    english.goto("/account/2fa/webauthn/")
    english.get_by_role("link", name="Rename Passkey 1").click()
    english.get_by_role("link", name="Confirm with a passkey").click()
    english.get_by_role("button", name="Use the passkey").click()
    english.get_by_label("Name").fill("Grey key")
    english.get_by_role("button", name="Save").click()
    english.get_by_role("link", name="Remove Grey key").click()
    english.get_by_role("button", name="Remove the passkey").click()
    expect(english.get_by_text("You have no passkey yet.")).to_be_visible()
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_passkey_of_somebody_disabled_opens_nothing(english, user, authenticator):
    write_password(english, user)
    english.goto("/account/2fa/webauthn/add/")
    confirm(english)
    english.get_by_role("button", name="Add the passkey").click()
    expect(english.get_by_role("heading", name="Recovery codes")).to_be_visible()
    log_out(english)
    user.refresh_from_db()
    user.is_active = False
    user.save(update_fields=["is_active"])
    english.get_by_role("button", name="Log in with a passkey").click()
    expect(english.get_by_role("heading", name="The account is closed")).to_be_visible()


def test_a_device_that_says_no_is_said_in_words(english, user, authenticator):
    tools, device = authenticator
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    english.get_by_role("button", name="Log in with a passkey").click()
    expect(english.get_by_text("The passkey could not be used.")).to_be_visible()


def test_without_javascript_the_passkey_is_not_offered_and_the_password_works(browser, live_server, user):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(LOGIN)
    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("button", name="Log in with a passkey")).to_be_hidden()
    write_password(page, user)
    expect(page.get_by_role("heading", name="Welcome, Kim")).to_be_visible()
    context.close()


def test_what_was_written_survives_the_end_of_the_session(page, user, log_in):
    make_actor_type()
    log_in(page, user)
    page.goto("/stakeholders/new/")
    page.get_by_label("Name", exact=False).first.fill("Åkerby församling")
    page.get_by_label("Actor type").select_option(label="Kommun")
    page.context.clear_cookies(name="lyhort_session")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="You have been logged out")).to_be_visible()
    expect(page.get_by_text("Åkerby församling")).to_be_visible()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Save now").click()
    expect(page.get_by_role("heading", name="Åkerby församling")).to_be_visible()
    assert Organisation.objects.filter(name="Åkerby församling").count() == 1


def test_a_demonstration_says_so_before_login(page, transactional_db):
    Installation.objects.create(pk=1, agency="Provmyndigheten", invented=True)
    page.goto(LOGIN)
    expect(page.get_by_role("note")).to_be_visible()
