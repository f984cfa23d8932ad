from django.db import models
from django.utils.translation import gettext_lazy as _

from project.audit.history import tracked
from project.common.models import Locked


class Installation(Locked, models.Model):
    """What this installation says of itself on every page and in every file. One row."""

    agency = models.CharField(_("agency"), max_length=150, blank=True)
    invented = models.BooleanField(
        _("the meetings are invented"),
        default=False,
        help_text=_("Says on every page and in every file that this is a demonstration."),
    )

    history = tracked()

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_installation")]

    def __str__(self):
        return self.agency

    @classmethod
    def current(cls) -> "Installation":
        """The row, or one with defaults where none is stored yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
