import os
import sys
from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError

from project.accounts.services import make_administrator, reset_second_factor
from project.pages.command import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Make an administrator, or make an account an administrator again: enabled, with the role and a new "
        "password. The password is asked for; without a terminal it is read from LYHORT_ADMIN_PASSWORD."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address to log in with")
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument(
            "--remove-second-step",
            action="store_true",
            help="remove the account's app, passkeys and recovery codes (a lost phone)",
        )

    def handle(self, *, email, name, remove_second_step, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
            user, new = make_administrator(email=email, name=name.strip(), password=password())
            removed = reset_second_factor(by=None, user=user) if remove_second_step else 0
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except DatabaseError:
            raise CommandError("The database is not ready: run “migrate” first.") from None
        self.stdout.write(
            f"{user.email} is {'an' if new else 'again an'} administrator, and can log in."
            + (f" Second step removed ({removed})." if remove_second_step else "")
        )


def password() -> str:
    """Asked for twice at a terminal; else from the environment. CommandError where there is none."""
    if not sys.stdin.isatty():
        given = os.environ.get("LYHORT_ADMIN_PASSWORD", "")
        if not given:
            raise CommandError("Set LYHORT_ADMIN_PASSWORD, or run this at a terminal to be asked.")
        return given
    given = getpass("Password: ")
    if given != getpass("Password once more: "):
        raise CommandError("The two passwords differ.")
    return given
