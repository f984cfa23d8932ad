"""What waits on the desk of those who hold meetings."""

from django.urls import reverse

from dialogues.assignments.models import Assignment
from dialogues.meetings.models import Dialogue
from project.common.dates import today


def to_confirm(request) -> dict | None:
    """Planned meetings of the user's own whose day has passed: did they take place?"""
    if not request.user.can("dialogue.edit"):
        return None
    rows = Dialogue.objects.visible_to(request.user).to_confirm().filter(team=request.user)
    rows = list(rows.order_by("first_day", "pk")[:10])
    return {"rows": rows} if rows else None


def coming(request) -> dict | None:
    """The user's next meetings."""
    if not request.user.can("rows.read"):
        return None
    rows = Dialogue.objects.visible_to(request.user).filter(status="planned", first_day__gte=today())
    if request.user.can("dialogue.edit"):
        rows = rows.filter(team=request.user)
    rows = list(rows.order_by("first_day", "start_time", "pk")[:5])
    return {"rows": rows} if rows else None


def latest(request) -> dict | None:
    """What has been logged lately, by anyone."""
    if not request.user.can("rows.read"):
        return None
    rows = Dialogue.objects.visible_to(request.user).exclude(status__in=("planned", "cancelled"))
    rows = list(rows.select_related("owner").order_by("-created_at", "-pk")[:5])
    return {"rows": rows, "url": reverse("dialogues:dialogue-list")}


def deadlines(request) -> dict | None:
    """Days left to the deadlines of the assignments."""
    if not request.user.can("rows.read"):
        return None
    rows = Assignment.objects.filter(archived_at=None, deadlines__due_on__gte=today()).order_by(
        "deadlines__due_on"
    )
    rows = [
        {"title": title, "assignment": name, "due_on": due_on, "days": (due_on - today()).days}
        for title, due_on, name in rows.values_list("deadlines__title", "deadlines__due_on", "title")[:3]
    ]
    return {"rows": rows} if rows else None
