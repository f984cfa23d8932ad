import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from project.common.database import Swedish
from project.pages.tables import LinkColumn, ListTable, NumberColumn
from project.pages.workbook import Column


class AssignmentTable(ListTable):
    sorts = {"title": (Swedish("title"),), "period": ("period_from",)}
    usual_order = "-period"
    always = ("title",)

    title = LinkColumn(verbose_name=_("Assignment"))
    period = tables.Column(accessor="period_from", verbose_name=_("Period"))
    decision = tables.Column(verbose_name=_("Decision"))

    def render_period(self, record):
        return f"{record.period_from} – {record.period_to}"


ASSIGNMENT_COLUMNS = (
    Column(_("Assignment"), "title", 60),
    Column(_("Decision"), "decision", 40),
    Column(_("From"), "period_from", 12),
    Column(_("To"), "period_to", 12),
    Column(_("Description"), "description", 60),
)


class QuestionSetTable(ListTable):
    sorts = {"title": (Swedish("title_sv"),), "retired_on": ("retired_on",)}
    usual_order = "title"
    always = ("title",)

    title = LinkColumn(verbose_name=_("Question set"))
    question_count = NumberColumn(verbose_name=_("Questions"))
    retired_on = tables.Column(verbose_name=_("Retired on"))


QUESTION_SET_COLUMNS = (
    Column(_("Question set"), "title_sv", 50),
    Column(_("In English"), "title_en", 50),
    Column(_("Questions"), "question_count", 10),
    Column(_("Retired on"), "retired_on", 12),
)
