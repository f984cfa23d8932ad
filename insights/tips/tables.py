import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from insights.tips.models import PublicationStatus
from project.common.text import shorten
from project.pages.tables import LinkColumn, ListTable, NumberColumn, by_step, by_text
from project.pages.templatetags.pages import tag_chip
from project.pages.workbook import Column


class TipTable(ListTable):
    sorts = {"number": ("number",), "status": (by_step("status", PublicationStatus), "number")}
    usual_order = "number"
    hidden = ("changed_at",)
    always = ("text",)

    text = LinkColumn(verbose_name=_("Tip"))
    number = NumberColumn(verbose_name=_("Number"))
    tags = tables.Column(empty_values=(), verbose_name=_("Tags"))
    status = tables.Column(accessor="get_status_display", verbose_name=_("Status"))
    changed_at = tables.Column(verbose_name=_("Last changed"))

    def render_tags(self, record):
        may_open = self.request.user.can("rows.read")
        chips = ((tag_chip(tag, link=may_open),) for tag in record.tags.all())
        return format_html('<span class="tags">{}</span>', format_html_join(" ", "{}", chips))


TIP_COLUMNS = (
    Column(_("Number"), "number", 8),
    Column(_("Tip"), "text_sv", 80),
    Column(_("Tip in English"), "text_en", 80),
    Column(_("Status"), "get_status_display", 14),
    Column(_("Tag keys"), lambda tip: [tag.key for tag in tip.tags.all()], 40),
)


class ExampleTable(ListTable):
    sorts = {"title": (by_text("title"),), "status": (by_step("status", PublicationStatus), by_text("title"))}
    usual_order = "title"
    always = ("title",)

    title = LinkColumn(verbose_name=_("Good example"))
    text = tables.Column(verbose_name=_("What was done"))
    where = tables.Column(empty_values=(), verbose_name=_("Where from"))
    tips = tables.Column(empty_values=(), verbose_name=_("Tips"))
    status = tables.Column(accessor="get_status_display", verbose_name=_("Status"))

    def render_text(self, value):
        return shorten(value, 140)

    def render_where(self, record):
        return where_from(record)

    def render_tips(self, record):
        return ", ".join(str(tip.number) for tip in record.tips.all())


def where_from(example) -> str:
    """The organisation where it has agreed to be named, else the meeting or the source."""
    if example.consent and example.organisation_id:
        return example.organisation.name
    return example.insight.dialogue.title if example.insight_id else example.source_url


EXAMPLE_COLUMNS = (
    Column(_("Good example"), "title", 50),
    Column(_("What was done"), "text", 70),
    Column(_("Organisation"), lambda e: e.organisation.name if e.consent and e.organisation_id else None, 30),
    Column(_("Meeting"), "insight.dialogue.title", 50),
    Column(_("Source"), "source_url", 50),
    Column(_("Tips"), lambda e: [tip.number for tip in e.tips.all()], 12),
    Column(_("Status"), "get_status_display", 14),
)
