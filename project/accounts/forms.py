"""allauth's forms with labels of ours, and without placeholders that repeat them."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("The new password once more"),
    "code": _("Code"),
    "name": _("Name"),
}


HELP = {
    "password": "",  # allauth has a link in it; the pages have that in its place
    "oldpassword": "",
    "password1": _(
        "At least 12 characters: a few words in a row are easier to remember than signs. "
        "Not a usual password, and nothing like your name or address."
    ),
}


class Labelled:
    """Mixed into a form of allauth's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)


class LoginForm(Labelled, forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(Labelled, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Labelled, forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Labelled, forms.ChangePasswordForm):
    pass


class SetPasswordForm(Labelled, forms.SetPasswordForm):
    pass


class ReauthenticateForm(Labelled, forms.ReauthenticateForm):
    pass
