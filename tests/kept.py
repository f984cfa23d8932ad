"""Rows that many tests begin with: made once, then put back row by row for every further test."""

from collections.abc import Callable
from datetime import date, time

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

_MADE_BY_MIGRATIONS = ("django_content_type", "auth_permission")


class Kept:
    """Rows made by `make`, in the database of a test that holds nothing else."""

    def __init__(self, make: Callable[[], object]):
        self.make = make
        self.rows: dict[str, tuple[list[str], list[tuple]]] = {}

    def load(self) -> None:
        if self.rows:
            self._put_back()
        else:
            self.make()
            self._keep()
        if connection.vendor == "postgresql":
            # Nobody else does within a transaction; without figures on the rows some queries take hours.
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, self.rows))}")

    def _keep(self) -> None:
        with connection.cursor() as cursor:
            for model in _models():
                table = model._meta.db_table
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                if table not in _MADE_BY_MIGRATIONS and (rows := cursor.fetchall()):
                    self.rows[table] = ([column[0] for column in cursor.description], rows)

    @transaction.atomic  # constraints are put off to its end
    def _put_back(self) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS ALL DEFERRED"
                if connection.vendor == "postgresql"
                else "PRAGMA defer_foreign_keys = ON"
            )
            for table, (columns, rows) in self.rows.items():
                names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(
                    f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", [_adapted(row) for row in rows]
                )
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)


def _models():
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


def _adapted(row: tuple) -> tuple:
    if connection.vendor != "postgresql":
        return tuple(str(value) if isinstance(value, date | time) else value for value in row)
    from psycopg.types.json import Jsonb

    return tuple(Jsonb(value) if isinstance(value, dict | list) else value for value in row)
