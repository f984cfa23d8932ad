from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import InsightKind
from dialogues.meetings.filters import actor_type_filter, assignment_filter, county_filter
from dialogues.notes.filters import question_filter
from dialogues.notes.models import Channel
from project.pages.filters import ChoiceFilter, ListFilter


class SummaryFilter(ListFilter):
    """What the summary is counted over. It narrows no list: `insights.summary.scope` reads its values."""

    extends = "summary"
    period = _("Held")

    actor_type = actor_type_filter()
    county = county_filter()
    question = question_filter()
    kind = ChoiceFilter(label=_("Kind"), choices=InsightKind.choices)
    channel = ChoiceFilter(label=_("Channel"), choices=Channel.choices)
    assignment = assignment_filter()

    def narrow(self, queryset, values):
        return queryset
