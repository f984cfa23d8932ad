import django_tables2 as tables
from django.template.defaultfilters import date as format_date
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.dates import in_words
from dialogues.meetings.models import Protection, Status
from project.pages.tables import LinkColumn, ListTable, NumberColumn, by_step, by_text
from project.pages.workbook import Column


class StatusColumn(tables.Column):
    """A meeting's step, set apart where someone must act."""

    def render(self, record):
        if record.to_be_confirmed:
            return format_html('<span class="chip attention">{}</span>', _("to be confirmed"))
        return format_html('<span class="chip">{}</span>', record.get_status_display())


class DialogueTable(ListTable):
    sorts = {
        "title": (by_text("title"),),
        "date": ("first_day",),
        "form": ("form", "first_day"),
        "status": (by_step("status", Status), "first_day"),
        "place": (by_text("place"),),
    }
    usual_order = "-date"
    hidden = ("kind", "place", "registration_number", "protection", "changed_at")
    always = ("title",)

    title = LinkColumn(verbose_name=_("Meeting"))
    date = tables.Column(
        accessor="first_day", verbose_name=_("Date"), empty_values=(), attrs={"td": {"class": "date"}}
    )
    form = tables.Column(accessor="get_form_display", verbose_name=_("Form"))
    participants = NumberColumn(accessor="actors", verbose_name=_("Actors"))
    status = StatusColumn(verbose_name=_("Status"))
    kind = tables.Column(accessor="get_kind_display", verbose_name=_("Kind"))
    place = tables.Column(verbose_name=_("Place"))
    registration_number = tables.Column(verbose_name=_("Registration number"))
    protection = tables.Column(accessor="get_protection_display", verbose_name=_("Protection"))
    changed_at = tables.Column(verbose_name=_("Last changed"))

    def render_date(self, record):
        return in_words(record)

    def render_title(self, value, record):
        if record.protection == Protection.RESTRICTED:
            return format_html('{} <span class="chip locked">{}</span>', value, _("restricted"))
        return value

    def render_changed_at(self, value):
        return format_date(value, "SHORT_DATETIME_FORMAT")


DIALOGUE_COLUMNS = (
    Column(_("Meeting"), "title", 50),
    Column(_("Date"), "first_day", 12),
    Column(_("Last day"), "last_day", 12),
    Column(_("Date known to"), "get_precision_display", 14),
    Column(_("Starts"), "start_time", 8),
    Column(_("Length in minutes"), "duration", 10),
    Column(_("Kind"), "get_kind_display", 18),
    Column(_("Form"), "get_form_display", 14),
    Column(_("Place"), "place", 20),
    Column(_("Host"), "host.name", 30),
    Column(_("Status"), "get_status_display", 14),
    Column(_("Protection"), "get_protection_display", 14),
    Column(_("Registration number"), "registration_number", 20),
    Column(_("Actors present"), "actors", 10),
    Column(_("Participants"), "people", 12),
    Column(_("Summary"), "summary", 60),
)


class ParticipationTable(ListTable):
    sorts = {
        "organisation": ("organisation__sort_key", "actor_type__order"),
        "actor_type": ("actor_type__order", "organisation__sort_key"),
        "date": ("dialogue__first_day", "dialogue"),
        "headcount": ("headcount",),
    }
    usual_order = "-date"
    hidden = ("county",)
    always = ("organisation",)

    organisation = LinkColumn(empty_values=(), verbose_name=_("Who"))
    actor_type = tables.Column(verbose_name=_("Actor type at the time"))
    dialogue = tables.Column(verbose_name=_("Meeting"), linkify=True)
    date = tables.Column(
        accessor="dialogue__first_day",
        verbose_name=_("Date"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    attendance = tables.Column(accessor="get_attendance_display", verbose_name=_("Attendance"))
    headcount = NumberColumn(verbose_name=_("Participants"), default=_("unknown"))
    county = tables.Column(accessor="organisation__county", verbose_name=_("County"), default="")

    def render_organisation(self, record):
        return str(record)

    def render_date(self, record):
        return in_words(record.dialogue)


PARTICIPATION_COLUMNS = (
    Column(_("Who"), str, 40),
    Column(_("Actor type at the time"), "actor_type.name", 28),
    Column(_("County"), "organisation.county.name", 24),
    Column(_("Meeting"), "dialogue.title", 50),
    Column(_("Date"), "dialogue.first_day", 12),
    Column(_("Attendance"), "get_attendance_display", 20),
    Column(_("Participants"), "headcount", 12),
)
