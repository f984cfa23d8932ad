"""The numbered list of tips, and the good examples behind it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tagging.models import Insight
from insights.tips.querysets import GoodExampleQuerySet, TipQuerySet
from project.audit.history import tracked
from project.common.models import Identified, Locked, Timestamped, TwoLanguages
from stakeholders.models import Organisation


class PublicationStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    REVIEWED = "reviewed", _("reviewed")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class Tip(TwoLanguages, Identified, Timestamped, Locked, models.Model):
    """A piece of good practice in the numbered list. Every wording it has had stands in its versions."""

    two_languages = ("text",)

    key = models.CharField(_("key"), max_length=30, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), validators=[MaxValueValidator(999)])
    text_sv = models.TextField(_("text in Swedish"), max_length=2_000)
    text_en = models.TextField(_("text in English"), max_length=2_000, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=PublicationStatus.choices, default=PublicationStatus.PROPOSED
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="tips")
    evidence = models.ManyToManyField(Insight, verbose_name=_("evidence"), blank=True, related_name="tips")

    objects = TipQuerySet.as_manager()
    history = tracked(m2m_fields=["tags"])

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(status=PublicationStatus.RETIRED),
                name="tip_number",
                violation_error_message=_("Another tip has this number."),
            ),
            models.CheckConstraint(condition=~Q(text_sv=""), name="tip_has_text"),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    def get_absolute_url(self):
        return reverse("insights:tip-detail", args=[self.uuid])


class TipVersion(models.Model):
    """A wording that a tip has had."""

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text_sv = models.TextField()
    text_en = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a tip")
        verbose_name_plural = _("versions of tips")
        ordering = ["tip", "number"]
        constraints = [models.UniqueConstraint(fields=["tip", "number"], name="tip_version_number")]

    def __str__(self):
        return self.text_sv


class GoodExample(Identified, Timestamped, Locked, models.Model):
    """Something that has worked somewhere: told in a dialogue (`insight`) or published elsewhere
    (`source_url`). The organisation is named only with its consent."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=5_000, blank=True)
    insight = models.ForeignKey(
        Insight, models.PROTECT, verbose_name=_("insight"), null=True, blank=True, related_name="examples"
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="examples",
    )
    consent = models.BooleanField(_("the organisation has agreed to be named"), default=False)
    status = models.CharField(
        _("status"), max_length=20, choices=PublicationStatus.choices, default=PublicationStatus.PROPOSED
    )
    tips = models.ManyToManyField(Tip, verbose_name=_("tips"), blank=True, related_name="examples")

    said_at = {"example_has_source": "source_url", "example_consent_of_whom": "organisation"}

    objects = GoodExampleQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("good example")
        verbose_name_plural = _("good examples")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(insight__isnull=False) | ~Q(source_url=""),
                name="example_has_source",
                violation_error_message=_("Say where it comes from: an insight, or a web address."),
            ),
            models.CheckConstraint(
                condition=Q(consent=False) | Q(organisation__isnull=False),
                name="example_consent_of_whom",
                violation_error_message=_("Say which organisation has agreed to be named."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("insights:example-detail", args=[self.uuid])
