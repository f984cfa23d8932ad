"""What higher apps add to lower pages and acts: the only inversion of the downward imports there is.

A higher app registers in its `AppConfig.ready()`; a lower page or service asks here. Six kinds:

panels       sections of a detail page, rendered on the server under the viewer's rights
extensions   filters and columns of a list
sources      what the search finds
desk items   what waits on the start page
effects      run by name, synchronously, inside the lower service's transaction
combiners    how two rows that collide in a merge become one

`docs/architecture.md` lists everything registered, and a test holds the list against this registry.
"""

from project.registry.kinds import Combiner, DeskItem, Extension, Panel, Source
from project.registry.store import (
    EFFECTS,
    combiner_for,
    combiners,
    desk_items,
    effects,
    extensions_of,
    on,
    panels_of,
    register,
    registered,
    run,
    sources,
)

__all__ = [
    "EFFECTS",
    "Combiner",
    "DeskItem",
    "Extension",
    "Panel",
    "Source",
    "combiner_for",
    "combiners",
    "desk_items",
    "effects",
    "extensions_of",
    "on",
    "panels_of",
    "register",
    "registered",
    "run",
    "sources",
]
