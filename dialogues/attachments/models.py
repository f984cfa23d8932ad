from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.models import Dialogue
from dialogues.meetings.querysets import seen_dialogues
from project.common.models import Identified, Removable, Timestamped


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_dialogues(user, "dialogue"), removed_at=None)


class Attachment(Identified, Timestamped, Removable, models.Model):
    """A file kept with a meeting, under a name of our own; `filename` is what its owner called it."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="attachments")
    filename = models.CharField(_("file name"), max_length=200)
    stored_as = models.CharField(max_length=100, unique=True, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self):
        return self.filename
