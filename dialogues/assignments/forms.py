from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.assignments.models import Assignment
from project.common.text import clean_line, shorten
from project.pages.fields import check_year
from project.pages.forms import RowForm


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
        return title[:200], due_on


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
