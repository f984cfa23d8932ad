"""The model case in a test's database, quickly: loaded once by its command's code, then put back row by
row for every further test."""

from datetime import date, time

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

_rows: dict[str, tuple[list[str], list[tuple]]] = {}


def load_case() -> None:
    """Have the model case in the database of this test, which holds nothing else."""
    if _rows:
        _put_back()
    else:
        from project.operations.demo import load_demo

        load_demo("lyhort-demo")
        _keep()
    if connection.vendor == "postgresql":
        # Nobody else does within a transaction; without figures on the rows some queries take hours.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, _rows))}")


def _models():
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


def _keep() -> None:
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                _rows[table] = ([column[0] for column in cursor.description], rows)


def _put_back() -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in ("django_content_type", "auth_permission"):
            _rows.pop(table, None)  # made by the migrations
        cursor.execute(
            "SET CONSTRAINTS ALL DEFERRED"
            if connection.vendor == "postgresql"
            else "PRAGMA defer_foreign_keys = ON"
        )
        for table, (columns, rows) in _rows.items():
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", [_adapted(row) for row in rows]
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _adapted(row: tuple) -> tuple:
    if connection.vendor != "postgresql":
        return tuple(str(value) if isinstance(value, date | time) else value for value in row)
    from psycopg.types.json import Jsonb

    return tuple(Jsonb(value) if isinstance(value, dict | list) else value for value in row)
