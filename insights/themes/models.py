"""Themes: what recurs, and on what evidence."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tagging.models import Insight
from insights.themes.querysets import ThemeQuerySet
from project.audit.history import tracked
from project.common.models import Identified, Locked, Timestamped, TwoLanguages


class ThemeStatus(models.TextChoices):
    CANDIDATE = "candidate", _("candidate")
    ADOPTED = "adopted", _("adopted")
    RETIRED = "retired", _("retired")


class Theme(TwoLanguages, Identified, Timestamped, Locked, models.Model):
    """Something that recurs. Its members are the insights with any of its tags (children included) or
    with explicit support, less those whose evidence says otherwise: contradicting and nuancing insights
    are counted beside, left-out ones not at all."""

    two_languages = ("title",)

    key = models.CharField(_("key"), max_length=30, unique=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    synthesis = models.TextField(_("synthesis"), max_length=20_000, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ThemeStatus.choices, default=ThemeStatus.CANDIDATE
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="themes")

    objects = ThemeQuerySet.as_manager()
    history = tracked(m2m_fields=["tags"])

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title_sv=""), name="theme_has_title")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("insights:theme-detail", args=[self.uuid])


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    NUANCES = "nuances", _("nuances")
    LEFT_OUT = "left_out", _("left out")


class ThemeEvidence(models.Model):
    """What one insight says of one theme, judged by a person rather than by its tags."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="evidence")
    insight = models.ForeignKey(Insight, models.CASCADE, verbose_name=_("insight"), related_name="evidence")
    stance = models.CharField(_("stance"), max_length=20, choices=Stance.choices, default=Stance.SUPPORTS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    history = tracked()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "insight"], name="evidence_once")]

    def __str__(self):
        return f"{self.theme} {self.stance}"
