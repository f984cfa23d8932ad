from pathlib import Path

from project.operations.backup.errors import in_one_line
from project.operations.backup.services import make_backup
from project.pages.command import BaseCommand


class Command(BaseCommand):
    help = "Copy the database and the files into a new folder, from which `restore` puts them back."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="a folder that does not exist yet, or is empty"
        )

    def handle(self, *, folder, **options):
        with in_one_line():
            manifest = make_backup(by=None, target=folder)
        self.stdout.write(
            f"{folder}: {len(manifest.tables)} tables, {manifest.rows} rows, {len(manifest.stored_files)} files. "
            "The secret key is not in it; keep that apart."
        )
