from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.meetings.views import OfDialogue
from dialogues.notes import services
from dialogues.notes.filters import NoteFilter
from dialogues.notes.forms import NoteForm
from dialogues.notes.models import Note
from dialogues.notes.tables import NOTE_COLUMNS, NoteTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, back_to
from project.pages.lists import ListPage


class NoteList(ListPage):
    model = Note
    filter_class = NoteFilter
    table_class = NoteTable
    columns = NOTE_COLUMNS
    title = _l("Notes")
    lead = _l("What was said at the meetings, line by line.")
    empty = _l("Nothing has been noted yet. Notes are written at a meeting: log one, and begin.")
    filename = "anteckningar"

    def actions(self):
        return [PageAction(_("Log meeting"), reverse("dialogues:dialogue-create"), "dialogue.edit")]


class NoteDetail(DetailPage):
    model = Note
    page = "note"
    template = "dialogues/notes/detail.html"

    def rows(self):
        related = (
            "current",
            "dialogue",
            "question",
            "participation__organisation",
            "participation__actor_type",
        )
        return super().rows().select_related(*related)

    def actions(self):
        args = [self.row.uuid]
        return [
            PageAction(_("Edit"), reverse("dialogues:note-edit", args=args), "dialogue.edit"),
            PageAction(_("Remove"), reverse("dialogues:note-remove", args=args), "dialogue.edit", post=True),
        ]

    def extra(self):
        return {"versions": self.row.versions.select_related("author").order_by("-number")}


class NoteCreate(OfDialogue, FormPage):
    form_class = NoteForm
    title = _l("New note")
    lead = _l(
        "For a paragraph or a text from elsewhere. Lines at the meeting are quicker written on its capture page."
    )

    def form_arguments(self):
        return {"dialogue": self.dialogue}

    def save(self, form):
        note, _new = services.add_note(by=self.request.user, dialogue=self.dialogue, **form.values)
        return note


class NoteEdit(EditPage):
    model = Note
    form_class = NoteForm

    def heading(self):
        return _("Edit the note")

    def form_arguments(self):
        return {"instance": self.row, "dialogue": self.row.dialogue}

    def save(self, form):
        services.revise_note(
            by=self.request.user, note=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class NoteRemove(ActPage):
    model = Note

    def act(self, request):
        dialogue = self.row.dialogue
        act = services.remove_note(by=request.user, note=self.row)
        messages.success(request, _("The note is in the bin."), extra_tags=f"undo:{act.uuid}")
        return back_to(request, dialogue)


class NoteRestore(ActPage):
    model = Note

    def rows(self):
        return Note.objects.binned_for(self.request.user)

    def act(self, request):
        services.restore_note(by=request.user, note=self.row)
        messages.success(request, _("The note is back."))
        return self.row.get_absolute_url()
