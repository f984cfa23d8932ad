"""Blind coding: tags given by several people who do not see each other's. Kept apart from the shared
coding, and part of no count, export or history of it until settled."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tagging.models import Insight
from project.common.models import Identified, Timestamped


class BlindRound(Identified, Timestamped, models.Model):
    """A sample of insights that some people code blind."""

    title = models.CharField(_("title"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    codebook_version = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("blind round")
        verbose_name_plural = _("blind rounds")
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class RoundUnit(models.Model):
    """One insight for one coder. `completed_at` tells "read, and no tag fits" from "not read"."""

    round = models.ForeignKey(BlindRound, models.CASCADE, related_name="units")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    insight = models.ForeignKey(Insight, models.PROTECT, related_name="round_units")
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "coder", "insight"], name="round_unit_once")]

    def __str__(self):
        return f"{self.round_id} {self.insight_id}"


class BlindTagging(models.Model):
    """A tag that one coder gave one unit."""

    unit = models.ForeignKey(RoundUnit, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="blind_taggings")
    tagged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "tag"], name="blind_tagging_once")]

    def __str__(self):
        return f"{self.unit_id} {self.tag}"
