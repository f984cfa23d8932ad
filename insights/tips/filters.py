from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tips.models import GoodExample, PublicationStatus, Tip
from project.pages.filters import (
    ChoiceFilter,
    ListFilter,
    NumberFilter,
    TextFilter,
    VocabularyFilter,
    YesNoFilter,
)


class TipFilter(ListFilter):
    extends = "tip-list"

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(label=_("Status"), choices=PublicationStatus.choices)
    tag = VocabularyFilter(label=_("Tag"), vocabulary=Tag.objects.filter(merged_into=None))
    number = NumberFilter(label=_("Number"))

    def narrow(self, queryset, values):
        if values["q"]:
            queryset = queryset.filter(Q(text_sv__has=values["q"]) | Q(text_en__has=values["q"]))
        if values["status"]:
            queryset = queryset.filter(status=values["status"])
        if values["tag"]:
            has = Tip.tags.through.objects.filter(tip=OuterRef("pk"), tag__key=values["tag"])
            queryset = queryset.filter(Exists(has))
        return queryset.filter(number=values["number"]) if values["number"] is not None else queryset


class ExampleFilter(ListFilter):
    extends = "example-list"
    period = _("Held")

    q = TextFilter(label=_("Search"))
    status = ChoiceFilter(label=_("Status"), choices=PublicationStatus.choices)
    tip = VocabularyFilter(label=_("Tip"), vocabulary=Tip.objects.all, label_column="text_sv")
    consent = YesNoFilter(label=_("Agreed to be named"))
    published_elsewhere = YesNoFilter(label=_("Published elsewhere"))

    def narrow(self, queryset, values):
        if values["from"]:
            queryset = queryset.filter(insight__dialogue__first_day__gte=values["from"])
        if values["to"]:
            queryset = queryset.filter(insight__dialogue__last_day__lte=values["to"])
        if values["q"]:
            queryset = queryset.filter(Q(title__has=values["q"]) | Q(text__has=values["q"]))
        if values["status"]:
            queryset = queryset.filter(status=values["status"])
        if values["tip"]:
            linked = GoodExample.tips.through.objects.filter(
                goodexample=OuterRef("pk"), tip__key=values["tip"]
            )
            queryset = queryset.filter(Exists(linked))
        if values["consent"] is not None:
            queryset = queryset.filter(consent=values["consent"])
        if values["published_elsewhere"] is not None:
            elsewhere = ~Q(source_url="")
            queryset = queryset.filter(elsewhere if values["published_elsewhere"] else ~elsewhere)
        return queryset
