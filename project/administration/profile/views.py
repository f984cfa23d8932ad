from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from project.accounts import matrix, services
from project.administration.profile.forms import ProfileForm
from project.pages.forms import FormPage


class Profile(FormPage):
    """One's own account: name, language, shortcuts, and the ways to what protects it."""

    form_class = ProfileForm
    template = "administration/profile.html"
    title = _l("My account")

    def form_arguments(self):
        return {"instance": self.request.user}

    def save(self, form):
        user = self.request.user
        services.change_user(by=user, user=user, version=form.cleaned_data["version"], **form.values)
        return user

    def done_url(self, row):
        return reverse("profile")

    def extra(self):
        user = self.request.user
        roles = [(role.label, matrix.MEANINGS[role]) for role in matrix.Role if role in user.roles]
        return {"roles": roles, "has_password": user.has_usable_password()}
