"""Every place there is to look at: each address of the resolver that answers with a page, and states of pages
that an address alone does not bring about. A new page comes in by itself; one that cannot be opened fails."""

import re
from collections.abc import Callable
from unittest import mock

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import expect

from dialogues.models import Dialogue, Note
from dialogues.notes.services import remove_note
from insights.capture.services import capture_line
from project.accounts import matrix
from project.accounts.matrix import ADDRESSES, PERSONAL, PUBLIC
from project.accounts.models import User
from project.accounts.services import send_password_link
from project.common.errors import Conflict
from stakeholders.models import Organisation
from tests import sweep
from tests.browser.looks import Visit, cookie_of
from tests.factories import PASSWORD, make_user
from tests.project.test_hostile_gets import lists as every_list
from tests.project.test_matrix import USERS

# Addresses that answer with something else than a page, and why.
NO_PAGE = {
    "healthz": "text for a supervisor",
    "readyz": "text for a supervisor",
    "stakeholders:organisation-options": "data for the pickers",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "data for the script of the login page",
    "openid_connect_login": "leads to the agency's own login, where one is set up",
    "openid_connect_callback": "is led to from there",
    "administration:log-row": "leads to the page of the row it is about",
    "resume": "leads on, where nothing is kept; with something kept it is among the states",
}
EXPECTED = {"socialaccount_login_error": 401}
# Who opens a page that is for anybody logged in, where it is not anybody.
WHO = {
    "account_set_password": "passwordless",
    "account_logout": "samordnare",
    "mfa_activate_totp": "confirmed",
    "mfa_authenticate": "halfway",
}
BY_PREFERENCE = ("chef", "analytiker", "samordnare", "dso", "admin", "lasare")


def addresses() -> list[str]:
    """The names of the addresses that answer a GET with a page."""
    return [name for name in sweep.names() if matrix.needed(name, "GET") and name not in NO_PAGE]


def who(name: str) -> str:
    """Somebody who may open the address."""
    needed = ADDRESSES[name].read
    if name in WHO:
        return WHO[name]
    if name.startswith("mfa_"):
        return "keyed"
    if needed in (PUBLIC, PERSONAL):
        return "nobody" if needed == PUBLIC else "samordnare"
    role = {short: role for role, short in USERS.items()}
    return next(short for short in BY_PREFERENCE if needed in matrix.capabilities_of({role[short]}))


def opened(name: str) -> Callable[[Visit], None]:
    return lambda visit: open_address(visit, name)


def open_address(visit: Visit, name: str) -> None:
    """Open the page of an address; nothing leads elsewhere."""
    path = sweep.address(name).path
    if name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        path = reverse(name, args=[Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk])
    visit.become(who(name))
    visit.open(path, expected=EXPECTED.get(name, 200))
    assert visit.page.url.endswith(path), f"{name} leads to {visit.page.url}"
    assert visit.page.locator("h1").count() == 1, f"{name} has no heading"


def make_people(visit: Visit) -> None:
    """Those who have come further into the pages about accounts than anybody of the model case."""
    language = visit.language
    bare = make_user("utan", language=language)
    bare.set_unusable_password()
    bare.save()
    client = Client()
    client.force_login(bare, backend=settings.AUTHENTICATION_BACKENDS[0])
    visit.people["passwordless"] = cookie_of(client)
    visit.people["confirmed"] = cookie_of(
        _logged_in(make_user("sedd", matrix.Role.COORDINATOR, language=language))
    )
    keyed = make_user("nyckel", matrix.Role.COORDINATOR, language=language)
    visit.people["keyed"] = cookie_of(_logged_in(keyed))
    _add_passkey(visit)
    TOTP.activate(keyed, generate_totp_secret())
    visit.people["halfway"] = cookie_of(_logged_in(keyed))


def _logged_in(user: User) -> Client:
    """Somebody who has just said twice who they are; or once, where a second step is to follow."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def _add_passkey(visit: Visit) -> None:
    tools = visit.page.context.new_cdp_session(visit.page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    visit.become("keyed")
    visit.open(reverse("mfa_add_webauthn"))
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator(".codes li")).to_have_count(10)


# --- states ------------------------------------------------------------------------------------------------


def _open(short: str, path: str | Callable[[], str], *, expected: int = 200):
    def state(visit: Visit) -> None:
        visit.become(short)
        visit.open(path if isinstance(path, str) else path(), expected=expected)

    return state


def _of(name: str) -> Callable[[], str]:
    return lambda: sweep.address(name).path


def _dialogue(**which) -> Callable[[], str]:
    return lambda: Dialogue.objects.filter(**which).first().get_absolute_url()


def _emptied(name: str):
    """The form of an address, sent with nothing in it."""

    def state(visit: Visit) -> None:
        visit.become(who(name))
        visit.open(sweep.address(name).path)
        visit.page.locator("main form").first.evaluate(
            """form => {
              form.querySelectorAll("input:not([type=hidden]), textarea").forEach(e => { e.value = ""; });
              form.querySelectorAll("select").forEach(e => { e.value = ""; });
              form.querySelectorAll("main form [checked]").forEach(e => { e.checked = false; });
            }"""
        )
        visit.page.locator("main form button.primary").first.click()
        expect(visit.page.locator(".error-summary")).to_be_visible()

    return state


def _menus(visit: Visit) -> None:
    """The menus of the frame, unfolded."""
    visit.become("chef")
    visit.open(reverse("dialogues:dialogue-list"))
    visit.page.evaluate(
        "document.querySelectorAll('.more-rooms, .bar-more').forEach(e => { e.open = true; })"
    )


def _picking(visit: Visit) -> None:
    visit.become("samordnare")
    visit.open(reverse("dialogues:dialogue-create"))
    visit.page.keyboard.type("Malm")
    expect(visit.page.get_by_role("option", name="Malmö stad")).to_be_visible()


def _captured(visit: Visit) -> None:
    """The place of capture with lines of every kind, the acts of one unfolded."""
    dialogue = sweep.ROWS["insights:capture"]()
    by = User.objects.get(email="samordnare@demo.example")
    for raw in ("Något @Okänd #OKÄND", "! Vi skickar filmen", "Oron är stor #RAD-OMH"):
        capture_line(by=by, dialogue=dialogue, raw=raw, question=dialogue.question_set.questions.first())
    _open("samordnare", reverse("insights:capture", args=[dialogue.uuid]))(visit)
    visit.page.locator("details.line-acts > summary").last.click()


def _capture_refused(visit: Visit) -> None:
    """A line the server does not take."""
    _open("samordnare", _of("insights:capture"))(visit)
    field = visit.page.locator(".line-input").first
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("a" * 30_000)
    visit.forgiven.add(422)
    with visit.page.expect_response(lambda answer: answer.status == 422):
        field.press("Enter")
    expect(visit.page.locator(".place-input .errors li").first).to_be_visible()


def _removed(visit: Visit) -> None:
    """A message that offers to undo."""
    _captured(visit)
    visit.page.locator("details.line-acts[open] button[value^=remove]").click()
    expect(visit.page.locator("#messages form")).to_be_visible()


def _bin(visit: Visit) -> None:
    by = User.objects.get(email="samordnare@demo.example")
    remove_note(by=by, note=Note.objects.filter(dialogue__protection="internal").first())
    _open("samordnare", reverse("bin"))(visit)


def _conflict(visit: Visit) -> None:
    """Two who change the same row."""
    visit.become("chef")
    path = sweep.address("stakeholders:organisation-edit").path
    visit.open(path)
    row = Organisation.objects.get(name="Malmö stad")
    Organisation.objects.filter(pk=row.pk).update(version=row.version + 1, name="Malmö kommun")
    visit.page.locator("#id_name").fill("Malmö")
    visit.expected = 409
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator(".conflict")).to_be_visible()
    Organisation.objects.filter(pk=row.pk).update(name=row.name)


def _logged_out(visit: Visit) -> None:
    """A form sent after the session has ended."""
    visit.become("samordnare")
    visit.open(reverse("stakeholders:organisation-create"))
    visit.page.locator("#id_name").fill("Åkerby församling")
    visit.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visit.expected = 401
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator("#id_password")).to_be_visible()


def _logged_out_wrong(visit: Visit) -> None:
    _logged_out(visit)
    visit.page.locator("#id_login").fill("samordnare@demo.example")
    visit.page.locator("#id_password").fill("fel")
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator(".error-summary")).to_be_visible()


def _logged_in_again(visit: Visit) -> None:
    _logged_out(visit)
    visit.expected = 200
    visit.page.locator("#id_login").fill("samordnare@demo.example")
    visit.page.locator("#id_password").fill("lyhort-demo")
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator("#kept-heading")).to_be_visible()


def _login_refused(visit: Visit) -> None:
    visit.become("nobody")
    visit.open(reverse("account_login"))
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator(".error-summary")).to_be_visible()


def _invited(visit: Visit) -> None:
    """A link to hand over, where no mail can be sent."""
    visit.become("admin")
    visit.open(reverse("administration:user-create"))
    visit.page.locator("#id_name").fill("Ny Kollega")
    visit.page.locator("#id_email").fill("ny@demo.example")
    visit.page.locator("main form [name=roles]").first.check()
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator("h1")).to_contain_text("Ny Kollega")


def _reset_link(visit: Visit) -> None:
    """The page that a mailed link leads to."""
    user = User.objects.get(email="lasare@demo.example")
    visit.become("nobody")
    send_password_link(by=None, user=user, origin="")
    visit.open(re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body).group())
    expect(visit.page.locator("#id_password1")).to_be_visible()


def _fault(status: int):
    """The desk, as something in it goes wrong."""

    def state(visit: Visit) -> None:
        errors = {
            400: BadRequest("x"),
            409: Conflict(Organisation.objects.first()),
            500: RuntimeError("x"),
            503: OperationalError("database is locked"),
        }
        with mock.patch("project.desk.views.Desk.items", side_effect=errors[status]):
            _open("samordnare", "/", expected=status)(visit)

    return state


def _too_much(visit: Visit) -> None:
    visit.become("samordnare")
    visit.open(reverse("stakeholders:organisation-create"))
    visit.expected = 413
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        visit.page.locator("#id_name").fill("a" * 200)
        visit.page.locator("main form button.primary").click()
        expect(visit.page.locator("main")).to_contain_text("413")


def _too_often(visit: Visit) -> None:
    visit.become("nobody")
    visit.open(reverse("account_login"))
    client = Client(REMOTE_ADDR="127.0.0.1")
    while client.post(reverse("account_login"), {}).status_code != 429:
        pass
    visit.expected = 429
    visit.page.locator("main form button.primary").click()
    expect(visit.page.locator("main")).to_contain_text("429")
    cache.clear()


def _asked(name: str, query: str):
    return _open(who(name), lambda: f"{sweep.address(name).path}?{query}")


def _all_columns(name: str):
    """A list with every column it can show."""

    def state(visit: Visit) -> None:
        visit.become(who(name))
        visit.open(sweep.address(name).path)
        visit.page.locator("details.column-choice > summary").click()
        visit.page.locator("details.column-choice").evaluate(
            "choice => choice.querySelectorAll('input').forEach(e => { e.checked = true; })"
        )
        visit.page.locator("details.column-choice button").click()
        expect(visit.page).to_have_url(re.compile("columns="))

    return state


STATES: dict[str, Callable[[Visit], None]] = {
    "the desk of an analyst": _open("analytiker", "/"),
    "the desk of an administrator": _open("admin", "/"),
    "the summary of a reader": _open("lasare", _of("insights:summary")),
    "the summary of one who does not see all": _open("samordnare2", _of("insights:summary")),
    "a narrow summary": _asked("insights:summary", "from=2026-01-01&to=2026-06-30&kind=behov"),
    "a summary of nothing": _asked("insights:summary", "from=2030-01-01&to=2030-02-01"),
    "a summary asked for wrongly": _asked("insights:summary", "from=2026-13-45"),
    "the themes of a reader": _open("lasare", _of("insights:theme-list")),
    "a theme of a reader": _open("lasare", _of("insights:theme-detail")),
    "the tips of a reader": _open("lasare", _of("insights:tip-list")),
    "a tip of a reader": _open("lasare", _of("insights:tip-detail")),
    "a restricted meeting": _open("analytiker", _dialogue(protection="restricted")),
    "a planned meeting": _open("samordnare", _dialogue(status="planned")),
    "a cancelled meeting": _open("samordnare", _dialogue(status="cancelled")),
    "a list with a filter": _asked("insights:insight-list", "q=a&theme=T8&actor_type=kommun&kind=behov"),
    "a list without a row": _asked("dialogues:dialogue-list", "q=finns+inte"),
    "a list asked for wrongly": _asked("dialogues:dialogue-list", "from=3013-13-01&status=x"),
    "a form sent empty": _emptied("stakeholders:organisation-create"),
    "the menus unfolded": _menus,
    "a picker": _picking,
    "capture with lines": _captured,
    "capture of a line that is too long": _capture_refused,
    "a line removed": _removed,
    "the bin with a line": _bin,
    "a conflict": _conflict,
    "a form after the session": _logged_out,
    "a form after the session, with the wrong password": _logged_out_wrong,
    "a form that was kept": _logged_in_again,
    "a login refused": _login_refused,
    "a password's link": _reset_link,
    "a person invited": _invited,
    "400": _fault(400),
    "403": _open("lasare", _of("dialogues:dialogue-list"), expected=403),
    "404": _open("samordnare", "/nosuch/", expected=404),
    "404 before login": _open("nobody", "/nosuch/", expected=404),
    "409": _fault(409),
    "413": _too_much,
    "429": _too_often,
    "500": _fault(500),
    "503": _fault(503),
}

# The same states of every list and form there is, which are of one kind each.
LISTS = sorted(every_list())
FORMS = sorted(name for name in ADDRESSES if name.endswith("-create"))
FURTHER_STATES: dict[str, Callable[[Visit], None]] = {
    **{f"{name} with a filter": _asked(name, "q=a") for name in LISTS},
    **{f"{name} with all its columns": _all_columns(name) for name in LISTS},
    **{f"{name} without a row": _asked(name, "q=finns+inte") for name in LISTS},
    **{f"{name} sent empty": _emptied(name) for name in FORMS},
}
