"""What a monitor asks: does the process answer, and could it do its work?"""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from project.accounts import matrix


def test_the_addresses_are_those_that_monitors_know():
    assert reverse("healthz") == "/healthz"
    assert reverse("readyz") == "/readyz"
    assert matrix.needed("healthz", "GET") == matrix.needed("readyz", "GET") == matrix.PUBLIC


def test_healthz_asks_nothing_of_the_database():
    # Without the `db` fixture, any query would fail the test.
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"].startswith("text/plain")
    assert response["Cache-Control"] == "no-store, private"


def test_readyz_says_ready_where_the_database_is_migrated(db):
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


def test_readyz_says_so_where_a_migration_is_missing(db):
    MigrationRecorder(connection).record_unapplied("insights", "0001_initial")
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are missing\n")


def test_readyz_says_so_where_the_database_does_not_answer(db, monkeypatch):
    def gone(*args, **kwargs):
        raise connection.Database.OperationalError("the server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", gone)
        response = Client().get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_monitor_sets_no_cookie_and_is_not_sent_to_https(db, address, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get(address)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_monitor_only_reads(db, address):
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code in {401, 405}
