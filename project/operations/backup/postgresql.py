"""The database of a backup, on PostgreSQL: one file per table, as COPY writes it. The database's schema
(`public`, unless the connection says otherwise) is taken to be Lyhört's own."""

from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from project.operations.backup.folders import BackupError
from project.operations.backup.manifest import Manifest, Table

FOLDER = "database"
# How long a restore waits for others to let go of a table.
PATIENCE = "30s"
_BLOCK = 1 << 20
_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass
        AND d.deptype = 'e')
    ORDER BY c.relname COLLATE "C"
"""
_COLUMNS = """
    SELECT a.attname, pg_get_serial_sequence(quote_ident(%s), a.attname) FROM pg_attribute a
    WHERE a.attrelid = quote_ident(%s)::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' ORDER BY a.attnum
"""


def dump(folder: Path) -> tuple[dict[str, Table], list[tuple[str, str]]]:
    """Write every table into a backup's folder as all were at one moment; give the tables and the
    migrations applied. Others write on meanwhile."""
    (folder / FOLDER).mkdir(mode=0o700)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _plain_text(cursor)
        found = {name: _dump_table(cursor, name, folder) for name in _names(cursor)}
        return found, _migrations()


def _plain_text(cursor) -> None:
    """Values in a form that every server reads alike, whatever its settings."""
    cursor.execute("SET LOCAL datestyle = 'ISO, YMD'")
    cursor.execute("SET LOCAL intervalstyle = 'postgres'")
    cursor.execute("SET LOCAL extra_float_digits = 1")
    cursor.execute("SET LOCAL bytea_output = 'hex'")


def _names(cursor) -> list[str]:
    cursor.execute(_TABLES)
    return [name for (name,) in cursor.fetchall()]


def _migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())


def _columns(cursor, table: str) -> dict[str, str | None]:
    """The columns of a table in their order, each with the sequence that numbers it."""
    cursor.execute(_COLUMNS, [table, table])
    return dict(cursor.fetchall())


def _copy(table: str, columns) -> str:
    quote = connection.ops.quote_name
    return f"COPY {quote(table)} ({', '.join(quote(name) for name in columns)})"


def _file(folder: Path, table: str) -> Path:
    return folder / FOLDER / f"{table}.copy"


def _dump_table(cursor, table: str, folder: Path) -> Table:
    columns = _columns(cursor, table)
    path = _file(folder, table)
    path.touch(mode=0o600)
    copy = f"{_copy(table, columns)} TO STDOUT"
    with connection.wrap_database_errors, path.open("wb") as file, cursor.copy(copy) as blocks:
        for block in blocks:
            file.write(block)
    rows = cursor.rowcount
    sequences = {}
    for column, sequence in columns.items():
        if sequence:
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")  # noqa: S608
            sequences[column] = cursor.fetchone()[0]
    return Table(rows=rows, columns=list(columns), sequences=sequences)


def live_tables() -> dict[str, Table]:
    """The tables of the installation as it stands, with their numbers of rows."""
    with connection.cursor() as cursor:
        return {name: Table(rows=_count(cursor, name)) for name in _names(cursor)}


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return cursor.fetchone()[0]


@contextmanager
def prepared(folder: Path, manifest: Manifest, *, migrate: bool):
    """Put the backup into the tables within one transaction; yields the function that ends it. Until then
    nobody sees anything of it, and if this process dies it never was."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
                _plain_text(cursor)
                if _migrations() != sorted(manifest.migrations):
                    _rebuild(cursor, manifest)
                _fill(cursor, folder, manifest)
            if migrate:
                call_command("migrate", interactive=False, verbosity=0)
            yield lambda: None
    except DatabaseError as error:
        raise BackupError(_reason(error)) from None


def _reason(error: DatabaseError) -> str:
    if getattr(error.__cause__, "sqlstate", "") == "55P03":
        return "The database is in use. Stop the server, and run the command again; nothing was changed."
    first = str(error).strip().splitlines()[0]
    return f"The database did not take the backup: {first}. Nothing was changed."


def _rebuild(cursor, manifest: Manifest) -> None:
    """Drop the tables that are ours, and make them anew as they were under the backup's migrations."""
    existing = _names(cursor)
    ours = _known_tables() | set(manifest.tables)
    if doomed := [connection.ops.quote_name(name) for name in existing if name in ours]:
        cursor.execute(f"DROP TABLE {', '.join(doomed)}")
    # PostgreSQL alters no table that has checks waiting for the end of the transaction.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of(manifest.migrations, executor.loader.graph))


def _known_tables() -> set[str]:
    """The tables of the models, as of the migrations that the live database has, and of this code."""
    loader = MigrationExecutor(connection).loader
    nodes = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    then = loader.project_state(nodes).apps.get_models(include_auto_created=True) if nodes else []
    known = {model._meta.db_table for model in then}
    known.update(connection.introspection.django_table_names())
    return known | {"django_migrations", settings.CACHES["default"]["LOCATION"]}


def _last_of(migrations, graph) -> list[tuple[str, str]]:
    """Of the migrations, those that no other of the same app builds upon: the ones to ask for."""
    asked = {tuple(node) for node in migrations} & set(graph.nodes)
    return sorted(
        node
        for node in asked
        if not any(child in asked and child[0] == node[0] for child in graph.node_map[node].children)
    )


def _fill(cursor, folder: Path, manifest: Manifest) -> None:
    """Empty the tables of the manifest and fill them from its files."""
    existing = _names(cursor)
    if missing := sorted(set(manifest.tables) - set(existing)):
        raise BackupError(f"The backup has a table that the database has no place for: {missing[0]}.")
    names = ", ".join(connection.ops.quote_name(name) for name in manifest.tables)
    cursor.execute(f"TRUNCATE {names}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name, about in manifest.tables.items():
        _fill_table(cursor, _file(folder, name), name, about)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # Without figures on the new rows, a query over many tables can take minutes instead of milliseconds.
    cursor.execute(f"ANALYZE {names}")


def _fill_table(cursor, path: Path, name: str, about: Table) -> None:
    columns = _columns(cursor, name)
    if unknown := sorted(set(about.columns) - set(columns)):
        raise BackupError(f"The backup has a column that the database has no place for: {name}.{unknown[0]}.")
    copy = f"{_copy(name, about.columns)} FROM STDIN"
    with connection.wrap_database_errors, path.open("rb") as file, cursor.copy(copy) as blocks:
        while block := file.read(_BLOCK):
            blocks.write(block)
    if cursor.rowcount != about.rows:
        raise BackupError(f"The backup has {cursor.rowcount} rows of {name}, and should have {about.rows}.")
    for column, last in about.sequences.items():
        if columns[column]:
            value = [columns[column], last if last is not None else 1, last is not None]
            cursor.execute("SELECT setval(%s, %s, %s)", value)
