"""The pages of an assignment: adding, editing with its deadlines, retiring."""

from datetime import date

import pytest
from django.urls import reverse

from dialogues.models import Assignment
from tests.forms import changed, errors, kept, messages, opened, saved, send, undo_last
from tests.html import parse

NEW = reverse("dialogues:assignment-create")


def ours() -> Assignment:
    return Assignment.objects.get(title="Uppdraget")


def edit() -> str:
    return reverse("dialogues:assignment-edit", args=[ours().uuid])


def deadlines(row: Assignment) -> list[tuple[str, date]]:
    return [(d.title, d.due_on) for d in row.deadlines.all()]


def test_an_assignment_is_added_with_its_deadlines(world_client):
    client = world_client("manager")
    response = send(
        client,
        NEW,
        title="Uppdraget",
        period_from="2027-01-01",
        period_to="2027-12-31",
        deadlines="2027-12-10 Slutredovisning\n\n2027-06-01  Delredovisning",
    )
    row = Assignment.objects.latest("pk")
    assert saved(response) == row.get_absolute_url()
    assert deadlines(row) == [("Delredovisning", date(2027, 6, 1)), ("Slutredovisning", date(2027, 12, 10))]
    assert row.key == "uppdraget-2"
    assert "2027-06-01 Delredovisning" in parse(client.get(row.get_absolute_url())).text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "required"),
        ({"period_from": ""}, "period_from", "required"),
        ({"period_from": "3013-01-01"}, "period_from", "3013"),
        ({"period_from": "2027-02-01", "period_to": "2027-01-31"}, "period_to", "ends before it begins"),
        ({"deadlines": "Slutredovisning"}, "deadlines", "begin with the day"),
        ({"deadlines": "2027-12-10"}, "deadlines", "say what is due"),
        ({"deadlines": "3013-12-10 Slutredovisning"}, "deadlines", "3013"),
        ({"deadlines": "2027-01-01 Rapport\n2027-02-01 Rapport"}, "deadlines", "stands twice"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    filled = {"title": "Nytt", "period_from": "2027-01-01", "period_to": "2027-12-31", "decision": "S2027/1"}
    response = send(world_client("manager"), NEW, **{**filled, **changes})
    assert response.status_code == 200
    assert words in errors(response)[field]
    assert kept(response)["decision"] == ["S2027/1"]
    assert Assignment.objects.count() == 2


def test_an_assignment_is_edited_and_its_deadlines_replaced(world_client):
    client = world_client("manager")
    saved(send(client, edit(), deadlines="2026-12-10 Slutredovisning"))
    assert opened(client, edit())["deadlines"] == ["2026-12-10 Slutredovisning"]
    saved(send(client, edit(), deadlines="2026-12-11 Slutredovisning\n2026-06-01 Delredovisning"))
    assert deadlines(ours()) == [
        ("Delredovisning", date(2026, 6, 1)),
        ("Slutredovisning", date(2026, 12, 11)),
    ]


def test_the_desk_counts_the_days_to_the_deadlines_of_what_is_in_use(world_client):
    client = world_client("manager")
    saved(send(client, edit(), deadlines="2026-10-15 I dag\n2026-10-25 Snart\n2026-10-14 Förbi"))
    text = parse(client.get("/")).first("main").text
    assert "0 days left" in text
    assert "10 days left" in text
    assert "Förbi" not in text


def test_an_assignment_is_retired_and_that_is_undone(world_client):
    client, url = world_client("manager"), reverse("dialogues:assignment-archive", args=[ours().uuid])
    response = client.post(url, opened(client, url), follow=True)
    assert "The assignment is retired." in messages(response)
    assert parse(response).first(class_="attention").text == "retired"
    assert url not in {a.attrs.get("href") for a in parse(response).all("a")}
    undo_last(client, response)
    assert ours().archived_at is None


def test_a_retired_assignment_gives_new_meetings_nothing(world_client):
    client, url = world_client("manager"), reverse("dialogues:assignment-archive", args=[ours().uuid])
    client.post(url, opened(client, url))
    assert opened(world_client(), reverse("dialogues:dialogue-create"))["assignment"] == [""]


@pytest.mark.parametrize("name", ["coordinator", "analyst", "officer"])
def test_others_read_assignments_and_change_none(world_client, name):
    client = world_client(name)
    assert client.post(edit(), {"title": "Kapat"}).status_code == 403
    assert client.get(edit()).status_code == 403
    assert client.post(NEW, changed({}, title="Mitt")).status_code == 403
