"""Fixtures that tests of all rooms share. People have fixed names: `coordinator`, `analyst`, `manager`,
`officer`, `reader`, `administrator`, and `outsider`, a coordinator who is in no team."""

import os
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import settings as hypothesis_settings

from project.accounts.matrix import Role
from project.accounts.models import User
from tests.factories import make_user
from tests.tools.programs import pytest_runtest_setup

__all__ = ["pytest_runtest_setup"]

# Playwright runs an event loop in the thread that the tests use the database from.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TODAY = date(2026, 10, 15)

# The same examples every time, few enough to be quick; drills say for themselves how many more they take.
hypothesis_settings.register_profile("quick", max_examples=40, derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("quick")


def pytest_addoption(parser):
    parser.addoption("--update-counts", action="store_true", help="write tests/query_counts.json anew")


@pytest.fixture(autouse=True)
def _fixed_day(settings):
    """Every test runs on the same day."""
    settings.LYHORT_TODAY = TODAY


@pytest.fixture
def vocabularies(db):
    """The reference data: actor types, counties, municipalities, organisations, questions, codebook."""
    from project.operations.reference import load_reference

    load_reference()


@pytest.fixture
def case(db, _fixed_day):
    """The model case."""
    from tests.case import load_case

    load_case()


@pytest.fixture
def case_user(case):
    """Gives a user of the model case by its short name."""

    def named(name: str) -> User:
        return User.objects.get(email=f"{name}@demo.example")

    return named


@pytest.fixture
def coordinator(db):
    return make_user("coordinator", Role.COORDINATOR)


@pytest.fixture
def outsider(db):
    return make_user("outsider", Role.COORDINATOR)


@pytest.fixture
def analyst(db):
    return make_user("analyst", Role.ANALYST)


@pytest.fixture
def manager(db):
    return make_user("manager", Role.MANAGER)


@pytest.fixture
def officer(db):
    return make_user("officer", Role.OFFICER)


@pytest.fixture
def reader(db):
    return make_user("reader", Role.READER)


@pytest.fixture
def administrator(db):
    return make_user("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def client_of():
    """Gives a client logged in as a user."""

    def logged_in(user, **options) -> Client:
        client = Client(**options)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return logged_in


@pytest.fixture
def world(db, _fixed_day):
    """The small world that the lists are read in."""
    from tests.world import load_world

    load_world()


@pytest.fixture
def world_client(world, client_of):
    """Gives a client logged in as somebody of the small world, who reads English."""
    from tests.world import user

    def logged_in(name: str = "coordinator", **options) -> Client:
        return client_of(user(name), **options)

    return logged_in
