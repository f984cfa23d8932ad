import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from project.common.text import shorten
from project.pages.tables import LinkColumn, ListTable, by_text, by_words
from project.pages.templatetags.pages import tag_chip
from project.pages.workbook import Column


class TagTable(ListTable):
    sorts = {
        "order": ("order",),
        "key": (by_text("key"),),
        "name": (by_words("name"),),
        "introduced_on": ("introduced_on",),
    }
    usual_order = "order"
    hidden = ("include", "exclude", "introduced_on")
    always = ("name",)

    name = LinkColumn(verbose_name=_("Tag"))
    key = tables.Column(verbose_name=_("Key"))
    parent = tables.Column(verbose_name=_("Under"), default="", linkify=True)
    definition = tables.Column(verbose_name=_("Definition"))
    include = tables.Column(verbose_name=_("Include"))
    exclude = tables.Column(verbose_name=_("Exclude"))
    introduced_on = tables.Column(verbose_name=_("Introduced"))

    def render_name(self, record):
        retired = (
            format_html(' <span class="chip attention">{}</span>', _("retired")) if record.retired_on else ""
        )
        return format_html("{}{}", tag_chip(record, link=False), retired)

    def render_definition(self, value):
        return shorten(value, 140)


TAG_COLUMNS = (
    Column(_("Key"), "key", 14),
    Column(_("Tag"), "name_sv", 36),
    Column(_("Tag in English"), "name_en", 36),
    Column(_("Under"), "parent.key", 12),
    Column(_("Definition"), "definition", 60),
    Column(_("Include"), "include", 50),
    Column(_("Exclude"), "exclude", 50),
    Column(_("Example"), "example", 50),
    Column(_("Introduced"), "introduced_on", 12),
    Column(_("Retired on"), "retired_on", 12),
)
