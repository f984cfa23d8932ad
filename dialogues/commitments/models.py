"""What we promised, and what we told the participants afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.commitments.querysets import CommitmentQuerySet, FeedbackQuerySet
from dialogues.meetings.models import Dialogue
from dialogues.notes.models import Note
from project.audit.history import tracked
from project.common.dates import today
from project.common.models import Identified, Locked, Removable, Timestamped
from stakeholders.models import Organisation


class CommitmentState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")


class Commitment(Identified, Timestamped, Locked, Removable, models.Model):
    """What we promised at a meeting. Overdue is derived: open, and its day has passed; one that is due
    today is not overdue. Without `organisation` the promise was made to all who took part."""

    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, verbose_name=_("meeting"), related_name="commitments"
    )
    note = models.ForeignKey(
        Note, models.PROTECT, verbose_name=_("note"), null=True, blank=True, related_name="commitments"
    )
    text = models.TextField(_("what we promised"), max_length=2_000)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("to whom"),
        null=True,
        blank=True,
        related_name="commitments",
    )
    responsible_role = models.CharField(_("responsible role"), max_length=100, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    outcome = models.TextField(_("outcome"), max_length=2_000, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.OPEN) | Q(closed_on=None),
                name="commitment_open_not_closed",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="commitment_has_text"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("dialogues:commitment-detail", args=[self.uuid])

    @property
    def overdue(self) -> bool:
        return self.state == CommitmentState.OPEN and self.due_on is not None and self.due_on < today()


class FeedbackWay(models.TextChoices):
    EMAIL = "email", _("by e-mail")
    MEETING = "meeting", _("at a meeting")
    LETTER = "letter", _("by letter")
    WEB = "web", _("on the web")
    PHONE = "phone", _("by phone")


class Feedback(Identified, Timestamped, Locked, models.Model):
    """What we told the participants of a meeting, when and how."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, verbose_name=_("meeting"), related_name="feedback")
    text = models.TextField(_("what we told them"), max_length=20_000, blank=True)
    given_on = models.DateField(_("date"))
    way = models.CharField(_("how"), max_length=20, choices=FeedbackWay.choices, default=FeedbackWay.EMAIL)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FeedbackQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_on", "-pk"]

    def __str__(self):
        return f"{self.dialogue} {self.given_on:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("dialogues:feedback-detail", args=[self.uuid])
