from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.commitments.models import CommitmentState, FeedbackWay
from dialogues.meetings.filters import (
    actor_type_filter,
    assignment_filter,
    counted_filter,
    county_filter,
    of_meetings,
)
from dialogues.meetings.querysets import meetings_with_present
from project.pages.filters import ChoiceFilter, DayFilter, ListFilter, TextFilter

STATES = [
    ("open", _("open, in time")),
    ("overdue", _("overdue")),
    ("done", CommitmentState.DONE.label),
    ("declined", CommitmentState.DECLINED.label),
]


class CommitmentFilter(ListFilter):
    extends = "commitment-list"
    period = _("Promised")

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(label=_("State"), choices=STATES)
    actor_type = actor_type_filter(_("Actor type present"))
    county = county_filter()
    due_from = DayFilter(label=_("Due from"))
    due_to = DayFilter(label=_("Due until"))
    assignment = assignment_filter()
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values)
        if values["q"]:
            text = values["q"]
            queryset = queryset.filter(
                Q(text__has=text)
                | Q(responsible_role__has=text)
                | Q(outcome__has=text)
                | Q(dialogue__title__has=text)
            )
        if values["actor_type"]:
            queryset = queryset.filter(
                meetings_with_present("dialogue", actor_type__key=values["actor_type"])
            )
        if values["due_from"]:
            queryset = queryset.filter(due_on__gte=values["due_from"])
        if values["due_to"]:
            queryset = queryset.filter(due_on__lte=values["due_to"])
        if values["status"] == "overdue":
            return queryset.overdue()
        if values["status"] == "open":
            return queryset.open_in_time()
        return queryset.filter(state=values["status"]) if values["status"] else queryset


class FeedbackFilter(ListFilter):
    extends = "feedback-list"
    period = _("Meeting held")

    q = TextFilter(label=_("Search"))
    way = ChoiceFilter(label=_("How"), choices=FeedbackWay.choices)
    given_from = DayFilter(label=_("Given from"))
    given_to = DayFilter(label=_("Given until"))
    county = county_filter()
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values)
        if values["q"]:
            queryset = queryset.filter(Q(text__has=values["q"]) | Q(dialogue__title__has=values["q"]))
        if values["way"]:
            queryset = queryset.filter(way=values["way"])
        if values["given_from"]:
            queryset = queryset.filter(given_on__gte=values["given_from"])
        if values["given_to"]:
            queryset = queryset.filter(given_on__lte=values["given_to"])
        return queryset
