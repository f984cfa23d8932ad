from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from project.administration.installation.forms import InstallationForm
from project.administration.installation.services import change_installation
from project.pages.forms import FormPage
from project.pages.models import Installation


class Settings(FormPage):
    """What this installation says of itself."""

    form_class = InstallationForm
    title = _l("Settings")
    lead = _l("What this installation says of itself, on its pages and in its files.")

    def form_arguments(self):
        return {"instance": Installation.current()}

    def save(self, form):
        version = form.cleaned_data["version"]
        change_installation(by=self.request.user, version=version, **form.values)

    def done_url(self, row):
        return reverse("administration:settings")

    def cancel_url(self):
        return reverse("desk")
