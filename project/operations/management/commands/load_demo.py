import os

from dialogues.models import Dialogue
from project.accounts.matrix import Role
from project.accounts.models import User
from project.operations.demo import DOMAIN, USERS, load_demo
from project.pages.command import BaseCommand, CommandError
from project.pages.models import Installation


class Command(BaseCommand):
    help = "Load the model case, with invented meetings, and its users."

    def handle(self, **options):
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set DEMO_PASSWORD: the password that all users of the demonstration get.")
        if not Installation.current().invented and (Dialogue.objects.exists() or User.objects.exists()):
            raise CommandError(
                "This installation is in real use; invented meetings and users with a known password do not "
                "belong in it. Name another folder in LYHORT_DATA for the demonstration."
            )
        loaded = load_demo(password)
        self.stdout.write(f"Model case: {loaded}")
        self.stdout.write("Users:")
        for key, (_name, role) in USERS.items():
            self.stdout.write(f"  {f'{key}@{DOMAIN}':<26} {Role(role).value}")
