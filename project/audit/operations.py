"""Larger acts and their undoing."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from project.audit.models import Action, Operation
from project.audit.services import record
from project.common.errors import Refusal

# Fields that every save moves, so that they say nothing about whether a row has changed since.
_MOVING = {"changed_at", "version"}


def snapshot(row: models.Model) -> dict:
    """A row's own columns, serialised as an operation keeps them."""
    values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


@dataclass
class Recorder:
    """Collects what an act changes. `changing(row)` before a change, `made(row)` after a creation,
    `deleting(row)` before a deletion."""

    rows: list[tuple[models.Model, dict | None]] = field(default_factory=list)
    gone: list[dict] = field(default_factory=list)

    def changing(self, row: models.Model) -> None:
        """The row as it is stored, which may be another than the one in hand, read a while ago."""
        current = row._meta.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        self.rows.append((row, snapshot(current)))

    def made(self, row: models.Model) -> None:
        self.rows.append((row, None))

    def deleting(self, row: models.Model) -> None:
        self.gone.append({"model": row._meta.label, "pk": row.pk, "before": snapshot(row), "after": None})

    def changes(self) -> list[dict]:
        found = []
        for row, before in self.rows:
            row.refresh_from_db()
            after = snapshot(row)
            if before is not None:
                differing = [name for name in after if after[name] != before[name] and name not in _MOVING]
                before = {name: before[name] for name in differing}
                after = {name: after[name] for name in differing}
            if before is None or before:
                found.append({"model": row._meta.label, "pk": row.pk, "before": before, "after": after})
        return found + self.gone


@contextmanager
def operation(kind: str, *, by):
    """One transaction whose act can be undone: yields a `Recorder`; after the block, the recorder's
    `operation` attribute is the `Operation`."""
    recorder = Recorder()
    with transaction.atomic():
        yield recorder
        recorder.operation = Operation.objects.create(kind=kind, by=by, changes=recorder.changes())


def all_seen(act: Operation, user) -> bool:
    """Whether the user may still see every row that the act changed. A row that is gone, or of a kind that
    has no sight of its own, is seen where the rows it hangs on are."""
    return all(_change_seen(apps.get_model(change["model"]), change, user) for change in act.changes)


def _change_seen(model, change: dict, user) -> bool:
    row = model._default_manager.filter(pk=change["pk"]).first()
    if row is not None and hasattr(model._default_manager, "visible_to"):
        return _row_known(model, row.pk, user)
    values = snapshot(row) if row is not None else change["before"] or change["after"]
    hangs_on = [
        (f.related_model, values[f.attname])
        for f in model._meta.concrete_fields
        if f.related_model
        and hasattr(f.related_model._default_manager, "visible_to")
        and values.get(f.attname)
    ]
    return all(_row_known(related, pk, user) for related, pk in hangs_on)


def _row_known(model, pk, user) -> bool:
    """Whether the user may see a row, in the bin or not."""
    rows = model._default_manager
    known = rows.known_to(user) if hasattr(rows, "known_to") else rows.visible_to(user)
    return known.filter(pk=pk).exists()


def undo(act: Operation, *, by) -> list[str]:
    """Undo an act: what has not changed since is put back, the rest is left as it is and named in the
    list of labels given. Raises Refusal where the act is undone already or its time has passed."""
    with transaction.atomic():
        act = Operation.objects.select_for_update().get(pk=act.pk)
        if not act.can_be_undone:
            raise Refusal(_("This can no longer be undone."))
        left = [label for change in reversed(act.changes) if (label := _undo_change(change, by=by))]
        act.undone_at, act.undone_by = timezone.now(), by
        act.save(update_fields=["undone_at", "undone_by"])
        record(Action.UNDO, by=by, row=act, kind=act.kind, left=len(left))
    return left


def _undo_change(change: dict, *, by) -> str | None:
    """Put one row back; gives its label where it was left as it is."""
    model = apps.get_model(change["model"])
    row = model._default_manager.filter(pk=change["pk"]).first()
    before, after = change["before"], change["after"]
    if after is None:
        return _put(model(pk=change["pk"]), before, by=by) if row is None else _label(row)
    if row is None:
        return model._meta.verbose_name
    now = snapshot(row)
    if any(now[name] != value for name, value in after.items() if name not in _MOVING):
        return _label(row)
    if before is None:
        row._history_user = by
        row.delete()
        return None
    return _put(row, before, by=by)


def _put(row, values: dict, *, by) -> str | None:
    """Put a row back as it was; gives its label, and leaves it, where something else stands in its place by
    now, what it hung on is gone, or its `check_return`, if it has one, refuses."""
    new = row._state.adding
    label = None if new else _label(row)
    _set(row, values)
    try:
        row.full_clean()
        if hasattr(row, "check_return"):
            row.check_return()
    except ValidationError:
        return label or _label(row)
    row._history_user = by
    if not new and "version" in {f.name for f in row._meta.concrete_fields}:
        row.version += 1
    row.save(force_insert=new)
    return None


def _label(row) -> str:
    try:
        return str(row)
    except ObjectDoesNotExist:  # it is called by something that is gone
        return str(row._meta.verbose_name)


def _set(row, values: dict) -> None:
    by_column = {f.attname: f for f in row._meta.concrete_fields}
    for name, value in values.items():
        setattr(row, name, by_column[name].to_python(value) if value is not None else None)
