"""Filters of lists: strict about values, the same names everywhere, choices in one query."""

from datetime import date

import django_filters
from django import forms
from django.db.models import F, QuerySet, Value
from django.db.models import TextField as TextColumn
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from project import registry
from project.common.dates import FIRST_YEAR, LAST_YEAR, Period
from project.common.models import language_column
from project.common.text import clean_line

# Parameters of a list's address that are not filters.
PAGING = {"page", "per_page", "sort", "columns", "export"}


class TextField(forms.CharField):
    """A search text: one line, of a length a database can look for."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)

    def to_python(self, value):
        return clean_line(super().to_python(value))


class TextFilter(django_filters.Filter):
    field_class = TextField


class DayField(forms.DateField):
    """A day within the years that dialogues happen in."""

    widget = forms.DateInput(attrs={"type": "date"})

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("The year should lie between %(first)s and %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day


class DayFilter(django_filters.Filter):
    field_class = DayField


class WholeNumberField(forms.IntegerField):
    """A number that every database column can be compared with."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=2_000_000_000, **kwargs)


class NumberFilter(django_filters.Filter):
    field_class = WholeNumberField


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not asked."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("", _l("all")), ("1", _l("yes")), ("0", _l("no"))],
            coerce=lambda value: value == "1",
            empty_value=None,
            **kwargs,
        )


class YesNoFilter(django_filters.Filter):
    field_class = YesNoField


class ChoiceField(forms.ChoiceField):
    def __init__(self, *, choices, empty_label=_l("all"), null_label=None, **kwargs):
        super().__init__(choices=[("", empty_label), *choices], **kwargs)


class ChoiceFilter(django_filters.Filter):
    """One of a few fixed values."""

    field_class = ChoiceField


class VocabularyFilter(django_filters.Filter):
    """One word of a vocabulary kept in the database, named by its key. The choices of all vocabularies
    of a list are fetched together (`fetch_choices`)."""

    field_class = ChoiceField

    def __init__(
        self, *, vocabulary, key: str = "key", label_column: str = "name_sv", extra_choices=(), **kwargs
    ):
        super().__init__(choices=(), **kwargs)
        self.vocabulary, self.key, self.label_column = vocabulary, key, label_column
        self.extra_choices = extra_choices

    def choices_query(self, name: str) -> QuerySet:
        """(filter's name, order, key, label) of every word, in a shape that can be put in one UNION."""
        column = self.label_column
        if column.endswith("_sv"):
            column = language_column(column.removesuffix("_sv"))
        rows = self.vocabulary() if callable(self.vocabulary) else self.vocabulary.all()
        return rows.order_by().values_list(
            Value(name, output_field=TextColumn()),
            _as_text(rows.model._meta.ordering[0].lstrip("-") if rows.model._meta.ordering else self.key),
            _as_text(self.key),
            _as_text(column),
        )


def _as_text(column: str):
    return Cast(F(column), TextColumn())


def fetch_choices(filters: dict) -> dict[str, list[tuple[str, str]]]:
    """The choices of every vocabulary filter, by filter name, in one query."""
    queries = [f.choices_query(name) for name, f in filters.items() if isinstance(f, VocabularyFilter)]
    if not queries:
        return {}
    rows = queries[0] if len(queries) == 1 else queries[0].union(*queries[1:], all=True)
    found: dict[str, list] = {}
    for name, order, key, label in rows:
        found.setdefault(name, []).append((int(order) if order.isdigit() else 0, key, label or key))
    return {name: [(key, label) for _order, key, label in sorted(rows)] for name, rows in found.items()}


class ListFilter(django_filters.FilterSet):
    """The filters of one list. django-filter checks the values; `narrow` applies them all at once, so
    that a list's filters read as one condition. `extends` names the list for apps further up, whose
    filters are added to its own."""

    extends = ""
    period = ""  # what happened within `from` and `to`; empty where the list has no such filters

    def __init__(self, data, queryset, *, user):
        self.user = user
        super().__init__(data, queryset=queryset)
        if self.period:
            first = {name: self.filters.pop(name) for name in ("q",) if name in self.filters}
            self.filters = {**first, **period_filters(self.period), **self.filters}
        self.extensions = [(e, e.filters()) for e in registry.extensions_of(self.extends)]
        for extension, filters in self.extensions:
            self._add(filters, queryset.model, leading=extension.leading)
        for name, choices in fetch_choices(self.filters).items():
            self.filters[name].extra["choices"] = [*choices, *self.filters[name].extra_choices]

    def _add(self, filters: dict, model, *, leading: bool) -> None:
        for item in filters.values():
            item.parent, item.model = self, model
        first = (
            [name for name in ("q", "from", "to") if name in self.filters] if leading else list(self.filters)
        )
        before = {name: self.filters[name] for name in first}
        self.filters = {**before, **filters, **{n: f for n, f in self.filters.items() if n not in before}}

    def filter_queryset(self, queryset):
        values = self.form.cleaned_data
        queryset = self.narrow(queryset, values)
        for extension, filters in self.extensions:
            if any(values.get(name) not in (None, "") for name in filters):
                queryset = extension.apply(queryset, values, self.user)
        return queryset

    def narrow(self, queryset, values: dict):
        """Apply the list's own filters; `values` holds every filter, empty ones as None or ""."""
        raise NotImplementedError

    def get_form_class(self):
        form = super().get_form_class()
        return type(form.__name__, (FilterForm, form), {})

    @cached_property
    def unknown(self) -> list[str]:
        """Names in the address that are no filter and no way of paging."""
        return sorted(set(self.data) - set(self.filters) - PAGING)

    @property
    def rows(self):
        """The rows asked for; none where a value is not valid."""
        return self.qs if self.form.is_valid() else self.queryset.none()

    def applied(self) -> list[tuple[str, str]]:
        """What was filtered by, in words: (label, value)."""
        if not self.form.is_valid():
            return []
        found = []
        for name, value in self.form.cleaned_data.items():
            if value not in (None, ""):
                field = self.form.fields[name]
                found.append((str(field.label or name), _in_words(field, value)))
        return found


class FilterForm(forms.Form):
    """The form of a list's filters: says where the period is turned round."""

    use_required_attribute = False

    def clean(self):
        values = super().clean()
        first, last = values.get("from"), values.get("to")
        if first and last and first > last:
            self.add_error("to", _("The period ends before it begins."))
        return values

    def is_valid(self):
        return not self.errors


def _in_words(field, value) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date):
        return value.isoformat()
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value))


def period_of(values: dict) -> Period:
    """The period of the shared parameters `from` and `to`."""
    return Period(values.get("from"), values.get("to"))


def period_filters(label) -> dict[str, DayFilter]:
    """The two shared filters `from` and `to`."""
    return {
        "from": DayFilter(label=format_lazy(_l("{what} from"), what=label)),
        "to": DayFilter(label=format_lazy(_l("{what} until"), what=label)),
    }
