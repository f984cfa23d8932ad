from project.operations.reference import load_reference
from project.pages.command import BaseCommand


class Command(BaseCommand):
    help = "Load counties, municipalities, regions, county boards, faith communities and vocabularies."

    def handle(self, **options):
        self.stdout.write(f"Reference data: {load_reference()}")
