"""The team of a meeting, by the services and the form: a restricted meeting always has somebody in its team who
answers for it, whatever becomes of its people."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from dialogues.meetings.services import change_dialogue, set_team
from dialogues.models import Dialogue
from project.accounts.services import change_user, set_roles
from project.common.errors import Refusal
from tests.factories import make_dialogue
from tests.forms import opened, saved, send


@pytest.fixture
def restricted(coordinator):
    return make_dialogue(coordinator, "Begränsat", protection="restricted")


def edit(dialogue: Dialogue) -> str:
    return reverse("dialogues:dialogue-edit", args=[dialogue.uuid])


def test_the_last_of_a_team_is_not_removed(coordinator, restricted):
    with pytest.raises(Refusal):
        set_team(by=coordinator, dialogue=restricted, team=[])
    with pytest.raises(Refusal):
        change_dialogue(by=coordinator, dialogue=restricted, team=[], title="Nytt namn")
    restricted.refresh_from_db()
    assert list(restricted.team.all()) == [coordinator]
    assert restricted.title == "Begränsat", "all or nothing"


def test_a_meeting_without_a_team_of_its_own_is_restricted_to_whoever_is_responsible(coordinator):
    dialogue = make_dialogue(coordinator)
    set_team(by=coordinator, dialogue=dialogue, team=[])
    change_dialogue(by=coordinator, dialogue=dialogue, protection="restricted")
    assert list(dialogue.team.all()) == [coordinator]


def test_a_new_owner_comes_into_the_team_and_the_others_stay(coordinator, outsider, restricted):
    change_dialogue(by=coordinator, dialogue=restricted, owner=outsider)
    assert set(restricted.team.all()) == {coordinator, outsider}
    change_dialogue(by=outsider, dialogue=restricted, team=[outsider])
    assert not Dialogue.objects.visible_to(coordinator).exists()
    assert Dialogue.objects.visible_to(outsider).get() == restricted


def test_somebody_disabled_stays_in_the_team(administrator, coordinator, analyst, restricted):
    """An account must be closed at once, whatever it answers for; who reads restricted meetings by role
    hands the meeting over."""
    change_user(by=administrator, user=coordinator, is_active=False)
    assert list(restricted.team.all()) == [coordinator]
    assert Dialogue.objects.visible_to(analyst).get() == restricted
    assert not Dialogue.objects.visible_to(coordinator).exists()


def test_whoever_is_responsible_cannot_be_deleted(coordinator, restricted):
    with pytest.raises(ProtectedError), transaction.atomic():
        coordinator.delete()
    assert list(restricted.team.all()) == [coordinator]


@pytest.mark.parametrize("gone", ["disabled", "no writer any more"])
def test_saving_a_meeting_takes_nobody_out_who_can_no_longer_be_chosen(
    client_of, administrator, analyst, coordinator, outsider, gone
):
    """Neither the one responsible nor another of the team; the form shows them, and they are taken out by
    whoever means it."""
    dialogue = make_dialogue(coordinator, protection="restricted", team=[outsider])
    for user in (coordinator, outsider):
        if gone == "disabled":
            change_user(by=administrator, user=user, is_active=False)
        else:
            set_roles(by=administrator, user=user, roles=["reader"])
    client = client_of(analyst)
    saved(client.post(edit(dialogue), opened(client, edit(dialogue))))
    dialogue.refresh_from_db()
    assert dialogue.owner == coordinator
    assert set(dialogue.team.all()) == {coordinator, outsider}
    assert dialogue.version == 1, "nothing was changed"
    saved(send(client, edit(dialogue), owner=str(analyst.pk), team=[str(analyst.pk)]))
    assert list(dialogue.team.all()) == [analyst]


def test_the_history_of_a_meeting_holds_its_team(coordinator, outsider, restricted):
    set_team(by=coordinator, dialogue=restricted, team=[coordinator, outsider])
    latest = restricted.history.first()
    assert {row.user for row in latest.team.all()} == {coordinator, outsider}
