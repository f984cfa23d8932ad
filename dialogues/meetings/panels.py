"""Sections of detail pages that meetings give."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from dialogues.meetings.models import Attendance, Dialogue, Participation


@dataclass(frozen=True)
class Group:
    heading: str
    rows: list[Participation]


def participants(request, dialogue: Dialogue) -> dict:
    """Who took part in a meeting, by actor type, with totals of the external ones present."""
    rows = list(
        dialogue.participations.select_related("organisation", "actor_type").order_by(
            "actor_type__own", "actor_type__order", "organisation__sort_key", "pk"
        )
    )
    present = [p for p in rows if p.attendance == Attendance.PRESENT and not p.actor_type.own]
    own = sum(p.headcount or 0 for p in rows if p.actor_type.own and p.attendance == Attendance.PRESENT)
    return {
        "groups": [
            Group(actor_type.plural if not actor_type.own else _("Ourselves"), list(of_type))
            for actor_type, of_type in groupby(rows, key=lambda p: p.actor_type)
        ],
        "actors": len(present),
        "people": sum(p.headcount or 0 for p in present),
        "unknown": any(p.headcount is None for p in present),
        "own": own,
    }


def meetings_of_organisation(request, organisation) -> dict | None:
    """The meetings an organisation has been at, as far as the user may see them."""
    rows = (
        Participation.objects.visible_to(request.user)
        .filter(organisation=organisation)
        .select_related("dialogue")
        .order_by("-dialogue__first_day", "-pk")[:50]
    )
    return {"rows": list(rows)}


def meetings_of_assignment(request, assignment) -> dict:
    rows = (
        Dialogue.objects.visible_to(request.user).filter(assignment=assignment).order_by("-first_day", "-pk")
    )
    return {"rows": list(rows[:10])}
