"""Writing commitments and feedback."""

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.commitments.models import Commitment, CommitmentState, Feedback
from dialogues.meetings.models import Dialogue, Status
from project.audit.models import Operation
from project.audit.operations import operation
from project.audit.services import change_row, create_row, remove_rows, restore_rows
from project.common.dates import today
from project.common.errors import Refusal


def add_commitment(*, by, dialogue: Dialogue, text: str, **values) -> Commitment:
    """A promise made at a meeting."""
    _set_closed(values)
    return create_row(Commitment(dialogue=dialogue, text=text, **values), by=by)


def change_commitment(*, by, commitment: Commitment, version: int | None = None, **values) -> list[str]:
    """Change a commitment. One that is done or declined is closed today, unless a day is given."""
    _set_closed(values)
    return change_row(commitment, by=by, version=version, **values)


def remove_commitment(*, by, commitment: Commitment) -> Operation:
    with operation("commitment.remove", by=by) as recorder:
        recorder.changing(commitment)
        remove_rows([commitment], by=by)
    return recorder.operation


def restore_commitment(*, by, commitment: Commitment) -> None:
    restore_rows([commitment], by=by)


def give_feedback(*, by, dialogue: Dialogue, **values) -> Feedback:
    """What the participants were told. A meeting that has been held counts as fed back from then on."""
    if dialogue.status in (Status.PLANNED, Status.CANCELLED):
        raise Refusal(_("The meeting has not been held, so there is nothing to feed back yet."))
    with transaction.atomic():
        feedback = create_row(Feedback(dialogue=dialogue, given_by=by, **values), by=by)
        change_row(dialogue, by=by, status=Status.FED_BACK)
    return feedback


def change_feedback(*, by, feedback: Feedback, version: int | None = None, **values) -> list[str]:
    return change_row(feedback, by=by, version=version, **values)


def _set_closed(values: dict) -> None:
    if values.get("state") == CommitmentState.OPEN:
        values["closed_on"] = None
    elif values.get("state") and "closed_on" not in values:
        values["closed_on"] = today()
