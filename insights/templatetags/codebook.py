from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def codebook_act(change) -> str:
    """A change of the codebook in words."""
    words = {
        "added": pgettext("what happened to a tag", "added"),
        "changed": pgettext("what happened to a tag", "changed"),
        "retired": pgettext("what happened to a tag", "retired"),
        "restored": pgettext("what happened to a tag", "taken back into use"),
        "loaded": pgettext("what happened to a tag", "loaded"),
    }
    text = words.get(change.act, change.act)
    if fields := change.details.get("fields"):
        text += f" ({', '.join(field_name(name) for name in fields)})"
    return text


def field_name(name: str) -> str:
    from insights.codebook.models import Tag

    return str(Tag._meta.get_field(name).verbose_name)
