"""Writing rows so that nothing is changed unseen: every write of the application goes through these
few functions, which keep the lock version, the history and the log."""

import uuid
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from project.audit.models import Action, LogEntry
from project.common.errors import Conflict


def record(action: str, *, by, row: models.Model | None = None, model: str = "", **details) -> LogEntry:
    """Write a line in the log. `details` may hold ids, counts and names of fields only."""
    return LogEntry.objects.create(
        action=action,
        by=by if by is not None and by.pk else None,
        model=row._meta.label if row is not None else model,
        row_id=row.pk if row is not None else None,
        details=details,
    )


def create_row(row: models.Model, *, by, log: bool = True) -> models.Model:
    """Validate a new row against its fields and constraints, save it with its history, log it.

    Raises ValidationError, keyed by field where it belongs to one.
    """
    with transaction.atomic():
        row.full_clean()
        row._history_user = by
        row.save(force_insert=True)
        if log:
            record(Action.CREATE, by=by, row=row)
    return row


def change_row(
    row: models.Model, *, by, version: int | None = None, log: bool = True, validate: bool = True, **values
) -> list[str]:
    """Change some fields of a row; give the names of those that differ.

    Where `version` is given, and is not the row's version in the database, nothing is written and
    `Conflict` is raised. Raises ValidationError as `create_row` does.
    """
    with transaction.atomic():
        current = row._meta.model._default_manager.select_for_update().get(pk=row.pk)
        if version is not None and current.version != version:
            raise Conflict(current)
        changed = [name for name, value in values.items() if _stored(current, name) != _plain(value)]
        _as_stored(row, current, but=values)
        for name, value in values.items():
            setattr(row, name, value)
        if not changed:
            return []
        if hasattr(row, "version"):
            row.version = current.version + 1
        if validate:
            row.full_clean()
        row._history_user = by
        row.save(update_fields=[*changed, *_derived(row, changed), *_kept_fields(row)])
        if log:
            record(Action.CHANGE, by=by, row=row, fields=sorted(changed))
    return changed


def count_change(row: models.Model, *, by) -> None:
    """Count a change of what hangs on a row and is edited together with it (its tags, its team) as a change
    of the row itself, so that a form opened before it meets a `Conflict`. The row should be as the database
    has it."""
    row.version += 1
    row._history_user = by
    row.save(update_fields=_kept_fields(row))


def changed_with(row: models.Model, *, by, changed: list[str], beside: list[str]) -> list[str]:
    """All that changed of a row: its own fields, as `change_row` gave them, and what hangs `beside` it. Where
    only the latter did, it is counted as a change of the row."""
    if beside and not changed:
        count_change(row, by=by)
    return [*changed, *beside]


def _as_stored(row, current, *, but) -> None:
    """Bring a row in line with the database, but for some fields: a form may have left other values in it,
    which are not saved, and must not stand in its history."""
    for field in row._meta.concrete_fields:
        if field.name not in but:
            setattr(row, field.attname, getattr(current, field.attname))


def _stored(row, name):
    return _plain(getattr(row, row._meta.get_field(name).attname))


def _plain(value):
    return value.pk if isinstance(value, models.Model) else value


def _derived(row, changed) -> list[str]:
    """Columns that the model computes from changed ones, as its `derived` says."""
    return [
        name for source, names in getattr(row, "derived", {}).items() if source in changed for name in names
    ]


def _kept_fields(row) -> list[str]:
    names = {field.name for field in row._meta.concrete_fields}
    return [name for name in ("version", "changed_at") if name in names]


def remove_rows(rows: Iterable[models.Model], *, by, removal: uuid.UUID | None = None) -> uuid.UUID:
    """Put rows into the bin as one act; give the act's id, by which `restore_rows` brings them back."""
    removal = removal or uuid.uuid4()
    now = timezone.now()
    with transaction.atomic():
        for row in rows:
            if _set_removed(row, by=by, at=now, removed_by=by, removal=removal):
                record(Action.REMOVE, by=by, row=row)
    return removal


def restore_rows(rows: Iterable[models.Model], *, by) -> None:
    """Take rows out of the bin."""
    with transaction.atomic():
        for row in rows:
            if _set_removed(row, by=by, at=None, removed_by=None, removal=None):
                record(Action.RESTORE, by=by, row=row)


def _set_removed(row, *, by, at, removed_by, removal) -> bool:
    """Put a row into the bin, or take it out; says whether it was not there, or there, before. The row may
    have been read a while ago: what somebody else has changed since stays, in its history too."""
    current = row._meta.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    _as_stored(row, current, but=())
    if (current.removed_at is None) == (at is None):
        return False
    row.removed_at, row.removed_by, row.removal = at, removed_by, removal
    row.version = current.version + 1
    row._history_user = by
    row.save(update_fields=["removed_at", "removed_by", "removal", *_kept_fields(row)])
    return True
