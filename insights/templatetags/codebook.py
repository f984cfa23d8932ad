from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def codebook_act(change) -> str:
    """A change of the codebook in words."""
    words = {
        "added": _("added"),
        "changed": _("changed"),
        "retired": _("retired"),
        "restored": _("taken back into use"),
        "loaded": _("loaded"),
    }
    text = words.get(change.act, change.act)
    if fields := change.details.get("fields"):
        text += f" ({', '.join(field_name(name) for name in fields)})"
    return text


def field_name(name: str) -> str:
    from insights.codebook.models import Tag

    return str(Tag._meta.get_field(name).verbose_name)
