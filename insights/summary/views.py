from dataclasses import replace

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from dialogues.models import Assignment, Dialogue
from insights.summary.figures import count
from insights.summary.filters import SummaryFilter
from insights.summary.links import Links
from insights.summary.page import Page
from insights.summary.scope import Scope
from project.common.dates import Period


def whole_assignment() -> Assignment | None:
    """The assignment whose period a summary is over without a choice: the one that runs latest."""
    return Assignment.objects.filter(archived_at=None).order_by("-period_to", "pk").first()


class Summary(View):
    """What we hear. Those who read rows choose period and filter, and every figure leads to its rows.
    Readers see the published figures over the whole assignment, by report group, and no rows: their
    periods and dimensions are fixed, so that no two views can be compared to solve for a hidden cell."""

    def get(self, request):
        internal = request.user.can("rows.read")
        form = SummaryFilter(request.GET if internal else {}, Dialogue.objects.none(), user=request.user)
        assignment = whole_assignment()
        scope = self.scope(form, assignment, internal)
        context = {
            "filter": form,
            "page": Page(count(scope), Links(scope)),
            "scope": scope,
            "assignment": assignment,
            "context_line": self.context_line(scope, assignment),
            "narrowed": not request.user.can("restricted.read"),
            "internal": internal,
            "view": self,
        }
        return render(request, "insights/summary/summary.html", context)

    def scope(self, form: SummaryFilter, assignment: Assignment | None, internal: bool) -> Scope:
        """The scope the form asks for; the whole assignment where it asks for no period."""
        usual = Period(assignment.period_from, assignment.period_to) if assignment else Period()
        if not internal:
            return Scope(period=usual)
        values = form.form.cleaned_data if form.form.is_valid() else {}
        scope = Scope.of(self.request.user, values)
        return (
            scope if scope.period or self.request.GET.get("period") == "all" else replace(scope, period=usual)
        )

    def context_line(self, scope: Scope, assignment: Assignment | None) -> str:
        """The period in words."""
        period = scope.period
        if not period:
            return _("All time.")
        if assignment and (period.first, period.last) == (assignment.period_from, assignment.period_to):
            return _("The whole assignment, %(first)s – %(last)s.") % {
                "first": period.first,
                "last": period.last,
            }
        return _("%(first)s – %(last)s.") % {"first": period.first or "", "last": period.last or ""}

    # What the shared template of filters asks of a page
    main_filters = 4
    carried = ()

    @property
    def is_filtered(self) -> bool:
        return any(self.request.GET.values())
