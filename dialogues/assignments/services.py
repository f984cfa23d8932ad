"""Writing assignments with their deadlines, and question sets."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dialogues.assignments.models import Assignment, Deadline, Question, QuestionSet
from project.audit.models import Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row
from project.common.dates import today
from project.common.errors import Refusal


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
        moved = deadlines is not None and set_deadlines(assignment=assignment, deadlines=deadlines)
        return changed_with(assignment, by=by, changed=changed, beside=["deadlines"] if moved else [])


def set_deadlines(*, assignment: Assignment, deadlines: Iterable[tuple[str, date]]) -> bool:
    """Give the assignment exactly these deadlines; says whether anything changed."""
    wanted = dict(deadlines)
    if wanted == dict(assignment.deadlines.values_list("title", "due_on")):
        return False
    assignment.deadlines.exclude(title__in=wanted).delete()
    for title, due_on in wanted.items():
        Deadline.objects.update_or_create(assignment=assignment, title=title, defaults={"due_on": due_on})
    return True


def archive_assignment(*, by, assignment: Assignment) -> Operation:
    """Retire an assignment: it stays with its meetings, and is offered for no new ones. Can be undone."""
    with operation("assignment.archive", by=by) as recorder:
        recorder.changing(assignment)
        change_row(assignment, by=by, archived_at=timezone.now())
    return recorder.operation


def add_question_set(*, by, title_sv: str, questions: Iterable[dict], **values) -> QuestionSet:
    """A new question set. `questions` are, in order, values of `Question` but for its number and key.
    Raises Refusal where there is none."""
    with transaction.atomic():
        values.setdefault("key", _free_key(title_sv, QuestionSet))
        question_set = create_row(QuestionSet(title_sv=title_sv, **values), by=by)
        _set_questions(question_set, questions)
    return question_set


def change_question_set(
    *,
    by,
    question_set: QuestionSet,
    version: int | None = None,
    questions: Iterable[dict] | None = None,
    **values,
) -> list[str]:
    """Change a question set. Questions that a meeting has used stay as they are (Refusal)."""
    with transaction.atomic():
        changed = change_row(question_set, by=by, version=version, **values)
        asked = questions is not None and list(questions) != question_values(question_set)
        if asked:
            _forget_questions(question_set)
            _set_questions(question_set, questions)
        return changed_with(question_set, by=by, changed=changed, beside=["questions"] if asked else [])


def retire_question_set(*, by, question_set: QuestionSet) -> Operation:
    """Retire a question set: it stays with its meetings, and is offered for no new ones. Can be undone."""
    with operation("question_set.retire", by=by) as recorder:
        recorder.changing(question_set)
        change_row(question_set, by=by, retired_on=today())
    return recorder.operation


def question_values(question_set: QuestionSet) -> list[dict]:
    """The set's questions, as `add_question_set` takes them."""
    return list(question_set.questions.order_by("number").values("text_sv", "text_en", "default_kind"))


def _forget_questions(question_set: QuestionSet) -> None:
    """Delete the set's questions. Raises Refusal where anybody has answered them, or could have."""
    if question_set.dialogues.exists():
        raise Refusal(_("Meetings have asked these questions, so their words stay. Make a new question set."))
    try:
        question_set.questions.all().delete()
    except ProtectedError:  # of a meeting that asks other questions by now
        raise Refusal(
            _("Notes or insights stand under these questions, so their words stay. Make a new question set.")
        ) from None


def _set_questions(question_set: QuestionSet, questions: Iterable[dict]) -> None:
    questions = list(questions)
    if not questions:
        raise Refusal({"questions": _("Write at least one question.")})
    for number, values in enumerate(questions, start=1):
        row = Question(
            question_set=question_set, key=f"{question_set.key}-{number}"[:40], number=number, **values
        )
        row.full_clean()
        row.save()


def _free_key(title: str, model=Assignment) -> str:
    base = slugify(title)[:30] or "a"
    taken = set(model.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(k for k in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if k not in taken)
