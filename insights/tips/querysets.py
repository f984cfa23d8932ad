from django.db import models
from django.db.models import Q

from insights.tagging.querysets import seen_insights


class TipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers see published tips; those who read rows see all."""
        if user.can("rows.read"):
            return self
        return self.published() if user.can("published.read") else self.none()

    def published(self):
        return self.filter(status="published")

    def for_list(self):
        return self.prefetch_related("tags")


class GoodExampleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Examples from insights the user may see, or from published sources."""
        if not user.can("rows.read"):
            return self.none()
        return self.filter(Q(insight=None) | seen_insights(user, "insight"))

    def for_list(self):
        return self.select_related("insight", "insight__dialogue", "organisation").prefetch_related("tips")
