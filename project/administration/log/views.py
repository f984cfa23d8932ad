from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _l
from django.views import View

from project.administration.log.filters import LogFilter
from project.administration.log.tables import LOG_COLUMNS, LogTable
from project.administration.log.words import has_page, model_of
from project.audit.models import LogEntry
from project.pages.lists import ListPage


class LogList(ListPage):
    """Who did what to which row, and when. Rows are named by number, so that the log holds no texts."""

    model = LogEntry
    filter_class = LogFilter
    table_class = LogTable
    columns = LOG_COLUMNS
    title = _l("Log")
    lead = _l("Who did what, and when: logins, changes, exports, and who read what is protected.")
    empty = _l("Nothing has happened yet.")
    filename = "logg"


class LogRow(View):
    """Leads from a line of the log to the row it is about, as far as the reader may see it."""

    def get(self, request, entry):
        line = LogEntry.objects.visible_to(request.user).filter(pk=entry).first()
        if line is None or not has_page(line.model):
            raise Http404
        rows = model_of(line.model).objects.visible_to(request.user)
        row = rows.filter(pk=line.row_id).first()
        if row is None:
            raise Http404
        return redirect(row)
