from django.db import models

from dialogues.meetings.querysets import seen_dialogues


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Notes of meetings the user may see, not in the bin."""
        return self.filter(seen_dialogues(user, "dialogue"), removed_at=None)

    def binned_for(self, user):
        """Notes in the bin, of meetings the user may see."""
        rows = self.filter(seen_dialogues(user, "dialogue")).exclude(removed_at=None)
        return rows.select_related("current")

    def for_list(self):
        return self.select_related(
            "current", "question", "dialogue", "participation__organisation", "participation__actor_type"
        )
