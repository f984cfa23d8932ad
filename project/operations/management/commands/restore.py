from pathlib import Path

from project.operations.backup.errors import in_one_line
from project.operations.backup.services import restore_backup
from project.pages.command import BaseCommand


class Command(BaseCommand):
    help = "Put a backup in the place of the database and the files. Stop the server first."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that `backup` made")

    def handle(self, *, folder, **options):
        with in_one_line():
            restored = restore_backup(by=None, source=folder)
        manifest = restored.manifest
        if restored.before:
            self.stdout.write(f"What was there is kept in {restored.before}")
        if restored.migrated:
            self.stdout.write("The backup was of an older version and has been brought up to this one.")
        if restored.other_key:
            self.stderr.write(
                "SECRET_KEY is not the one the backup was made under: everyone must log in again, and links in "
                "letters sent before no longer work."
            )
        self.stdout.write(
            f"{folder}: restored {len(manifest.tables)} tables, {manifest.rows} rows, "
            f"{len(manifest.stored_files)} files, as of {manifest.made_at}"
        )
