"""What every page's frame needs."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from project.accounts import matrix
from project.pages.kept import OWNER, owner_token
from project.pages.models import Installation


@dataclass(frozen=True)
class Room:
    """A room of the house, as the navigation shows it."""

    label: Any
    address: str
    under: tuple[str, ...] = ()  # beginnings of the names of addresses that lie in the room
    on_foot: bool = False  # in the bar of a small screen, before others


MOST_ON_FOOT = 4  # as many as a bar of 360 px has room for, beside a new meeting and the rest


ROOMS = (
    Room(_("Desk"), "desk", ("desk",), on_foot=True),
    Room(
        _("Meetings"),
        "dialogues:dialogue-list",
        ("dialogues:dialogue", "insights:capture", "insights:line"),
        on_foot=True,
    ),
    Room(_("Actors"), "stakeholders:organisation-list", ("stakeholders:",), on_foot=True),
    Room(_("Insights"), "insights:insight-list", ("insights:insight", "insights:tagging"), on_foot=True),
    Room(_("Themes"), "insights:theme-list", ("insights:theme",)),
    Room(_("Tips"), "insights:tip-list", ("insights:tip",)),
    Room(pgettext_lazy("of what we hear", "Summary"), "insights:summary", ("insights:summary",)),
    Room(_("Reports"), "insights:report-list", ("insights:report",)),
)
MORE = (
    Room(_("Commitments"), "dialogues:commitment-list", ("dialogues:commitment",)),
    Room(_("Feedback"), "dialogues:feedback-list", ("dialogues:feedback",)),
    Room(_("Notes"), "dialogues:note-list", ("dialogues:note",)),
    Room(_("Participations"), "dialogues:participation-list", ("dialogues:participation",)),
    Room(_("Codebook"), "insights:tag-list", ("insights:tag-",)),
    Room(_("Good examples"), "insights:example-list", ("insights:example",)),
    Room(_("Assignments"), "dialogues:assignment-list", ("dialogues:assignment",)),
    Room(_("Question sets"), "dialogues:question-set-list", ("dialogues:question",)),
    Room(_("Bin"), "bin", ("bin",)),
    Room(_("Users"), "administration:user-list", ("administration:user",), on_foot=True),
    Room(_("Roles"), "administration:matrix", ("administration:matrix",)),
    Room(_("Log"), "administration:log", ("administration:log",)),
    Room(_("Settings"), "administration:settings", ("administration:settings",), on_foot=True),
)


def shell(request):
    """Navigation, the installation's name and notice, and the field that says whose form it is."""
    menu = SimpleLazyObject(lambda: _menu(request))
    return {
        "rooms": SimpleLazyObject(lambda: menu["rooms"]),
        "more_rooms": SimpleLazyObject(lambda: menu["more"]),
        "rooms_on_foot": SimpleLazyObject(lambda: menu["on_foot"]),
        "installation": SimpleLazyObject(Installation.current),
        "role_names": SimpleLazyObject(lambda: _role_names(request)),
        "owner_field": OWNER,
        "owner_token": SimpleLazyObject(
            lambda: owner_token(request.user) if hasattr(request, "user") else ""
        ),
    }


def _role_names(request) -> str:
    return ", ".join(str(role.label) for role in matrix.Role if role in request.user.roles)


def _menu(request) -> dict[str, list[dict]]:
    """The rooms of the menu, those behind “More”, and those in the bar of a small screen: the ones meant for
    it, and as many of the others as fit."""
    rooms, more = _open_rooms(request, ROOMS), _open_rooms(request, MORE)
    by_need = sorted([*rooms, *more], key=lambda room: not room["on_foot"])
    on_foot = by_need[:MOST_ON_FOOT]
    for room in [*rooms, *more]:
        room["on_foot"] = room in on_foot
    return {"rooms": rooms, "more": more, "on_foot": on_foot}


def _open_rooms(request, rooms) -> list[dict]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    here = request.resolver_match.view_name if request.resolver_match else ""
    found = []
    for room in rooms:
        needed = matrix.needed(room.address, "GET")
        if needed and (needed in (matrix.PUBLIC, matrix.PERSONAL) or user.can(needed)):
            found.append(
                {
                    "label": room.label,
                    "url": reverse(room.address),
                    "here": any(here == name or here.startswith(name) for name in room.under),
                    "on_foot": room.on_foot,
                }
            )
    return found
