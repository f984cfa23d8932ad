from dialogues.commitments.models import Commitment


def overdue(request) -> dict | None:
    """Promises whose day has passed."""
    rows = (
        Commitment.objects.visible_to(request.user)
        .overdue()
        .select_related("dialogue")
        .order_by("due_on", "pk")
    )
    rows = list(rows[:10])
    return {"rows": rows} if rows else None
