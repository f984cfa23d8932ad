from django.utils.translation import gettext_lazy as _

from project.pages.forms import RowForm
from project.pages.models import Installation


class InstallationForm(RowForm):
    class Meta:
        model = Installation
        fields = ("agency", "invented")
        help_texts = {
            "agency": _("Stands under the name of the system, and in every file that leaves it."),
            "invented": _(
                "Says on every page and in every file that this is a demonstration. Take it away only when "
                "what was invented is gone: nobody should mistake it for what was said."
            ),
        }
