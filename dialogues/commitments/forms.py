from django.utils.translation import gettext_lazy as _

from dialogues.commitments.models import Commitment, Feedback
from project.common.dates import today
from project.pages.forms import RowForm
from stakeholders.register.fields import OrganisationField


class CommitmentForm(RowForm):
    organisation = OrganisationField(
        label=_("to whom"), required=False, help_text=_("Leave empty for all who took part.")
    )

    sections = (
        (None, ("text", "organisation", "responsible_role", "due_on", "state", "outcome", "closed_on")),
    )

    class Meta:
        model = Commitment
        fields = ("text", "organisation", "responsible_role", "due_on", "state", "outcome", "closed_on")
        help_texts = {
            "responsible_role": _("A role rather than a person, such as communications officer."),
            "closed_on": _("The day it was done or declined; today, if you leave it empty."),
        }

    def __init__(self, *args, dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.dialogue = dialogue
        self.initial["organisation"] = self.fields["organisation"].current = self.instance.organisation

    def clean(self):
        values = super().clean()
        if values.get("state") == "open":
            values["closed_on"] = None
        elif values.get("state") and not values.get("closed_on"):
            values["closed_on"] = today()
        return values


class FeedbackForm(RowForm):
    class Meta:
        model = Feedback
        fields = ("given_on", "way", "text")

    def __init__(self, *args, dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.dialogue = dialogue
        if not self.instance.pk:
            self.initial.setdefault("given_on", today())
