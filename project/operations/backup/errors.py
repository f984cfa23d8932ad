"""What goes wrong with a backup, in one line."""

from contextlib import contextmanager

from django.db import DatabaseError

from project.operations.backup.folders import BackupError
from project.pages.command import CommandError


@contextmanager
def in_one_line():
    """Turns what stops a backup or a restore into the error of a command."""
    try:
        yield
    except BackupError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename or 'The disk'}: {error.strerror or error}.") from None
    except DatabaseError as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise CommandError(f"The database does not answer as it should: {first}.") from None
