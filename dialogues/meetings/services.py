"""Writing meetings and participations."""

import uuid as uuids
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.meetings.models import HELD_OR_LATER, Attendance, Dialogue, Participation, Protection, Status
from project import registry
from project.audit.models import Action, Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row, record, remove_rows, restore_rows
from project.common.dates import Precision, span, today
from project.common.errors import Refusal
from stakeholders.models import ActorType, Organisation

STEPS = (Status.PLANNED, *HELD_OR_LATER)


def plan_days(first, precision: str, last=None) -> dict:
    """The stored span of a date known to a precision: values for `first_day`, `last_day`, `precision`."""
    if precision == Precision.UNKNOWN or first is None:
        return {"first_day": None, "last_day": None, "precision": Precision.UNKNOWN}
    if precision == Precision.SPAN and last is not None and last != first:
        return {"first_day": first, "last_day": last, "precision": precision}
    if precision == Precision.SPAN:
        precision = Precision.DAY
    first_day, last_day = span(first, precision)
    return {"first_day": first_day, "last_day": last_day, "precision": precision}


def status_for(first_day) -> str:
    """Held or planned, as the date says."""
    return Status.PLANNED if first_day and first_day > today() else Status.HELD


def log_dialogue(
    *,
    by,
    title: str,
    team: Iterable = (),
    participants: Iterable[dict] = (),
    co_hosts=(),
    invited_actor_types=(),
    **values,
) -> Dialogue:
    """A new meeting with its participants, in one act. Whoever logs it is responsible for it and in its
    team, unless another is named. `participants` are keywords of `add_participation`.

    Raises ValidationError keyed by field.
    """
    with transaction.atomic():
        values.setdefault("owner", by)
        dialogue = Dialogue(title=title, **values)
        create_row(dialogue, by=by)
        dialogue.team.set({values["owner"], *team})
        dialogue.co_hosts.set(co_hosts)
        dialogue.invited_actor_types.set(invited_actor_types)
        for participant in participants:
            add_participation(by=by, dialogue=dialogue, **participant)
    return dialogue


def change_dialogue(
    *,
    by,
    dialogue: Dialogue,
    version: int | None = None,
    team: Iterable | None = None,
    co_hosts: Iterable | None = None,
    invited_actor_types: Iterable | None = None,
    **values,
) -> list[str]:
    """Change a meeting, and its team, co-hosts and invited actor types where they are given. Raises Refusal
    where one that has been held would lie ahead."""
    if values.get("first_day") and values["first_day"] > today() and dialogue.status in HELD_OR_LATER:
        raise Refusal({"day": _("The meeting has been held, so it cannot lie ahead.")})
    with transaction.atomic():
        changed = change_row(dialogue, by=by, version=version, **values)
        if "owner" in changed and team is None:
            team = dialogue.team.all()
        beside = []
        if team is not None and set_team(by=by, dialogue=dialogue, team=team):
            beside.append("team")
        for name, rows in (("co_hosts", co_hosts), ("invited_actor_types", invited_actor_types)):
            if rows is not None and set(rows) != set(getattr(dialogue, name).all()):
                getattr(dialogue, name).set(rows)
                beside.append(name)
        return changed_with(dialogue, by=by, changed=changed, beside=beside)


def set_team(*, by, dialogue: Dialogue, team: Iterable) -> bool:
    """Give the meeting this team; says whether it changed. Whoever is responsible is always in it; a
    restricted meeting cannot lose its last member (Refusal)."""
    team = set(team)
    before = set(dialogue.team.all())
    if not team and dialogue.protection == Protection.RESTRICTED:
        raise Refusal({"team": _("A restricted meeting must have somebody in its team.")})
    team.add(dialogue.owner)
    if team == before:
        return False
    dialogue.team.set(team)
    record(
        Action.CHANGE,
        by=by,
        row=dialogue,
        fields=["team"],
        added=sorted(u.pk for u in team - before),
        removed=sorted(u.pk for u in before - team),
    )
    return True


def step_dialogue(*, by, dialogue: Dialogue, status: str, version: int | None = None) -> Operation:
    """Take a meeting to another step of its chain (planned, held, processed, documented, fed back)."""
    if status not in STEPS:
        raise Refusal(_("That is not a step a meeting can take."))
    if status in HELD_OR_LATER and dialogue.first_day and dialogue.first_day > today():
        raise Refusal(_("The meeting lies ahead; it cannot have been held yet."))
    with operation("dialogue.step", by=by) as recorder:
        recorder.changing(dialogue)
        change_row(dialogue, by=by, version=version, status=status, cancellation_reason="")
    return recorder.operation


def cancel_dialogue(*, by, dialogue: Dialogue, reason: str) -> Operation:
    """Cancel a planned meeting, with the reason. Can be undone."""
    if dialogue.status not in (Status.PLANNED, Status.CANCELLED):
        raise Refusal(_("The meeting has been held, so it cannot be cancelled."))
    with operation("dialogue.cancel", by=by) as recorder:
        recorder.changing(dialogue)
        change_row(dialogue, by=by, status=Status.CANCELLED, cancellation_reason=reason)
    return recorder.operation


def remove_dialogue(*, by, dialogue: Dialogue) -> Operation:
    """Put a meeting, and with it everything seen under it, into the bin. Can be undone."""
    with operation("dialogue.remove", by=by) as recorder:
        recorder.changing(dialogue)
        remove_rows([dialogue], by=by)
    return recorder.operation


def restore_dialogue(*, by, dialogue: Dialogue) -> None:
    restore_rows([dialogue], by=by)


def add_participation(
    *,
    by,
    dialogue: Dialogue,
    organisation: Organisation | None = None,
    actor_type: ActorType | None = None,
    attendance: str = Attendance.PRESENT,
    headcount: int | None = None,
    uuid: uuids.UUID | None = None,
) -> Participation:
    """An organisation, or an actor type without one, among a meeting's participants. The organisation's
    actor type is kept as it is now. Raises ValidationError where it stands there already, has been
    merged or is retired."""
    if organisation is not None:
        _refuse_gone(organisation)
        actor_type = organisation.actor_type
    if actor_type is None:
        raise Refusal({"organisation": _("Name an organisation, or choose an actor type.")})
    row = Participation(
        uuid=uuid or uuids.uuid4(),
        dialogue=dialogue,
        organisation=organisation,
        actor_type=actor_type,
        attendance=attendance,
        headcount=headcount,
    )
    return create_row(row, by=by)


def change_participation(
    *, by, participation: Participation, version: int | None = None, **values
) -> list[str]:
    """Change a participation. A new organisation brings its actor type, and what it raised follows."""
    organisation = values.get("organisation")
    if organisation is not None and organisation.pk != participation.organisation_id:
        _refuse_gone(organisation)
    if organisation is not None:
        was = Participation.objects.only("organisation_id").get(pk=participation.pk).organisation_id
        if organisation.pk != was:
            values["actor_type"] = organisation.actor_type
        else:
            values.pop("actor_type", None)
    with transaction.atomic():
        changed = change_row(participation, by=by, version=version, **values)
        if {"organisation", "actor_type"} & set(changed):
            registry.run("participation_changed", participation=participation, by=by)
    return changed


def remove_participation(*, by, participation: Participation) -> Operation:
    """Take a participation away. What it raised stays, as raised by its actor type. Can be undone."""
    with operation("participation.remove", by=by) as recorder:
        registry.run("participation_leaving", participation=participation, recorder=recorder, by=by)
        recorder.deleting(participation)
        participation._history_user = by
        record(Action.REMOVE, by=by, row=participation, dialogue=participation.dialogue_id)
        participation.delete()
    return recorder.operation


def _refuse_gone(organisation: Organisation) -> None:
    if organisation.merged_into_id:
        raise Refusal(
            {
                "organisation": _("“%(name)s” has been merged into “%(into)s”. Choose that one.")
                % {"name": organisation.name, "into": organisation.merged_into.name}
            }
        )
    if organisation.archived_at:
        raise Refusal(
            {
                "organisation": _("“%(name)s” has been retired from the register. Restore it there first.")
                % {"name": organisation.name}
            }
        )
