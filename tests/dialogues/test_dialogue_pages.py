"""The pages of a meeting: logging, editing, its steps, cancelling, removing and restoring."""

from datetime import date

import pytest
from django.urls import reverse

from dialogues.models import Dialogue
from stakeholders.models import Organisation
from tests.factories import make_dialogue
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import meeting, user

NEW = reverse("dialogues:dialogue-create")
WHO = "Åre kommun; 2\nmalmö stad\nÖstersunds kommun;4\nEbeneserkyrkan ; 12"


def edit_of(title: str) -> str:
    return reverse("dialogues:dialogue-edit", args=[meeting(title).uuid])


def newest() -> Dialogue:
    return Dialogue.objects.latest("pk")


def test_who_and_when_is_enough_to_log_a_meeting(world_client):
    client = world_client()
    response = send(client, NEW, participants=WHO)
    row = newest()
    assert saved(response) == reverse("insights:capture", args=[row.uuid])
    assert row.title == "Dialogue meeting with Åre kommun, Malmö stad and 2 more"
    assert (row.first_day, row.last_day, row.precision, row.status) == (
        date(2026, 10, 15),
        date(2026, 10, 15),
        "day",
        "held",
    )
    seats = {str(p): (p.headcount, p.attendance) for p in row.participations.all()}
    assert seats == {
        "Åre kommun": (2, "present"),
        "Malmö stad": (None, "present"),
        "Östersunds kommun": (4, "present"),
        "Ebeneserkyrkan": (12, "present"),
    }
    assert (row.owner, list(row.team.all())) == (user("coordinator"), [user("coordinator")])


def test_an_actor_type_without_an_organisation_can_take_part(world_client):
    saved(send(world_client(), NEW, participants="trossamfund; 30", title="En kväll"))
    seat = newest().participations.get()
    assert (seat.organisation, seat.actor_type.key, seat.headcount) == (None, "trossamfund", 30)


def test_a_meeting_ahead_is_planned_and_its_participants_are_expected(world_client):
    response = send(world_client(), NEW, participants="Åre kommun", day="2026-10-16")
    row = newest()
    assert saved(response) == row.get_absolute_url()
    assert (row.status, row.participations.get().attendance) == ("planned", "expected")


@pytest.mark.parametrize(
    ("day", "precision", "until", "stored"),
    [
        ("2024-02-10", "month", "", (date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("2024-02-10", "quarter", "", (date(2024, 1, 1), date(2024, 3, 31), "quarter")),
        ("2024-02-10", "year", "", (date(2024, 1, 1), date(2024, 12, 31), "year")),
        ("2024-02-10", "day", "2024-02-12", (date(2024, 2, 10), date(2024, 2, 12), "span")),
        ("2024-02-10", "span", "2024-02-10", (date(2024, 2, 10), date(2024, 2, 10), "day")),
        ("", "unknown", "", (None, None, "unknown")),
    ],
)
def test_a_date_is_stored_as_exactly_as_it_is_known(world_client, day, precision, until, stored):
    saved(send(world_client(), NEW, title="Datum", day=day, precision=precision, until=until))
    row = newest()
    assert (row.first_day, row.last_day, row.precision) == stored
    again = opened(world_client(), edit_of("Datum"))
    saved(world_client().post(edit_of("Datum"), again))
    row.refresh_from_db()
    assert (row.first_day, row.last_day, row.precision) == stored


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"participants": "", "title": ""}, "participants", "Say who took part"),
        ({"day": ""}, "day", "Give the date"),
        ({"day": "3013-05-01"}, "day", "3013"),
        ({"day": "2026-10-15", "until": "2026-10-14"}, "until", "lies before the first"),
        ({"participants": "Åre kommun\nFinns inte"}, "participants", "There is no “Finns inte”"),
        ({"participants": "Åre kommun; två"}, "participants", "as a number"),
        ({"participants": "Åre kommun; 100001"}, "participants", "as a number"),
        ({"participants": "Åre kommun\nÅrebygden"}, "participants", "stands twice"),
        ({"participants": "Malmö kommun"}, "participants", "has been merged into “Malmö stad”"),
        ({"participants": "Nedlagda föreningen"}, "participants", "has been retired"),
        ({"participants": "\n".join(["Åre kommun"] * 501)}, "participants", "At most 500"),
        ({"host": "Finns inte"}, "host", "There is no “Finns inte”"),
        ({"co_hosts": "Åre kommun\nFinns inte"}, "co_hosts", "There is no “Finns inte”"),
        ({"duration": "14401"}, "duration", "14400"),
        ({"title": "x" * 201}, "title", "200"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    before = Dialogue.objects.count()
    filled = {"participants": "Åre kommun", "summary": "En lång\nsammanfattning", "place": "Åre"}
    response = send(world_client(), NEW, **{**filled, **changes})
    assert response.status_code == 200
    assert words in errors(response)[field]
    assert kept(response)["summary"] == ["En lång\nsammanfattning"]
    assert kept(response)["place"] == ["Åre"]
    assert Dialogue.objects.count() == before


def test_what_needs_mending_in_the_folded_part_opens_it(world_client):
    assert "open" not in parse(world_client().get(NEW)).first("details", class_="fold").attrs
    response = send(world_client(), NEW, participants="Åre kommun", host="Finns inte")
    assert "open" in parse(response).first("details", class_="fold").attrs


def test_the_next_meeting_begins_where_the_last_one_left_off(world_client):
    client = world_client()
    saved(send(client, NEW, title="Ett", form="digitalt", place="Åre"))
    form = opened(client, NEW)
    assert (form["form"], form["place"], form["day"]) == (["digitalt"], ["Åre"], ["2026-10-15"])
    assert form["assignment"] == [str(meeting("Vårmötet").assignment_id)]


def test_everything_about_a_meeting_can_be_edited(world_client):
    client, host = world_client(), Organisation.objects.get(name="Malmö stad")
    response = send(
        client,
        edit_of("Vårmötet"),
        title="Vårens möte",
        host="Malmö stad",
        co_hosts="Åre kommun\nÖstersunds kommun",
        languages=["sv", "so"],
        interpreter="on",
        children_present="on",
        closed_part="on",
        start_time="09:30",
        duration="90",
        day="2026-03-05",
        team=[str(user("outsider").pk)],
    )
    row = meeting("Vårens möte")
    assert saved(response) == row.get_absolute_url()
    assert (row.host, sorted(o.name for o in row.co_hosts.all())) == (
        host,
        ["Åre kommun", "Östersunds kommun"],
    )
    assert {u.name for u in row.team.all()} == {"Coordinator", "Outsider"}
    text = parse(client.get(row.get_absolute_url())).first("main").text
    for words in (
        "2026-03-05, week 10, 09:30, 90 min",
        "host Malmö stad",
        "children were present",
        "Swedish, Somali",
    ):
        assert words in text


def test_a_retired_assignment_stays_where_it_is_and_is_offered_for_nothing_new(world_client):
    from dialogues.assignments.services import archive_assignment

    ours = meeting("Vårmötet").assignment
    archive_assignment(by=user("manager"), assignment=ours)
    client = world_client()
    assert f'value="{ours.pk}"' in client.get(edit_of("Vårmötet")).content.decode()
    assert str(ours.pk) not in [o.attrs["value"] for o in options(client, NEW, "assignment")]


def options(client, url: str, name: str):
    return parse(client.get(url)).first("select", name=name).all("option")


# Protection and team


def test_a_restricted_meeting_cannot_lose_its_last_team_member(world_client):
    client = world_client()
    saved(send(client, edit_of("Vårmötet"), protection="restricted"))
    response = send(client, edit_of("Vårmötet"), team=[], summary="Kvar")
    assert "must have somebody in its team" in errors(response)["team"]
    assert kept(response)["summary"] == ["Kvar"]
    assert meeting("Vårmötet").team.count() == 1


def test_who_hands_a_restricted_meeting_over_no_longer_sees_it_and_is_not_sent_there(world_client):
    client = world_client()
    other = str(user("outsider").pk)
    saved(send(client, edit_of("Vårmötet"), protection="restricted"))
    response = send(client, edit_of("Vårmötet"), owner=other, team=[other])
    assert saved(response) == reverse("dialogues:dialogue-list")
    assert client.get(meeting("Vårmötet").get_absolute_url()).status_code == 404
    assert list(meeting("Vårmötet").team.all()) == [user("outsider")]


def test_whoever_is_responsible_is_always_in_the_team(world_client):
    client = world_client()
    saved(send(client, edit_of("Vårmötet"), team=[str(user("outsider").pk)]))
    assert {u.name for u in meeting("Vårmötet").team.all()} == {"Coordinator", "Outsider"}
    saved(send(client, edit_of("Vårmötet"), owner=str(user("analyst").pk)))
    assert "Analyst" in {u.name for u in meeting("Vårmötet").team.all()}


def test_only_those_who_write_can_be_in_a_team(world_client):
    names = {
        label.text
        for label in parse(world_client().get(edit_of("Vårmötet"))).first(id="id_team").all("label")
    }
    assert names == {"Coordinator", "Analyst", "Manager", "Outsider"}


# Steps


def test_a_meeting_goes_through_its_steps_and_back(world_client):
    client, row = (
        world_client(),
        make_dialogue(user("coordinator"), "Steg", day=date(2026, 9, 1), status="planned"),
    )
    step = reverse("dialogues:dialogue-step", args=[row.uuid])
    for status in ("held", "processed", "documented"):
        response = press(client, row.get_absolute_url(), step)
        row.refresh_from_db()
        assert row.status == status
        assert "The meeting is now" in messages(response)
    undo_last(client, response)
    row.refresh_from_db()
    assert row.status == "processed"


def test_a_meeting_ahead_cannot_have_been_held(world_client):
    client, row = world_client(), meeting("Nästa möte")
    step = reverse("dialogues:dialogue-step", args=[row.uuid])
    assert not [
        f for f in parse(client.get(row.get_absolute_url())).all("form") if f.attrs.get("action") == step
    ]
    response = client.post(step, {"status": "held"}, follow=True)
    assert "lies ahead" in messages(response)
    assert meeting("Nästa möte").status == "planned"


@pytest.mark.parametrize("status", ["", "cancelled", "nonsense"])
def test_a_step_that_is_none_is_refused(world_client, status):
    row = meeting("Vårmötet")
    url = reverse("dialogues:dialogue-step", args=[row.uuid])
    assert "not a step" in messages(world_client().post(url, {"status": status}, follow=True))
    assert meeting("Vårmötet").status == row.status


def test_a_meeting_whose_day_has_passed_asks_whether_it_took_place(world_client):
    client, row = world_client(), meeting("Blev det av?")
    for page in (row.get_absolute_url(), "/"):
        assert "take place?" in parse(client.get(page)).first("main").text
    step = reverse("dialogues:dialogue-step", args=[row.uuid])
    press(client, "/", step)
    assert meeting("Blev det av?").status == "held"
    assert "Blev det av?" not in parse(client.get("/")).first("main").text.partition("Logged lately")[0]


def test_a_planned_meeting_is_cancelled_with_a_reason_and_that_is_undone(world_client):
    client, row = world_client(), meeting("Nästa möte")
    url = reverse("dialogues:dialogue-cancel", args=[row.uuid])
    assert "reason" in errors(send(client, url))
    response = client.post(url, changed(opened(client, url), reason="Influensa"), follow=True)
    assert "Cancelled: Influensa" in parse(response).first("main").text
    undo_last(client, response)
    row.refresh_from_db()
    assert (row.status, row.cancellation_reason) == ("planned", "")


def test_a_meeting_that_was_held_cannot_be_cancelled(world_client):
    url = reverse("dialogues:dialogue-cancel", args=[meeting("Vårmötet").uuid])
    response = send(world_client(), url, reason="Ångrade oss")
    assert "has been held" in errors(response)[""]
    assert kept(response)["reason"] == ["Ångrade oss"]


# Removing and restoring


def test_a_removed_meeting_takes_all_that_is_seen_under_it_along_and_back(world_client):
    client, row = world_client(), meeting("Vårmötet")
    note, promise = row.notes.first(), row.commitments.first()
    url = reverse("dialogues:dialogue-remove", args=[row.uuid])
    response = client.post(url, opened(client, url), follow=True)
    assert response.redirect_chain[0][0] == reverse("dialogues:dialogue-list")
    for gone in (row, note, promise):
        assert client.get(gone.get_absolute_url()).status_code == 404
    restore = reverse("dialogues:dialogue-restore", args=[row.uuid])
    response = press(client, reverse("bin"), restore)
    assert "The meeting is back." in messages(response)
    for back in (row, note, promise):
        assert client.get(back.get_absolute_url()).status_code == 200


def test_removing_is_undone_from_the_message(world_client):
    client, row = world_client(), meeting("Vårmötet")
    url = reverse("dialogues:dialogue-remove", args=[row.uuid])
    undo_last(client, client.post(url, opened(client, url), follow=True))
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_meeting_removed_twice_is_in_the_bin_once(world_client):
    client, row = world_client(), meeting("Vårmötet")
    url = reverse("dialogues:dialogue-remove", args=[row.uuid])
    values = opened(client, url)
    assert client.post(url, values).status_code == 302
    assert client.post(url, values).status_code == 404
    assert parse(client.get(reverse("bin"))).text.count("Vårmötet") == 1
