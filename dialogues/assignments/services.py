"""Writing assignments and their deadlines."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from dialogues.assignments.models import Assignment, Deadline
from project.audit.models import Operation
from project.audit.operations import operation
from project.audit.services import change_row, create_row


def add_assignment(*, by, title: str, deadlines: Iterable[tuple[str, date]] = (), **values) -> Assignment:
    """A new assignment with its deadlines, (title, day) each."""
    with transaction.atomic():
        values.setdefault("key", _free_key(title))
        assignment = create_row(Assignment(title=title, **values), by=by)
        set_deadlines(assignment=assignment, deadlines=deadlines)
    return assignment


def change_assignment(
    *, by, assignment: Assignment, version: int | None = None, deadlines: Iterable | None = None, **values
) -> list[str]:
    with transaction.atomic():
        changed = change_row(assignment, by=by, version=version, **values)
        if deadlines is not None:
            set_deadlines(assignment=assignment, deadlines=deadlines)
    return changed


def set_deadlines(*, assignment: Assignment, deadlines: Iterable[tuple[str, date]]) -> None:
    """Give the assignment exactly these deadlines."""
    wanted = dict(deadlines)
    assignment.deadlines.exclude(title__in=wanted).delete()
    for title, due_on in wanted.items():
        Deadline.objects.update_or_create(assignment=assignment, title=title, defaults={"due_on": due_on})


def archive_assignment(*, by, assignment: Assignment) -> Operation:
    """Retire an assignment: it stays with its meetings, and is offered for no new ones. Can be undone."""
    with operation("assignment.archive", by=by) as recorder:
        recorder.changing(assignment)
        change_row(assignment, by=by, archived_at=timezone.now())
    return recorder.operation


def _free_key(title: str) -> str:
    base = slugify(title)[:30] or "assignment"
    taken = set(Assignment.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(k for k in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if k not in taken)
