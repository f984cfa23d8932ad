from django.db import models

from dialogues.meetings.querysets import seen_dialogues


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Notes of meetings the user may see, not in the bin."""
        return self.filter(seen_dialogues(user, "dialogue"), removed_at=None)

    def binned_for(self, user):
        """Notes in the bin, of meetings the user may see."""
        return self.known_to(user).exclude(removed_at=None).select_related("current")

    def known_to(self, user):
        """Notes of meetings the user may see, in the bin or not."""
        return self.filter(seen_dialogues(user, "dialogue"))

    def for_list(self):
        return self.select_related(
            "current", "question", "dialogue", "participation__organisation", "participation__actor_type"
        )
