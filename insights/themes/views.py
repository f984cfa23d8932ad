from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from insights.tagging.models import Insight
from insights.themes import services
from insights.themes.filters import ThemeFilter
from insights.themes.forms import ThemeForm
from insights.themes.membership import in_theme
from insights.themes.models import Stance, Theme, ThemeEvidence, ThemeStatus
from insights.themes.tables import THEME_COLUMNS, ThemeTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, back_to
from project.pages.lists import ListPage

STEPS = {
    ThemeStatus.CANDIDATE: (ThemeStatus.ADOPTED, _l("Adopt")),
    ThemeStatus.ADOPTED: (ThemeStatus.RETIRED, _l("Retire")),
    ThemeStatus.RETIRED: (ThemeStatus.ADOPTED, _l("Take back into use")),
}


class ThemeList(ListPage):
    model = Theme
    filter_class = ThemeFilter
    table_class = ThemeTable
    columns = THEME_COLUMNS
    title = _l("Themes")
    lead = _l("What recurs in the dialogues, built from tags.")
    empty = _l("There are no themes yet. A theme gathers the tags that tell the same story.")
    filename = "teman"

    def actions(self):
        return [PageAction(_("New theme"), reverse("insights:theme-create"), "theme.edit")]


class ThemeDetail(DetailPage):
    model = Theme
    page = "theme"
    template = "insights/themes/detail.html"

    def actions(self):
        args = [self.row.uuid]
        status, label = STEPS[self.row.status]
        step = reverse("insights:theme-step", args=args)
        return [
            PageAction(label, step, "theme.edit", post=True, values=(("status", status),)),
            PageAction(_("Edit"), reverse("insights:theme-edit", args=args), "theme.edit"),
        ]

    def extra(self):
        user = self.request.user
        if not user.can("rows.read"):
            return {"tags": self.row.tags.all()}
        members = in_theme(Insight.objects.visible_to(user).counted(), self.row)
        beside = ThemeEvidence.objects.filter(
            theme=self.row, insight__in=Insight.objects.visible_to(user).counted()
        )
        return {
            "tags": self.row.tags.all(),
            "insights": members.for_list().order_by("-dialogue__first_day", "-pk")[:50],
            "count": members.count(),
            "beside": beside.exclude(stance=Stance.SUPPORTS).select_related("insight", "insight__dialogue"),
            "stances": Stance.choices,
        }


class ThemeCreate(FormPage):
    form_class = ThemeForm
    title = _l("New theme")

    def save(self, form):
        return services.add_theme(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("insights:theme-list")


class ThemeEdit(EditPage):
    model = Theme
    form_class = ThemeForm

    def heading(self):
        return _("Edit the theme")

    def save(self, form):
        services.change_theme(
            by=self.request.user, theme=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class ThemeStep(ActPage):
    model = Theme

    def act(self, request):
        act = services.step_theme(by=request.user, theme=self.row, status=request.POST.get("status", ""))
        text = _("The theme is now: %(status)s.") % {"status": self.row.get_status_display()}
        messages.success(request, text, extra_tags=f"undo:{act.uuid}")
        return self.row.get_absolute_url()


class ThemeEvidenceAct(ActPage):
    """Say what an insight is to the theme."""

    model = Theme

    def act(self, request):
        insight = get_object_or_404(Insight.objects.visible_to(request.user), uuid=self.kwargs["insight"])
        services.judge(
            by=request.user, theme=self.row, insight=insight, stance=request.POST.get("stance", "")
        )
        messages.success(request, _("Saved."))
        return back_to(request, self.row)
