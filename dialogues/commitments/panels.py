from django.urls import reverse

from dialogues.commitments.models import Commitment, Feedback


def commitments_of_dialogue(request, dialogue) -> dict:
    rows = Commitment.objects.visible_to(request.user).filter(dialogue=dialogue)
    return {
        "rows": list(rows.order_by("due_on", "pk")),
        "add_url": reverse("dialogues:commitment-create", args=[dialogue.uuid]),
    }


def feedback_of_dialogue(request, dialogue) -> dict | None:
    rows = list(Feedback.objects.visible_to(request.user).filter(dialogue=dialogue).order_by("-given_on"))
    if not rows and not dialogue.counts:
        return None
    return {"rows": rows, "add_url": reverse("dialogues:feedback-create", args=[dialogue.uuid])}


def commitments_to_organisation(request, organisation) -> dict | None:
    """What was promised to an organisation by name."""
    rows = (
        Commitment.objects.visible_to(request.user)
        .filter(organisation=organisation)
        .select_related("dialogue")
    )
    rows = list(rows.order_by("-due_on", "-pk")[:50])
    return {"rows": rows, "show_meeting": True} if rows else None
