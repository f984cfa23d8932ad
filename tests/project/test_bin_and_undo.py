"""The bin, and undoing, by the services: what goes there and comes back, with what hangs on it; what somebody
else has changed meanwhile; and what cannot come back as it was, since something it needs is gone."""

from datetime import date

import pytest

from dialogues.commitments.services import add_commitment, remove_commitment, restore_commitment
from dialogues.meetings.services import (
    add_participation,
    cancel_dialogue,
    change_dialogue,
    remove_dialogue,
    remove_participation,
    restore_dialogue,
    step_dialogue,
)
from dialogues.models import Commitment, Dialogue, Note, Participation
from dialogues.notes.services import remove_note, restore_note, revise_note
from insights.codebook.services import restore_tag, retire_tag
from insights.models import Insight, Raiser, Tag
from insights.tagging.services import By, anchor, change_insight, remove_insight, restore_insight
from project.audit.models import LogEntry, Operation
from project.audit.operations import undo
from project.common.errors import Conflict, Refusal
from stakeholders.models import Organisation
from stakeholders.register.services import (
    add_organisation,
    archive_organisation,
    change_organisation,
    restore_organisation,
)
from tests.factories import (
    make_actor_type,
    make_dialogue,
    make_insight,
    make_note,
    make_organisation,
    make_tag,
)


@pytest.fixture
def dialogue(coordinator):
    return make_dialogue(coordinator, "Mötet")


@pytest.fixture
def note(coordinator, dialogue):
    return make_note(coordinator, dialogue, "Många är oroliga.")


def drawn_from(by, note: Note, text: str = "Oro") -> Insight:
    return make_insight(by, note.dialogue, text, anchored=anchor(note.current, 0, 5))


def stale(row):
    """The row as somebody has it in hand who read it before what comes."""
    return type(row).objects.get(pk=row.pk)


# Each kind of row


def make_each(by, dialogue) -> dict:
    note = make_note(by, dialogue)
    return {
        "note": (note, remove_note, restore_note),
        "insight": (make_insight(by, dialogue), remove_insight, restore_insight),
        "commitment": (
            add_commitment(by=by, dialogue=dialogue, text="Lovat"),
            remove_commitment,
            restore_commitment,
        ),
        "dialogue": (dialogue, remove_dialogue, restore_dialogue),
    }


@pytest.mark.parametrize("kind", ["note", "insight", "commitment", "dialogue"])
def test_a_row_goes_to_the_bin_and_comes_back(coordinator, officer, dialogue, kind):
    row, remove, restore = make_each(coordinator, dialogue)[kind]
    rows = type(row).objects
    before = columns(row)
    act = remove(by=coordinator, **{kind: row})
    assert not rows.visible_to(coordinator).filter(pk=row.pk).exists()
    assert rows.binned_for(officer).get() == row
    row.refresh_from_db()
    assert (row.removed_by, act.kind, act.by) == (coordinator, f"{kind}.remove", coordinator)
    restore(by=officer, **{kind: row})
    assert columns(row) == before
    assert rows.visible_to(coordinator).filter(pk=row.pk).exists()
    log = LogEntry.objects.filter(model=row._meta.label, row_id=row.pk).order_by("pk")
    assert [(e.action, e.by) for e in log][-2:] == [("remove", coordinator), ("restore", officer)]


@pytest.mark.parametrize("kind", ["note", "insight", "commitment", "dialogue"])
def test_removing_or_restoring_what_is_so_already_does_nothing(coordinator, dialogue, kind):
    row, remove, restore = make_each(coordinator, dialogue)[kind]
    live, logged = stale(row), LogEntry.objects.count()
    restore(by=coordinator, **{kind: row})
    assert LogEntry.objects.count() == logged
    remove(by=coordinator, **{kind: row})
    row.refresh_from_db()
    removal, logged = row.removal, LogEntry.objects.count()
    remove(by=coordinator, **{kind: live})
    row.refresh_from_db()
    assert (row.removal, LogEntry.objects.count()) == (removal, logged), "by a page that was open meanwhile"


def columns(row) -> dict:
    """What a row holds, but for what every save moves."""
    row.refresh_from_db()
    moving = ("version", "changed_at")
    return {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in moving}


# What somebody else has changed meanwhile


@pytest.mark.parametrize(
    ("remove", "restore"), [(remove_insight, restore_insight)], ids=["by somebody who read it before"]
)
def test_the_bin_keeps_what_was_changed_since_the_row_was_read(
    coordinator, outsider, dialogue, remove, restore
):
    insight = make_insight(coordinator, dialogue, "Gamla ord")
    mine = stale(insight)
    change_insight(by=outsider, insight=insight, text="Nya ord")
    remove(by=coordinator, insight=mine)
    restore(by=coordinator, insight=stale(insight))
    insight.refresh_from_db()
    assert insight.text == "Nya ord"
    assert [h.text for h in insight.history.order_by("pk")] == ["Gamla ord", "Nya ord", "Nya ord", "Nya ord"]


def test_a_lock_version_never_goes_back_in_the_bin(coordinator, outsider, dialogue):
    """Else a form that was opened before the other's change could write over it unseen."""
    insight = make_insight(coordinator, dialogue, "Gamla ord")
    opened, mine = insight.version, stale(insight)
    change_insight(by=outsider, insight=insight, text="Nya ord")
    remove_insight(by=coordinator, insight=mine)
    restore_insight(by=coordinator, insight=stale(insight))
    with pytest.raises(Conflict):
        change_insight(by=coordinator, insight=stale(insight), version=opened, text="Mina ord")


@pytest.mark.parametrize("act", ["cancel", "step", "remove"])
def test_undoing_takes_nothing_back_that_another_had_changed_before_the_act(coordinator, outsider, act):
    """Whoever acted had read the row before the other's change."""
    dialogue = make_dialogue(coordinator, "Gamla namnet", status="planned")
    mine = stale(dialogue)
    change_dialogue(by=outsider, dialogue=dialogue, title="Nya namnet")
    if act == "cancel":
        done = cancel_dialogue(by=coordinator, dialogue=mine, reason="Snö")
    elif act == "step":
        done = step_dialogue(by=coordinator, dialogue=mine, status="held")
    else:
        done = remove_dialogue(by=coordinator, dialogue=mine)
    assert undo(done, by=coordinator) == []
    dialogue.refresh_from_db()
    assert (dialogue.title, dialogue.status, dialogue.removed_at) == ("Nya namnet", "planned", None)


# A note and what was drawn from it


def test_a_note_takes_its_insights_into_the_bin_and_back(coordinator, note):
    insight = drawn_from(coordinator, note)
    beside = make_insight(coordinator, note.dialogue, "Bredvid")
    remove_note(by=coordinator, note=note)
    assert list(Insight.objects.visible_to(coordinator)) == [beside]
    restore_note(by=coordinator, note=note)
    assert set(Insight.objects.visible_to(coordinator)) == {insight, beside}


def test_an_insight_that_lay_in_the_bin_before_its_note_stays_there(coordinator, note):
    insight = drawn_from(coordinator, note)
    remove_insight(by=coordinator, insight=insight)
    remove_note(by=coordinator, note=note)
    restore_note(by=coordinator, note=note)
    insight.refresh_from_db()
    assert insight.removed_at
    restore_insight(by=coordinator, insight=insight)
    assert Insight.objects.get().removed_at is None


def test_an_insight_whose_note_lies_in_the_bin_comes_back_with_the_note_only(coordinator, note):
    """By restoring it, and by undoing its removal, alike."""
    insight = drawn_from(coordinator, note)
    act = remove_insight(by=coordinator, insight=insight)
    remove_note(by=coordinator, note=note)
    with pytest.raises(Refusal):
        restore_insight(by=coordinator, insight=insight)
    assert undo(act, by=coordinator) == ["Oro"], "left as it is, and named"
    assert Insight.objects.get().removed_at


def test_undoing_the_removal_of_a_note_brings_its_insights_back_with_it(coordinator, note):
    insight = drawn_from(coordinator, note)
    before = [columns(note), columns(insight)]
    act = remove_note(by=coordinator, note=note)
    assert undo(act, by=coordinator) == []
    assert [columns(note), columns(insight)] == before


def test_insights_drawn_from_an_earlier_version_go_with_the_note_too(coordinator, note):
    insight = drawn_from(coordinator, note)
    revise_note(by=coordinator, note=note, text="Helt andra ord.")
    remove_note(by=coordinator, note=note)
    insight.refresh_from_db()
    assert insight.removed_at
    assert insight.note_version.text == "Många är oroliga."


def test_a_note_of_a_meeting_in_the_bin_is_seen_when_the_meeting_is_back(coordinator, dialogue, note):
    remove_note(by=coordinator, note=note)
    remove_dialogue(by=coordinator, dialogue=dialogue)
    restore_note(by=coordinator, note=note)
    assert not Note.objects.visible_to(coordinator).exists()
    restore_dialogue(by=coordinator, dialogue=dialogue)
    assert Note.objects.visible_to(coordinator).get() == note


def test_a_commitment_of_a_removed_note_stays_a_commitment(coordinator, note):
    promise = add_commitment(by=coordinator, dialogue=note.dialogue, note=note, text="Lovat")
    remove_note(by=coordinator, note=note)
    assert Commitment.objects.visible_to(coordinator).get() == promise


# What cannot come back as it was


def test_undoing_brings_no_organisation_back_beside_another_of_its_name(coordinator):
    organisation = make_organisation(coordinator, "Ystads kommun")
    act = archive_organisation(by=coordinator, organisation=organisation, reason="Slut")
    add_organisation(
        by=coordinator, name="Ystads kommun", actor_type=organisation.actor_type, number="212000-1256"
    )
    with pytest.raises(Refusal):
        restore_organisation(by=coordinator, organisation=stale(organisation))
    assert undo(act, by=coordinator) == ["Ystads kommun"]
    assert Organisation.objects.live().filter(name="Ystads kommun").count() == 1


def test_no_tag_comes_back_into_use_under_one_that_is_retired(analyst):
    parent = make_tag(analyst, "RAD", name_sv="Rädsla")
    child = make_tag(analyst, "RAD-OMH", name_sv="Omhändertagande", parent=parent)
    act = retire_tag(by=analyst, tag=child)
    retire_tag(by=analyst, tag=parent)
    with pytest.raises(Refusal, match="Rädsla"):
        restore_tag(by=analyst, tag=stale(child))
    assert undo(act, by=analyst) == ["Omhändertagande"]
    assert not Tag.objects.live().exists()
    restore_tag(by=analyst, tag=stale(parent))
    restore_tag(by=analyst, tag=stale(child))
    assert set(Tag.objects.live()) == {parent, child}


def test_a_participation_does_not_come_back_as_an_organisation_merged_since(coordinator, dialogue):
    organisation, other = make_organisation(coordinator, "Gamla"), make_organisation(coordinator, "Nya")
    seat = add_participation(by=coordinator, dialogue=dialogue, organisation=organisation)
    act = remove_participation(by=coordinator, participation=seat)
    change_organisation(by=coordinator, organisation=organisation, merged_into=other)
    assert undo(act, by=coordinator) == ["Gamla"]
    assert not Participation.objects.exists()


def test_what_several_removed_participations_raised_comes_back_to_each(coordinator, dialogue):
    seats = [
        add_participation(by=coordinator, dialogue=dialogue, organisation=make_organisation(coordinator))
        for _number in range(2)
    ]
    insight = make_insight(coordinator, dialogue, raisers=[By(participation=seat) for seat in seats])
    acts = [remove_participation(by=coordinator, participation=seat) for seat in seats]
    kind = make_actor_type("kommun")
    assert [(r.participation, r.actor_type) for r in insight.raisers.all()] == [(None, kind)]
    for act in reversed(acts):
        assert undo(act, by=coordinator) == []
    assert {r.participation for r in insight.raisers.all()} == set(Participation.objects.all())
    assert Raiser.objects.count() == 2


def test_an_operation_names_fields_and_rows_and_expires(coordinator, dialogue, note):
    act = remove_note(by=coordinator, note=note)
    assert [(c["model"], c["pk"]) for c in act.changes] == [("dialogues.Note", note.pk)]
    assert set(act.changes[0]["before"]) == {"removed_at", "removed_by_id", "removal"}
    assert (act.expires_at - act.at).days in (29, 30)
    assert Operation.objects.get().can_be_undone


def test_a_meeting_in_the_bin_counts_nowhere(coordinator, dialogue):
    remove_dialogue(by=coordinator, dialogue=dialogue)
    assert not Dialogue.objects.counted().exists()
    assert Dialogue.objects.get().first_day == date(2026, 3, 4)
