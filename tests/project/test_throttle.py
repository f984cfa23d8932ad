"""The brake on guessing: it counts in the database, so it holds for all processes together."""

import importlib
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection

from tests.factories import PASSWORD

LOGIN = "/account/login/"
migration = importlib.import_module("project.accounts.migrations.0002_cache_table")


@pytest.fixture
def english(client, db):
    client.post("/language/", {"language": "en"})
    return client


def try_login(client, email, password, address="192.0.2.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def test_after_five_failures_the_right_password_is_refused_too_in_words(english, coordinator):
    for n in range(5):
        page = try_login(english, coordinator.email, "wrong", f"192.0.2.{n}").content.decode()
        assert "The e-mail address or the password is not right." in page
    answer = try_login(english, coordinator.email, PASSWORD, "192.0.2.9")
    assert "Too many failed attempts." in answer.content.decode()
    assert english.get("/").status_code == 302


def test_one_account_under_attack_does_not_lock_another(english, coordinator, analyst):
    for n in range(6):
        try_login(english, coordinator.email, "wrong", f"192.0.2.{n}")
    assert try_login(english, analyst.email, PASSWORD, "192.0.2.9").status_code == 302


def test_ten_failures_a_minute_from_one_place_are_enough(english, analyst):
    for n in range(10):
        try_login(english, f"guess{n}@example.org", "wrong")
    assert "Too many failed attempts." in try_login(english, analyst.email, PASSWORD).content.decode()


def test_more_than_thirty_attempts_a_minute_get_a_page_of_their_own(english, coordinator):
    for _ in range(30):
        try_login(english, "", "")
    answer = try_login(english, coordinator.email, PASSWORD)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "30"
    page = answer.content.decode()
    assert "Too many attempts" in page
    assert PASSWORD not in page
    assert english.get(LOGIN).status_code == 200


def test_right_logins_do_not_count_as_failures(english, coordinator):
    for _ in range(8):
        assert try_login(english, coordinator.email, PASSWORD).status_code == 302
        english.post("/account/logout/")


def test_a_flood_of_attempts_does_not_push_the_throttle_out_of_the_cache(english, coordinator):
    for n in range(5):
        try_login(english, coordinator.email, "wrong", f"192.0.2.{n}")
    for n in range(400):  # the usual cache holds 300
        cache.set(f"other-{n}", n)
    answer = try_login(english, coordinator.email, PASSWORD, "192.0.2.9")
    assert "Too many failed attempts." in answer.content.decode()


def test_a_fresh_migrate_makes_the_table_that_the_throttle_counts_in(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    editor = SimpleNamespace(connection=connection)
    migration.make_cache_table(None, editor)
    migration.make_cache_table(None, editor)  # an installation that has it already keeps it
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_an_address_that_the_sender_writes_itself_opens_no_new_count(english, analyst):
    for n in range(10):
        english.post(
            LOGIN,
            {"login": f"guess{n}@example.org", "password": "wrong"},
            REMOTE_ADDR="192.0.2.1",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{n}",
            HTTP_X_REAL_IP=f"198.51.100.{n}",
        )
    answer = english.post(
        LOGIN,
        {"login": analyst.email, "password": PASSWORD},
        REMOTE_ADDR="192.0.2.1",
        HTTP_X_FORWARDED_FOR="198.51.100.99",
    )
    assert "Too many failed attempts." in answer.content.decode()
