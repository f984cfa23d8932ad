from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from dialogues.meetings.models import COUNTED_KINDS, HELD_OR_LATER
from dialogues.meetings.querysets import seen_dialogues


def seen_insights(user, insight_id: str) -> Q:
    """The condition under which the user may see the insight whose id stands in `insight_id`: not in the
    bin, and of a meeting the user may see."""
    return seen_dialogues(user, f"{insight_id}__dialogue") & Q(**{f"{insight_id}__removed_at": None})


def _counted(prefix: str = "") -> Q:
    return Q(
        **{
            f"{prefix}removed_at": None,
            f"{prefix}dialogue__status__in": HELD_OR_LATER,
            f"{prefix}dialogue__kind__in": COUNTED_KINDS,
            f"{prefix}dialogue__removed_at": None,
        }
    )


class InsightQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Insights of meetings the user may see, not in the bin."""
        return self.filter(seen_dialogues(user, "dialogue"), removed_at=None)

    def counted(self):
        """Insights that count in figures: not in the bin, of a counted meeting."""
        return self.filter(_counted())

    def binned_for(self, user):
        """Insights in the bin, of meetings the user may see. One that went there with its note is not
        among them: it comes back with the note."""
        rows = self.known_to(user).exclude(removed_at=None)
        return rows.filter(note_version__note__removed_at=None)

    def known_to(self, user):
        """Insights of meetings the user may see, in the bin or not."""
        return self.filter(seen_dialogues(user, "dialogue"))

    def raised_by(self, actor_type_key: str):
        """Insights that an actor of the type raised, known by name or not."""
        from insights.tagging.models import Raiser

        return self.filter(
            Exists(Raiser.objects.filter(insight=OuterRef("pk"), actor_type__key=actor_type_key))
        )

    def publishable(self):
        """Insights that count in what leaves the agency: not those that only organisations raised which are
        not to be counted there. Of its meeting, ask `DialogueQuerySet.publishable`."""
        from insights.tagging.models import Raiser

        raised = Raiser.objects.filter(insight=OuterRef("pk"), actor_type__own=False)
        counted = raised.exclude(participation__organisation__publish_as="not_counted")
        return self.filter(Exists(counted) | ~Exists(raised))

    def with_tags(self, tags):
        """Insights with any of the tags, or of their children."""
        from insights.tagging.models import Tagging

        keys = tags.values("pk")
        found = Tagging.objects.filter(Q(tag__in=keys) | Q(tag__parent__in=keys), insight=OuterRef("pk"))
        return self.filter(Exists(found))

    def for_script(self):
        """As shown in the margin of a meeting's lines: in the order of the words they are anchored to."""
        return self.select_related("note_version").prefetch_related(*self._related()).order_by("start", "pk")

    def for_list(self):
        """With tags and raisers, in one query each."""
        return self.select_related("dialogue", "question").prefetch_related(*self._related())

    @staticmethod
    def _related():
        from insights.tagging.models import Raiser, Tagging

        return (
            Prefetch("taggings", Tagging.objects.select_related("tag")),
            Prefetch("raisers", Raiser.objects.select_related("actor_type", "participation__organisation")),
        )


class TaggingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_insights(user, "insight"))

    def counted(self):
        return self.filter(_counted("insight__"))

    def for_list(self):
        return self.select_related("insight", "insight__dialogue", "tag")
