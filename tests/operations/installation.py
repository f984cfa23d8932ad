"""Whole installations for tests of commands: a data folder and a database of their own, on the database
the tests run on, used from processes of their own as people use them."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
_numbers = count(1)
VENDOR = connection.vendor
LOG = "audit_logentry"


def environment(**values: str) -> dict[str, str]:
    """The environment of a process of an installation: nothing of the tests' own settings."""
    ours = {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "LYHORT_DATA", "LYHORT_TODAY", "DATABASE_URL", "DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "LYHORT_HTTPS": "0", "DEMO_PASSWORD": "lyhort-demo", **values}


@dataclass
class Installation:
    """One installation. `files` is its MEDIA_ROOT."""

    data: Path
    database: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> Path:
        return self.data / "files"

    @property
    def environment(self) -> dict[str, str]:
        url = {"DATABASE_URL": _url(self.database)} if self.database else {}
        return environment(LYHORT_DATA=str(self.data), **url, **self.extra)

    def run(self, *arguments, check: bool = True) -> subprocess.CompletedProcess:
        """Run Python with these arguments as the installation."""
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def manage(self, *arguments, check: bool = True) -> subprocess.CompletedProcess:
        """Run a command of manage.py."""
        return self.run("manage.py", *arguments, check=check)

    def refusal(self, *arguments) -> str:
        """What a command says that must fail: one line on the error stream."""
        done = self.manage(*arguments, check=False)
        assert done.returncode != 0
        lines = done.stderr.strip().splitlines()
        assert len(lines) == 1, done.stderr
        return lines[0]

    def connect(self):
        """A connection of its own to the database, closed at the end of the `with`."""
        if self.database:
            return closing(psycopg.connect(_url(self.database), autocommit=True))
        return closing(sqlite3.connect(self.data / "db.sqlite3", timeout=30, isolation_level=None))

    def sql(self, statement: str) -> list[tuple]:
        """Run one statement, give its rows."""
        with self.connect() as raw:
            cursor = raw.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def rows(self, table: str) -> list[tuple]:
        """All rows of a table, in an order of their own."""
        return sorted(self.sql(f'SELECT * FROM "{table}"'), key=repr)

    def tables(self) -> list[str]:
        catalogue = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            if self.database
            else "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        )
        return [name for (name,) in self.sql(catalogue)]

    def content(self) -> dict[str, str]:
        """What the installation holds: a hash of the rows of every table, and of every file."""
        found = {name: _hash(repr(self.rows(name)).encode()) for name in self.tables()}
        for path in sorted(self.files.rglob("*")):
            if path.is_file():
                found[f"file {path.relative_to(self.files)}"] = _hash(path.read_bytes())
        return found

    def copy(self, folder: Path) -> "Installation":
        """An installation that is the same, in another folder."""
        shutil.copytree(self.data, folder)
        if not self.database:
            return Installation(folder)
        return Installation(folder, new_database(template=self.database))

    def drop(self) -> None:
        if self.database:
            _on_server(f'DROP DATABASE "{self.database}" WITH (FORCE)')


def new_installation(folder: Path) -> Installation:
    """An installation with nothing in it yet, not even tables."""
    folder.mkdir(mode=0o700)
    return Installation(folder, new_database() if connection.vendor == "postgresql" else "")


def new_database(template: str = "template1") -> str:
    name = f"{connection.settings_dict['NAME'][:30]}_{os.getpid()}_{next(_numbers)}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _on_server(statement: str) -> None:
    with closing(psycopg.connect(_url("postgres"), autocommit=True)) as raw:
        raw.execute(statement)


def _url(database: str) -> str:
    server = connection.settings_dict
    who = quote(server["USER"], safe="")
    if server["PASSWORD"]:
        who += ":" + quote(server["PASSWORD"], safe="")
    where = quote(server["HOST"], safe="") + (f":{server['PORT']}" if server["PORT"] else "")
    return f"postgresql://{who}@{where}/{quote(database, safe='')}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def without_log(content: dict) -> dict:
    return {name: hashed for name, hashed in content.items() if name not in {LOG, "sqlite_sequence"}}


def change_everything(installation) -> None:
    """What may happen between a backup and its restoring."""
    installation.sql("DELETE FROM insights_tagging")
    installation.sql("DELETE FROM insights_themeevidence")
    installation.sql("UPDATE dialogues_dialogue SET title = 'Ändrad', version = version + 1")
    installation.sql("INSERT INTO auth_group (name) VALUES ('later')")
    (installation.files / "bild.bin").unlink()
    (installation.files / "2026" / "minnesanteckningar-åäö.txt").write_text("Ändrat", encoding="utf-8")
    (installation.files / "nyare.txt").write_text("Tillkommen", encoding="utf-8")
