"""What tips add to the list of insights: a filter."""

from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tips.models import Tip
from project.pages.filters import VocabularyFilter
from project.registry import Extension


def _filters() -> dict:
    label = _("Shares a tag with tip")
    return {"tip": VocabularyFilter(label=label, vocabulary=Tip.objects.all, label_column="text_sv")}


def _apply(queryset, values: dict, user):
    return queryset.with_tags(Tag.objects.filter(tips__key=values["tip"]))


INSIGHTS_BY_TIP = Extension("insight-list", "tip", _filters, _apply)
