from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PageAction:
    """A button or link of a page: where it leads, and the capability without which it is not shown.
    With `post` it is an act: a form with one button."""

    label: Any
    url: str
    capability: str = ""
    primary: bool = False
    post: bool = False
    values: tuple[tuple[str, str], ...] = ()


def permitted(actions, user) -> list[PageAction]:
    """The actions that the user's roles allow."""
    return [a for a in actions if a is not None and (not a.capability or user.can(a.capability))]
