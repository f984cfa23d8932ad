"""Form fields whose text is clean before anything looks at it, and widgets of our own."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from project.common.dates import FIRST_YEAR, LAST_YEAR
from project.common.text import clean, clean_line, shorten

LANGUAGES = [
    ("sv", _l("Swedish")),
    ("en", _l("English")),
    ("ar", _l("Arabic")),
    ("so", _l("Somali")),
    ("fa", _l("Dari or Persian")),
    ("ti", _l("Tigrinya")),
    ("fi", _l("Finnish")),
    ("uk", _l("Ukrainian")),
    ("pl", _l("Polish")),
    ("tr", _l("Turkish")),
    ("ku", _l("Kurdish")),
    ("bs", _l("Bosnian, Croatian or Serbian")),
    ("es", _l("Spanish")),
    ("sgn", _l("Sign language")),
    ("other", _l("another language")),
]


class CleanForms:
    """Mixed into a form: every text field gives clean text, every date a plausible year."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _prepare(field)

    def _clean_fields(self):
        super()._clean_fields()
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if isinstance(field, forms.DateField) and value:
                try:
                    check_year(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)


def check_year(day: date) -> None:
    """Refuse a day in a year that no meeting was or will be held in."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(
            _("The year %(year)s is not a year of this work. Is it a slip of the finger?")
            % {"year": day.year}
        )


def _prepare(field) -> None:
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    elif isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    elif isinstance(field, forms.ModelMultipleChoiceField):
        field.clean = _of_ids(field, field.clean)
    elif isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField):
        several = isinstance(field.widget, forms.Textarea)
        if several:
            field.widget.attrs.setdefault("rows", 4)
            # The limit is said in words at the field; a maxlength would cut a pasted text in silence.
            field.widget.attrs.pop("maxlength", None)
        field.to_python = _cleaning(field.to_python, clean if several else clean_line)


def _cleaning(to_python, cleaner):
    def convert(value):
        value = to_python(value)
        return cleaner(value) if isinstance(value, str) else value

    return convert


def _of_ids(field, clean_choice):
    """The choices of a field, none of which can be a number that no row has: a database refuses to look for
    one that is too large."""

    def convert(value):
        for pk in value or ():
            if not re.fullmatch(r"[0-9]{1,18}", str(getattr(pk, "pk", pk))):
                raise forms.ValidationError(
                    field.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": shorten(str(pk), 40)},
                )
        return clean_choice(value)

    return convert


class LanguagesField(forms.MultipleChoiceField):
    """Languages as a list of codes."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        kwargs.setdefault("required", False)
        super().__init__(choices=LANGUAGES, **kwargs)


def language_names(codes) -> str:
    """The languages' names, in words."""
    names = dict(LANGUAGES)
    return ", ".join(str(names.get(code, code)) for code in codes)
