from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.meetings.views import OfDialogue
from insights.tagging import services
from insights.tagging.filters import InsightFilter, TaggingFilter
from insights.tagging.forms import InsightForm
from insights.tagging.models import Insight, Tagging
from insights.tagging.tables import INSIGHT_COLUMNS, TAGGING_COLUMNS, InsightTable, TaggingTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, back_to
from project.pages.lists import ListPage


class InsightList(ListPage):
    model = Insight
    filter_class = InsightFilter
    table_class = InsightTable
    columns = INSIGHT_COLUMNS
    title = _l("Insights")
    lead = _l("What was meant by what was said, with its tags and who raised it.")
    empty = _l("There are no insights yet. A line with a tag, written at a meeting, becomes one.")
    filename = "insikter"
    main_filters = 6

    def actions(self):
        return [PageAction(_("Taggings"), reverse("insights:tagging-list"))]


class InsightDetail(DetailPage):
    model = Insight
    page = "insight"
    template = "insights/tagging/detail.html"

    def rows(self):
        return super().rows().select_related("dialogue", "question", "note_version__note")

    def actions(self):
        args = [self.row.uuid]
        return [
            PageAction(_("Edit"), reverse("insights:insight-edit", args=args), "insight.edit"),
            PageAction(_("Remove"), reverse("insights:insight-remove", args=args), "insight.edit", post=True),
        ]

    def extra(self):
        row = self.row
        return {
            "raisers": row.raisers.select_related("actor_type", "participation__organisation"),
            "taggings": row.taggings.select_related("tag"),
            "passage": row.passage(),
        }


class InsightCreate(OfDialogue, FormPage):
    form_class = InsightForm
    title = _l("New insight")
    lead = _l("For something that stands in no note. A line with a tag, on the capture page, is quicker.")

    def form_arguments(self):
        return {"dialogue": self.dialogue}

    def save(self, form):
        return services.add_insight(by=self.request.user, dialogue=self.dialogue, **form.values)

    def done_url(self, row):
        return row.get_absolute_url()


class InsightEdit(EditPage):
    model = Insight
    form_class = InsightForm

    def heading(self):
        return _("Edit the insight")

    def form_arguments(self):
        return {"instance": self.row, "dialogue": self.row.dialogue}

    def save(self, form):
        services.change_insight(
            by=self.request.user, insight=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class InsightRemove(ActPage):
    model = Insight

    def act(self, request):
        dialogue = self.row.dialogue
        act = services.remove_insight(by=request.user, insight=self.row)
        messages.success(request, _("The insight is in the bin."), extra_tags=f"undo:{act.uuid}")
        return back_to(request, dialogue)


class InsightRestore(ActPage):
    model = Insight

    def rows(self):
        return Insight.objects.binned_for(self.request.user)

    def act(self, request):
        services.restore_insight(by=request.user, insight=self.row)
        messages.success(request, _("The insight is back."))
        return self.row.get_absolute_url()


class TaggingList(ListPage):
    model = Tagging
    filter_class = TaggingFilter
    table_class = TaggingTable
    columns = TAGGING_COLUMNS
    title = _l("Taggings")
    lead = _l("Every tag on every insight, one a row.")
    empty = _l("No insight has a tag yet.")
    filename = "taggningar"
