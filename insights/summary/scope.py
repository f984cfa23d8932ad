"""What a figure is counted over: under whose sight, in which period, with which filter.

The lists that figures lead to narrow their rows by the very same `Scope`, so that a figure and the
number of rows behind it cannot differ.
"""

from dataclasses import dataclass, field, replace

from dialogues.models import Commitment, Dialogue, Participation
from insights.codebook.models import Tag
from insights.tagging.models import Insight
from insights.themes.membership import by_theme_key
from insights.themes.models import Theme
from project.common.dates import Period


@dataclass(frozen=True)
class Scope:
    """`county` and `assignment` narrow the meetings (a county: those where an actor from it was present);
    `question`, `kind` and `channel` the insights; `actor_type` both who is present and who raised it.
    All by key. A scope without a user is what is published: the same for everybody, without restricted
    meetings, and without organisations that are not counted in publications."""

    user: object = None  # None for what is published, which is the same for everybody
    period: Period = field(default_factory=Period)
    county: str = ""
    assignment: str = ""
    actor_type: str = ""
    question: str = ""
    kind: str = ""
    channel: str = ""

    @classmethod
    def of(cls, user, values: dict) -> "Scope":
        """The scope of a form's values."""
        names = ("county", "assignment", "actor_type", "question", "kind", "channel")
        period = Period(values.get("from"), values.get("to"))
        return cls(user=user, period=period, **{n: values.get(n) or "" for n in names})

    @property
    def published(self) -> bool:
        return self.user is None

    def meetings(self):
        """The counted meetings the user may see, by period, county and assignment; of what is published,
        all but the restricted ones."""
        seen = Dialogue.objects.visible_to(self.user) if self.user else Dialogue.objects.publishable()
        rows = seen.counted().within(self.period)
        if self.county:
            rows = rows.with_present(organisation__county=self.county)
        if self.assignment:
            rows = rows.filter(assignment__key=self.assignment)
        return rows

    def dialogues(self):
        """The meetings that are counted as dialogues: where an actor type is asked for, those at which one
        was present."""
        rows = self.meetings()
        return rows.with_present(actor_type__key=self.actor_type) if self.actor_type else rows

    def participations(self):
        """The participations that count."""
        rows = Participation.objects.counted().filter(dialogue__in=self.meetings().values("pk"))
        if self.published:
            rows = rows.publishable()
        return rows.filter(actor_type__key=self.actor_type) if self.actor_type else rows

    def insights(self):
        """The insights that count."""
        rows = Insight.objects.filter(removed_at=None, dialogue__in=self.meetings().values("pk"))
        if self.published:
            rows = rows.publishable()
        if self.question:
            rows = rows.filter(question__key=self.question)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        return rows.raised_by(self.actor_type) if self.actor_type else rows

    def commitments(self):
        """What was promised at the meetings."""
        return Commitment.objects.filter(removed_at=None, dialogue__in=self.dialogues().values("pk"))

    def members(self, *, theme: str = "", tag: str = "", tip: str = ""):
        """The insights of a theme, of a tag, or that share a tag with a tip, by their keys."""
        rows = self.insights()
        if theme:
            rows = by_theme_key(rows, theme, Theme.objects.all())
        if tag:
            rows = rows.with_tags(Tag.objects.filter(key=tag))
        if tip:
            rows = rows.with_tags(Tag.objects.filter(tips__key=tip))
        return rows

    def before(self) -> "Scope | None":
        """The same over an equally long time before; None for an open period."""
        earlier = self.period.before()
        return replace(self, period=earlier) if earlier else None
