"""What meetings add to lists below them: organisations by whether they have been met, and how many
meetings serve an assignment."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.filters import actor_type_filter, assignment_filter, county_filter, of_meetings
from dialogues.meetings.models import Dialogue, Participation
from project.pages.filters import DayFilter, YesNoFilter
from project.pages.tables import NumberColumn
from project.pages.workbook import Column
from project.registry import Extension
from stakeholders.register.filters import OrganisationFilter


def _filters() -> dict:
    county = county_filter()
    county.label = _("Met together with actors of the county")
    return {
        "met": YesNoFilter(label=_("Met")),
        "from": DayFilter(label=_("Met from")),
        "to": DayFilter(label=_("Met until")),
        "met_as": actor_type_filter(_("Actor type at the time")),
        "met_county": county,
        "assignment": assignment_filter(),
    }


def _apply(queryset, values: dict, user):
    """Organisations present at a counted meeting of the period that the user may see; those that were not,
    where "met" is no. Beside filters from further up, and without "met", the period and the others only say
    which meetings those filters mean."""
    if values.get("met") is None and _asks_further(values):
        return queryset
    present = Participation.objects.visible_to(user).counted().filter(organisation=OuterRef("pk"))
    present = of_meetings(present, {**values, "county": values.get("met_county"), "counted": None})
    if values.get("met_as"):
        present = present.filter(actor_type__key=values["met_as"])
    return (
        queryset.filter(~Exists(present)) if values.get("met") is False else queryset.filter(Exists(present))
    )


def _asks_further(values: dict) -> bool:
    """Whether a filter is used that is neither the list's own nor one of these."""
    known = {*OrganisationFilter.base_filters, *_filters()}
    return any(value not in (None, "") for name, value in values.items() if name not in known)


ORGANISATIONS_MET = Extension("organisation-list", "met", _filters, _apply)


def _with_meetings(assignments, user):
    """Assignments with the number of counted meetings the user may see that serve them."""
    seen = Dialogue.objects.visible_to(user).counted().filter(assignment=OuterRef("pk"))
    counted = seen.order_by().values("assignment").annotate(n=Count("pk")).values("n")
    return assignments.annotate(meeting_count=Coalesce(Subquery(counted), 0))


ASSIGNMENT_MEETINGS = Extension(
    "assignment-list",
    "meetings",
    annotate=_with_meetings,
    table=lambda: {"meeting_count": NumberColumn(verbose_name=_("Meetings"))},
    columns=(Column(_("Meetings"), "meeting_count", 10),),
)
