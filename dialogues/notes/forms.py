from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import Question
from dialogues.notes.models import Note
from dialogues.notes.services import LONGEST_TEXT
from project.pages.fields import LANGUAGES
from project.pages.forms import RowForm


def questions_for(dialogue, row):
    """The meeting's questions, and the one the row stands under already, if that is of another set."""
    return Question.objects.filter(Q(question_set=dialogue.question_set_id) | Q(pk=row.question_id))


class NoteForm(RowForm):
    text = forms.CharField(
        label=_("what was said"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    language = forms.ChoiceField(label=_("language"), choices=LANGUAGES, initial="sv")

    class Meta:
        model = Note
        fields = (
            "question",
            "channel",
            "participation",
            "voice",
            "may_be_quoted",
            "do_not_repeat",
            "uncertain",
        )
        help_texts = {"may_be_quoted": _("Whoever said it has agreed to be quoted, without name.")}

    sections = ((None, ("text", "question", "channel", "participation", "voice", "language")),)

    def __init__(self, *args, dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.dialogue = dialogue
        self.fields["question"].queryset = questions_for(dialogue, self.instance)
        self.fields["question"].empty_label = str(_("other"))
        self.fields["participation"].queryset = dialogue.participations.select_related(
            "organisation", "actor_type"
        )
        self.fields["participation"].empty_label = str(_("not known"))
        if self.instance.pk:
            self.initial.update(text=self.instance.text, language=self.instance.language)
