"""What both databases must do alike, and do not by themselves: Swedish order, and matching text
without regard to the case of å, ä and ö."""

from django.db.backends.signals import connection_created
from django.db.models import CharField, Field, Lookup
from django.db.models.functions import Collate

from project.common.text import lower, swedish_key


def _compare_swedish(a: str, b: str) -> int:
    x, y = (swedish_key(a), a), (swedish_key(b), b)
    return (x > y) - (x < y)


def teach_sqlite(raw) -> None:
    """Give a connection of the sqlite3 module what ours have."""
    raw.create_collation("swedish", _compare_swedish)
    raw.create_function(
        "lyhort_lower", 1, lambda text: None if text is None else lower(str(text)), deterministic=True
    )


def _prepare_sqlite(sender, connection, **kwargs):
    if connection.vendor == "sqlite":
        teach_sqlite(connection.connection)


def connect():
    """Teach every new SQLite connection the Swedish collation and the folding of case."""
    connection_created.connect(_prepare_sqlite, dispatch_uid="lyhort.sqlite")


class Swedish(Collate):
    """An expression ordered as in a Swedish dictionary, numbers by their value. PostgreSQL has the
    collation from this app's first migration."""

    def __init__(self, expression):
        super().__init__(expression, "swedish")


@Field.register_lookup
class ContainsIgnoringCase(Lookup):
    """`__has=`: the text holds another, whatever the case of its letters. SQLite's LIKE knows only the
    case of ASCII, PostgreSQL's only that of its locale."""

    lookup_name = "has"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [lower(str(value)).replace("\x00", "")]

    def as_sqlite(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"instr(lyhort_lower({left}), {right}) > 0", [*left_params, *right_params]

    def as_postgresql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f'strpos(lower(({left})::text COLLATE "und-x-icu"), {right}) > 0', [
            *left_params,
            *right_params,
        ]

    def as_sql(self, compiler, connection):
        raise NotImplementedError(f"__has is not written for {connection.vendor}")


class CodePointOrder:
    """Mixed into a text field whose stored values are made to be ordered by code point (sort keys, order
    keys), so that they order alike on both databases, whatever the database's locale."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else "BINARY"
        return parameters


class SortKeyField(CodePointOrder, CharField):
    """A `swedish_key` of another column, or a key between two neighbours."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
