"""Undoing one's own acts: what has not changed since is put back, the rest is left and named; and nobody
undoes what they no longer may see."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.commitments.services import add_commitment, remove_commitment
from dialogues.meetings.services import (
    add_participation,
    cancel_dialogue,
    change_dialogue,
    remove_dialogue,
    remove_participation,
    step_dialogue,
)
from dialogues.models import Dialogue, Note, Participation
from dialogues.notes.services import remove_note, restore_note
from insights.codebook.services import retire_tag
from insights.models import Insight, Raiser
from insights.tagging.services import By
from insights.themes.services import add_theme, step_theme
from insights.tips.services import add_tip, step_tip
from project.accounts.matrix import CAPABILITIES, UNDOING
from project.accounts.services import set_roles
from project.audit.models import LogEntry, Operation
from project.audit.operations import undo
from project.common.errors import Refusal
from stakeholders.register.services import archive_organisation
from tests.factories import make_dialogue, make_insight, make_note, make_organisation, make_tag
from tests.html import parse
from tests.lists import english


def press(client, act: Operation, then: str = "/"):
    return client.post(reverse("undo", args=[act.uuid]), {"next": then}, follow=True)


def said(response) -> str:
    return parse(response).first(id="messages").text


def test_every_act_that_offers_undoing_can_be_undone(analyst, manager):
    """The row is afterwards what it was before."""
    organisation, tag = make_organisation(analyst), make_tag(analyst)
    theme, tip = add_theme(by=manager, title_sv="Tema"), add_tip(by=manager, text_sv="Tips")
    held, planned = make_dialogue(analyst), make_dialogue(analyst, status="planned")
    promise = add_commitment(by=analyst, dialogue=held, text="Lovat")
    for row, act in (
        (organisation, lambda: archive_organisation(by=analyst, organisation=organisation, reason="Slut")),
        (tag, lambda: retire_tag(by=analyst, tag=tag)),
        (theme, lambda: step_theme(by=analyst, theme=theme, status="adopted")),
        (tip, lambda: step_tip(by=manager, tip=tip, status="published")),
        (held, lambda: step_dialogue(by=analyst, dialogue=held, status="documented")),
        (planned, lambda: cancel_dialogue(by=analyst, dialogue=planned, reason="Snö")),
        (promise, lambda: remove_commitment(by=analyst, commitment=promise)),
        (held, lambda: remove_dialogue(by=analyst, dialogue=held)),
    ):
        before = stable(row)
        operation = act()
        assert stable(row) != before
        assert undo(operation, by=analyst) == []
        assert stable(row) == before, row._meta.label


def stable(row) -> dict:
    row.refresh_from_db()
    moving = {"version", "changed_at"}
    return {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in moving}


def test_what_changed_since_is_left_and_named(client_of, coordinator):
    dialogue = make_dialogue(coordinator, "Mötet")
    note = make_note(coordinator, dialogue, "Gamla ord")
    insight = make_insight(coordinator, dialogue, "Insikten")
    Insight.objects.filter(pk=insight.pk).update(note_version=note.current, start=0, end=6, quote="Gamla ")
    act = remove_note(by=coordinator, note=note)
    restore_note(by=coordinator, note=Note.objects.get())
    text = said(press(client_of(english(coordinator)), act))
    assert "changed since" in text
    assert "Gamla ord" in text
    assert "Insikten" in text
    assert Note.objects.get().removed_at is None


def test_an_act_is_undone_once(client_of, coordinator):
    dialogue = make_dialogue(coordinator)
    act = remove_note(by=coordinator, note=make_note(coordinator, dialogue))
    client = client_of(english(coordinator))
    assert "Undone." in said(press(client, act))
    assert "no longer" in said(press(client, act))
    assert LogEntry.objects.filter(action="undo").count() == 1


def test_an_act_whose_time_has_passed_is_not_undone(coordinator):
    act = remove_note(by=coordinator, note=make_note(coordinator, make_dialogue(coordinator)))
    Operation.objects.filter(pk=act.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refusal):
        undo(act, by=coordinator)
    assert Note.objects.get().removed_at


def test_nobody_undoes_the_act_of_another(client_of, coordinator, outsider):
    act = remove_note(by=coordinator, note=make_note(coordinator, make_dialogue(coordinator)))
    assert client_of(outsider).post(reverse("undo", args=[act.uuid])).status_code == 404
    assert Note.objects.get().removed_at


def test_undoing_leads_back_to_where_one_was_and_to_no_other_site(client_of, coordinator):
    for then, there in (("/dialogues/?q=a", "/dialogues/?q=a"), ("//evil.example/", "/"), ("", "/")):
        act = remove_note(by=coordinator, note=make_note(coordinator, make_dialogue(coordinator)))
        response = client_of(coordinator).post(reverse("undo", args=[act.uuid]), {"next": then})
        assert response["Location"] == there


def test_a_removed_participation_comes_back_with_what_it_raised_and_said(coordinator):
    dialogue = make_dialogue(coordinator, participants=[{"organisation": make_organisation(coordinator)}])
    seat = dialogue.participations.get()
    insight = make_insight(coordinator, dialogue, raisers=[By(participation=seat)])
    both = make_insight(
        coordinator, dialogue, raisers=[By(participation=seat), By(actor_type=seat.actor_type)]
    )
    note = make_note(coordinator, dialogue, participation=seat)
    act = remove_participation(by=coordinator, participation=seat)
    assert not Participation.objects.exists()
    assert [r.participation for r in Raiser.objects.all()] == [None, None]
    assert undo(act, by=coordinator) == []
    back = Participation.objects.get()
    assert insight.raisers.get().participation == back
    assert {r.participation for r in both.raisers.all()} == {back, None}
    assert Note.objects.get(pk=note.pk).participation == back


def test_a_participation_added_anew_meanwhile_stays_and_the_undoing_says_so(client_of, coordinator):
    organisation = make_organisation(coordinator, "Ystads kommun")
    dialogue = make_dialogue(coordinator, participants=[{"organisation": organisation, "headcount": 3}])
    act = remove_participation(by=coordinator, participation=dialogue.participations.get())
    add_participation(by=coordinator, dialogue=dialogue, organisation=organisation, headcount=5)
    response = press(client_of(english(coordinator)), act)
    assert response.status_code == 200
    assert dialogue.participations.get().headcount == 5
    assert "Undone." not in said(response)


def test_a_step_taken_further_by_somebody_else_is_left(coordinator, outsider):
    dialogue = make_dialogue(coordinator, "Mötet")
    act = step_dialogue(by=coordinator, dialogue=dialogue, status="processed")
    step_dialogue(by=outsider, dialogue=Dialogue.objects.get(), status="documented")
    assert undo(act, by=coordinator) == ["Mötet"]
    assert Dialogue.objects.get().status == "documented"


def test_other_changes_meanwhile_do_not_hinder_an_undoing(coordinator):
    """Only what the act itself changed must be as it left it."""
    dialogue = make_dialogue(coordinator, "Mötet", status="planned")
    act = cancel_dialogue(by=coordinator, dialogue=dialogue, reason="Snö")
    change_dialogue(by=coordinator, dialogue=Dialogue.objects.get(), title="Nytt namn")
    assert undo(act, by=coordinator) == []
    dialogue.refresh_from_db()
    assert (dialogue.status, dialogue.cancellation_reason, dialogue.title) == ("planned", "", "Nytt namn")


# Under the sight of whoever undoes


@pytest.fixture
def hidden_since(coordinator, outsider):
    """A meeting that the outsider worked in, and no longer may see."""

    def restrict(dialogue: Dialogue) -> None:
        change_dialogue(by=coordinator, dialogue=dialogue, protection="restricted")

    return restrict


def test_a_note_of_a_meeting_restricted_since_is_neither_restored_nor_named(
    client_of, coordinator, outsider, hidden_since
):
    dialogue = make_dialogue(coordinator)
    note = make_note(coordinator, dialogue, "Hemliga ord")
    act = remove_note(by=outsider, note=note)
    hidden_since(dialogue)
    response = client_of(outsider).post(reverse("undo", args=[act.uuid]), follow=True)
    assert response.status_code == 404
    assert "Hemliga" not in response.content.decode()
    assert Note.objects.get().removed_at


def test_a_participation_of_a_meeting_restricted_since_does_not_come_back(
    client_of, coordinator, outsider, hidden_since
):
    dialogue = make_dialogue(coordinator, participants=[{"organisation": make_organisation(coordinator)}])
    act = remove_participation(by=outsider, participation=dialogue.participations.get())
    hidden_since(dialogue)
    assert client_of(outsider).post(reverse("undo", args=[act.uuid])).status_code == 404
    assert not Participation.objects.exists()


def test_a_removed_meeting_restricted_since_does_not_come_back(
    client_of, coordinator, outsider, hidden_since
):
    dialogue = make_dialogue(coordinator)
    act = remove_dialogue(by=outsider, dialogue=dialogue)
    hidden_since(dialogue)
    assert client_of(outsider).post(reverse("undo", args=[act.uuid])).status_code == 404
    assert Dialogue.objects.get().removed_at


def test_its_team_can_still_undo(client_of, coordinator, outsider, hidden_since):
    dialogue = make_dialogue(coordinator)
    act = remove_note(by=coordinator, note=make_note(coordinator, dialogue))
    hidden_since(dialogue)
    assert press(client_of(coordinator), act).status_code == 200
    assert Note.objects.get().removed_at is None


def test_the_history_of_an_undone_row_says_who_undid_it(coordinator, outsider):
    dialogue = make_dialogue(coordinator, status="planned")
    act = cancel_dialogue(by=outsider, dialogue=dialogue, reason="Snö")
    undo(act, by=outsider)
    assert [h.history_user for h in dialogue.history.all()[:2]] == [outsider, outsider]


def test_what_one_may_no_longer_do_one_may_no_longer_undo(client_of, manager):
    tip = add_tip(by=manager, text_sv="Tips")
    theme = add_theme(by=manager, title_sv="Tema")
    acts = [
        step_theme(by=manager, theme=theme, status="adopted"),
        step_tip(by=manager, tip=tip, status="published"),
    ]
    set_roles(by=None, user=manager, roles=["reader"])
    assert [press(client_of(manager), act).status_code for act in acts] == [403, 403]
    set_roles(by=None, user=manager, roles=["coordinator"])
    assert [press(client_of(manager), act).status_code for act in acts] == [403, 403]
    tip.refresh_from_db()
    assert tip.status == "published"


def test_the_matrix_says_what_undoing_each_kind_of_act_asks_for():
    used = set()
    for path in Path(__file__).parents[2].glob("[dips]*/**/services.py"):
        used |= set(re.findall(r'operation\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))
    made = {"tip.step", "tip.publish", "example.step", "example.publish"}
    assert set(UNDOING) == used | made
    assert set(UNDOING.values()) <= set(CAPABILITIES)
