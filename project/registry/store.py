from collections.abc import Callable
from itertools import chain

from project.registry.kinds import Combiner, DeskItem, Extension, Panel, Source

# The effects there are: what has happened below, and what those who listen are given by keyword.
EFFECTS = {
    "note_revised": "A note got a new version (note, before, after, by).",
    "note_moved": "A note stands under another question (note, before, by).",
    "note_removed": "A note went to the bin (note, removal, recorder, by).",
    "note_restored": "A note came back from the bin (note, removal, by).",
    "participation_leaving": "A participation is about to be deleted (participation, recorder, by).",
    "participation_combined": "Two participations became one in a merge (kept, given_up, by).",
    "participation_changed": "A participation's organisation or actor type changed (participation, by).",
}

_panels: list[Panel] = []
_extensions: list[Extension] = []
_sources: list[Source] = []
_desk_items: list[DeskItem] = []
_combiners: dict[tuple[str, str], Combiner] = {}
_effects: dict[str, list[Callable]] = {name: [] for name in EFFECTS}


def register(*items) -> None:
    """Add panels, extensions, search sources, desk items and combiners."""
    for item in items:
        if isinstance(item, Combiner):
            if (item.model, item.constraint) in _combiners:
                raise ValueError(f"There is a combiner for {item.model} {item.constraint} already")
            _combiners[item.model, item.constraint] = item
        else:
            _list_of(item).append(item)


def on(effect: str, listener: Callable) -> None:
    """Have `listener` called, with the effect's keywords, whenever the effect is run."""
    _effects[effect].append(listener)


def run(effect: str, **details) -> None:
    """Run an effect inside the caller's transaction; what a listener raises undoes the caller's act."""
    for listener in _effects[effect]:
        listener(**details)


def panels_of(page: str) -> list[Panel]:
    return sorted((p for p in _panels if p.page == page), key=lambda p: p.order)


def extensions_of(name: str) -> list[Extension]:
    return [e for e in _extensions if e.list == name]


def sources() -> list[Source]:
    return sorted(_sources, key=lambda s: s.order)


def desk_items() -> list[DeskItem]:
    return sorted(_desk_items, key=lambda d: d.order)


def combiners() -> list[Combiner]:
    return list(_combiners.values())


def combiner_for(model: str, constraint: str) -> Combiner | None:
    return _combiners.get((model, constraint))


def effects() -> dict[str, list[Callable]]:
    return {name: list(listeners) for name, listeners in _effects.items()}


def registered() -> list[tuple[str, str, str]]:
    """Everything registered as (kind, where, name), for the table in the architecture document."""
    rows = chain(
        (("panel", p.page, p.name) for p in _panels),
        (("extension", e.list, e.name) for e in _extensions),
        (("source", "search", s.kind) for s in _sources),
        (("desk item", "desk", d.name) for d in _desk_items),
        (("combiner", c.model, c.constraint) for c in _combiners.values()),
        (("effect", name, f"{f.__module__}.{f.__name__}") for name, fs in _effects.items() for f in fs),
    )
    return sorted(rows)


def _list_of(item) -> list:
    return {Panel: _panels, Extension: _extensions, Source: _sources, DeskItem: _desk_items}[type(item)]
