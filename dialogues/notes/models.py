"""What was said: lines and paragraphs, with every version of their words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import Question
from dialogues.meetings.models import Dialogue, Participation
from dialogues.notes.querysets import NoteQuerySet
from project.common.database import SortKeyField
from project.common.models import Identified, Locked, Removable, Timestamped


class Channel(models.TextChoices):
    ROUND = "runda", _("go-round")
    CHAT = "chatt", _("chat")
    WORKSHOP = "workshop", _("workshop")
    WRITTEN = "skriftligt", _("in writing")
    INTERPRETER = "tolk", _("through an interpreter")


class Voice(models.TextChoices):
    """In whose words."""

    QUOTED = "quoted", _("quoted")
    PARAPHRASED = "paraphrased", _("paraphrased")
    OWN_REMARK = "own_remark", _("our own remark")


class Note(Identified, Timestamped, Locked, Removable, models.Model):
    """A line or paragraph of what was said. The words stand in its versions; `current` is the newest.
    `uuid` comes from the client, so that a line sent twice is stored once. `order_key` places it among
    the meeting's notes so that a line can be put between any two."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, verbose_name=_("meeting"), related_name="notes")
    question = models.ForeignKey(
        Question, models.PROTECT, verbose_name=_("question"), null=True, blank=True, related_name="notes"
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, default=Channel.ROUND)
    language = models.CharField(_("language"), max_length=10, default="sv")
    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        verbose_name=_("who spoke"),
        null=True,
        blank=True,
        related_name="notes",
    )
    voice = models.CharField(_("voice"), max_length=20, choices=Voice.choices, default=Voice.PARAPHRASED)
    may_be_quoted = models.BooleanField(_("may be quoted"), default=False)
    do_not_repeat = models.BooleanField(
        _("do not repeat"),
        default=False,
        help_text=_("The wording of a rumour, or something else that should not be spread by us."),
    )
    uncertain = models.BooleanField(_("uncertain"), default=False)
    order_key = SortKeyField(max_length=250)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Empty only between the two inserts of the transaction that makes a note and its first version.
    current = models.OneToOneField(
        "NoteVersion", models.PROTECT, null=True, editable=False, related_name="current_of"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["dialogue", "order_key", "pk"]
        indexes = [models.Index(fields=["dialogue", "order_key", "id"], name="note_order")]
        constraints = [models.CheckConstraint(condition=~Q(order_key=""), name="note_has_place")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("dialogues:note-detail", args=[self.uuid])

    @property
    def text(self) -> str:
        """The words as they stand now."""
        return self.current.text if self.current_id else ""


class NoteVersion(models.Model):
    """The words of a note at one time: NFC, LF. `raw` is the line as it was typed in capture, tags and
    all; empty for text that was not typed there. Anchors of insights point at a version, so that an
    edit moves none of them unseen."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("text"), max_length=20_000)
    raw = models.TextField(max_length=20_000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a note")
        verbose_name_plural = _("versions of notes")
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="note_version_number"),
            models.CheckConstraint(condition=~Q(text=""), name="note_version_has_text"),
        ]

    def __str__(self):
        return self.text
