"""The pages of a participation: adding, editing and removing."""

import pytest
from django.urls import reverse

from dialogues.models import Participation
from insights.models import Raiser
from stakeholders.models import ActorType, Organisation
from tests.forms import changed, errors, kept, messages, opened, saved, send, undo_last
from tests.html import parse
from tests.world import actor, insight, meeting, seat


def new_for(title: str) -> str:
    return reverse("dialogues:participation-create", args=[meeting(title).uuid])


def edit_of(name: str) -> str:
    return reverse("dialogues:participation-edit", args=[seat(name).uuid])


def test_a_participant_is_added_with_the_actor_type_of_the_organisation(world_client):
    response = send(
        world_client(),
        new_for("Vårmötet"),
        organisation="östersunds kommun",
        headcount="4",
        actor_type=ActorType.objects.get(key="trossamfund").pk,
    )
    assert saved(response) == meeting("Vårmötet").get_absolute_url()
    row = seat("Östersunds kommun")
    assert (row.actor_type.key, row.headcount, row.attendance) == ("kommun", 4, "present")


def test_an_actor_type_without_an_organisation_is_added(world_client):
    kind = ActorType.objects.get(key="forening")
    saved(send(world_client(), new_for("Vårmötet"), actor_type=kind.pk, headcount="30"))
    assert str(meeting("Vårmötet").participations.get(organisation=None)) == "Forening"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        (
            {"organisation": "", "actor_type": ""},
            "organisation",
            "Name an organisation, or choose an actor type",
        ),
        ({"organisation": "Finns inte"}, "organisation", "There is no “Finns inte”"),
        ({"organisation": "Malmö stad"}, "organisation", "already stands among the participants"),
        ({"organisation": "Malmö kommun"}, "organisation", "has been merged into “Malmö stad”"),
        ({"organisation": "Nedlagda föreningen"}, "organisation", "has been retired"),
        ({"headcount": "-1"}, "headcount", "greater than or equal to 0"),
        ({"headcount": "100001"}, "headcount", "100000"),
        ({"headcount": "många"}, "headcount", "whole number"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    before = Participation.objects.count()
    filled = {"organisation": "Östersunds kommun", "headcount": "7", "attendance": "apologies"}
    response = send(world_client(), new_for("Vårmötet"), **{**filled, **changes})
    assert response.status_code == 200
    assert words in errors(response)[field]
    assert kept(response)["attendance"] == ["apologies"]
    assert Participation.objects.count() == before


def test_an_actor_type_stands_once_without_an_organisation(world_client):
    kind = ActorType.objects.get(key="okand")
    response = send(world_client(), new_for("Höstsamtalet"), actor_type=kind.pk)
    assert "already stands among the participants" in errors(response)["actor_type"]


def test_an_edit_keeps_the_actor_type_of_the_time(world_client):
    """The organisation has changed its type since; how many came is another matter."""
    Organisation.objects.filter(name="Malmö stad").update(actor_type=ActorType.objects.get(key="forening"))
    saved(send(world_client(), edit_of("Malmö stad"), headcount="9"))
    row = seat("Malmö stad")
    assert (row.headcount, row.actor_type.key) == (9, "kommun")
    assert row.history.first().actor_type.key == "kommun"


def test_another_organisation_brings_its_type_and_what_it_raised_follows(world_client):
    saved(send(world_client(), edit_of("Åre kommun"), organisation="Frikyrkorådet"))
    raiser = Raiser.objects.get(insight=insight("Rädsla för omhändertagande"))
    assert (str(raiser), raiser.actor_type.key) == ("Frikyrkorådet", "trossamfund")


def test_another_organisation_must_not_stand_there_already(world_client):
    response = send(world_client(), edit_of("Åre kommun"), organisation="Malmö stad")
    assert "already stands among the participants" in errors(response)["organisation"]
    assert str(seat("Åre kommun")) == "Åre kommun"


def test_a_participant_is_removed_and_that_is_undone(world_client):
    client, row = world_client(), seat("Åre kommun")
    note = row.notes.get()
    url = reverse("dialogues:participation-remove", args=[row.uuid])
    response = client.post(url, opened(client, url), follow=True)
    assert "The participant is removed." in messages(response)
    raiser = Raiser.objects.get(insight=insight("Rädsla för omhändertagande"))
    assert (raiser.participation, raiser.actor_type.key) == (None, "kommun")
    assert "Kommun, not known who" in client.get(raiser.insight.get_absolute_url()).content.decode()
    undo_last(client, response)
    raiser.refresh_from_db()
    note.refresh_from_db()
    assert str(raiser) == "Åre kommun"
    assert str(note.participation) == "Åre kommun"


def test_removing_twice_is_answered_calmly(world_client):
    client, url = world_client(), reverse("dialogues:participation-remove", args=[seat("Åre kommun").uuid])
    values = opened(client, url)
    assert client.post(url, values).status_code == 302
    assert client.post(url, changed(values)).status_code == 404


def test_the_page_of_a_participation_shows_what_it_raised(world_client):
    page = parse(world_client().get(seat("Åre kommun").get_absolute_url()))
    text = page.first("main").text
    assert "Rädsla för omhändertagande" in text
    assert "unknown" in text
    assert actor("Åre kommun").get_absolute_url() in {a.attrs.get("href") for a in page.all("a")}
