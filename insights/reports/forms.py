from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from insights.reports.models import Variant
from insights.summary.views import whole_assignment
from project.pages.forms import PlainForm


class ReportForm(PlainForm):
    first = forms.DateField(label=_l("from"), required=False)
    last = forms.DateField(label=_l("to"), required=False)
    variant = forms.ChoiceField(
        label=_l("variant"),
        choices=Variant.choices,
        initial=Variant.INTERNAL,
        widget=forms.RadioSelect,
        help_text=_l(
            "Internal: all that you may see. Publishable: by groups of actors, without restricted meetings, "
            "with small figures hidden and only what may be quoted."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (assignment := whole_assignment()) is not None:
            self.initial.setdefault("first", assignment.period_from)
            self.initial.setdefault("last", assignment.period_to)

    def clean(self):
        values = super().clean()
        if values.get("first") and values.get("last") and values["first"] > values["last"]:
            self.add_error("last", _("The period ends before it begins."))
        return values
