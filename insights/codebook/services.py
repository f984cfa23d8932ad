"""Writing the codebook. Every change gets a number; the newest is the codebook's version."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from insights.codebook.models import CodebookChange, Tag
from project.audit.models import Operation
from project.audit.operations import operation
from project.audit.services import change_row, create_row
from project.common.dates import today
from project.common.errors import Refusal


def codebook_version() -> int:
    """The number of the newest change; 0 before there is any."""
    return CodebookChange.objects.aggregate(last=Max("pk"))["last"] or 0


def record_change(*, by, act: str, tag: Tag | None = None, **details) -> CodebookChange:
    """Number a change of the codebook. `details` names fields and keys of tags."""
    return CodebookChange.objects.create(by=by, act=act, tag=tag, details=details)


def add_tag(*, by, key: str, parent: Tag | None = None, **values) -> Tag:
    """A new tag. A child takes its parent's colour. Raises Refusal for a third level."""
    _check_parent(None, parent)
    if parent is not None:
        values["colour"] = parent.colour
    with transaction.atomic():
        values.setdefault("order", (Tag.objects.aggregate(last=Max("order"))["last"] or 0) + 1)
        tag = create_row(Tag(key=key, parent=parent, **values), by=by)
        record_change(by=by, act="added", tag=tag)
    return tag


def change_tag(*, by, tag: Tag, version: int | None = None, **values) -> list[str]:
    """Change a tag. Its children follow its colour."""
    if "parent" in values:
        _check_parent(tag, values["parent"])
        if values["parent"] is not None:
            values["colour"] = values["parent"].colour
    with transaction.atomic():
        changed = change_row(tag, by=by, version=version, **values)
        if changed:
            record_change(by=by, act="changed", tag=tag, fields=sorted(changed))
        if "colour" in changed:
            for child in tag.children.all():
                change_row(child, by=by, colour=tag.colour)
    return changed


def retire_tag(*, by, tag: Tag) -> Operation:
    """Retire a tag: it stays on the insights that have it, and can be put on no more. Can be undone."""
    if tag.children.live().exists():
        raise Refusal(_("The tag has tags under it that are in use. Retire or move those first."))
    with operation("tag.retire", by=by) as recorder:
        recorder.changing(tag)
        change_row(tag, by=by, retired_on=today())
        record_change(by=by, act="retired", tag=tag)
    return recorder.operation


def restore_tag(*, by, tag: Tag) -> None:
    """Take a retired tag back into use. Raises Refusal where it has been merged, or stands under a tag that
    is retired."""
    if tag.merged_into_id:
        raise Refusal(_("The tag has been merged into another."))
    with transaction.atomic():
        if change_row(tag, by=by, retired_on=None):
            tag.check_return()
            record_change(by=by, act="restored", tag=tag)


def _check_parent(tag: Tag | None, parent: Tag | None) -> None:
    if parent is None:
        return
    if parent.parent_id is not None:
        raise Refusal({"parent": _("The codebook has two levels: choose a tag that is not under another.")})
    if not parent.is_live:
        raise Refusal({"parent": _("“%(tag)s” is retired.") % {"tag": parent.name}})
    if tag is not None and (tag.pk == parent.pk or tag.children.exists()):
        raise Refusal({"parent": _("The tag has tags under it, so it cannot itself stand under another.")})
