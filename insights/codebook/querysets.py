from django.db import models


class TagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The codebook is open to those who read rows."""
        return self if user.can("rows.read") else self.none()

    def live(self):
        """Tags that can be put on insights."""
        return self.filter(retired_on=None, merged_into=None)

    def for_list(self):
        return self.filter(merged_into=None).select_related("parent")
