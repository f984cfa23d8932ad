"""Reading what differs between installations from the environment. Imported by the settings, so it
may import nothing of Django's that needs them."""

import os
import secrets
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """An environment variable as a yes or no: 0, false, no and the empty string are no."""
    value = os.environ.get(name)
    if value is None:
        return default
    return value.strip().lower() not in {"", "0", "false", "no", "off"}


def required(name: str, *, by: str) -> str:
    """A variable that another one makes necessary."""
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"{by} is set, so {name} must be set too.")


def secret_key(path: Path) -> str:
    """SECRET_KEY, or a secret of the installation's own, made once and readable by its owner only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def today_override() -> date | None:
    """LYHORT_TODAY as a date: fixes `today()` for tests and demonstrations."""
    value = os.environ.get("LYHORT_TODAY", "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"LYHORT_TODAY is «{value}», but should be a date like 2026-10-15."
        ) from None
