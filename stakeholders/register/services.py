"""Writing the register."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from project.audit.models import Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row
from project.common.errors import Refusal
from project.common.text import clean_line, fold
from stakeholders.register.models import (
    AliasKind,
    Organisation,
    OrganisationAlias,
    PublishAs,
    refuse_same_name,
)

_PLACE = ("municipality", "county")


def add_organisation(*, by, name: str, actor_type, aliases: Iterable[str] = (), **values) -> Organisation:
    """A new organisation in the register. Where nothing is said of its naming, one of a sensitive type is
    published by type only. Raises Refusal where a live organisation has the name already."""
    refuse_same_name(name)
    values.setdefault("publish_as", PublishAs.TYPE if actor_type.sensitive else PublishAs.NAME)
    with transaction.atomic():
        organisation = Organisation(name=name, actor_type=actor_type, **_placed(values))
        create_row(organisation, by=by)
        set_aliases(by=by, organisation=organisation, names=aliases)
    return organisation


def change_organisation(
    *,
    by,
    organisation: Organisation,
    version: int | None = None,
    aliases: Iterable[str] | None = None,
    **values,
) -> list[str]:
    """Change an organisation, its aliases too where they are given. Raises Refusal where its new name
    belongs to another."""
    if "name" in values and fold(values["name"]) != organisation.folded_name:
        refuse_same_name(values["name"], but=organisation)
    with transaction.atomic():
        changed = change_row(organisation, by=by, version=version, **_placed(values))
        named = aliases is not None and set_aliases(by=by, organisation=organisation, names=aliases)
        return changed_with(organisation, by=by, changed=changed, beside=["aliases"] if named else [])


def set_aliases(*, by, organisation: Organisation, names: Iterable[str]) -> bool:
    """Give the organisation exactly these other names; says whether anything changed."""
    wanted = {fold(name): clean_line(name) for name in names if fold(name)}
    wanted.pop(organisation.folded_name, None)
    changed = False
    for alias in organisation.aliases.all():
        if wanted.pop(alias.folded_name, None) is None:
            alias._history_user = by
            alias.delete()
            changed = True
    for name in wanted.values():
        create_row(
            OrganisationAlias(organisation=organisation, name=name, kind=AliasKind.OTHER), by=by, log=False
        )
        changed = True
    return changed


def archive_organisation(*, by, organisation: Organisation, reason: str) -> Operation:
    """Retire an organisation from the register; its past stays. Can be undone."""
    with operation("organisation.archive", by=by) as recorder:
        recorder.changing(organisation)
        change_row(organisation, by=by, archived_at=timezone.now(), archived_reason=reason)
    return recorder.operation


def restore_organisation(*, by, organisation: Organisation) -> None:
    """Take a retired organisation back into the register. Raises Refusal where another has its name by
    now."""
    if organisation.merged_into_id:
        raise Refusal(_("The organisation has been merged into another, and is found there."))
    with transaction.atomic():
        change_row(organisation, by=by, archived_at=None, archived_reason="")
        organisation.check_return()


def _placed(values: dict) -> dict:
    """A municipality brings its county along."""
    if values.get("municipality") is not None:
        values["county"] = values["municipality"].county
    return values
