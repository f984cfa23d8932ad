from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.assignments.models import Assignment, Deadline, InsightKind, Question, QuestionSet
from dialogues.assignments.services import question_values
from project.common.text import clean_line, shorten
from project.pages.fields import check_year
from project.pages.forms import RowForm

LONGEST_TITLE = Deadline._meta.get_field("title").max_length
LONGEST_QUESTION = Question._meta.get_field("text_sv").max_length


class DeadlinesField(forms.CharField):
    """Deadlines, one a line: the day, and what is due."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(f"{d.due_on} {d.title}" for d in value) if isinstance(value, list) else value

    def clean(self, value):
        found = {}
        for line in filter(None, map(clean_line, (super().clean(value) or "").splitlines())):
            title, day = self._read(line)
            if title in found:
                raise ValidationError(_("“%(title)s” stands twice. Keep one line."), params={"title": title})
            found[title] = day
        return list(found.items())

    def _read(self, line: str) -> tuple[str, date]:
        day, _space, title = line.partition(" ")
        try:
            due_on = date.fromisoformat(day)
        except ValueError:
            raise ValidationError(
                _("“%(line)s”: begin with the day, like 2026-12-10 Final report."),
                params={"line": shorten(line, 60)},
            ) from None
        check_year(due_on)
        if not title:
            raise ValidationError(_("“%(line)s”: say what is due."), params={"line": line})
        if len(title) > LONGEST_TITLE:
            raise ValidationError(
                _("“%(name)s” is too long for a name, which has at most %(most)s characters."),
                params={"name": shorten(title, 60), "most": LONGEST_TITLE},
            )
        return title, due_on


class AssignmentForm(RowForm):
    deadlines = DeadlinesField(
        label=_l("deadlines"),
        required=False,
        help_text=_l("One a line: 2026-12-10 Final report to the government"),
    )

    class Meta:
        model = Assignment
        fields = ("title", "decision", "description", "period_from", "period_to")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["deadlines"] = list(self.instance.deadlines.all())


class QuestionsField(forms.CharField):
    """Questions, one a line, numbered as they stand."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        lines = [line for line in map(clean_line, (super().clean(value) or "").splitlines()) if line]
        if long := next((line for line in lines if len(line) > LONGEST_QUESTION), None):
            raise ValidationError(
                _("“%(line)s” is longer than %(most)s characters."),
                params={"line": shorten(long, 60), "most": LONGEST_QUESTION},
            )
        return lines


class QuestionSetForm(RowForm):
    questions_sv = QuestionsField(
        label=_l("questions in Swedish"), help_text=_l("One a line, in the order they are asked.")
    )
    questions_en = QuestionsField(
        label=_l("questions in English"),
        required=False,
        help_text=_l("In the same order; leave empty what is not translated."),
    )

    class Meta:
        model = QuestionSet
        fields = ("title_sv", "title_en")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.asked = question_values(self.instance)
            for code in ("sv", "en"):
                self.initial[f"questions_{code}"] = "\n".join(q[f"text_{code}"] for q in self.asked).rstrip(
                    "\n"
                )
        else:
            self.asked = []

    def clean(self):
        values = super().clean()
        if len(values.get("questions_en") or ()) > len(values.get("questions_sv") or ()) and not self.errors:
            self.add_error("questions_en", _("There are more questions in English than in Swedish."))
        return values

    @property
    def values(self):
        values = super().values
        swedish, english = values.pop("questions_sv"), values.pop("questions_en")
        english = [*english, *[""] * len(swedish)]
        kinds = [q["default_kind"] for q in self.asked] + [InsightKind.OBSERVATION] * len(swedish)
        values["questions"] = [
            {"text_sv": sv, "text_en": en, "default_kind": str(kind)}
            for sv, en, kind in zip(swedish, english, kinds, strict=False)
        ]
        return values
