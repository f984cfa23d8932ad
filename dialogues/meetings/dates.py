"""A meeting's date in words, no more exact than it is known."""

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from project.common.dates import Precision, quarter


def in_words(dialogue) -> str:
    """ "2024-03-06", "March 2024", "2024, quarter 1", "2024", or "unknown date"."""
    first, last = dialogue.first_day, dialogue.last_day
    if first is None:
        return _("unknown date")
    match dialogue.precision:
        case Precision.MONTH:
            return format_date(first, "F Y")
        case Precision.QUARTER:
            return _("%(year)s, quarter %(quarter)s") % {"year": first.year, "quarter": quarter(first)}
        case Precision.YEAR:
            return str(first.year)
    return first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"


def when_in_words(dialogue) -> str:
    """The date with the week, and the time where it is known."""
    text = in_words(dialogue)
    if dialogue.precision == Precision.DAY and dialogue.first_day:
        text += _(", week %(week)s") % {"week": dialogue.first_day.isocalendar().week}
    if dialogue.start_time:
        text += f", {dialogue.start_time:%H:%M}"
    if dialogue.duration:
        text += _(", %(minutes)s min") % {"minutes": dialogue.duration}
    return text
