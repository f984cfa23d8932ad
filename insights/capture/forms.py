import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.models import Dialogue, Question
from dialogues.notes.models import Channel
from dialogues.notes.services import LONGEST_TEXT
from project.pages.forms import PlainForm, VersionField

MOST_LINES = 500


class CaptureForm(PlainForm):
    """All of a meeting's questions, each a place to type, and one for what fits none of them. Without
    JavaScript every row typed becomes a line; with it, one line is sent at a time."""

    channel = forms.ChoiceField(
        label=_l("channel"), choices=Channel.choices, initial=Channel.ROUND, required=False
    )

    def __init__(self, *args, dialogue: Dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions: list[Question | None] = [
            *Question.objects.filter(question_set=dialogue.question_set_id).order_by("number"),
            None,
        ]
        for question in self.questions:
            self.fields[self.text_name(question)] = forms.CharField(
                label=str(question) if question else _("What fits no question"),
                required=False,
                strip=True,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(
                    attrs={
                        "rows": 1,
                        "class": "line-input",
                        "placeholder": _("Write a line. Enter saves. # tag, @ actor, ! commitment"),
                    }
                ),
            )
            if question is self.questions[0] and not self.is_bound:
                self.fields[self.text_name(question)].widget.attrs["autofocus"] = True
            self.fields[self.id_name(question)] = forms.UUIDField(
                required=False, initial=uuid.uuid4, widget=forms.HiddenInput
            )

    @staticmethod
    def text_name(question: Question | None) -> str:
        return f"text-{question.key if question else 'other'}"

    @staticmethod
    def id_name(question: Question | None) -> str:
        return f"uuid-{question.key if question else 'other'}"

    def clean(self):
        values = super().clean()
        if sum(len(text.splitlines()) for text in self.texts(values)) > MOST_LINES:
            raise forms.ValidationError(_("At most %(most)s lines at a time.") % {"most": MOST_LINES})
        return values

    def texts(self, values) -> list[str]:
        return [values.get(self.text_name(q)) or "" for q in self.questions]

    def lines(self) -> list[tuple[Question | None, uuid.UUID, str]]:
        """(question, id, raw text) of every line typed. The ids of a place's further lines follow from
        the first and from their words, so that the form sent twice makes each line once, and one that was
        put between them before it was sent again is a line of its own."""
        found = []
        for question in self.questions:
            first = self.cleaned_data.get(self.id_name(question)) or uuid.uuid4()
            rows = [
                r for r in (self.cleaned_data.get(self.text_name(question)) or "").splitlines() if r.strip()
            ]
            for n, row in enumerate(rows):
                same = rows[1:n].count(row)
                found.append((question, uuid.uuid5(first, f"{same} {row}") if n else first, row))
        return found


class LineForm(PlainForm):
    """One captured line, as it was typed."""

    raw = forms.CharField(
        label=_l("the line"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "line-input"}),
    )
    version = VersionField()

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update(raw=instance.current.raw or instance.text, version=instance.version)
