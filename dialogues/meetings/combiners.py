"""How participations that collide become one when organisations are merged."""

from django.db import transaction

from dialogues.meetings.models import Attendance, Participation
from project import registry
from project.audit.models import Action
from project.audit.services import change_row, record
from project.registry import Combiner

_STRENGTH = (Attendance.ABSENT, Attendance.APOLOGIES, Attendance.EXPECTED, Attendance.PRESENT)


def combine_participations(*, kept: Participation, given_up: Participation, by) -> None:
    """Both were noted at the same meeting: once, present if either was. Where both have a head-count the
    larger is kept, since the same people may have been noted under both names. What the second raised or
    said follows (effect `participation_combined`)."""
    with transaction.atomic():
        counts = [p.headcount for p in (kept, given_up) if p.headcount is not None]
        attendance = max(kept.attendance, given_up.attendance, key=_STRENGTH.index)
        change_row(kept, by=by, attendance=attendance, headcount=max(counts, default=None))
        kept.contacts.add(*given_up.contacts.all())
        registry.run("participation_combined", kept=kept, given_up=given_up, by=by)
        given_up._history_user = by
        record(Action.REMOVE, by=by, row=given_up, dialogue=given_up.dialogue_id)
        given_up.delete()


COMBINERS = (Combiner("dialogues.Participation", "participation_once", combine_participations),)
