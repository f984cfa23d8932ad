from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import Question
from project.pages.filters import ChoiceFilter, ListFilter, TextFilter


class QuestionSetFilter(ListFilter):
    extends = "question-set-list"

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(
        label=_("Status"), choices=[("live", _("in use")), ("retired", _("retired"))], empty_label=_("all")
    )

    def narrow(self, queryset, values):
        if values["q"]:
            asked = Question.objects.filter(question_set=OuterRef("pk"), text_sv__has=values["q"])
            queryset = queryset.filter(Q(title_sv__has=values["q"]) | Exists(asked))
        if values["status"]:
            queryset = queryset.filter(retired_on__isnull=values["status"] == "live")
        return queryset


class AssignmentFilter(ListFilter):
    extends = "assignment-list"
    period = _("Runs")

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(
        label=_("Status"), choices=[("live", _("in use")), ("retired", _("retired"))], empty_label=_("all")
    )

    def narrow(self, queryset, values):
        if values["q"]:
            queryset = queryset.filter(Q(title__has=values["q"]) | Q(decision__has=values["q"]))
        if values["from"]:
            queryset = queryset.filter(period_from__gte=values["from"])
        if values["to"]:
            queryset = queryset.filter(period_to__lte=values["to"])
        if values["status"]:
            queryset = queryset.filter(archived_at__isnull=values["status"] == "live")
        return queryset
