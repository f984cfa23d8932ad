from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from insights.tagging.models import Insight
from insights.tips import services
from insights.tips.filters import ExampleFilter, TipFilter
from insights.tips.forms import ExampleForm, TipForm
from insights.tips.models import GoodExample, PublicationStatus, Tip
from insights.tips.tables import EXAMPLE_COLUMNS, TIP_COLUMNS, ExampleTable, TipTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage
from project.pages.lists import ListPage

STEPS = {
    PublicationStatus.PROPOSED: (PublicationStatus.REVIEWED, _l("Mark as reviewed"), "tip.edit"),
    PublicationStatus.REVIEWED: (PublicationStatus.PUBLISHED, _l("Publish"), "tip.publish"),
    PublicationStatus.PUBLISHED: (PublicationStatus.RETIRED, _l("Retire"), "tip.publish"),
    PublicationStatus.RETIRED: (
        PublicationStatus.REVIEWED,
        pgettext_lazy("a tip", "Take back"),
        "tip.publish",
    ),
}


def step_action(row, address: str) -> PageAction:
    """The next step of a tip or example along its chain."""
    status, label, capability = STEPS[row.status]
    return PageAction(
        label, reverse(address, args=[row.uuid]), capability, post=True, values=(("status", status),)
    )


class TipList(ListPage):
    model = Tip
    filter_class = TipFilter
    table_class = TipTable
    columns = TIP_COLUMNS
    title = _l("Tips")
    lead = _l("Good practice, numbered, from the dialogues.")
    empty = _l("There are no tips yet. A tip begins as a proposal.")
    filename = "tips"

    def actions(self):
        return [PageAction(_("Propose a tip"), reverse("insights:tip-create"), "tip.edit")]


class TipDetail(DetailPage):
    model = Tip
    page = "tip"
    template = "insights/tips/detail.html"

    def actions(self):
        edit = PageAction(_("Edit"), reverse("insights:tip-edit", args=[self.row.uuid]), "tip.edit")
        return [step_action(self.row, "insights:tip-step"), edit]

    def extra(self):
        user = self.request.user
        found = {"tags": self.row.tags.all()}
        if user.can("rows.read"):
            sharing = Insight.objects.visible_to(user).counted().with_tags(self.row.tags.all())
            found["count"] = sharing.count()
            found["examples"] = GoodExample.objects.visible_to(user).filter(tips=self.row).for_list()
            found["versions"] = self.row.versions.select_related("by").order_by("-number")
        return found


class TipCreate(FormPage):
    form_class = TipForm
    title = _l("Propose a tip")

    def save(self, form):
        return services.add_tip(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("insights:tip-list")


class TipEdit(EditPage):
    model = Tip
    form_class = TipForm

    def heading(self):
        return _("Edit the tip")

    def save(self, form):
        services.change_tip(
            by=self.request.user, tip=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class TipStep(ActPage):
    model = Tip

    def act(self, request):
        act = services.step_tip(by=request.user, tip=self.row, status=request.POST.get("status", ""))
        text = _("The tip is now: %(status)s.") % {"status": self.row.get_status_display()}
        messages.success(request, text, extra_tags=f"undo:{act.uuid}")
        return self.row.get_absolute_url()


class ExampleList(ListPage):
    model = GoodExample
    filter_class = ExampleFilter
    table_class = ExampleTable
    columns = EXAMPLE_COLUMNS
    title = _l("Good examples")
    lead = _l("What has worked somewhere, told in a dialogue or published elsewhere.")
    empty = _l("There are no good examples yet.")
    filename = "goda-exempel"

    def actions(self):
        return [PageAction(_("Add a good example"), reverse("insights:example-create"), "tip.edit")]


class ExampleDetail(DetailPage):
    model = GoodExample
    page = "example"
    template = "insights/tips/example.html"

    def rows(self):
        return super().rows().select_related("insight__dialogue", "organisation")

    def actions(self):
        edit = PageAction(_("Edit"), reverse("insights:example-edit", args=[self.row.uuid]), "tip.edit")
        return [step_action(self.row, "insights:example-step"), edit]

    def extra(self):
        return {"tips": self.row.tips.order_by("number")}


class ExampleCreate(FormPage):
    form_class = ExampleForm
    title = _l("New good example")

    def save(self, form):
        return services.add_example(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("insights:example-list")


class ExampleEdit(EditPage):
    model = GoodExample
    form_class = ExampleForm

    def heading(self):
        return _("Edit the good example")

    def save(self, form):
        services.change_example(
            by=self.request.user, example=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class ExampleStep(ActPage):
    model = GoodExample

    def act(self, request):
        act = services.step_example(by=request.user, example=self.row, status=request.POST.get("status", ""))
        text = _("The example is now: %(status)s.") % {"status": self.row.get_status_display()}
        messages.success(request, text, extra_tags=f"undo:{act.uuid}")
        return self.row.get_absolute_url()
