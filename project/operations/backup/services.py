"""Making a backup of the installation, and putting one in its place."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from project.audit.models import Action
from project.audit.services import record
from project.operations.backup import postgresql, sqlite
from project.operations.backup.folders import BackupError, copy_tree, inventory, make_folder, new_folder, walk
from project.operations.backup.manifest import (
    Manifest,
    describe,
    read_manifest,
    verify_files,
    write_manifest,
)
from project.operations.backup.stored_files import Files

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# What migrating an empty database fills by itself.
_BY_ITSELF = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Restored:
    """What a restore did: the manifest restored, where what was there before is kept (None where there was
    nothing), whether migrations were applied, whether SECRET_KEY is another than the backup's."""

    manifest: Manifest
    before: Path | None
    migrated: bool
    other_key: bool


def make_backup(*, by, target: Path) -> Manifest:
    """Copy the database, as it is at one moment, and the files into a new folder. Raises BackupError."""
    target = target.resolve()
    if target.is_relative_to(settings.MEDIA_ROOT):
        raise BackupError(f"{target} lies among the files that are to be copied. Name a folder elsewhere.")
    with new_folder(target) as part:
        manifest = _fill(part)
        if not manifest.tables:
            raise BackupError("There is nothing to back up: the database is empty.")
    record(Action.OPERATE, by=by, **_summary("backup", manifest))
    return manifest


def _fill(folder: Path) -> Manifest:
    """Write a backup into an empty folder."""
    tables, migrations = ENGINES[connection.vendor].dump(folder)
    _copy_files(folder)
    files = inventory(folder)
    manifest = describe(vendor=connection.vendor, tables=tables, migrations=migrations, files=files)
    write_manifest(folder, manifest)
    return manifest


def _copy_files(folder: Path) -> None:
    if settings.MEDIA_ROOT.is_dir():
        copy_tree(settings.MEDIA_ROOT, folder / "files")


def restore_backup(*, by, source: Path) -> Restored:
    """Put a backup in the place of what is there, all or nothing. Raises BackupError, and then nothing is
    changed. What was there is kept under LYHORT_DATA/backups first."""
    source = source.resolve()
    manifest = read_manifest(source)
    migrate = _check_fit(manifest)
    verify_files(source, manifest)
    before = _keep_what_is_there()
    files = Files(source / "files", settings.MEDIA_ROOT, manifest.stored_files)
    try:
        with ENGINES[connection.vendor].prepared(source, manifest, migrate=migrate) as switch:
            files.add()
            switch()
    except BaseException:
        files.undo()
        raise
    files.finish()
    record(Action.OPERATE, by=by, migrated=migrate, **_summary("restore", manifest))
    return Restored(manifest, before, migrate, not manifest.made_with_this_key)


def _check_fit(manifest: Manifest) -> bool:
    """Raises BackupError unless this installation can take the backup; gives whether it must be migrated
    then."""
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"The backup is of a {NAMES.get(manifest.vendor, manifest.vendor)} database and this installation "
            f"uses {NAMES[connection.vendor]}. Restore it where DATABASE_URL names a database of its kind."
        )
    known = set(MigrationLoader(None).graph.nodes)
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupError(
            f"The backup is of a newer version ({manifest.version}): this one does not know the migration "
            f"{'.'.join(unknown[0])}. Install that version, or a later one, and restore there."
        )
    return bool(known - set(manifest.migrations))


def _keep_what_is_there() -> Path | None:
    """Back up the installation before it is replaced; give the folder, or None where it is empty. A SQLite
    file that can no longer be read is moved there as it is."""
    folder = settings.DATA_DIR / "backups"
    target = folder / f"before-restore-{timezone.now():%Y-%m-%d-%H%M%S-%f}"
    try:
        if _is_empty():
            return None
        make_folder(folder)
        with new_folder(target) as part:
            _fill(part)
    except DatabaseError as error:
        if connection.vendor != "sqlite" or not sqlite.is_broken(error):
            raise
        make_folder(folder)
        with new_folder(target) as part:
            _copy_files(part)
            sqlite.set_aside(part)
    return target


def _is_empty() -> bool:
    tables = ENGINES[connection.vendor].live_tables()
    rows = sum(table.rows for name, table in tables.items() if name not in _BY_ITSELF)
    return not rows and not (settings.MEDIA_ROOT.is_dir() and any(walk(settings.MEDIA_ROOT)))


def _summary(act: str, manifest: Manifest) -> dict:
    return {
        "act": act,
        "made_at": manifest.made_at,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.stored_files),
    }
