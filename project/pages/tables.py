"""Tables of lists: declared columns, total order, cells that know their label."""

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from project.common.database import Swedish
from project.common.models import language_columns


class ListTable(tables.Table):
    """Columns of a list. `sorts` gives, by column name, what the rows are ordered by (columns, expressions,
    or functions that give one when the list is read); a column without it cannot be sorted by.
    `usual_order` is the order without a choice: a column name, with "-" for falling. `hidden` are the
    columns one can add, but does not see at first."""

    sorts: dict[str, tuple] = {}
    usual_order = ""
    hidden: tuple[str, ...] = ()
    always: tuple[str, ...] = ()  # columns that cannot be put away

    class Meta:
        template_name = "pages/table.html"
        orderable = False
        empty_text = None

    @classmethod
    def ordering(cls, sort: str) -> tuple[str, list]:
        """(the column asked for, what the rows are ordered by). Ends in the primary key, so that the
        order is total; an unknown column gives the list's own order."""
        name = sort.lstrip("-")
        if name not in cls.sorts:
            sort, name = cls.usual_order, cls.usual_order.lstrip("-")
        falling = sort.startswith("-")
        return sort, [*(_directed(part, falling) for part in cls.sorts[name]), "-pk" if falling else "pk"]

    @classmethod
    def choosable(cls) -> list[tuple[str, str]]:
        """(name, heading) of the columns one can show or put away."""
        return [(n, str(c.header)) for n, c in cls.base_columns.items() if n not in cls.always]


def _directed(part, falling: bool):
    """An ordering in a direction; rows without a value come last either way."""
    reverse = isinstance(part, str) and part.startswith("-")
    expression = F(part.lstrip("-")) if isinstance(part, str) else part() if callable(part) else part
    return OrderBy(expression, descending=falling != reverse, nulls_last=True)


def by_text(name: str):
    """Orders by a text in Swedish order; an empty one is no value."""
    return Swedish(NullIf(F(name), Value("")))


def by_words(name: str):
    """Orders by a text that stands in two languages, as the reader sees it."""

    def ordered():
        own, other = language_columns(name)
        return Swedish(Coalesce(NullIf(F(own), Value("")), F(other)))

    return ordered


def by_step(name: str, steps):
    """Orders by a column of fixed values, in the order that `steps` declares them."""
    return Case(
        *(When(**{name: value}, then=n) for n, value in enumerate(steps.values)), output_field=IntegerField()
    )


class LinkColumn(tables.Column):
    """The column that names the row, and leads to it, whatever of it the column shows."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {})
        kwargs["attrs"].setdefault("td", {"class": "row-name"})
        super().__init__(*args, linkify=lambda record: record.get_absolute_url(), **kwargs)


class NumberColumn(tables.Column):
    """A number, end-aligned."""

    def __init__(self, *args, **kwargs):
        kwargs["attrs"] = {"td": {"class": "number"}, "th": {"class": "number"}}
        super().__init__(*args, **kwargs)


class ChipColumn(tables.Column):
    """A short value set apart, such as a status; its ground follows from the value's name."""

    def render(self, value, record):
        return format_html('<span class="chip">{}</span>', value)


class YesColumn(tables.Column):
    """“Yes”, or nothing."""

    def render(self, value):
        return _("yes") if value else ""
