import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dialogues.commitments.models import CommitmentState
from dialogues.meetings.dates import in_words
from project.common.text import shorten
from project.pages.tables import LinkColumn, ListTable, by_step, by_text
from project.pages.workbook import Column


class CommitmentTable(ListTable):
    sorts = {
        "due": ("due_on",),
        "state": (by_step("state", CommitmentState), "due_on"),
        "role": (by_text("responsible_role"), "due_on"),
        "date": ("dialogue__first_day",),
    }
    usual_order = "due"
    hidden = ("date", "outcome", "closed_on")
    always = ("text",)

    text = LinkColumn(verbose_name=_("What we promised"))
    to = tables.Column(accessor="organisation", verbose_name=_("To whom"), empty_values=())
    role = tables.Column(accessor="responsible_role", verbose_name=_("Responsible role"))
    due = tables.Column(accessor="due_on", verbose_name=_("Due"), default="", attrs={"td": {"class": "date"}})
    state = tables.Column(verbose_name=_("State"))
    dialogue = tables.Column(verbose_name=_("Meeting"), linkify=True)
    date = tables.Column(
        accessor="dialogue__first_day",
        verbose_name=_("Promised"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    outcome = tables.Column(verbose_name=_("Outcome"))
    closed_on = tables.Column(verbose_name=_("Closed"))

    def render_text(self, value):
        return shorten(value, 160)

    def render_to(self, record):
        return record.organisation.name if record.organisation_id else _("all who took part")

    def render_date(self, record):
        return in_words(record.dialogue)

    def render_state(self, record):
        if record.overdue:
            return format_html('<span class="chip attention">{}</span>', _("overdue"))
        return format_html('<span class="chip">{}</span>', record.get_state_display())


def state_in_words(commitment) -> str:
    return str(_("overdue")) if commitment.overdue else commitment.get_state_display()


COMMITMENT_COLUMNS = (
    Column(_("What we promised"), "text", 70),
    Column(_("To whom"), lambda c: c.organisation.name if c.organisation_id else _("all who took part"), 30),
    Column(_("Responsible role"), "responsible_role", 20),
    Column(_("Due"), "due_on", 12),
    Column(_("State"), state_in_words, 14),
    Column(_("Closed"), "closed_on", 12),
    Column(_("Outcome"), "outcome", 50),
    Column(_("Meeting"), "dialogue.title", 50),
    Column(_("Date"), "dialogue.first_day", 12),
)


class FeedbackTable(ListTable):
    sorts = {"given_on": ("given_on",), "way": ("way", "given_on"), "date": ("dialogue__first_day",)}
    usual_order = "-given_on"
    always = ("dialogue",)

    dialogue = LinkColumn(verbose_name=_("Meeting"), accessor="dialogue")
    given_on = tables.Column(verbose_name=_("Given"), linkify=True, attrs={"td": {"class": "date"}})
    way = tables.Column(accessor="get_way_display", verbose_name=_("How"), attrs={"td": {"class": "whole"}})
    date = tables.Column(
        accessor="dialogue__first_day",
        verbose_name=_("Meeting held"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    text = tables.Column(verbose_name=_("What we told them"))

    def render_text(self, value):
        return shorten(value, 160)

    def render_date(self, record):
        return in_words(record.dialogue)


FEEDBACK_COLUMNS = (
    Column(_("Meeting"), "dialogue.title", 50),
    Column(_("Meeting held"), "dialogue.first_day", 12),
    Column(_("Given"), "given_on", 12),
    Column(_("How"), "get_way_display", 16),
    Column(_("What we told them"), "text", 80),
)
