"""The log in words: what a line's labels, acts and names of fields are called in the reader's language."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from project.accounts.matrix import Role

ACTS = {
    "agency login connected": _l("agency login connected"),
    "app added": _l("app for codes added"),
    "app removed": _l("app for codes removed"),
    "backup": _l("backup made"),
    "changed": _l("account changed"),
    "created": _l("account made"),
    "invited": _l("invitation sent"),
    "passkey added": _l("passkey added"),
    "passkey removed": _l("passkey removed"),
    "password changed": _l("password changed"),
    "password link": _l("password link sent"),
    "password reset": _l("new password by mailed link"),
    "password set": _l("password set"),
    "recovery codes made": _l("recovery codes made"),
    "restore": _l("backup restored"),
    "roles": _l("roles changed"),
    "second factor removed": _l("second step removed"),
    "sessions ended": _l("sessions ended"),
}
LABELS = {
    "added": _l("added"),
    "before": _l("before"),
    "count": _l("count"),
    "dialogue": _l("meeting"),
    "fields": _l("fields"),
    "files": _l("files"),
    "filters": _l("filters"),
    "insight": _l("insight"),
    "kind": _l("kind"),
    "left": _l("left as they were"),
    "made_at": _l("made at"),
    "migrated": _l("brought up to date"),
    "period": _l("period"),
    "publishable": _l("publishable"),
    "removed": _l("removed"),
    "roles": _l("roles"),
    "rows": _l("rows"),
    "tables": _l("tables"),
    "tag": _l("tag"),
    "tags": _l("tags"),
    "theme": _l("theme"),
    "way": _l("way"),
}
WAYS = {"code": _l("login code"), "oidc": _l("agency login")}
# What stands in the log as a row, and has no page and no form to be named for.
NAMES = {"audit.LogEntry": _l("the log"), "audit.Operation": _l("change undone"), "report": _l("report")}
# The acts that can be undone: `<row>.<what was done>`.
UNDONE = {
    "archive": _l("taken out of use"),
    "cancel": _l("cancellation"),
    "publish": _l("publishing"),
    "remove": _l("removal"),
    "retire": _l("taken out of use"),
    "step": _l("change of status"),
}


def model_of(label: str):
    """The model of a label; None where there is none, or none any longer."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def model_name(label: str) -> str:
    """What a kind of row is called; its label where there is no such model any longer."""
    model = model_of(label)
    return str(NAMES.get(label) or (model._meta.verbose_name if model else label))


def is_named(label: str) -> bool:
    """Whether a kind of row has a name that people know; others are written with the row they belong to."""
    return label in NAMES or "verbose_name" in model_of(label)._meta.original_attrs


def has_page(label: str) -> bool:
    """Whether rows of the kind have pages of their own."""
    return hasattr(model_of(label), "get_absolute_url")


def in_words(label: str, details: dict) -> str:
    """A line's details: ids, counts and names of fields."""
    parts = [str(ACTS.get(details["act"], details["act"]))] if "act" in details else []
    parts += [
        f"{LABELS.get(name, name)}: {_value(label, name, value)}"
        for name, value in sorted(details.items())
        if name != "act"
    ]
    return " · ".join(parts)


def _value(label: str, name: str, value) -> str:
    if isinstance(value, dict):
        return _pairs(name, value)
    if isinstance(value, list):
        return ", ".join(_value(label, name, part) for part in value) or _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in ("roles", "before") and value in Role.values:
        return str(Role(value).label)
    if name == "fields":
        return _field_name(label, value)
    if name == "kind":
        return str(UNDONE.get(str(value).rpartition(".")[2], value))
    return str(WAYS.get(value, value)) if name == "way" else str(value)


def _pairs(name: str, value: dict) -> str:
    if name == "period":
        return f"{value.get('from', '')} – {value.get('to', '')}".strip()
    return ", ".join(f"{key} {part}" for key, part in value.items()) or _("none")


def _field_name(label: str, name: str) -> str:
    model = model_of(label)
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return name
    if field is None:
        return name
    plural = getattr(field.related_model, "_meta", None)  # rows that hang on this one have no name as a field
    return str(getattr(field, "verbose_name", None) or plural.verbose_name_plural)
