"""Error pages: the right status, in the reader's language, what is safe and what to do; never a traceback."""

import pytest
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.test import Client

from project.accounts import services
from project.accounts.matrix import Role
from project.common.errors import Conflict
from project.pages.models import Installation
from tests.factories import PASSWORD, make_actor_type, make_organisation, make_user
from tests.html import parse

HEADINGS = {
    400: "That address cannot be understood",
    403: "Your role does not open this page",
    404: "There is nothing here",
    409: "Someone else was here first",
    413: "That was too much to send at once",
    429: "Too many attempts",
    500: "Something went wrong on our side",
    503: "The server is too busy just now",
}
NEW = "/stakeholders/new/"


@pytest.fixture
def user(db):
    return make_user("me", Role.COORDINATOR, language="en")


@pytest.fixture
def client(client_of, user):
    """A browser of somebody logged in, which is shown what a user is shown."""
    return client_of(user, raise_request_exception=False)


@pytest.fixture
def broken(monkeypatch):
    """Has the desk, and the form for a new actor, fail."""

    def fail(error):
        def failing(*args, **values):
            raise error

        monkeypatch.setattr("project.desk.views.Desk.items", failing)
        monkeypatch.setattr("stakeholders.register.services.add_organisation", failing)
        monkeypatch.setattr("stakeholders.register.services.restore_organisation", failing)

    return fail


def too_often(client):
    for _ in range(30):
        client.post("/account/login/", {})
    return client.post("/account/login/", {})


# How each comes about, through HTTP.
CAUSES = {
    400: lambda client, broken: (broken(BadRequest("x")), client.get("/"))[1],
    403: lambda client, broken: client.get("/administration/users/"),
    404: lambda client, broken: client.get("/nosuch/"),
    409: lambda client, broken: (broken(Conflict(Installation(pk=1))), client.get("/"))[1],
    413: lambda client, broken: client.post(NEW, {"name": "x" * (8 * 1024 * 1024 + 1)}),
    429: lambda client, broken: (client.post("/account/logout/"), too_often(client))[1],
    500: lambda client, broken: (broken(RuntimeError("a secret of the code")), client.get("/"))[1],
    503: lambda client, broken: (broken(OperationalError("database is locked")), client.get("/"))[1],
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("status", CAUSES)
def test_each_error_has_its_status_and_its_page_in_the_readers_language(
    client, user, broken, status, language
):
    services.change_user(by=None, user=user, language=language)
    answer = CAUSES[status](client, broken)
    assert answer.status_code == status
    assert answer["Content-Language"] == language
    page = parse(answer)
    assert page.first("html").attrs["lang"] == language
    assert page.first("h1").text
    if language == "en":
        assert page.first("h1").text == HEADINGS[status]
    text = answer.content.decode()
    assert str(status) in text
    for secret in ("Traceback", "a secret of the code", "database is locked", "RuntimeError", "DEBUG"):
        assert secret not in text
    assert page.first("a", href="/") is not None
    assert answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("error", [OperationalError("x"), InterfaceError("connection already closed")])
def test_a_database_that_is_gone_is_said_to_be_so(client, broken, error):
    broken(error)
    answer = client.get("/?q=1")
    assert answer.status_code == 503
    assert parse(answer).first("a", href="/?q=1").text == "Try again"


def test_the_page_of_a_fault_asks_nothing_of_the_database(client, broken, django_assert_num_queries):
    client.get("/account/")  # session and user are what every page asks for
    with django_assert_num_queries(2):
        client.get("/nosuch/")
    broken(RuntimeError())
    with django_assert_num_queries(3):  # and the roles, which the guard asks for
        assert client.get("/").status_code == 500


def test_with_the_database_gone_altogether_the_page_still_comes_in_the_browsers_language(
    client, user, monkeypatch
):
    client.get("/account/")

    def gone(*args, **values):
        raise OperationalError("the server is down")

    with monkeypatch.context() as patch:
        patch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
        answer = client.get("/dialogues/")
    assert answer.status_code == 503
    assert parse(answer).first("h1").text == HEADINGS[503]
    assert answer["Content-Language"] == "en"


def test_what_was_typed_stands_on_the_page_of_a_fault(client, broken):
    broken(RuntimeError())
    values = {"name": "Något jag skrev", "actor_type": make_actor_type().pk, "languages": ["sv"]}
    answer = client.post(NEW, values)
    assert answer.status_code == 500
    assert "Något jag skrev" in parse(answer).text


def test_a_conflict_outside_a_form_is_409_with_what_was_typed(client, broken, user):
    organisation = make_organisation(user)
    broken(Conflict(organisation))
    answer = client.get("/")
    assert answer.status_code == 409
    assert organisation.name not in answer.content.decode()


@pytest.mark.parametrize("path", ["/administration/users/", "/nosuch/"])
def test_an_error_in_a_fragment_fills_the_page(client, path):
    answer = client.get(path, headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer["HX-Retarget"] == "body"


def test_secrets_are_not_shown_on_the_page_that_asks_to_wait(user):
    client = Client()
    for _ in range(31):
        answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        client.post("/account/logout/")
    assert answer.status_code == 429
    assert PASSWORD not in answer.content.decode()


def test_changing_ones_password_too_often_does_not_show_it(client):
    values = {
        "oldpassword": "wrong-one",
        "password1": "a-new-long-password",
        "password2": "a-new-long-password",
    }
    answers = [client.post("/account/password/change/", values) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "a-new-long-password" not in answers[-1].content.decode()
    assert "wrong-one" not in answers[-1].content.decode()


def test_a_bad_host_gets_a_page_too(db):
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_a_page_that_takes_no_post_says_so(client):
    assert client.post("/administration/roles/").status_code in (403, 405)
    assert client.post("/").status_code == 405


def test_too_many_fields_are_too_much(client):
    answer = client.post(NEW, {f"f{n}": "" for n in range(2001)})
    assert answer.status_code == 413
