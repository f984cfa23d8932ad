from django.db import models


class ThemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers see adopted themes; those who read rows see all."""
        if user.can("rows.read"):
            return self
        return self.adopted() if user.can("published.read") else self.none()

    def adopted(self):
        """The themes that figures are given for."""
        return self.filter(status="adopted")

    def for_list(self):
        return self.prefetch_related("tags")
