"""The codebook: the tags, and how it has changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.codebook.querysets import TagQuerySet
from project.audit.history import tracked
from project.common.dates import today
from project.common.errors import Refusal
from project.common.models import Identified, Locked, Retirable, Timestamped, TwoLanguages


class Colour(models.TextChoices):
    """The twelve grounds a tag can have; the design system knows them by these names."""

    RED = "red", _("red")
    VIOLET = "violet", _("violet")
    AMBER = "amber", _("amber")
    PLUM = "plum", _("plum")
    BLUE = "blue", _("blue")
    INDIGO = "indigo", _("indigo")
    GREEN = "green", _("green")
    TEAL = "teal", _("teal")
    BROWN = "brown", _("brown")
    PINK = "pink", _("pink")
    OLIVE = "olive", _("olive")
    SLATE = "slate", _("slate")


class Tag(TwoLanguages, Identified, Timestamped, Locked, Retirable, models.Model):
    """A tag of the codebook. Two levels: a tag with a parent has no children (kept by the services, and
    looked for by an invariant test). Figures of a parent include its children, each insight once.
    `introduced_on` is the day it came to be: before it, the tag has no value."""

    two_languages = ("name",)

    key = models.CharField(_("key"), max_length=30)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent"), null=True, blank=True, related_name="children"
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    definition = models.TextField(_("definition"), max_length=2_000, blank=True)
    include = models.TextField(_("include"), max_length=2_000, blank=True)
    exclude = models.TextField(_("exclude"), max_length=2_000, blank=True)
    example = models.TextField(_("example"), max_length=2_000, blank=True)
    colour = models.CharField(
        _("colour"),
        max_length=10,
        choices=Colour.choices,
        default=Colour.SLATE,
        help_text=_("Children share it."),
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    introduced_on = models.DateField(_("introduced on"), default=today)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )

    said_at = {"tag_key_any_case": "key"}

    objects = TagQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="tag_key_any_case",
                violation_error_message=_("There is already a tag with this key."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")) & ~Q(merged_into=models.F("id")), name="tag_not_its_own"
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name_sv=""), name="tag_has_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("insights:tag-detail", args=[self.uuid])

    def check_return(self) -> None:
        """Back into use it comes under a tag that is in use itself only (Refusal)."""
        if self.is_live and self.parent_id and not self.parent.is_live:
            raise Refusal(_("“%(tag)s” is retired.") % {"tag": self.parent.name})

    @property
    def is_live(self) -> bool:
        """Can be put on insights."""
        return self.retired_on is None and self.merged_into_id is None


class CodebookChange(models.Model):
    """One change of the codebook; the number of the newest is the codebook's version. Numbers rise, and
    may have gaps. `details` names tags by key and fields by name."""

    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField(default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=30)
    tag = models.ForeignKey(Tag, models.PROTECT, null=True, related_name="changes")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.number} {self.act}"

    @property
    def number(self) -> int:
        return self.pk
