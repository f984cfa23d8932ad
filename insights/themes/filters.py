from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.themes.models import Theme, ThemeStatus
from project.pages.filters import ChoiceFilter, ListFilter, TextFilter, VocabularyFilter


class ThemeFilter(ListFilter):
    extends = "theme-list"

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(label=_("Status"), choices=ThemeStatus.choices)
    tag = VocabularyFilter(label=_("Built from tag"), vocabulary=Tag.objects.filter(merged_into=None))

    def narrow(self, queryset, values):
        if values["q"]:
            text = values["q"]
            queryset = queryset.filter(
                Q(title_sv__has=text) | Q(title_en__has=text) | Q(synthesis__has=text) | Q(key__has=text)
            )
        if values["status"]:
            queryset = queryset.filter(status=values["status"])
        if values["tag"]:
            built = Theme.tags.through.objects.filter(theme=OuterRef("pk"), tag__key=values["tag"])
            queryset = queryset.filter(Exists(built))
        return queryset
