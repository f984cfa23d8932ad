"""What commands that people run share: who runs them, and bad input in one clear line."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from project.accounts.models import User


def user_named(email: str) -> User:
    """The account a command runs as. CommandError where there is none, or it may not log in."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise CommandError(f"There is no account with the e-mail address {email}.")
    if not user.may_log_in:
        raise CommandError(f"The account {email} is disabled or has run out.")
    return user


def needs(user: User, capability: str) -> None:
    """CommandError unless the account has the capability."""
    if not user.can(capability):
        raise CommandError(f"The account {user.email} has no role with the right “{capability}”.")


def day(text: str) -> date:
    """A day given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date; write it like 2026-10-15.") from None


def write_file(path: str, content) -> int:
    """Write what can be read from `content` to a path, whole or not at all, and close it; gives the size in
    bytes."""
    target = Path(path)
    if not target.parent.is_dir():
        raise CommandError(f"There is no folder {target.parent}.")
    part = target.with_name(f".{target.name}.part")
    try:
        with content, part.open("wb") as file:
            while chunk := content.read(1 << 20):
                file.write(chunk)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{target} could not be written: {error.strerror}.") from None
    return target.stat().st_size


__all__ = ["BaseCommand", "CommandError", "day", "needs", "user_named", "write_file"]
