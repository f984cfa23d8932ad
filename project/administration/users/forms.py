from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from project.accounts.matrix import MEANINGS, Role
from project.accounts.models import User
from project.pages.forms import RowForm


def role_choices() -> list[tuple[str, str]]:
    """The roles, each with what it is for."""
    return [
        (
            role.value,
            format_html('<span><b>{}</b><br><span class="help">{}</span></span>', role.label, MEANINGS[role]),
        )
        for role in Role
    ]


class UserForm(RowForm):
    roles = forms.MultipleChoiceField(
        label=_("roles"),
        required=False,
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One person can have several. Without a role, one can log in and see nothing."),
    )

    sections = (
        (None, ("name", "email", "language", "valid_until")),
        (None, ("roles",)),
    )

    class Meta:
        model = User
        fields = ("name", "email", "language", "valid_until")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].help_text = _(
            "The last day this person can log in. Leave empty for an account without an end."
        )
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.roles)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is already an account with this e-mail address."))
        return email
