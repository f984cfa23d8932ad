"""What themes add to the list of insights: a filter."""

from django.utils.translation import gettext_lazy as _

from insights.themes.membership import NO_THEME, by_theme_key
from insights.themes.models import Theme
from project.pages.filters import VocabularyFilter
from project.registry import Extension


def theme_filter() -> VocabularyFilter:
    return VocabularyFilter(
        label=_("Theme"),
        vocabulary=Theme.objects.all,
        label_column="title_sv",
        extra_choices=[(NO_THEME, _("in no theme"))],
    )


def _apply(queryset, values: dict, user):
    return by_theme_key(queryset, values["theme"], Theme.objects.visible_to(user))


INSIGHTS_BY_THEME = Extension(
    "insight-list", "theme", lambda: {"theme": theme_filter()}, _apply, leading=True
)
