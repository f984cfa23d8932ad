"""What the dialogues are held for, and what is asked in them. Both are data, not code."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.audit.history import tracked
from project.common.models import Identified, Locked, Retirable, Timestamped, TwoLanguages


class InsightKind(models.TextChoices):
    """What sort of thing was said. Stands here because a question has a default kind."""

    OBSERVATION = "iakttagelse", _("observation")
    EXPERIENCE = "upplevelse", _("experience")
    NEED = "behov", _("need")
    PROPOSAL = "förslag", _("proposal")
    GOOD_EXAMPLE = "gott_exempel", _("good example")
    RISK = "risk", _("risk")


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.can("assignment.read") else self.none()

    def for_list(self):
        return self


class Assignment(Identified, Timestamped, Locked, models.Model):
    """A task the dialogues serve, often from the government, with its period and deadlines."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    decision = models.CharField(
        _("decision"), max_length=200, blank=True, help_text=_("Who decided, when, under which number.")
    )
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    archived_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-period_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from__lte=models.F("period_to")),
                name="assignment_period",
                violation_error_message=_("The period ends before it begins."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dialogues:assignment-detail", args=[self.uuid])


class Deadline(models.Model):
    """A day by which something of the assignment is due, such as the final report."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="deadlines")
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("due"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "title"], name="deadline_once")]

    def __str__(self):
        return f"{self.title} {self.due_on:%Y-%m-%d}"


class QuestionSetQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.can("assignment.read") else self.none()

    def for_list(self):
        return self.annotate(question_count=models.Count("questions"))


class QuestionSet(TwoLanguages, Identified, Timestamped, Locked, Retirable, models.Model):
    """The questions that a round of dialogues asks. Once a meeting has used them their words stay, since
    answers are compared by question; new words are a new set."""

    two_languages = ("title",)

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)

    objects = QuestionSetQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dialogues:question-set-detail", args=[self.uuid])


class Question(TwoLanguages, models.Model):
    """A question of a set. `key` stays the same for ever and names the question in figures."""

    two_languages = ("text",)

    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="questions")
    key = models.SlugField(_("key"), max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    text_sv = models.CharField(_("question in Swedish"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)
    default_kind = models.CharField(
        _("usual kind of the answers"),
        max_length=20,
        choices=InsightKind.choices,
        default=InsightKind.OBSERVATION,
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["question_set", "number"]
        constraints = [models.UniqueConstraint(fields=["question_set", "number"], name="question_number")]

    def __str__(self):
        return f"{self.number}. {self.text}"
