from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import Assignment, QuestionSet
from dialogues.meetings.models import (
    COUNTED_KINDS,
    HELD_OR_LATER,
    Attendance,
    DialogueKind,
    Form,
    Protection,
    Status,
)
from dialogues.meetings.querysets import inside, meetings_with_present
from project.common.dates import today
from project.pages.filters import (
    ChoiceFilter,
    ListFilter,
    NumberFilter,
    TextFilter,
    VocabularyFilter,
    YesNoFilter,
    period_of,
)
from stakeholders.models import ActorType, County

STATUSES = [("to_confirm", _("to be confirmed")), *Status.choices]


def actor_type_filter(label=_("Actor type")) -> VocabularyFilter:
    return VocabularyFilter(label=label, vocabulary=ActorType.objects.external)


def county_filter() -> VocabularyFilter:
    return VocabularyFilter(label=_("County"), vocabulary=County.objects.all, key="code", label_column="name")


def assignment_filter() -> VocabularyFilter:
    return VocabularyFilter(label=_("Assignment"), vocabulary=Assignment.objects.all, label_column="title")


def counted_filter() -> YesNoFilter:
    return YesNoFilter(label=_("Counts in the summary"))


def of_meetings(queryset, values: dict, prefix: str = "dialogue__"):
    """Narrow rows that hang on a meeting by the filters that meetings share: period, county, assignment,
    and whether it counts."""
    queryset = queryset.filter(inside(period_of(values), prefix))
    if values.get("county"):
        queryset = queryset.filter(
            meetings_with_present(f"{prefix}pk", organisation__county=values["county"])
        )
    if values.get("assignment"):
        queryset = queryset.filter(**{f"{prefix}assignment__key": values["assignment"]})
    if values.get("counted") is not None:
        counts = Q(
            **{
                f"{prefix}status__in": HELD_OR_LATER,
                f"{prefix}kind__in": COUNTED_KINDS,
                f"{prefix}removed_at": None,
            }
        )
        queryset = queryset.filter(counts if values["counted"] else ~counts)
    return queryset


class DialogueFilter(ListFilter):
    extends = "dialogue-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    actor_type = actor_type_filter(_("Actor type present"))
    county = county_filter()
    status = ChoiceFilter(label=_("Status"), choices=STATUSES)
    kind = ChoiceFilter(label=_("Kind"), choices=DialogueKind.choices)
    form = ChoiceFilter(label=_("Form"), choices=Form.choices)
    assignment = assignment_filter()
    question_set = VocabularyFilter(
        label=_("Question set"), vocabulary=QuestionSet.objects.all, label_column="title_sv"
    )
    protection = ChoiceFilter(label=_("Protection"), choices=Protection.choices)
    mine = YesNoFilter(label=_("In my team"))
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values, prefix="")
        if values["q"]:
            text = values["q"]
            queryset = queryset.filter(
                Q(title__has=text)
                | Q(place__has=text)
                | Q(summary__has=text)
                | Q(registration_number__has=text)
            )
        if values["actor_type"]:
            queryset = queryset.with_present(actor_type__key=values["actor_type"])
        if values["question_set"]:
            queryset = queryset.filter(question_set__key=values["question_set"])
        for name in ("kind", "form", "protection"):
            if values[name]:
                queryset = queryset.filter(**{name: values[name]})
        if values["mine"] is not None:
            own = Q(pk__in=self.user.dialogues.values("pk"))
            queryset = queryset.filter(own if values["mine"] else ~own)
        if values["status"] == "to_confirm":
            return queryset.to_confirm()
        if values["status"] == Status.PLANNED:
            return queryset.filter(status=Status.PLANNED).exclude(last_day__lt=today())
        return queryset.filter(status=values["status"]) if values["status"] else queryset


class ParticipationFilter(ListFilter):
    extends = "participation-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    actor_type = actor_type_filter(_("Actor type at the time"))
    county = county_filter()
    attendance = ChoiceFilter(label=_("Attendance"), choices=Attendance.choices)
    external = YesNoFilter(label=_("Others than ourselves"))
    assignment = assignment_filter()
    counted = counted_filter()
    headcount = NumberFilter(label=_("Participants at least"))

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values)
        if values["q"]:
            queryset = queryset.filter(
                Q(organisation__name__has=values["q"]) | Q(dialogue__title__has=values["q"])
            )
        if values["actor_type"]:
            queryset = queryset.filter(actor_type__key=values["actor_type"])
        if values["attendance"]:
            queryset = queryset.filter(attendance=values["attendance"])
        if values["external"] is not None:
            queryset = queryset.filter(actor_type__own=not values["external"])
        if values["headcount"]:
            queryset = queryset.filter(headcount__gte=values["headcount"])
        return queryset
