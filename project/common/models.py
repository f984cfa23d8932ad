"""Abstract pieces that models of all rooms are put together from."""

import uuid

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Identified(models.Model):
    """A row that can be exchanged with other installations and named in an address. Addresses use the
    uuid, since a running number would tell of rows one may not see."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Timestamped(models.Model):
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True


class Locked(models.Model):
    """A row edited by people in forms: `version` rises by one at every change, and a form that was
    opened on an older version meets a `Conflict`. `said_at` names the field at which a form says that a
    constraint does not hold, for those that hold over more than one field."""

    said_at: dict[str, str] = {}

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """As Django does it, but a constraint over one field is said there, whatever its condition, and others
        where `said_at` says."""
        errors: dict[str, list] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude)
                except ValidationError as error:
                    alone = getattr(constraint, "fields", ())
                    usual = alone[0] if len(alone) == 1 else NON_FIELD_ERRORS
                    errors.setdefault(self.said_at.get(constraint.name, usual), []).append(error)
        if errors:
            raise ValidationError(errors)


class Removable(models.Model):
    """A row that goes to the bin before it is purged. `removal` is shared by the rows that one act took
    with it, so that restoring one act restores them all."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    removal = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True


class Retirable(models.Model):
    """A word of a vocabulary: retired from a day on, never deleted."""

    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        abstract = True


class TwoLanguages:
    """Gives `x` for the columns `x_sv` and `x_en`: the reader's language, or the other where that one is
    empty. `two_languages` names the columns."""

    two_languages: tuple[str, ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name in cls.__dict__.get("two_languages", ()):
            setattr(cls, name, property(lambda self, name=name: in_language(self, name)))


def in_language(row, name: str) -> str:
    """The text of `name_sv` or `name_en` that the reader's language asks for."""
    return next((text for column in language_columns(name) if (text := getattr(row, column))), "")


def language_column(name: str) -> str:
    """The column that holds `name` in the reader's language."""
    return language_columns(name)[0]


def language_columns(name: str) -> tuple[str, str]:
    """The column that holds `name` in the reader's language, and the one that stands in where it is empty."""
    columns = (f"{name}_sv", f"{name}_en")
    return columns[::-1] if (get_language() or "sv").startswith("en") else columns
