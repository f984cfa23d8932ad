"""The database of a backup, on SQLite: one file."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError, connection

from project.common.database import teach_sqlite
from project.operations.backup.folders import BackupError, copy_file
from project.operations.backup.manifest import Manifest, Table

NAME = "database.sqlite3"
# How long a restore waits for others to let go of the database, in seconds.
PATIENCE = 30
_PAGES = 500
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def dump(folder: Path) -> tuple[dict[str, Table], list[tuple[str, str]]]:
    """Write the database into a backup's folder as it is at one moment; give its tables and migrations.
    Others write on meanwhile. VACUUM leaves behind the remains of erased rows that a copy of the pages
    would take along."""
    target = folder / NAME
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    target.chmod(0o600)
    with opened(target) as copy:
        return tables(copy), migrations(copy)


@contextmanager
def opened(path: Path):
    """A connection to a database file, outside Django."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        teach_sqlite(raw)
        yield raw


def tables(raw) -> dict[str, Table]:
    """The tables of a database, with their numbers of rows."""
    names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: Table(rows=_count(raw, name)) for (name,) in sorted(names.fetchall())}


def _count(raw, table: str) -> int:
    return raw.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}").fetchone()[0]  # noqa: S608


def migrations(raw) -> list[tuple[str, str]]:
    """The migrations that a database says are applied."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
        return []
    return sorted(raw.execute("SELECT app, name FROM django_migrations").fetchall())


def live_path() -> Path:
    """The file of the installation's database."""
    return Path(settings.DATABASES["default"]["NAME"])


def live_tables() -> dict[str, Table]:
    """The tables of the installation as it stands; none where it has no database yet."""
    if not live_path().exists():
        return {}
    with connection.cursor():
        return tables(connection.connection)


def is_broken(error: DatabaseError) -> bool:
    """Whether an error says that the file is no longer a database."""
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def set_aside(folder: Path) -> None:
    """Move a database that cannot be read into a folder, as it is."""
    connection.close()
    for path in _files_of(live_path()):
        shutil.move(path, folder / path.name)


def _files_of(path: Path) -> list[Path]:
    found = [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))]
    return [one for one in found if one.exists()]


@contextmanager
def prepared(folder: Path, manifest: Manifest, *, migrate: bool):
    """Make ready what will be switched to; yields the function that switches, in one transaction. Until
    then the installation's database is not touched."""
    live = live_path()
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=live.parent) as place:
        new = Path(place, NAME)
        copy_file(folder / NAME, new)
        _check(new, manifest)
        if migrate:
            _migrate(new)
        yield lambda: _switch(new, live)


def _check(path: Path, manifest: Manifest) -> None:
    """Raises BackupError unless the file is a sound database that has what the manifest says."""
    try:
        with opened(path) as raw:
            sound = raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            dangling = raw.execute("PRAGMA foreign_key_check").fetchone()
            found = tables(raw), migrations(raw)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database in the backup cannot be read: {error}.") from None
    if not sound:
        raise BackupError("The database in the backup is damaged inside.")
    if dangling:
        raise BackupError(f"The database in the backup has a row in {dangling[0]} that refers to none.")
    if found != (manifest.tables, sorted(manifest.migrations)):
        raise BackupError("The database in the backup does not have what the manifest says.")


def _migrate(path: Path) -> None:
    """Bring a database file up to this version, in a process of its own: whatever a migration does, it
    cannot reach the installation's database."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--no-input", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": "sqlite:///" + quote(str(path))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"The backup could not be brought up to this version: {last}")


def _switch(new: Path, live: Path) -> None:
    """Write all pages of the new database into the live one: whoever has it open sees either the old or
    the new one, and if this process dies the old one."""
    connection.close()
    live.touch(mode=0o600)
    deadline = time.monotonic() + PATIENCE

    def progress(status, remaining, total):
        if status in _BUSY and time.monotonic() > deadline:
            raise BackupError(
                "The database is in use. Stop the server, and run the command again; nothing was changed."
            )

    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(live, timeout=0)) as target:
            source.backup(target, pages=_PAGES, progress=progress)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be written: {error}. Nothing was changed.") from None
