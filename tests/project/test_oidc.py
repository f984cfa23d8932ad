"""Logging in with the agency's own accounts. The provider is a fake one: nothing leaves the machine."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from requests import ConnectionError as NoConnection

from project.accounts.models import User
from project.audit.models import Action, LogEntry
from project.common.environment import required

SERVER = "https://login.agency.example"
START = "/account/oidc/oidc/login/"
LOGIN = "/account/login/"


class Answer:
    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, data):
        self.data, self.text, self.content = data, json.dumps(data), json.dumps(data).encode()

    def json(self):
        return self.data

    def raise_for_status(self):
        """It went well."""


class Provider:
    """What the provider answers, by the end of the address asked for."""

    def __init__(self):
        self.person = {"sub": "s-1", "email": "coordinator@example.org", "email_verified": True}
        self.gone = False
        self.asked = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def get(self, url, **details):
        return self.request("GET", url, **details)

    def request(self, method, url, **details):
        if self.gone:
            raise NoConnection
        self.asked.append((method, url, details))
        return Answer(
            {
                "openid-configuration": {
                    "authorization_endpoint": f"{SERVER}/authorize",
                    "token_endpoint": f"{SERVER}/token",
                    "userinfo_endpoint": f"{SERVER}/userinfo",
                },
                "token": {"access_token": "t"},
                "userinfo": self.person,
            }[url.rpartition("/")[2]]
        )


@pytest.fixture
def provider(settings, monkeypatch):
    """The provider that the environment has named."""
    app = {"provider_id": "oidc", "name": "Myndigheten", "client_id": "lyhort", "secret": "s"}
    app["settings"] = {"server_url": SERVER, "verified_email": []}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    fake = Provider()
    monkeypatch.setattr(
        "project.accounts.adapters.SocialAccountAdapter.get_requests_session", lambda self: fake
    )
    return fake


@pytest.fixture
def client(client, db):
    client.post("/language/", {"language": "en"})
    return client


def go_through(client, **query):
    """Go to the provider, log in there, and come back."""
    there = client.get(START, query)
    state = parse_qs(urlsplit(there.url).query)["state"][0]
    return client.get(f"{START}callback/", {"state": state, "code": "c"}, follow=True)


def test_the_login_page_offers_it_by_its_name(client, provider):
    page = client.get(f"{LOGIN}?next=/dialogues/").content.decode()
    assert "Log in with Myndigheten" in page
    assert f'href="{START}?process=login&amp;next=%2Fdialogues%2F"' in page


def test_one_is_sent_there_with_a_state_and_a_proof_key(client, provider):
    there = client.get(START)
    assert there.url.startswith(f"{SERVER}/authorize?")
    asked = parse_qs(urlsplit(there.url).query)
    assert asked["redirect_uri"] == [f"http://testserver{START}callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_a_verified_address_opens_the_account_that_has_it(client, provider, coordinator):
    provider.person["email"] = "Coordinator@Example.org"
    answer = go_through(client, next="/dialogues/")
    assert answer.redirect_chain[-1][0] == "/dialogues/"
    assert answer.context["user"] == coordinator
    assert LogEntry.objects.filter(action=Action.LOGIN, by=coordinator).count() == 1
    acts = [e.details["act"] for e in LogEntry.objects.filter(action=Action.ACCOUNT, by=coordinator)]
    assert acts == ["agency login connected"]


def test_what_else_the_provider_tells_of_a_person_is_not_kept(client, provider, coordinator):
    provider.person |= {"name": "Hemligt Namn", "picture": "https://x.example/p.jpg"}
    for _ in range(2):
        go_through(client)
        client.post("/account/logout/")
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (coordinator, "s-1", {})
    assert User.objects.get().name == "Coordinator"


def test_once_known_a_person_is_known_by_the_providers_own_number(client, provider, coordinator):
    go_through(client)
    client.post("/account/logout/")
    provider.person["email"] = "new.name@example.org"
    assert go_through(client).context["user"] == coordinator


@pytest.mark.parametrize(
    "person",
    [
        {"email": "unknown@example.org"},
        {"email_verified": False},
        {"email": None},
    ],
    ids=["unknown", "not verified", "no address"],
)
def test_nobody_else_gets_in_and_no_account_is_made(client, provider, coordinator, person):
    provider.person |= person
    answer = go_through(client)
    assert answer.redirect_chain[-1][0] == LOGIN
    assert "There is no account for you here." in answer.content.decode()
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert LogEntry.objects.get(action=Action.LOGIN_FAILED).details == {"way": "oidc"}


def test_a_provider_that_never_says_verified_is_believed_for_the_agencys_own_domain(
    client, provider, coordinator, settings
):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["verified_email"] = ["example.org"]
    del provider.person["email_verified"]
    assert go_through(client).context["user"] == coordinator


def test_a_disabled_account_stays_closed(client, provider, coordinator):
    User.objects.update(is_active=False)
    assert go_through(client).redirect_chain[-1][0] == "/account/inactive/"
    assert client.get("/").status_code == 302


def test_the_second_step_is_asked_for_here_too(client, provider, coordinator):
    Authenticator.objects.create(user=coordinator, type="totp", data={"secret": "A" * 32})
    assert go_through(client).redirect_chain[-1][0] == "/account/2fa/authenticate/"


def test_one_who_is_logged_in_cannot_tie_another_identity_to_their_account(
    client, client_of, provider, coordinator, analyst
):
    theirs = client_of(analyst)
    go_through(theirs, process="connect")
    assert not SocialAccount.objects.exists()


def test_a_state_that_is_not_ours_gets_a_page_that_says_it_did_not_work(client, provider):
    answer = client.get(f"{START}callback/", {"state": "forged", "code": "c"})
    assert answer.status_code == 401
    assert "The login did not work" in answer.content.decode()


def test_a_provider_named_without_its_key_is_said_at_the_start(monkeypatch):
    monkeypatch.delenv("OIDC_CLIENT_ID", raising=False)
    with pytest.raises(
        ImproperlyConfigured, match="OIDC_SERVER_URL is set, so OIDC_CLIENT_ID must be set too"
    ):
        required("OIDC_CLIENT_ID", by="OIDC_SERVER_URL")


def test_leaving_the_providers_login_is_said(client, provider):
    state = parse_qs(urlsplit(client.get(START).url).query)["state"][0]
    answer = client.get(f"{START}callback/", {"state": state, "error": "access_denied"}, follow=True)
    assert answer.redirect_chain == [("/account/oidc/cancelled/", 302)]
    assert "You are not logged in." in answer.content.decode()


def test_a_provider_that_does_not_answer_gets_a_page_that_says_so(client, provider):
    provider.gone = True
    answer = client.get(START)
    assert answer.status_code == 401
    assert "did not answer as it should" in answer.content.decode()
    provider.gone = False
    state = parse_qs(urlsplit(client.get(START).url).query)["state"][0]
    provider.gone = True
    answer = client.get(f"{START}callback/", {"state": state, "code": "c"})
    assert answer.status_code == 401
