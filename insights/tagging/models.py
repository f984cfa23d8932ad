"""Insights: the meaning of what was said, who raised it, and its tags."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import InsightKind
from dialogues.models import Dialogue, NoteVersion, Participation, Question
from dialogues.notes.models import Channel, Voice
from insights.codebook.models import Tag
from insights.tagging.querysets import InsightQuerySet, TaggingQuerySet
from project.audit.history import tracked
from project.common.errors import Refusal
from project.common.models import Identified, Locked, Removable, Timestamped
from stakeholders.models import ActorType


class Strength(models.TextChoices):
    SINGLE = "enskild", _("single")
    SEVERAL = "flera", _("several")
    PERVASIVE = "genomgående", _("pervasive")


class Insight(Identified, Timestamped, Locked, Removable, models.Model):
    """One meaning from one meeting. Anchored to the words of one version of a note, from `start` to
    `end` (Unicode code points, end exclusive), with the quoted words and up to 40 characters on either
    side by which they are found again after an edit; or not anchored, and then all of it is empty."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, verbose_name=_("meeting"), related_name="insights")
    question = models.ForeignKey(
        Question, models.PROTECT, verbose_name=_("question"), null=True, blank=True, related_name="insights"
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, default=Channel.ROUND)
    text = models.TextField(_("text"), max_length=5_000)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InsightKind.choices, default=InsightKind.OBSERVATION
    )
    strength = models.CharField(
        _("strength"), max_length=20, choices=Strength.choices, default=Strength.SINGLE
    )
    voice = models.CharField(_("voice"), max_length=20, choices=Voice.choices, default=Voice.PARAPHRASED)
    language = models.CharField(_("language"), max_length=10, default="sv")
    may_be_quoted = models.BooleanField(_("may be quoted"), default=False)
    do_not_repeat = models.BooleanField(_("do not repeat"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note_version = models.ForeignKey(
        NoteVersion, models.PROTECT, null=True, blank=True, editable=False, related_name="insights"
    )
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quote = models.TextField(blank=True, editable=False)
    prefix = models.CharField(max_length=40, blank=True, editable=False)
    suffix = models.CharField(max_length=40, blank=True, editable=False)

    objects = InsightQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["dialogue", "removed_at"], name="insight_dialogue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(note_version=None, start=None, end=None, quote="", prefix="", suffix="")
                | (Q(note_version__isnull=False, start__isnull=False, end__gt=F("start")) & ~Q(quote="")),
                name="insight_anchor_whole",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="insight_has_text"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("insights:insight-detail", args=[self.uuid])

    def check_return(self) -> None:
        """Out of the bin it comes with its note only (Refusal)."""
        if self.removed_at is None and self.note_version_id and self.note_version.note.removed_at:
            raise Refusal(
                _("The note it was drawn from lies in the bin. Restore the note, and the insight follows.")
            )

    def passage(self) -> tuple[str, str, str] | None:
        """The sentence or sentences around the anchored words: before, the words, after. None where it is
        anchored to none."""
        if self.note_version_id is None:
            return None
        text = self.note_version.text
        before, after = text[: self.start], text[self.end :]
        first = max(before.rfind(mark) for mark in (". ", "! ", "? ", "\n")) + 1
        ends = [after.find(mark) + 1 for mark in (". ", "! ", "? ", "\n") if mark in after]
        return before[first:].lstrip(), text[self.start : self.end], after[: min(ends, default=len(after))]


class Raiser(models.Model):
    """Who raised an insight: a participation, or only an actor type where it is not known which
    organisation. Every insight has at least one (kept by the services, looked for by an invariant
    test)."""

    insight = models.ForeignKey(Insight, models.CASCADE, related_name="raisers")
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="raised"
    )
    actor_type = models.ForeignKey(ActorType, models.PROTECT, related_name="raised")

    history = tracked()

    class Meta:
        verbose_name = _("raiser")
        verbose_name_plural = _("raisers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["actor_type", "insight"], name="raiser_type")]
        constraints = [
            models.UniqueConstraint(
                fields=["insight", "participation"],
                condition=Q(participation__isnull=False),
                name="raiser_once",
            ),
            models.UniqueConstraint(
                fields=["insight", "actor_type"], condition=Q(participation=None), name="raiser_type_once"
            ),
        ]

    def __str__(self):
        return str(self.participation or self.actor_type)


class Tagging(models.Model):
    """A tag on an insight, put there by someone at some time."""

    insight = models.ForeignKey(Insight, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.PROTECT, verbose_name=_("tag"), related_name="taggings")
    tagger = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tagged_at = models.DateTimeField(_("tagged"), auto_now_add=True)

    objects = TaggingQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["insight", "tag"], name="tagging_once")]

    def __str__(self):
        return f"{self.insight_id} {self.tag}"

    def get_absolute_url(self):
        return self.insight.get_absolute_url()
