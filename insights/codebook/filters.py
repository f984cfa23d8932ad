from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from project.pages.filters import ChoiceFilter, DayFilter, ListFilter, TextFilter, VocabularyFilter


class TagFilter(ListFilter):
    extends = "tag-list"

    q = TextFilter(label=_("Search"))
    tag = VocabularyFilter(label=_("Under"), vocabulary=Tag.objects.filter(parent=None, merged_into=None))
    status = ChoiceFilter(
        label=_("Status"), choices=[("live", _("in use")), ("retired", _("retired"))], empty_label=_("all")
    )
    introduced_from = DayFilter(label=_("Introduced from"))

    def narrow(self, queryset, values):
        queryset = queryset.filter(merged_into=None)
        if values["q"]:
            text = values["q"]
            queryset = queryset.filter(
                Q(key__has=text) | Q(name_sv__has=text) | Q(name_en__has=text) | Q(definition__has=text)
            )
        if values["tag"]:
            queryset = queryset.filter(Q(key=values["tag"]) | Q(parent__key=values["tag"]))
        if values["status"]:
            queryset = queryset.filter(retired_on__isnull=values["status"] == "live")
        if values["introduced_from"]:
            queryset = queryset.filter(introduced_on__gte=values["introduced_from"])
        return queryset
