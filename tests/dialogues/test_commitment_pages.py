"""The pages of commitments and feedback."""

from datetime import date

import pytest
from django.urls import reverse

from dialogues.commitments.services import give_feedback
from dialogues.models import Commitment, Feedback
from project.common.errors import Refusal
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import actor, meeting, user


def new_for(title: str, kind: str = "commitment") -> str:
    return reverse(f"dialogues:{kind}-create", args=[meeting(title).uuid])


def promise(text: str) -> Commitment:
    return Commitment.objects.get(text=text)


def edit_of(text: str) -> str:
    return reverse("dialogues:commitment-edit", args=[promise(text).uuid])


def test_a_commitment_is_added_to_a_meeting(world_client):
    client = world_client()
    response = send(
        client,
        new_for("Vårmötet"),
        text="Ordna tolk",
        organisation="Åre kommun",
        responsible_role="samordnare",
        due_on="2026-12-01",
    )
    assert saved(response) == meeting("Vårmötet").get_absolute_url()
    row = promise("Ordna tolk")
    assert (str(row.organisation), row.due_on, row.state, row.closed_on) == (
        "Åre kommun",
        date(2026, 12, 1),
        "open",
        None,
    )
    assert "Ordna tolk" in parse(client.get(actor("Åre kommun").get_absolute_url())).text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "required"),
        ({"text": "x" * 2_001}, "text", "2000"),
        ({"organisation": "Finns inte"}, "organisation", "There is no “Finns inte”"),
        ({"organisation": "Malmö kommun"}, "organisation", "has been merged into “Malmö stad”"),
        ({"due_on": "3013-01-01"}, "due_on", "3013"),
        ({"state": "glömd"}, "state", "not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    before = Commitment.objects.count()
    filled = {"text": "Ordna tolk", "outcome": "Två\nrader"}
    response = send(world_client(), new_for("Vårmötet"), **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["outcome"] == ["Två\nrader"]
    assert Commitment.objects.count() == before


def test_a_promise_kept_is_closed_today_unless_a_day_is_given(world_client):
    client = world_client()
    saved(send(client, edit_of("Skicka länkar"), state="done", outcome="Skickade"))
    saved(send(client, edit_of("Boka uppföljning"), state="declined", closed_on="2026-10-01"))
    assert promise("Skicka länkar").closed_on == date(2026, 10, 15)
    assert promise("Boka uppföljning").closed_on == date(2026, 10, 1)
    page = parse(client.get(promise("Skicka länkar").get_absolute_url()))
    assert page.first(class_="chip").text == "done"
    assert "2026-10-15" in page.first("dl").text


def test_a_promise_opened_again_is_not_closed(world_client):
    saved(send(world_client(), edit_of("Översätta bladet"), state="open"))
    row = promise("Översätta bladet")
    assert (row.state, row.closed_on) == ("open", None)


def test_a_promise_whose_day_has_passed_says_so_on_its_page_and_on_the_desk(world_client):
    client = world_client()
    page = parse(client.get(promise("Skicka länkar").get_absolute_url()))
    assert page.first(class_="attention").text == "overdue"
    desk = parse(client.get("/")).first("main").text
    assert "Skicka länkar" in desk
    assert "Boka uppföljning" not in desk


def test_a_commitment_is_removed_restored_and_the_removal_undone(world_client):
    client, row = world_client(), promise("Skicka länkar")
    remove = reverse("dialogues:commitment-remove", args=[row.uuid])
    response = press(client, row.get_absolute_url(), remove)
    assert "The commitment is in the bin." in messages(response)
    assert "Undone." in messages(undo_last(client, response))
    press(client, row.get_absolute_url(), remove)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.post(remove).status_code == 404
    response = press(client, reverse("bin"), reverse("dialogues:commitment-restore", args=[row.uuid]))
    assert "The commitment is back." in messages(response)
    assert client.get(row.get_absolute_url()).status_code == 200


# Feedback


def test_feedback_makes_the_meeting_fed_back(world_client):
    client = world_client()
    response = send(
        client, new_for("Ärendemötet", "feedback"), way="phone", text="Vi ringde", given_on="2026-05-07"
    )
    assert saved(response) == meeting("Ärendemötet").get_absolute_url()
    row = Feedback.objects.get(way="phone")
    assert (row.given_on, row.given_by, row.dialogue.status) == (
        date(2026, 5, 7),
        user("coordinator"),
        "fed_back",
    )
    assert "Vi ringde" in parse(client.get(row.get_absolute_url())).first("main").text


def test_feedback_begins_with_today(world_client):
    assert opened(world_client(), new_for("Ärendemötet", "feedback"))["given_on"] == ["2026-10-15"]


@pytest.mark.parametrize("title", ["Nästa möte", "Blev det av?", "Inställda mötet"])
def test_there_is_nothing_to_feed_back_before_a_meeting_is_held(world_client, title):
    response = send(world_client(), new_for(title, "feedback"), text="För tidigt")
    assert "has not been held" in errors(response)[""]
    assert kept(response)["text"] == ["För tidigt"]
    with pytest.raises(Refusal):
        give_feedback(by=user("coordinator"), dialogue=meeting(title), given_on=date(2026, 10, 15))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"given_on": ""}, "given_on", "required"),
        ({"given_on": "3013-10-15"}, "given_on", "3013"),
        ({"text": "x" * 20_001}, "text", "20000"),
    ],
)
def test_what_does_not_fit_in_feedback_is_said_at_its_field(world_client, changes, field, words):
    response = send(world_client(), new_for("Ärendemötet", "feedback"), way="web", **changes)
    assert words in errors(response)[field]
    assert kept(response)["way"] == ["web"]
    assert meeting("Ärendemötet").status == "held"


def test_feedback_is_edited(world_client):
    row = Feedback.objects.get(way="letter")
    url = reverse("dialogues:feedback-edit", args=[row.uuid])
    assert saved(send(world_client(), url, way="email", text="Rättat")) == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.way, row.text) == ("email", "Rättat")


def test_a_commitment_and_feedback_sent_twice_are_one(world_client):
    client = world_client()
    for kind, model in (("commitment", Commitment), ("feedback", Feedback)):
        before, url = model.objects.count(), new_for("Ärendemötet", kind)
        values = changed(opened(client, url), text="En gång")
        assert saved(client.post(url, values)) == saved(client.post(url, values))
        assert model.objects.count() == before + 1
