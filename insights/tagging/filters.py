from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import InsightKind
from dialogues.meetings.filters import (
    actor_type_filter,
    assignment_filter,
    counted_filter,
    county_filter,
    of_meetings,
)
from dialogues.notes.filters import question_filter
from dialogues.notes.models import Channel, Voice
from insights.codebook.models import Tag
from insights.tagging.models import Insight, Strength, Tagging
from project.pages.filters import ChoiceFilter, ListFilter, TextFilter, VocabularyFilter, YesNoFilter


def tag_filter() -> VocabularyFilter:
    return VocabularyFilter(label=_("Tag"), vocabulary=Tag.objects.filter(merged_into=None))


class InsightFilter(ListFilter):
    extends = "insight-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    tag = tag_filter()
    actor_type = actor_type_filter(_("Raised by"))
    county = county_filter()
    question = question_filter()
    kind = ChoiceFilter(label=_("Kind"), choices=InsightKind.choices)
    channel = ChoiceFilter(label=_("Channel"), choices=Channel.choices)
    strength = ChoiceFilter(label=_("Strength"), choices=Strength.choices)
    voice = ChoiceFilter(label=_("Voice"), choices=Voice.choices)
    may_be_quoted = YesNoFilter(label=_("May be quoted"))
    tagged = YesNoFilter(label=_("Has tags"))
    assignment = assignment_filter()
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values)
        if values["q"]:
            text = values["q"]
            queryset = queryset.filter(Q(text__has=text) | Q(quote__has=text) | Q(dialogue__title__has=text))
        if values["tag"]:
            queryset = queryset.with_tags(Tag.objects.filter(key=values["tag"]))
        if values["actor_type"]:
            queryset = queryset.raised_by(values["actor_type"])
        if values["question"]:
            queryset = queryset.filter(question__key=values["question"])
        for name in ("kind", "channel", "strength", "voice"):
            if values[name]:
                queryset = queryset.filter(**{name: values[name]})
        if values["may_be_quoted"] is not None:
            queryset = queryset.filter(may_be_quoted=values["may_be_quoted"])
        if values["tagged"] is not None:
            tagged = Exists(Tagging.objects.filter(insight=OuterRef("pk")))
            queryset = queryset.filter(tagged if values["tagged"] else ~tagged)
        return queryset


class TaggingFilter(ListFilter):
    extends = "tagging-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    tag = tag_filter()
    actor_type = actor_type_filter(_("Raised by"))
    county = county_filter()
    question = question_filter()
    kind = ChoiceFilter(label=_("Kind"), choices=InsightKind.choices)
    channel = ChoiceFilter(label=_("Channel"), choices=Channel.choices)
    assignment = assignment_filter()
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values, prefix="insight__dialogue__")
        if values["q"]:
            queryset = queryset.filter(Q(insight__text__has=values["q"]) | Q(tag__name_sv__has=values["q"]))
        if values["tag"]:
            queryset = queryset.filter(Q(tag__key=values["tag"]) | Q(tag__parent__key=values["tag"]))
        if values["actor_type"]:
            raised = Insight.objects.raised_by(values["actor_type"])
            queryset = queryset.filter(insight__in=raised.values("pk"))
        if values["question"]:
            queryset = queryset.filter(insight__question__key=values["question"])
        for name in ("kind", "channel"):
            if values[name]:
                queryset = queryset.filter(**{f"insight__{name}": values[name]})
        return queryset
