"""Writing tips and good examples. Publishing is a right of its own."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from insights.tips.models import GoodExample, PublicationStatus, Tip, TipVersion
from project.audit.models import Action, Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row, record
from project.common.errors import Refusal

OPEN_STEPS = (PublicationStatus.PROPOSED, PublicationStatus.REVIEWED)


def add_tip(*, by, text_sv: str, tags: Iterable = (), **values) -> Tip:
    """A new tip, proposed unless said otherwise, at the end of the list."""
    with transaction.atomic():
        values.setdefault("number", _free_number())
        values.setdefault("key", _free_key())
        tip = create_row(Tip(text_sv=text_sv, **values), by=by)
        _set(by=by, row=tip, name="tags", rows=tags)
        _add_version(tip, by=by)
    return tip


def change_tip(
    *, by, tip: Tip, version: int | None = None, tags: Iterable | None = None, **values
) -> list[str]:
    """Change a tip; a new wording becomes a version. The wording of a published tip takes the right to
    publish."""
    words = {name for name in ("text_sv", "text_en", "number") if name in values}
    if tip.status == PublicationStatus.PUBLISHED and words:
        _refuse_unless_publisher(by)
    with transaction.atomic():
        changed = change_row(tip, by=by, version=version, **values)
        if {"text_sv", "text_en"} & set(changed):
            _add_version(tip, by=by)
        beside = ["tags"] if tags is not None and _set(by=by, row=tip, name="tags", rows=tags) else []
        return changed_with(tip, by=by, changed=changed, beside=beside)


def step_tip(*, by, tip: Tip, status: str) -> Operation:
    """Take a tip along its chain: proposed, reviewed, published, retired. Can be undone."""
    return _step(by=by, row=tip, status=status, kind="tip")


def add_example(*, by, title: str, tips: Iterable = (), **values) -> GoodExample:
    with transaction.atomic():
        example = create_row(GoodExample(title=title, **values), by=by)
        _set(by=by, row=example, name="tips", rows=tips)
    return example


def change_example(
    *, by, example: GoodExample, version: int | None = None, tips: Iterable | None = None, **values
) -> list[str]:
    with transaction.atomic():
        changed = change_row(example, by=by, version=version, **values)
        beside = ["tips"] if tips is not None and _set(by=by, row=example, name="tips", rows=tips) else []
        return changed_with(example, by=by, changed=changed, beside=beside)


def step_example(*, by, example: GoodExample, status: str) -> Operation:
    return _step(by=by, row=example, status=status, kind="example")


def _step(*, by, row, status: str, kind: str) -> Operation:
    if status not in PublicationStatus:
        raise Refusal(_("That is not a status it can have."))
    publishing = status not in OPEN_STEPS or row.status not in OPEN_STEPS
    if publishing:
        _refuse_unless_publisher(by)
    with operation(f"{kind}.{'publish' if publishing else 'step'}", by=by) as recorder:
        recorder.changing(row)
        change_row(row, by=by, status=status)
    return recorder.operation


def _refuse_unless_publisher(by) -> None:
    if not by.can("tip.publish"):
        raise PermissionDenied(_("Publishing, and changing what is published, is done by a manager."))


def _set(*, by, row, name: str, rows: Iterable) -> bool:
    wanted = set(rows)
    if wanted == set(getattr(row, name).all()):
        return False
    row._history_user = by
    getattr(row, name).set(wanted)
    record(Action.CHANGE, by=by, row=row, fields=[name])
    return True


def _add_version(tip: Tip, *, by) -> None:
    number = (tip.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    TipVersion.objects.create(tip=tip, number=number, text_sv=tip.text_sv, text_en=tip.text_en, by=by)


def _free_number() -> int:
    last = Tip.objects.exclude(status=PublicationStatus.RETIRED).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _free_key() -> str:
    taken = set(Tip.objects.values_list("key", flat=True))
    return next(key for number in range(1, 10_000) if (key := f"TIP-{number}") not in taken)
