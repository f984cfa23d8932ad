import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from project.administration.log.words import has_page, in_words, model_name
from project.pages.tables import ListTable
from project.pages.workbook import Column


class LogTable(ListTable):
    sorts = {"at": ("at",)}
    usual_order = "-at"
    always = ("at", "action")

    at = tables.DateTimeColumn(verbose_name=_("When"), format="Y-m-d H:i:s", attrs={"td": {"class": "date"}})
    by = tables.Column(verbose_name=_("Who"), accessor="by__name", default="–")
    action = tables.Column(verbose_name=_("What"), accessor="get_action_display")
    row = tables.Column(verbose_name=_("On which row"), accessor="model", default="")
    details = tables.Column(verbose_name=_("Details"), empty_values=())

    def render_row(self, value, record):
        name = f"{model_name(value)} {record.row_id or ''}".rstrip()
        if record.row_id is None or not has_page(value):
            return name
        address = reverse("administration:log-row", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, name)

    def render_details(self, record):
        return in_words(record.model, record.details)


# Of people, the number of their account only: a file may travel further than the page.
LOG_COLUMNS = (
    Column(_("When"), "at", 18),
    Column(_("Who (account)"), "by_id", 14),
    Column(_("What"), "get_action_display", 22),
    Column(_("Kind of row"), lambda entry: model_name(entry.model), 22),
    Column(_("Row number"), "row_id", 12),
    Column(_("Details"), lambda entry: in_words(entry.model, entry.details), 60),
)
