"""The register: the actors one can hold a dialogue with, and the vocabularies they are sorted by."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from stdnum.se import orgnr

from project.audit.history import tracked
from project.common.database import SortKeyField
from project.common.errors import Refusal
from project.common.models import Identified, Locked, Retirable, Timestamped, TwoLanguages
from project.common.text import fold, swedish_key
from stakeholders.register.querysets import ActorTypeQuerySet, OrganisationQuerySet


class County(models.Model):
    """A Swedish county. `code` is the official two-digit county code, text with its leading zero; the
    grid places its tile on the map of tiles."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    letter = models.CharField(_("letter"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    short = models.CharField(_("short name"), max_length=40)
    grid_row = models.PositiveSmallIntegerField()
    grid_column = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["grid_row", "grid_column"], name="county_tile")]

    def __str__(self):
        return self.name


class Municipality(models.Model):
    """A Swedish municipality. `code` is the official four-digit code, text with its leading zero.
    `official_name` is the name in law, `usual_name` the one it uses itself ("Malmö stad")."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    official_name = models.CharField(_("official name"), max_length=80)
    usual_name = models.CharField(_("usual name"), max_length=80)
    county = models.ForeignKey(
        County, models.PROTECT, verbose_name=_("county"), related_name="municipalities"
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["code"]

    def __str__(self):
        return self.name


class ReportGroup(TwoLanguages, models.Model):
    """A group of actor types by which published tables are cut: coarser than the actor type."""

    two_languages = ("name",)

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("report group")
        verbose_name_plural = _("report groups")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class ActorType(TwoLanguages, Retirable, models.Model):
    """A kind of actor. Code asks for the flags, never for the key or the name.

    `sensitive`: belonging to one may reveal faith, origin or opinion, so small groups are guarded.
    `has_register`: all actors of the kind are known, so that one can say who has not been met.
    `own`: our own organisation, never counted. `unknown`: it is not known who spoke.
    """

    two_languages = ("name", "plural")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    plural_sv = models.CharField(_("plural in Swedish"), max_length=80)
    plural_en = models.CharField(_("plural in English"), max_length=80)
    report_group = models.ForeignKey(
        ReportGroup, models.PROTECT, verbose_name=_("report group"), related_name="actor_types"
    )
    sensitive = models.BooleanField(_("may reveal faith, origin or opinion"), default=False)
    has_register = models.BooleanField(_("all actors of the kind are known"), default=False)
    own = models.BooleanField(_("our own organisation"), default=False)
    unknown = models.BooleanField(_("not known who"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ActorTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor type")
        verbose_name_plural = _("actor types")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unknown"], condition=Q(unknown=True), name="one_unknown_actor_type"
            ),
            models.CheckConstraint(condition=~Q(own=True, unknown=True), name="actor_type_own_is_known"),
        ]

    def __str__(self):
        return self.name


class PublishAs(models.TextChoices):
    """How an organisation is named in what leaves the agency."""

    NAME = "name", _("by name")
    TYPE = "type", _("by actor type only")
    NOT_COUNTED = "not_counted", _("not counted in published figures")


def check_organisation_number(value: str) -> None:
    """Ten digits with a right check digit, or nothing."""
    if value and not orgnr.is_valid(value):
        raise Refusal(
            _("“%(value)s” is not an organisation number: it should be ten digits, like 202100-0555."),
            params={"value": value},
        )


class Organisation(Identified, Timestamped, Locked, models.Model):
    """An actor: a municipality, a congregation, an association, an agency. Known once; other names are
    aliases; after a merge `merged_into` names the survivor."""

    name = models.CharField(_("name"), max_length=200)
    sort_key = SortKeyField()
    folded_name = models.CharField(max_length=220, editable=False)
    actor_type = models.ForeignKey(
        ActorType, models.PROTECT, verbose_name=_("actor type"), related_name="organisations"
    )
    number = models.CharField(
        _("organisation number"),
        max_length=20,
        blank=True,
        validators=[check_organisation_number],
        help_text=_("Ten digits. Leave empty where it has none."),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="organisations",
    )
    county = models.ForeignKey(
        County, models.PROTECT, verbose_name=_("county"), null=True, blank=True, related_name="organisations"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("umbrella organisation"),
        null=True,
        blank=True,
        related_name="members",
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    publish_as = models.CharField(
        _("named in publications"),
        max_length=20,
        choices=PublishAs.choices,
        default=PublishAs.NAME,
        help_text=_("How the organisation has agreed to be named."),
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("successor"),
        null=True,
        blank=True,
        related_name="predecessors",
    )
    archived_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    archived_reason = models.CharField(_("reason for retiring"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )

    derived = {"name": ("sort_key", "folded_name")}
    said_at = {"organisation_validity": "valid_to"}

    objects = OrganisationQuerySet.as_manager()
    history = tracked(excluded_fields=["sort_key", "folded_name"])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="organisation_order"),
            models.Index(fields=["folded_name"], name="organisation_folded"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number="") & Q(merged_into=None),
                name="organisation_number",
                violation_error_message=_("There is already an organisation with this organisation number."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=models.F("valid_to")),
                name="organisation_validity",
                violation_error_message=_("“Existed until” lies before “exists from”."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id"))
                & ~Q(successor=models.F("id"))
                & ~Q(merged_into=models.F("id")),
                name="organisation_not_its_own",
                violation_error_message=_("An organisation cannot be its own umbrella or successor."),
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None, archived_reason="")
                | (~Q(archived_at=None) & ~Q(archived_reason="")),
                name="organisation_reason_when_retired",
                violation_error_message=_("Say why the organisation is retired."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean_fields(self, exclude=None):
        self.sort_key, self.folded_name = swedish_key(self.name), fold(self.name)[:220]
        super().clean_fields(exclude=exclude)

    def get_absolute_url(self):
        return reverse("stakeholders:organisation-detail", args=[self.uuid])

    def check_return(self) -> None:
        """Back into the register it comes only where no other has its name by now (Refusal)."""
        if self.is_live:
            refuse_same_name(self.name, but=self)

    @property
    def is_live(self) -> bool:
        """Neither retired nor merged into another."""
        return self.archived_at is None and self.merged_into_id is None


def refuse_same_name(name: str, but: Organisation | None = None) -> None:
    """Refuse a name that a live organisation has, or has as an alias."""
    same = Organisation.objects.named(name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise Refusal(
            {
                "name": _("“%(name)s” is in the register already, by that name or as an alias.")
                % {"name": name}
            }
        )


class AliasKind(models.TextChoices):
    OFFICIAL = "official", _("official name")
    FORMER = "former", _("former name")
    SHORT = "short", _("abbreviation")
    OTHER = "other", _("other name")


class OrganisationAlias(models.Model):
    """Another name of an organisation, by which it is found."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=220, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AliasKind.choices, default=AliasKind.OTHER)

    history = tracked(excluded_fields=["folded_name"])

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folded_name"],
                name="alias_once",
                violation_error_message=_("The organisation has this name already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean_fields(self, exclude=None):
        self.folded_name = fold(self.name)[:220]
        super().clean_fields(exclude=exclude)
