"""User administration: inviting, roles, and what can be done with an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from project.accounts import services
from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action, LogEntry
from tests.conftest import TODAY
from tests.factories import PASSWORD, make_user

LIST = "/administration/users/"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def admin(db):
    """An administrator who reads English."""
    return make_user("admin", Role.ADMINISTRATOR, language="en")


@pytest.fixture
def client(client_of, admin):
    return client_of(admin)


def page_of(user) -> str:
    return f"{LIST}{user.pk}/"


def act(client, user, name, **extra):
    return client.post(f"{page_of(user)}act/", {"act": name}, follow=True, **extra)


def edit(client, user, **changes):
    """Send the form that the user's page shows, with some fields changed."""
    form = client.get(page_of(user)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: "" if value is None else value for name, value in values.items()}
    return client.post(page_of(user), {**values, **changes}, follow=True)


def invite(client, **values):
    given = {"name": "Nina Ny", "email": "Nina@Example.org", "language": "sv", "roles": ["coordinator"]}
    return client.post(f"{LIST}new/", {**given, **values}, follow=True)


# The list


def names(client, query="") -> list[str]:
    return [user.name for user in client.get(f"{LIST}{query}").context["page"].object_list]


def test_the_list_shows_everybody_in_swedish_order_and_how_their_account_stands(client, admin):
    for name in ("Örjan", "Zoe", "Åsa"):
        services.create_user(by=admin, email=f"{len(name)}{name[-2:]}@example.org", name=name, roles=[])
    User.objects.filter(name="Åsa").update(is_active=False)
    assert names(client) == ["Admin", "Zoe", "Åsa", "Örjan"]
    page = client.get(LIST).content.decode()
    assert "invited, not here yet" in page
    assert "disabled" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=bea", ["Bea"]),
        ("?q=BEA@EXAMPLE", ["Bea"]),
        ("?role=administrator", ["Admin"]),
        ("?role=coordinator", ["Bea", "Carl", "Dora"]),
        ("?status=active", ["Admin", "Bea"]),
        ("?status=disabled", ["Carl"]),
        ("?status=ended", ["Dora"]),
        ("?status=invited", ["Eva"]),
        ("?role=coordinator&status=active", ["Bea"]),
        ("?role=nonsense", []),
    ],
)
def test_the_list_is_filtered(client, admin, query, expected):
    make_user("bea", Role.COORDINATOR)
    make_user("carl", Role.COORDINATOR, is_active=False)
    make_user("dora", Role.COORDINATOR, valid_until=TODAY - timedelta(days=1))
    services.create_user(by=admin, email="eva@example.org", name="Eva", roles=[Role.READER])
    assert names(client, query) == expected


def test_a_person_with_two_roles_stands_once_in_the_list(client):
    make_user("bea", Role.COORDINATOR, Role.ANALYST)
    assert names(client, "?q=bea") == ["Bea"]


def test_the_list_is_not_taken_out_as_a_file_by_anybody(client, admin):
    assert "export=xlsx" not in client.get(LIST).content.decode()
    services.set_roles(by=None, user=admin, roles=[Role.ADMINISTRATOR, Role.OFFICER])
    assert "export=xlsx" not in client.get(LIST).content.decode()
    answer = client.get(f"{LIST}?export=xlsx")
    assert answer.status_code == 403
    assert "This list is read here, and is not taken out as a file." in answer.content.decode()


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_nobody_but_administrators_keeps_users(client_of, role, admin):
    client = client_of(make_user("other", role))
    for address in (LIST, f"{LIST}new/", page_of(admin)):
        assert client.get(address).status_code == 403
    assert client.post(f"{page_of(admin)}act/", {"act": "disable"}).status_code == 403


def test_an_administrator_sees_no_content(client):
    for address in ("/dialogues/", "/stakeholders/", "/insights/", "/insights/summary/", "/bin/"):
        assert client.get(address).status_code == 403, address


# Inviting


def test_an_invitation_makes_an_account_and_mails_a_link_by_which_one_gets_in(client, admin):
    answer = invite(client, valid_until="2027-01-31")
    assert "A link is on its way to nina@example.org." in answer.content.decode()
    user = User.objects.get(email="nina@example.org")
    assert (user.name, user.roles, user.language) == ("Nina Ny", {Role.COORDINATOR}, "sv")
    assert user.valid_until.isoformat() == "2027-01-31"
    assert not user.has_usable_password()
    (message,) = mail.outbox
    assert message.to == ["nina@example.org"]
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", message.body).group(1)
    guest = Client()
    where = guest.get(link, follow=True).redirect_chain[-1][0]
    guest.post(where, {"password1": PASSWORD, "password2": PASSWORD})
    guest.post("/account/login/", {"login": "nina@example.org", "password": PASSWORD})
    assert guest.get("/dialogues/").status_code == 200
    acts = [
        e.details["act"]
        for e in LogEntry.objects.filter(action=Action.ACCOUNT, row_id=user.pk).order_by("pk")
    ]
    assert acts == ["created", "invited", "password reset"]


def test_where_no_mail_is_sent_the_link_is_shown_once_to_the_administrator(client, settings, capsys):
    settings.EMAIL_BACKEND = CONSOLE
    page = invite(client).content.decode()
    (link,) = re.findall(r'value="(http://testserver/account/password/reset/key/[^"]+)"', page)
    user = User.objects.get(email="nina@example.org")
    assert "/key/" not in client.get(page_of(user)).content.decode()
    assert "/key/" not in capsys.readouterr().out
    assert Client().get(link, follow=True).context["form"] is not None


def test_a_kept_link_is_not_shown_on_the_page_of_another_account(client, admin, settings):
    settings.EMAIL_BACKEND = CONSOLE
    client.post(f"{LIST}new/", {"name": "N", "email": "n@example.org", "language": "sv"})
    assert "/key/" not in client.get(page_of(admin)).content.decode()


def test_an_address_that_has_an_account_is_refused_at_its_field(client):
    make_user("nina", Role.READER)
    answer = invite(client)
    assert list(answer.context["form"].errors) == ["email"]
    page = answer.content.decode()
    assert "There is already an account with this e-mail address." in page
    assert 'value="Nina Ny"' in page
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("name", ""),
        ("name", "x" * 200),
        ("valid_until", "3013-01-01"),
        ("roles", ["chief"]),
    ],
)
def test_a_bad_value_is_refused_at_its_field_and_the_rest_is_kept(client, field, value):
    page = invite(client, **{field: value})
    assert field in page.context["form"].errors
    assert not User.objects.filter(email__startswith="nina").exists()


def test_an_invitation_sent_twice_says_that_the_account_exists(client):
    invite(client)
    assert "There is already an account" in invite(client).content.decode()


# Editing


def test_name_address_language_last_day_and_roles_are_changed_together(client, admin, coordinator):
    edit(
        client,
        coordinator,
        name="Ny Namnsson",
        email="ny@example.org",
        language="en",
        valid_until="2027-06-30",
        roles=["analyst", "reader"],
    )
    user = User.objects.get(pk=coordinator.pk)
    assert (user.name, user.email, user.language) == ("Ny Namnsson", "ny@example.org", "en")
    assert user.roles == {Role.ANALYST, Role.READER}
    details = [e.details for e in LogEntry.objects.filter(action=Action.ACCOUNT, by=admin).order_by("pk")]
    assert details == [
        {"act": "changed", "fields": ["email", "language", "name", "valid_until"]},
        {"act": "sessions ended"},
        {"act": "roles", "before": ["coordinator"], "roles": ["analyst", "reader"]},
    ]
    assert "example.org" not in str(details)


def test_a_new_role_counts_at_once(client, client_of, coordinator):
    theirs = client_of(coordinator)
    assert theirs.get("/dialogues/").status_code == 200
    edit(client, coordinator, roles=["reader"])
    assert theirs.get("/dialogues/").status_code == 403


def test_an_old_address_opens_the_account_no_longer(client, coordinator):
    EmailAddress.objects.create(user=coordinator, email=coordinator.email)
    edit(client, coordinator, email="ny@example.org")
    guest = Client()
    guest.post("/account/login/", {"login": "coordinator@example.org", "password": PASSWORD})
    assert guest.get("/").status_code == 302
    guest.post("/account/login/", {"login": "ny@example.org", "password": PASSWORD})
    assert guest.get("/").status_code == 200


def test_two_administrators_at_the_same_account_see_each_others_changes(client, coordinator):
    form = client.get(page_of(coordinator)).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    services.change_user(by=None, user=User.objects.get(pk=coordinator.pk), name="Den andra")
    answer = client.post(page_of(coordinator), {**values, "name": "Min ändring"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Den andra" in page
    assert "Min ändring" in page


# Acts


def test_a_new_link_is_sent(client, coordinator):
    assert "A link is on its way" in act(client, coordinator, "link").content.decode()
    assert mail.outbox[0].to == [coordinator.email]


def test_the_last_administrator_sees_that_a_disabled_account_gets_no_link(client, coordinator):
    act(client, coordinator, "disable")
    page = act(client, coordinator, "link").content.decode()
    assert "This person may not log in." in page
    assert mail.outbox == []


def test_sessions_are_ended(client, client_of, coordinator):
    theirs = client_of(coordinator)
    act(client, coordinator, "sessions")
    assert theirs.get("/").status_code == 302


def test_the_second_step_is_removed_and_the_sessions_end(client, client_of, coordinator):
    Authenticator.objects.create(user=coordinator, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=coordinator, type="recovery_codes", data={})
    theirs = client_of(coordinator)
    assert "Remove the second step" in client.get(page_of(coordinator)).content.decode()
    page = act(client, coordinator, "factor").content.decode()
    assert "2 ways of the second step are removed." in page
    assert not Authenticator.objects.filter(user=coordinator).exists()
    assert theirs.get("/").status_code == 302


def test_an_account_is_disabled_and_enabled(client, client_of, coordinator):
    theirs = client_of(coordinator)
    assert "The account is disabled" in act(client, coordinator, "disable").content.decode()
    assert theirs.get("/").status_code == 302
    assert "can log in again" in act(client, coordinator, "enable").content.decode()
    coordinator.refresh_from_db()
    assert coordinator.may_log_in


def test_an_unknown_act_or_account_is_not_there(client, coordinator):
    assert act(client, coordinator, "promote").status_code == 404
    assert client.get(f"{LIST}999999/").status_code == 404
    assert client.get(f"{page_of(coordinator)}act/").status_code == 405


# The last administrator, and oneself


def test_nobody_disables_their_own_account_or_gives_up_their_own_role(client, admin):
    make_user("second", Role.ADMINISTRATOR)
    assert "Ask another administrator." in act(client, admin, "disable").content.decode()
    page = edit(client, admin, roles=["reader"]).content.decode()
    assert "Ask another administrator." in page
    admin.refresh_from_db()
    assert admin.is_active
    assert Role.ADMINISTRATOR in User.objects.get(pk=admin.pk).roles


def test_an_administrator_can_take_the_role_from_another(client):
    second = make_user("second", Role.ADMINISTRATOR)
    edit(client, second, roles=["reader"])
    assert User.objects.get(pk=second.pk).roles == {Role.READER}


@pytest.mark.parametrize(
    "take_away",
    [
        lambda user: services.change_user(by=None, user=user, is_active=False),
        lambda user: services.change_user(by=None, user=user, valid_until=TODAY + timedelta(days=30)),
        lambda user: services.set_roles(by=None, user=user, roles=[Role.READER]),
    ],
    ids=["disabling", "a last day", "the role"],
)
def test_the_last_administrator_stays(admin, take_away):
    make_user("gone", Role.ADMINISTRATOR, is_active=False)
    make_user("ended", Role.ADMINISTRATOR, valid_until=TODAY - timedelta(days=1))
    with pytest.raises(services.Refusal, match=r"last administrator|sista"):
        take_away(admin)
    assert User.objects.get(pk=admin.pk).may_log_in


def test_the_last_administrator_can_still_change_their_name(client, admin):
    edit(client, admin, name="Nytt Namn")
    assert User.objects.get(pk=admin.pk).name == "Nytt Namn"
