from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.commitments import services
from dialogues.commitments.filters import CommitmentFilter, FeedbackFilter
from dialogues.commitments.forms import CommitmentForm, FeedbackForm
from dialogues.commitments.models import Commitment, Feedback
from dialogues.commitments.tables import (
    COMMITMENT_COLUMNS,
    FEEDBACK_COLUMNS,
    CommitmentTable,
    FeedbackTable,
)
from dialogues.meetings.views import OfDialogue
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, back_to
from project.pages.lists import ListPage


class CommitmentList(ListPage):
    model = Commitment
    filter_class = CommitmentFilter
    table_class = CommitmentTable
    columns = COMMITMENT_COLUMNS
    title = _l("Commitments")
    lead = _l("What we promised at the meetings, and what came of it.")
    empty = _l("We have promised nothing yet. A line that begins with ! at a meeting becomes a commitment.")
    filename = "ataganden"


class CommitmentDetail(DetailPage):
    model = Commitment
    page = "commitment"
    template = "dialogues/commitments/detail.html"

    def rows(self):
        return super().rows().select_related("dialogue", "organisation", "note__current")

    def actions(self):
        args = [self.row.uuid]
        return [
            PageAction(_("Edit"), reverse("dialogues:commitment-edit", args=args), "dialogue.edit"),
            PageAction(
                _("Remove"), reverse("dialogues:commitment-remove", args=args), "dialogue.edit", post=True
            ),
        ]


class CommitmentCreate(OfDialogue, FormPage):
    form_class = CommitmentForm
    title = _l("New commitment")

    def form_arguments(self):
        return {"dialogue": self.dialogue}

    def save(self, form):
        return services.add_commitment(by=self.request.user, dialogue=self.dialogue, **form.values)


class CommitmentEdit(EditPage):
    model = Commitment
    form_class = CommitmentForm

    def heading(self):
        return _("Edit the commitment")

    def form_arguments(self):
        return {"instance": self.row, "dialogue": self.row.dialogue}

    def save(self, form):
        services.change_commitment(
            by=self.request.user, commitment=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class CommitmentRemove(ActPage):
    model = Commitment

    def act(self, request):
        dialogue = self.row.dialogue
        act = services.remove_commitment(by=request.user, commitment=self.row)
        messages.success(request, _("The commitment is in the bin."), extra_tags=f"undo:{act.uuid}")
        return back_to(request, dialogue)


class CommitmentRestore(ActPage):
    model = Commitment

    def rows(self):
        return Commitment.objects.binned_for(self.request.user)

    def act(self, request):
        services.restore_commitment(by=request.user, commitment=self.row)
        messages.success(request, _("The commitment is back."))
        return self.row.get_absolute_url()


class FeedbackList(ListPage):
    model = Feedback
    filter_class = FeedbackFilter
    table_class = FeedbackTable
    columns = FEEDBACK_COLUMNS
    title = _l("Feedback")
    lead = _l("What we have told the participants after the meetings.")
    empty = _l("No feedback has been given yet. It is noted on the page of the meeting it is about.")
    filename = "aterkoppling"


class FeedbackDetail(DetailPage):
    model = Feedback
    page = "feedback"
    template = "dialogues/commitments/feedback.html"

    def rows(self):
        return super().rows().select_related("dialogue")

    def actions(self):
        url = reverse("dialogues:feedback-edit", args=[self.row.uuid])
        return [PageAction(_("Edit"), url, "dialogue.edit")]


class FeedbackCreate(OfDialogue, FormPage):
    form_class = FeedbackForm
    title = _l("Note feedback")
    lead = _l("What you have told those who took part. The meeting counts as fed back from then on.")

    def form_arguments(self):
        return {"dialogue": self.dialogue}

    def save(self, form):
        return services.give_feedback(by=self.request.user, dialogue=self.dialogue, **form.values)


class FeedbackEdit(EditPage):
    model = Feedback
    form_class = FeedbackForm

    def heading(self):
        return _("Edit the feedback")

    def form_arguments(self):
        return {"instance": self.row, "dialogue": self.row.dialogue}

    def save(self, form):
        services.change_feedback(
            by=self.request.user, feedback=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row
