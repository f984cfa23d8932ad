from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.querysets import seen_dialogues
from dialogues.models import Note


class TokenSign(models.TextChoices):
    TAG = "#", _("tag")
    ACTOR = "@", _("actor")
    RAISER = "?", _("who raised it")


class OpenTokenQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_dialogues(user, "note__dialogue"), note__removed_at=None)


class OpenToken(models.Model):
    """Something in a captured line that waits for a person, under "To finish": a `#word` or `@word` that
    fits no tag or actor, or several; or an insight of which it is not known who raised it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="open_tokens")
    sign = models.CharField(max_length=1, choices=TokenSign.choices)
    word = models.CharField(max_length=200, blank=True)

    objects = OpenTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("open token")
        verbose_name_plural = _("open tokens")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["note", "sign", "word"], name="open_token_once")]

    def __str__(self):
        return f"{self.sign}{self.word}"
