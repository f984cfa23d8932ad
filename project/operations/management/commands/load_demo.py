import os

from project.operations.demo import DOMAIN, USERS, load_demo
from project.pages.command import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Load the model case, with invented meetings, and its users."

    def handle(self, **options):
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set DEMO_PASSWORD: the password that all users of the demonstration get.")
        loaded = load_demo(password)
        self.stdout.write(f"Model case: {loaded}")
        self.stdout.write("Users: " + " ".join(f"{key}@{DOMAIN}" for key in USERS))
