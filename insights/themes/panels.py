from insights.themes.membership import themes_of
from insights.themes.models import Theme


def themes_of_insight(request, insight) -> dict | None:
    themes = list(themes_of(Theme.objects.visible_to(request.user), insight))
    return {"themes": themes} if themes else None


def themes_of_tag(request, tag) -> dict | None:
    """Themes built from a tag."""
    themes = list(Theme.objects.visible_to(request.user).filter(tags=tag))
    return {"themes": themes} if themes else None
