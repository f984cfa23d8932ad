import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from insights.themes.models import ThemeStatus
from project.pages.tables import LinkColumn, ListTable, by_step, by_text, by_words
from project.pages.templatetags.pages import tag_chip
from project.pages.workbook import Column


class ThemeTable(ListTable):
    sorts = {
        "order": ("order",),
        "title": (by_words("title"),),
        "status": (by_step("status", ThemeStatus), "order"),
        "key": (by_text("key"),),
    }
    usual_order = "order"
    hidden = ("key", "changed_at")
    always = ("title",)

    title = LinkColumn(verbose_name=_("Theme"))
    tags = tables.Column(empty_values=(), verbose_name=_("Built from"))
    status = tables.Column(accessor="get_status_display", verbose_name=_("Status"))
    key = tables.Column(verbose_name=_("Key"))
    changed_at = tables.Column(verbose_name=_("Last changed"))

    def render_tags(self, record):
        may_open = self.request.user.can("rows.read")
        chips = ((tag_chip(tag, link=may_open),) for tag in record.tags.all())
        return format_html('<span class="tags">{}</span>', format_html_join(" ", "{}", chips))


THEME_COLUMNS = (
    Column(_("Key"), "key", 8),
    Column(_("Theme"), "title_sv", 50),
    Column(_("Theme in English"), "title_en", 50),
    Column(_("Status"), "get_status_display", 12),
    Column(_("Tag keys"), lambda theme: [tag.key for tag in theme.tags.all()], 50),
    Column(_("Synthesis"), "synthesis", 80),
)
