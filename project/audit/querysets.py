from django.db import models


class LogQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The whole log, for those who answer for it."""
        return self if user.can("log.read") else self.none()

    def for_list(self):
        return self.select_related("by")
