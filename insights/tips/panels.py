from insights.tips.models import GoodExample


def examples_of_insight(request, insight) -> dict | None:
    """Good examples told by an insight."""
    examples = list(GoodExample.objects.visible_to(request.user).filter(insight=insight))
    return {"examples": examples} if examples else None
