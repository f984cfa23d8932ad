from django.db import models
from django.db.models import Count, Q

from dialogues.meetings.querysets import seen_dialogues
from project.common.dates import today

OPEN = Q(state="open")


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_dialogues(user, "dialogue"), removed_at=None)

    def binned_for(self, user):
        """Commitments in the bin, of meetings the user may see."""
        return self.known_to(user).exclude(removed_at=None)

    def known_to(self, user):
        """Commitments of meetings the user may see, in the bin or not."""
        return self.filter(seen_dialogues(user, "dialogue"))

    def overdue(self):
        """Open, and the day has passed."""
        return self.filter(state="open", due_on__lt=today())

    def open_in_time(self):
        """Open and not overdue."""
        return self.filter(Q(due_on=None) | Q(due_on__gte=today()), state="open")

    def by_state(self) -> dict[str, int]:
        """Number done, open in time, and overdue; the three do not overlap, and declined ones are in
        none."""
        return self.aggregate(
            done=Count("pk", filter=Q(state="done")),
            open=Count("pk", filter=OPEN & (Q(due_on=None) | Q(due_on__gte=today()))),
            overdue=Count("pk", filter=OPEN & Q(due_on__lt=today())),
        )

    def for_list(self):
        return self.select_related("dialogue", "organisation")


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_dialogues(user, "dialogue"))

    def for_list(self):
        return self.select_related("dialogue")
