"""One's own account."""

import pytest

from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action, LogEntry
from tests.factories import make_user

PAGE = "/account/"


@pytest.fixture
def user(db):
    return make_user("me", Role.READER, language="en")


@pytest.fixture
def client(client_of, user):
    return client_of(user)


def test_name_language_and_shortcuts_are_ones_own_to_choose(client, user):
    version = client.get(PAGE).context["form"]["version"].value()
    answer = client.post(PAGE, {"name": "Mitt Namn", "language": "sv", "version": version}, follow=True)
    assert answer["Content-Language"] == "sv"
    stored = User.objects.get(pk=user.pk)
    assert (stored.name, stored.language, stored.shortcuts) == ("Mitt Namn", "sv", False)
    assert 'data-shortcuts="off"' in client.get(PAGE).content.decode()
    entry = LogEntry.objects.get(action=Action.ACCOUNT, by=user)
    assert entry.details == {"act": "changed", "fields": ["language", "name", "shortcuts"]}


def test_roles_and_address_are_not(client, user):
    client.post(
        PAGE,
        {
            "name": "Me",
            "language": "en",
            "version": 1,
            "email": "boss@example.org",
            "roles": "administrator",
            "valid_until": "2099-01-01",
        },
    )
    stored = User.objects.get(pk=user.pk)
    assert (stored.email, stored.roles, stored.valid_until) == ("me@example.org", {Role.READER}, None)


def test_the_page_leads_to_what_protects_the_account_and_says_what_one_may_do(client):
    page = client.get(PAGE).content.decode()
    for address in ("/account/password/change/", "/account/2fa/", "/account/2fa/webauthn/"):
        assert f'href="{address}"' in page
    assert "Reads what is published" in page


def test_without_a_role_the_page_says_whom_to_ask(client_of, db):
    page = client_of(make_user("none", language="en")).get(PAGE).content.decode()
    assert "You have no role yet" in page


def test_the_language_button_changes_the_account_too(client, user):
    client.post("/language/", {"language": "sv", "next": PAGE})
    assert User.objects.get(pk=user.pk).language == "sv"
    assert LogEntry.objects.get(action=Action.ACCOUNT, by=user).details["fields"] == ["language"]


def test_a_name_is_needed(client, user):
    answer = client.post(PAGE, {"name": " ", "language": "en", "version": 1})
    assert "name" in answer.context["form"].errors
    assert User.objects.get(pk=user.pk).name == "Me"
