from django.utils.translation import gettext_lazy as _l

from insights.reports.forms import ReportForm
from insights.reports.models import Variant
from insights.reports.workbook import make_report
from project.common.dates import Period
from project.pages.forms import FormPage
from project.pages.workbook import file_response


class ReportPage(FormPage):
    """Choose a period and a variant, and get the figures as a workbook."""

    form_class = ReportForm
    template = "insights/reports/report.html"
    title = _l("Reports")
    lead = _l("The figures of the summary and the rows behind them, as a workbook.")
    submit = _l("Get as Excel")

    def form_arguments(self):
        asked = {"first": self.request.GET.get("from"), "last": self.request.GET.get("to")}
        return {"initial": {name: value for name, value in asked.items() if value}}

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        values = form.cleaned_data
        publishable = values["variant"] == Variant.PUBLISHABLE
        report = make_report(
            by=request.user, period=Period(values["first"], values["last"]), publishable=publishable
        )
        return file_response(report.file, "lyhort-publicerbar" if publishable else "lyhort-intern")

    def cancel_url(self):
        return "/"
