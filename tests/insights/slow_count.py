"""The figures of a small world counted slowly: one rule of the counting table of DESIGN (docs/counting.md) after
the other, in plain Python over what was drawn, and without the product's own counting."""

from collections import defaultdict

from insights.summary.scope import Scope
from tests.insights.worlds import (
    ACTORS,
    EXTERNAL,
    GROUPS,
    GUARDED,
    LIMIT,
    TAGS,
    THEMES,
    TYPES,
    Heard,
    Met,
    Seat,
    World,
)


def scope_of(people: dict, name: str | None, asked: dict) -> Scope:
    """The product's scope for somebody's question; without a name, of what is published, where one cannot
    ask for more than a period."""
    return Scope(user=people[name], **asked) if name else Scope(period=asked["period"])


class Slow:
    """The figures of a world as somebody may see them; without a name, as published."""

    def __init__(self, world: World, name: str | None, asked: dict):
        self.world, self.name = world, name
        self.published = name is None
        self.asked = asked = {"period": asked["period"]} if self.published else asked
        self.meetings = [m for m in world.meetings if self._in_scope(m)]
        kind = asked.get("actor_type")
        self.dialogues = [m for m in self.meetings if not kind or self._has(m, kind)]
        self.said = [(m, h) for m in self.meetings for h in m.heard if self._counts(m, h)]

    # Over what

    def _in_scope(self, m: Met) -> bool:
        if m.removed or m.status in ("planned", "cancelled") or m.kind == "coordination":
            return False
        if m.protection == "restricted" and not self._sees_restricted(m):
            return False
        first, last = self.asked["period"].first, self.asked["period"].last
        day, end = m.days["first_day"], m.days["last_day"]
        if (first or last) and day is None:
            return False
        if (first and day < first) or (last and end > last):
            return False
        if self.asked.get("assignment") and not m.assigned:
            return False
        county = self.asked.get("county")
        return not county or any(
            s.actor and ACTORS[s.actor][1] == county and s.type != "egen" and s.attendance == "present"
            for s in m.seats
        )

    def _sees_restricted(self, m: Met) -> bool:
        return self.name == "analyst" or (self.name == "member" and m.member_in_team)

    def _has(self, m: Met, kind: str) -> bool:
        return any(s.type == kind and s.attendance == "present" for s in m.seats)

    def _counts(self, m: Met, h: Heard) -> bool:
        if h.removed:
            return False
        if self.asked.get("question") and f"q-{h.question}" != self.asked["question"]:
            return False
        if any(
            self.asked.get(name, value) != value for name, value in (("kind", h.kind), ("channel", h.channel))
        ):
            return False
        kind = self.asked.get("actor_type")
        kinds = {m.seats[by].type if isinstance(by, int) else by for by in h.by}
        if kind and kind not in kinds:
            return False
        # What only actors said that are not to be counted in publications does not count there.
        outside = self._all_voices(m, h)
        return not (self.published and outside and not self._voices(m, h))

    # Who

    def column(self, kind: str) -> str:
        return TYPES[kind][0] if self.published else kind

    def columns(self) -> list[str]:
        if self.published:
            return list(GROUPS)
        kind = self.asked.get("actor_type")
        return [kind] if kind else EXTERNAL

    def known_columns(self) -> list[str]:
        return [c for c in self.columns() if c != "okand"]

    def present(self, m: Met) -> list[Seat]:
        """The seats that count at a meeting."""
        kind = self.asked.get("actor_type")
        return [
            s
            for s in m.seats
            if s.attendance == "present"
            and s.type != "egen"
            and (not kind or s.type == kind)
            and not (self.published and s.actor and ACTORS[s.actor][2] == "not_counted")
        ]

    def _all_voices(self, m: Met, h: Heard) -> set[tuple[str, str | None]]:
        """(actor type, actor where it is known) of whoever raised an insight, not ourselves."""
        kind = self.asked.get("actor_type")
        found = {(m.seats[by].type, m.seats[by].actor) if isinstance(by, int) else (by, None) for by in h.by}
        return {(t, a) for t, a in found if t != "egen" and (not kind or t == kind)}

    def _voices(self, m: Met, h: Heard) -> set[tuple[str, str | None]]:
        """The same by column, without those who do not count."""
        voices = self._all_voices(m, h)
        if self.published:
            voices = {(t, a) for t, a in voices if not (a and ACTORS[a][2] == "not_counted")}
        return {(self.column(t), a) for t, a in voices}

    # What

    def with_tag(self, key: str) -> list:
        own = {key, *(k for k, (parent, _retired) in TAGS.items() if parent == key)}
        return [(m, h) for m, h in self.said if h.tags & own]

    def in_theme(self, key: str) -> list:
        tags = self.world.themes[key][1]
        own = tags | {k for k, (parent, _retired) in TAGS.items() if parent in tags}
        return [
            (m, h)
            for m, h in self.said
            if dict(h.stances).get(key) == "supports" or (key not in dict(h.stances) and h.tags & own)
        ]

    def adopted(self) -> list[str]:
        return [key for key in THEMES if self.world.themes[key][0] == "adopted"]

    def cell(self, members: list, columns: list[str]) -> dict[str, int]:
        """The four figures of some insights, of those whom the columns hold."""
        heard, present = set(), set()
        for m, h in members:
            kinds = {c for c, _a in self._voices(m, h)} & set(columns)
            heard |= {a for c, a in self._voices(m, h) if a and c in columns}
            present |= {s.actor for s in self.present(m) if s.actor and self.column(s.type) in kinds}
        return {
            "insights": len(members),
            "dialogues": len({id(m) for m, _h in members}),
            "heard_from": len(heard),
            "present_at_most": len(present),
        }

    def raised_by(self, members: list, column: str) -> list:
        return [(m, h) for m, h in members if column in {c for c, _a in self._voices(m, h)}]

    def is_hidden(self, members: list, column: str) -> bool:
        """Fewer than five distinct actors of a guarded group at the dialogues of its insights."""
        own = self.raised_by(members, column)
        there = {
            s.actor for m, _h in own for s in self.present(m) if s.actor and self.column(s.type) == column
        }
        return self.published and column in GUARDED and bool(own) and len(there) < LIMIT

    # All of it

    def figures(self) -> dict[str, int | None]:
        """Every figure by its key, but of commitments; None for one that is hidden."""
        return {**self._meeting_figures(), **self._presence_figures(), **self._insight_figures()}

    def _meeting_figures(self) -> dict:
        found = {"dialogues": len(self.dialogues)}
        for column in self.known_columns():
            found[f"dialogues/actor_type/{column}"] = self.out_of(column)
        by: dict[str, int] = defaultdict(int)
        for m in self.dialogues:
            by[f"form/{m.form}"] += 1
            first, last = m.days["first_day"], m.days["last_day"]
            if first and first.year == last.year:
                by[f"year/{first.year}"] += 1
                halves = {1 if d.month < 7 else 2 for d in (first, last)}
                if len(halves) == 1:
                    by[f"half_year/{first.year}-{halves.pop()}"] += 1
        return found | {f"dialogues/{key}": n for key, n in by.items()}

    def out_of(self, column: str) -> int:
        """The counted dialogues at which the column was present."""
        return sum(any(self.column(s.type) == column for s in self.present(m)) for m in self.dialogues)

    def _presence_figures(self) -> dict:
        seats = [s for m in self.meetings for s in self.present(m)]
        found = {
            "organisations": len({s.actor for s in seats if s.actor}),
            "attendances": sum(s.headcount or 0 for s in seats),
        }
        for column in self.columns():
            own = [s for s in seats if self.column(s.type) == column]
            found[f"organisations/{column}"] = len({s.actor for s in own if s.actor})
            found[f"attendances/{column}"] = sum(s.headcount or 0 for s in own)
        return found

    def _insight_figures(self) -> dict:
        found = {
            "insights": len(self.said),
            "taggings": sum(len(h.tags) for _m, h in self.said),
            "insights/theme/none": sum(
                not any(any(h is other for _n, other in self.in_theme(key)) for key in self.adopted())
                for _m, h in self.said
            ),
        }
        for _m, h in self.said:
            keys = [f"kind/{h.kind}", f"channel/{h.channel}"]
            for key in [*keys, f"question/q-{h.question}"] if h.question else keys:
                found[f"insights/{key}"] = found.get(f"insights/{key}", 0) + 1
        for column in self.columns():
            found[f"insights/actor_type/{column}"] = len(self.raised_by(self.said, column))
        for key in TAGS:
            found |= self._line(f"tag/{key}", self.with_tag(key))
        for key in self.adopted():
            found |= self._line(f"theme/{key}", self.in_theme(key))
        for key, (status, tags) in self.world.tips.items():
            if status == "published":
                sharing = {id(h) for tag in tags for _m, h in self.with_tag(tag)}
                found[f"tip/{key}/insights"] = len(sharing)
        return found

    def _line(self, prefix: str, members: list) -> dict:
        found = {}
        some_hidden = any(self.is_hidden(members, column) for column in self.columns())
        for name, value in self.cell(members, self.columns()).items():
            found[f"{prefix}/{name}"] = None if some_hidden else value
        for column in self.columns():
            own = self.raised_by(members, column)
            hidden = self.is_hidden(members, column)
            for name, value in self.cell(own, [column]).items() if own else ():
                found[f"{prefix}/{column}/{name}"] = None if hidden else value
        return found
