from django.urls import reverse

from insights.capture.models import OpenToken, TokenSign
from project.registry import DeskItem


def to_finish(request) -> dict | None:
    """Words in the user's own lines that fit no tag or actor, and insights of which it is not known who
    raised them."""
    if not request.user.can("dialogue.edit"):
        return None
    rows = (
        OpenToken.objects.visible_to(request.user)
        .filter(note__author=request.user)
        .select_related("note__dialogue", "note__current")
        .order_by("-pk")[:10]
    )
    items = [
        {
            "token": token,
            "note": token.note,
            "is_raiser": token.sign == TokenSign.RAISER,
            "url": f"{reverse('insights:capture', args=[token.note.dialogue.uuid])}#line-{token.note.uuid}",
        }
        for token in rows
    ]
    return {"items": items} if items else None


TO_FINISH = DeskItem("open-tokens", 30, "insights/capture/_desk.html", to_finish)
