from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.meetings import services
from dialogues.meetings.dates import when_in_words
from dialogues.meetings.filters import DialogueFilter, ParticipationFilter
from dialogues.meetings.forms import (
    CancelForm,
    ConfirmForm,
    DialogueForm,
    NewDialogueForm,
    ParticipationForm,
)
from dialogues.meetings.models import HELD_OR_LATER, Dialogue, Participation, Status
from dialogues.meetings.tables import (
    DIALOGUE_COLUMNS,
    PARTICIPATION_COLUMNS,
    DialogueTable,
    ParticipationTable,
)
from project.common.dates import today
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage
from project.pages.lists import ListPage


class DialogueList(ListPage):
    model = Dialogue
    filter_class = DialogueFilter
    table_class = DialogueTable
    columns = DIALOGUE_COLUMNS
    title = _l("Meetings")
    lead = _l("Planned and held, with who took part.")
    empty = _l(
        "No meeting has been logged yet. Log the first one; a line of what was said is enough to begin with."
    )
    filename = "moten"
    main_filters = 5

    def actions(self):
        return [
            PageAction(_("Log meeting"), reverse("dialogues:dialogue-create"), "dialogue.edit", primary=True)
        ]


NEXT_STEP = {
    Status.HELD: (Status.PROCESSED, _l("Mark as processed")),
    Status.PROCESSED: (Status.DOCUMENTED, _l("Mark as documented")),
}


class DialogueDetail(DetailPage):
    model = Dialogue
    page = "dialogue"
    template = "dialogues/meetings/detail.html"

    def rows(self):
        related = ("host", "assignment", "question_set", "municipality", "owner", "series")
        return super().rows().select_related(*related)

    def actions(self):
        row = self.row
        return [*self.step_actions(), self.link(_("Edit"), "edit"), *self.end_actions(row)]

    def link(self, label, name, **more) -> PageAction:
        url = reverse(f"dialogues:dialogue-{name}", args=[self.row.uuid])
        return PageAction(label, url, "dialogue.edit", **more)

    def step_actions(self) -> list[PageAction]:
        row = self.row
        if row.status == Status.PLANNED and not (row.first_day and row.first_day > today()):
            return [
                self.link(
                    _("It took place"), "step", post=True, primary=True, values=(("status", Status.HELD),)
                )
            ]
        if row.status in NEXT_STEP:
            status, label = NEXT_STEP[row.status]
            return [self.link(label, "step", post=True, values=(("status", status),))]
        return []

    def end_actions(self, row) -> list[PageAction]:
        if row.status == Status.PLANNED:
            return [self.link(_("Cancel the meeting"), "cancel"), self.link(_("Remove"), "remove")]
        return [self.link(_("Remove"), "remove")]

    def extra(self):
        return {
            "when": when_in_words(self.row),
            "co_hosts": self.row.co_hosts.all(),
            "team": self.row.team.all(),
        }


class DialogueCreate(FormPage):
    form_class = NewDialogueForm
    template = "dialogues/meetings/create.html"
    title = _l("Log meeting")
    lead = _l("Who and when is enough. The rest can be filled in later.")
    submit = _l("Save and write what was said")
    done = ""

    def extra(self):
        """The first part is what is needed; the rest is folded, unless something in it needs mending."""
        form = self.shown_form
        sections = self.sections(form)
        wrong = any(field.errors for _heading, fields in sections[1:] for field in fields)
        return {"first_sections": sections[:1], "more_sections": sections[1:], "more_open": wrong}

    def save(self, form):
        return services.log_dialogue(by=self.request.user, **form.values)

    def done_url(self, row):
        if row.status in HELD_OR_LATER and "stay" not in self.request.POST:
            return reverse("insights:capture", args=[row.uuid])
        messages.success(self.request, _("The meeting is saved."))
        return row.get_absolute_url()

    def cancel_url(self):
        return reverse("dialogues:dialogue-list")


class DialogueEdit(EditPage):
    model = Dialogue
    form_class = DialogueForm

    def heading(self):
        return _("Edit the meeting")

    def save(self, form):
        services.change_dialogue(
            by=self.request.user, dialogue=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row

    def done_url(self, row):
        """The meeting; the list for whoever has left the team of a restricted one, and no longer sees it."""
        seen = self.rows().filter(pk=row.pk).exists()
        return row.get_absolute_url() if seen else reverse("dialogues:dialogue-list")


class DialogueStep(ActPage):
    model = Dialogue

    def act(self, request):
        act = services.step_dialogue(
            by=request.user, dialogue=self.row, status=request.POST.get("status", "")
        )
        text = _("The meeting is now: %(status)s.") % {"status": self.row.get_status_display()}
        messages.success(request, text, extra_tags=f"undo:{act.uuid}")
        return self.row.get_absolute_url()


class DialogueCancel(EditPage):
    model = Dialogue
    form_class = CancelForm
    lead = _l("The meeting stays in the list as cancelled, and counts nowhere.")
    submit = _l("Cancel the meeting")
    done = ""

    def heading(self):
        return _("Cancel %(title)s") % {"title": self.row.title}

    def form_arguments(self):
        return {}

    def save(self, form):
        act = services.cancel_dialogue(by=self.request.user, dialogue=self.row, **form.values)
        messages.success(self.request, _("The meeting is cancelled."), extra_tags=f"undo:{act.uuid}")
        return self.row


class DialogueRemove(DialogueCancel):
    form_class = ConfirmForm
    lead = _l(
        "The meeting goes to the bin with its notes, insights and commitments, and leaves every figure. "
        "It can be restored for 30 days."
    )
    submit = _l("Remove")

    def heading(self):
        return _("Remove %(title)s") % {"title": self.row.title}

    def save(self, form):
        act = services.remove_dialogue(by=self.request.user, dialogue=self.row)
        messages.success(self.request, _("The meeting is in the bin."), extra_tags=f"undo:{act.uuid}")
        return self.row

    def done_url(self, row):
        return reverse("dialogues:dialogue-list")


class DialogueRestore(ActPage):
    model = Dialogue

    def rows(self):
        return Dialogue.objects.binned_for(self.request.user)

    def act(self, request):
        services.restore_dialogue(by=request.user, dialogue=self.row)
        messages.success(request, _("The meeting is back."))
        return self.row.get_absolute_url()


class ParticipationList(ListPage):
    model = Participation
    filter_class = ParticipationFilter
    table_class = ParticipationTable
    columns = PARTICIPATION_COLUMNS
    title = _l("Participations")
    lead = _l("Who has taken part in which meeting, with how many people.")
    empty = _l("Nobody has been noted at any meeting yet.")
    filename = "deltagande"

    def sums(self):
        return [(_("people in all, where it is known:"), self.filter.rows.headcount())]


class OfDialogue:
    """Mixed into pages that make something for the meeting of the address."""

    @cached_property
    def dialogue(self):
        return get_object_or_404(Dialogue.objects.visible_to(self.request.user), uuid=self.kwargs["dialogue"])

    def cancel_url(self):
        return self.dialogue.get_absolute_url()

    def done_url(self, row):
        return self.dialogue.get_absolute_url()


class ParticipationDetail(DetailPage):
    model = Participation
    page = "participation"
    template = "dialogues/meetings/participation.html"

    def rows(self):
        return super().rows().select_related("dialogue", "organisation", "actor_type")

    def actions(self):
        args = [self.row.uuid]
        return [
            PageAction(_("Edit"), reverse("dialogues:participation-edit", args=args), "dialogue.edit"),
            PageAction(_("Remove"), reverse("dialogues:participation-remove", args=args), "dialogue.edit"),
        ]


class ParticipationCreate(OfDialogue, FormPage):
    form_class = ParticipationForm
    title = _l("Add a participant")

    def form_arguments(self):
        return {"dialogue": self.dialogue}

    def save(self, form):
        return services.add_participation(by=self.request.user, dialogue=self.dialogue, **form.values)


class ParticipationEdit(EditPage):
    model = Participation
    form_class = ParticipationForm

    def heading(self):
        return _("Edit the participation")

    def form_arguments(self):
        return {"instance": self.row, "dialogue": self.row.dialogue}

    def save(self, form):
        services.change_participation(
            by=self.request.user, participation=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row

    def done_url(self, row):
        return row.dialogue.get_absolute_url()


class ParticipationRemove(EditPage):
    model = Participation
    form_class = ConfirmForm
    lead = _l("What it raised stays, as raised by its actor type.")
    submit = _l("Remove")
    done = ""

    def heading(self):
        return _("Remove %(who)s from the participants") % {"who": self.row}

    def form_arguments(self):
        return {}

    def save(self, form):
        dialogue = self.row.dialogue
        act = services.remove_participation(by=self.request.user, participation=self.row)
        messages.success(self.request, _("The participant is removed."), extra_tags=f"undo:{act.uuid}")
        return dialogue
