from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from project.pages.templatetags.pages import figure, suppressed

register = template.Library()

_BAR_HEIGHT, _BAR_WIDTH, _GAP = 90, 44, 20


@register.simple_tag
def shown(item) -> str:
    """A figure, in a link to its rows where there are any to be seen; words where it is hidden."""
    if item.value is None:
        return suppressed(item.key)
    return figure(item.key, item.value, item.href)


@register.simple_tag
def four(cell) -> str:
    """The four figures of a cell as table cells."""
    dialogues = shown(cell.dialogues)
    if cell.cell.out_of is not None and not cell.cell.hidden:
        dialogues += " " + _("of %(n)s") % {"n": cell.cell.out_of}
    cells = [
        (shown(cell.insights),),
        (mark_safe(dialogues),),
        (shown(cell.heard_from),),
        (shown(cell.present_at_most),),
    ]
    return format_html_join("", '<td class="number">{}</td>', cells)


@register.inclusion_tag("insights/summary/_half_years.html")
def half_years(page) -> dict:
    """Dialogues by half-year, drawn, and as a table."""
    found = {
        key: page.total(f"dialogues/half_year/{key}")
        for key in page.figures.broken_down("dialogues/half_year")
    }
    if not found:
        return {"bars": []}
    keys = _all_between(min(found), max(found))
    most = max(item.value for item in found.values())
    bars = []
    for number, key in enumerate(keys):
        item = found.get(key)
        value = item.value if item else 0
        height = round(_BAR_HEIGHT * value / most) if most else 0
        x = _GAP + number * (_BAR_WIDTH + _GAP)
        bars.append(
            {
                "x": x,
                "y": 20 + _BAR_HEIGHT - height,
                "height": height,
                "middle": x + _BAR_WIDTH / 2,
                "value": value,
                "item": item,
                "label": _("%(year)s, half %(half)s") % {"year": key[:4], "half": key[5:]},
                "short": f"{key[:4]}:{key[5:]}",
            }
        )
    return {"bars": bars, "width": _GAP + len(keys) * (_BAR_WIDTH + _GAP), "bar_width": _BAR_WIDTH}


def _all_between(first: str, last: str) -> list[str]:
    keys, key = [first], first
    while key < last:
        year, half = int(key[:4]), int(key[5:])
        key = f"{year}-2" if half == 1 else f"{year + 1}-1"
        keys.append(key)
    return keys
