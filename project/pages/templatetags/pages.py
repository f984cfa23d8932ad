"""Tags and filters of the frame's templates."""

import re

from django import forms, template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from project.common import dates
from project.common.text import shorten
from project.pages.fields import language_names
from project.pages.kept import OWNER, owner_token

register = template.Library()

_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def can(user, capability: str) -> bool:
    """Whether the user's roles have a capability."""
    return user.is_authenticated and user.can(capability)


@register.simple_tag
def today():
    return dates.today()


@register.simple_tag(takes_context=True)
def guarded(context):
    """The hidden fields of every form that changes something: the token, and whose form it is."""
    from django.middleware.csrf import get_token

    request = context["request"]
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        get_token(request),
        OWNER,
        owner_token(request.user),
    )


@register.filter
def undo_uuid(message) -> str:
    """The operation that a message offers to undo; empty where it offers none."""
    return next(
        (t.removeprefix("undo:") for t in (message.extra_tags or "").split() if t.startswith("undo:")), ""
    )


@register.filter
def field(form, name):
    """A form's bound field by name; None for errors that belong to no field."""
    return form[name] if name in form.fields else None


@register.filter
def first_fields(form, count: int) -> list:
    return list(form)[:count]


@register.filter
def other_fields(form, count: int) -> list:
    return list(form)[count:]


@register.filter
def any_set(fields) -> bool:
    return any(f.data for f in fields)


@register.filter
def is_check(field) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def has_long_choices(field) -> bool:
    """Whether the choices of a group are sentences, which stand one below the other."""
    return any(len(str(choice.choice_label)) > 60 for choice in field)


@register.filter
def sort_of(page, column: str):
    return page.sort_of(column)


@register.filter
def address(page, number: int) -> str:
    return page.address(page=number)


@register.filter
def short(text: str, length: int = 120) -> str:
    return shorten(str(text), length)


@register.simple_tag
def tag_chip(tag, link: bool = True):
    """A tag as a chip in its colour."""
    classes = f"tag {tag.colour}" + ("" if tag.is_live else " retired")
    if link:
        return format_html('<a class="{}" href="{}">{}</a>', classes, tag.get_absolute_url(), tag.name)
    return format_html('<span class="{}">{}</span>', classes, tag.name)


@register.simple_tag
def suppressed(key: str):
    """A figure that is hidden: no value, and words that say so."""
    return format_html(
        '<span class="quiet small" data-figure="{}">{}</span>', key, _("hidden, too few actors")
    )


@register.simple_tag
def figure(key: str, value, href: str = "", label: str = ""):
    """A figure by its key, in a link to exactly the rows behind it where there are rows to be seen."""
    shown = format_html('<data value="{}" data-figure="{}">{}</data>', value, key, value)
    if label:
        shown = mark_safe(shown + format_html(' <span class="unseen">{}</span>', label))
    return format_html('<a href="{}">{}</a>', href, shown) if href else shown


@register.filter
def whole_dates(text) -> str:
    """A text whose dates are not broken at the end of a line."""
    return mark_safe(_DATE.sub(r'<span class="whole">\g<0></span>', conditional_escape(text)))


@register.filter
def languages(codes) -> str:
    return language_names(codes)


@register.filter
def of(mapping: dict, key):
    """A mapping's value; empty where it has none."""
    return mapping.get(key, ())
