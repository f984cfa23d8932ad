"""The log of who did what to which row, and the larger acts that can be undone."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from project.audit.querysets import LogQuerySet


class Action(models.TextChoices):
    LOGIN = "login", _("logged in")
    LOGIN_FAILED = "login_failed", _("failed to log in")
    VIEW = "view", pgettext_lazy("who did what", "read")
    CREATE = "create", pgettext_lazy("who did what", "created")
    CHANGE = "change", pgettext_lazy("who did what", "changed")
    REMOVE = "remove", pgettext_lazy("who did what", "removed")
    RESTORE = "restore", pgettext_lazy("who did what", "restored")
    UNDO = "undo", _("undid")
    EXPORT = "export", pgettext_lazy("who did what", "exported")
    ACCOUNT = "account", _("changed an account")
    OPERATE = "operate", _("ran a command")


class LogEntry(models.Model):
    """One act. Holds ids, counts and names of fields, never texts or names of people; the row itself
    may since be gone, so it is named by label and id, not by foreign key."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=20, choices=Action.choices)
    model = models.CharField(max_length=60, blank=True)
    row_id = models.BigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "row_id"], name="log_row")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.model} {self.row_id or ''}".rstrip()


def operation_expiry():
    return timezone.now() + timedelta(days=settings.BIN_DAYS)


class Operation(models.Model):
    """A larger act with its inverse, so that it can be undone until it expires.

    `changes` is a list of {"model": label, "pk": id, "before": {...}, "after": {...}}, the fields in the
    database's serialised form. A row made by the act has "before" null, a row deleted by it "after" null.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(default=operation_expiry)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.expires_at > timezone.now()
