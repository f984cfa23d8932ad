"""Meetings, and who took part in them."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.assignments.models import Assignment, QuestionSet
from dialogues.meetings.querysets import DialogueQuerySet, ParticipationQuerySet
from project.audit.history import tracked
from project.common.dates import Precision, today
from project.common.errors import Refusal
from project.common.models import Identified, Locked, Removable, Timestamped
from stakeholders.models import ActorType, Contact, Municipality, Organisation


class DialogueKind(models.TextChoices):
    DIALOGUE = "dialogue", _("dialogue meeting")
    FEEDBACK = "feedback", _("feedback meeting")
    COORDINATION = "coordination", _("coordination meeting")


class Form(models.TextChoices):
    IN_PERSON = "fysiskt", _("in person")
    ROUND_TABLE = "rundabord", _("round-table talk")
    DIGITAL = "digitalt", _("digital")
    HYBRID = "hybrid", _("hybrid")
    PHONE = "telefon", _("by phone")
    WRITTEN = "skriftligt", _("in writing")


class Status(models.TextChoices):
    """The steps of a meeting, in order; a planned one can be cancelled instead."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    PROCESSED = "processed", _("processed")
    DOCUMENTED = "documented", _("documented")
    FED_BACK = "fed_back", _("fed back")
    CANCELLED = "cancelled", _("cancelled")


class Protection(models.TextChoices):
    """`open`: may be named as it stands in publishable files. `internal`: there only as form and month.
    `restricted`: not there at all, and seen by its team, analysts, managers and officers only."""

    OPEN = "open", pgettext_lazy("protection", "open")
    INTERNAL = "internal", _("internal")
    RESTRICTED = "restricted", _("restricted")


HELD_OR_LATER = (Status.HELD, Status.PROCESSED, Status.DOCUMENTED, Status.FED_BACK)
COUNTED_KINDS = (DialogueKind.DIALOGUE, DialogueKind.FEEDBACK)


class Cadence(models.TextChoices):
    WEEKLY = "weekly", _("weekly")
    MONTHLY = "monthly", _("monthly")
    QUARTERLY = "quarterly", _("quarterly")
    YEARLY = "yearly", _("yearly")


class Series(Identified, Timestamped, models.Model):
    """A cadence by which planned meetings are made."""

    title = models.CharField(_("title"), max_length=200)
    cadence = models.CharField(_("cadence"), max_length=20, choices=Cadence.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")), name="series_ends_after_start"
            )
        ]

    def __str__(self):
        return self.title


class Dialogue(Identified, Timestamped, Locked, Removable, models.Model):
    """A meeting. Its date is kept as the span of days that is known: `first_day` and `last_day`, both
    empty where the date is unknown. It counts in figures when held or later, of kind dialogue or
    feedback, and not removed (`DialogueQuerySet.counted`)."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=20, choices=DialogueKind.choices, default=DialogueKind.DIALOGUE
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.PLANNED)
    first_day = models.DateField(_("date"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        _("the date is known to the"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    start_time = models.TimeField(_("starts"), null=True, blank=True)
    duration = models.PositiveIntegerField(
        _("length in minutes"), null=True, blank=True, validators=[MaxValueValidator(14_400)]
    )
    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.IN_PERSON)
    place = models.CharField(_("place"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("municipality"), null=True, blank=True, related_name="+"
    )
    host = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("host"), null=True, blank=True, related_name="hosted"
    )
    co_hosts = models.ManyToManyField(
        Organisation, verbose_name=_("co-hosts"), blank=True, related_name="co_hosted"
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    interpreter = models.BooleanField(_("with an interpreter"), default=False)
    invited_actor_types = models.ManyToManyField(
        ActorType, verbose_name=_("invited actor types"), blank=True, related_name="+"
    )
    children_present = models.BooleanField(_("children were present"), default=False)
    closed_part = models.BooleanField(
        _("part of it was closed"),
        default=False,
        help_text=_("From a closed part only the participants' own summary is kept."),
    )
    question_set = models.ForeignKey(
        QuestionSet,
        models.PROTECT,
        verbose_name=_("question set"),
        null=True,
        blank=True,
        related_name="dialogues",
    )
    assignment = models.ForeignKey(
        Assignment,
        models.PROTECT,
        verbose_name=_("assignment"),
        null=True,
        blank=True,
        related_name="dialogues",
    )
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="dialogues")
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    protection = models.CharField(
        _("protection"), max_length=20, choices=Protection.choices, default=Protection.INTERNAL
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("responsible"),
        related_name="owned_dialogues",
    )
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("team"), related_name="dialogues")
    summary = models.TextField(_("summary"), max_length=20_000, blank=True)
    cancellation_reason = models.CharField(_("reason for cancelling"), max_length=300, blank=True)

    objects = DialogueQuerySet.as_manager()
    history = tracked(m2m_fields=["team"])

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-first_day", "-pk"]
        indexes = [
            models.Index(fields=["first_day", "last_day"], name="dialogue_days"),
            models.Index(fields=["status", "kind"], name="dialogue_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(precision=Precision.UNKNOWN, first_day=None, last_day=None)
                    | (
                        ~Q(precision=Precision.UNKNOWN)
                        & Q(first_day__isnull=False, last_day__isnull=False, first_day__lte=F("last_day"))
                    )
                ),
                name="dialogue_days_known",
                violation_error_message=_("Give the date, or say that it is unknown."),
            ),
            models.CheckConstraint(
                condition=~Q(precision=Precision.DAY) | Q(first_day=F("last_day")), name="dialogue_one_day"
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.CANCELLED) & ~Q(cancellation_reason=""))
                | (~Q(status=Status.CANCELLED) & Q(cancellation_reason="")),
                name="dialogue_cancelled_why",
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="dialogue_has_title"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dialogues:dialogue-detail", args=[self.uuid])

    @property
    def counts(self) -> bool:
        """Whether the meeting is part of any figure."""
        return self.status in HELD_OR_LATER and self.kind in COUNTED_KINDS and self.removed_at is None

    @property
    def to_be_confirmed(self) -> bool:
        """Planned, and its day has passed: somebody must say whether it took place."""
        return self.status == Status.PLANNED and self.last_day is not None and self.last_day < today()


class Attendance(models.TextChoices):
    EXPECTED = "expected", _("expected")
    PRESENT = "present", _("present")
    APOLOGIES = "apologies", _("sent apologies")
    ABSENT = "absent", _("did not attend")


class Participation(Identified, Timestamped, Locked, models.Model):
    """An organisation at a meeting, or an actor type with a head-count and no organisation (an evening
    with parents). `actor_type` is the organisation's at the time of the meeting, and stays. `headcount`
    is the number of people; empty where it is unknown."""

    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, verbose_name=_("meeting"), related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="participations",
    )
    actor_type = models.ForeignKey(
        ActorType, models.PROTECT, verbose_name=_("actor type at the time"), related_name="participations"
    )
    attendance = models.CharField(
        _("attendance"), max_length=20, choices=Attendance.choices, default=Attendance.PRESENT
    )
    headcount = models.PositiveIntegerField(
        _("number of participants"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    contacts = models.ManyToManyField(Contact, blank=True, related_name="participations")

    said_at = {"participation_once": "organisation", "participation_type_once": "actor_type"}

    objects = ParticipationQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["dialogue", "attendance", "actor_type"], name="participation_present")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "organisation"],
                condition=Q(organisation__isnull=False),
                name="participation_once",
                violation_error_message=_("The organisation already stands among the participants."),
            ),
            models.UniqueConstraint(
                fields=["dialogue", "actor_type"],
                condition=Q(organisation=None),
                name="participation_type_once",
                violation_error_message=_("The actor type already stands among the participants."),
            ),
        ]

    def __str__(self):
        return self.organisation.name if self.organisation_id else str(self.actor_type)

    def check_return(self) -> None:
        """Back among the participants it comes as an organisation that still is one of its own (Refusal)."""
        if self.organisation_id and self.organisation.merged_into_id:
            raise Refusal(
                {
                    "organisation": _("“%(name)s” has been merged into “%(into)s”. Choose that one.")
                    % {"name": self.organisation.name, "into": self.organisation.merged_into.name}
                }
            )

    def get_absolute_url(self):
        return reverse("dialogues:participation-detail", args=[self.uuid])
