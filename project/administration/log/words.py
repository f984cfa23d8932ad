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
    "roles": _l("roles changed"),
    "second factor removed": _l("second step removed"),
    "sessions ended": _l("sessions ended"),
}
LABELS = {
    "before": _l("before"),
    "count": _l("count"),
    "fields": _l("fields"),
    "filters": _l("filters"),
    "kind": _l("kind"),
    "left": _l("left as they were"),
    "roles": _l("roles"),
    "rows": _l("rows"),
    "way": _l("way"),
}
WAYS = {"code": _l("login code"), "oidc": _l("agency login")}


def model_of(label: str):
    """The model of a label; None where there is none, or none any longer."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def model_name(label: str) -> str:
    """What a kind of row is called; its label where there is no such model any longer."""
    model = model_of(label)
    return str(model._meta.verbose_name) if model else label


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
    if isinstance(value, list):
        return ", ".join(_value(label, name, part) for part in value) or _("none")
    if name in ("roles", "before") and value in Role.values:
        return str(Role(value).label)
    if name == "fields":
        return _field_name(label, value)
    return str(WAYS.get(value, value)) if name == "way" else str(value)


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
