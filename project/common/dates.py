"""Dates with the precision they are known to, and the periods figures are counted over."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Years outside these are slips of the finger (3013, 0203), not dates of meetings.
FIRST_YEAR, LAST_YEAR = 1950, 2100


def today() -> date:
    """The day it is, in the installation's time zone. LYHORT_TODAY fixes it for tests and
    demonstrations; everything that asks what day it is asks here."""
    return settings.LYHORT_TODAY or timezone.localdate()


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    SPAN = "span", _("several days")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


def span(day: date, precision: str) -> tuple[date, date]:
    """First and last day of the day, month, quarter or year that `day` lies in."""
    if precision == Precision.MONTH:
        first, months = day.replace(day=1), 1
    elif precision == Precision.QUARTER:
        first, months = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3
    elif precision == Precision.YEAR:
        first, months = day.replace(month=1, day=1), 12
    else:
        return day, day
    last_month = first.month + months - 1
    return first, first.replace(month=last_month, day=calendar.monthrange(first.year, last_month)[1])


def quarter(day: date) -> int:
    """The quarter of the year, 1 to 4."""
    return (day.month - 1) // 3 + 1


def half_year_key(first: date, last: date) -> str | None:
    """The half-year a span of days lies in, as "2024-1" or "2024-2"; None where it spans two."""
    key = f"{first.year}-{1 if first.month <= 6 else 2}"
    return key if key == f"{last.year}-{1 if last.month <= 6 else 2}" else None


def half_year_span(key: str) -> tuple[date, date]:
    """First and last day of the half-year "2024-1"."""
    year, half = (int(part) for part in key.split("-"))
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Period:
    """A period with both ends included; None is an open end."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def narrowed(self, first: date, last: date) -> "Period":
        """The part of this period that lies within two days."""
        return Period(max(first, self.first or first), min(last, self.last or last))

    def before(self) -> "Period | None":
        """An equally long period that ends the day before this one; None for an open period."""
        if self.first is None or self.last is None:
            return None
        last = self.first - timedelta(days=1)
        return Period(last - (self.last - self.first), last)

    def query(self) -> dict[str, str]:
        """The period as the parameters every list shares."""
        ends = {"from": self.first, "to": self.last}
        return {name: day.isoformat() for name, day in ends.items() if day}
