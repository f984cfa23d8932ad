from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import Question
from dialogues.meetings.filters import assignment_filter, counted_filter, county_filter, of_meetings
from dialogues.notes.models import Channel, Voice
from project.pages.filters import ChoiceFilter, ListFilter, TextFilter, VocabularyFilter, YesNoFilter


def question_filter() -> VocabularyFilter:
    return VocabularyFilter(label=_("Question"), vocabulary=Question.objects.all, label_column="text_sv")


class NoteFilter(ListFilter):
    extends = "note-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    question = question_filter()
    channel = ChoiceFilter(label=_("Channel"), choices=Channel.choices)
    county = county_filter()
    voice = ChoiceFilter(label=_("Voice"), choices=Voice.choices)
    may_be_quoted = YesNoFilter(label=_("May be quoted"))
    uncertain = YesNoFilter(label=_("Uncertain"))
    assignment = assignment_filter()
    counted = counted_filter()

    def narrow(self, queryset, values):
        queryset = of_meetings(queryset, values)
        if values["q"]:
            queryset = queryset.filter(
                Q(current__text__has=values["q"]) | Q(dialogue__title__has=values["q"])
            )
        if values["question"]:
            queryset = queryset.filter(question__key=values["question"])
        for name in ("channel", "voice"):
            if values[name]:
                queryset = queryset.filter(**{name: values[name]})
        for name in ("may_be_quoted", "uncertain"):
            if values[name] is not None:
                queryset = queryset.filter(**{name: values[name]})
        return queryset
