"""Which insights belong to a theme, and which themes an insight belongs to.

A theme's members are the insights with any of its tags, children included, or with explicit support, less
those whose evidence contradicts, nuances or leaves out: those are counted beside, never in.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from insights.tagging.models import Tagging
from insights.themes.models import Stance, Theme, ThemeEvidence

NO_THEME = "none"  # stands for "in no theme" where a theme's key is asked for


def in_theme(insights: QuerySet, theme: Theme) -> QuerySet:
    """Those of the insights that are members of the theme."""
    return insights.filter(_belongs(theme.tags.values("pk"), theme, OuterRef("pk")))


def in_no_theme(insights: QuerySet) -> QuerySet:
    """Those of the insights that are members of no adopted theme."""
    return insights.filter(~Exists(themes_of(Theme.objects.adopted(), OuterRef(OuterRef("pk")))))


def by_theme_key(insights: QuerySet, key: str, themes: QuerySet) -> QuerySet:
    """Those of the insights that are members of the theme with a key, one of the given themes."""
    return in_no_theme(insights) if key == NO_THEME else in_theme(insights, themes.get(key=key))


def themes_of(themes: QuerySet, insight) -> QuerySet:
    """Those of the themes that the insight (a row, or a reference to an outer one) is a member of."""
    theme = OuterRef("pk")
    tagged = Tagging.objects.filter(Q(tag__themes=theme) | Q(tag__parent__themes=theme), insight=insight)
    return themes.filter(_judged_in(tagged, theme, insight))


def _belongs(tags, theme, insight) -> Q:
    tagged = Tagging.objects.filter(Q(tag__in=tags) | Q(tag__parent__in=tags), insight=insight)
    return _judged_in(tagged, theme, insight)


def _judged_in(tagged: QuerySet, theme, insight) -> Q:
    judged = ThemeEvidence.objects.filter(theme=theme, insight=insight)
    supported = Exists(judged.filter(stance=Stance.SUPPORTS))
    return (Q(Exists(tagged)) | Q(supported)) & ~Q(Exists(judged.exclude(stance=Stance.SUPPORTS)))
