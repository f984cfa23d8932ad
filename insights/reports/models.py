"""Frozen reports: the figures as they were when the report was made."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from insights.tagging.models import Insight
from project.common.models import Identified, Timestamped


class Variant(models.TextChoices):
    INTERNAL = "internal", _("internal")
    PUBLISHABLE = "publishable", _("publishable")


class Edition(Identified, Timestamped, models.Model):
    """A frozen report. `scope` says under whose sight the figures were made, and so who may open it:
    {"all": true} or {"user": id}. `figures` holds the figures by key; quotes are kept by reference, so
    that an erased one shows as removed."""

    title = models.CharField(_("title"), max_length=200)
    variant = models.CharField(_("variant"), max_length=20, choices=Variant.choices)
    scope = models.JSONField(default=dict)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    filter = models.JSONField(default=dict)
    codebook_version = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_from__lte=models.F("period_to")),
                name="edition_period",
            )
        ]

    def __str__(self):
        return self.title


class EditionQuote(models.Model):
    """A quote in an edition: the insight it is from, or null where that has been erased."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotes")
    place = models.CharField(max_length=100)
    insight = models.ForeignKey(Insight, models.SET_NULL, null=True, related_name="edition_quotes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="edition_quote_place")]

    def __str__(self):
        return self.place


class EditionSection(models.Model):
    """The author's own words in a place of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    place = models.CharField(max_length=100)
    text = models.TextField(max_length=50_000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="edition_section_place")]

    def __str__(self):
        return self.place
