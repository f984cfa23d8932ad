from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A section of a detail page. `context(request, row)` gives what the template needs, or None where
    there is nothing for this viewer to see."""

    page: str
    name: str
    order: int
    template: str
    context: Callable[[Any, Any], dict | None]


@dataclass(frozen=True)
class Extension:
    """Filters, and columns, of a list further down. `filters()` makes the form's filters by name;
    `apply(queryset, values, user)` narrows the list where any of them has a value, all at once, so that
    "theme" and "tag" mean the same insight; `values` holds the list's other filters too. `leading` puts
    the filters before the list's own. `annotate(rows, user)` gives the rows of one page what `table` (name
    to column) and `columns` (of the export) show of them."""

    list: str
    name: str
    filters: Callable[[], dict[str, Any]] = dict
    apply: Callable[[Any, dict, Any], Any] | None = None
    leading: bool = False
    annotate: Callable[[Any, Any], Any] | None = None
    table: Callable[[], dict[str, Any]] = dict
    columns: tuple = ()


@dataclass(frozen=True)
class Source:
    """A kind of row the search finds: what a user may see of it, and the text each row is found by."""

    kind: str
    order: int
    visible: Callable[[Any], Any]
    text: Callable[[Any], str]


@dataclass(frozen=True)
class DeskItem:
    """Something that waits for the user. `context(request)` gives what the template needs, or None where
    nothing waits."""

    name: str
    order: int
    template: str
    context: Callable[[Any], dict | None]


@dataclass(frozen=True)
class Combiner:
    """How two rows become one where a merge makes them collide on a unique constraint: `combine(kept,
    given_up, by)` moves what the second holds over to the first. `constraint` is named as in the model."""

    model: str
    constraint: str
    combine: Callable[..., None] = field(repr=False)
