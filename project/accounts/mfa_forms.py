"""The forms of the second factor, with labels of ours; a wrong code is logged like a wrong password."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from project.accounts.forms import Labelled
from project.audit.models import Action
from project.audit.services import record


class CodeForm(Labelled):
    """Mixed into a form that asks for a code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError:
            record(Action.LOGIN_FAILED, by=None, row=self.user, way="code")
            raise


class AuthenticateForm(CodeForm, base.AuthenticateForm):
    pass


class ReauthenticateForm(CodeForm, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(Labelled, totp.ActivateTOTPForm):
    pass


class Passkey(Labelled):
    """Mixed into a form that takes a passkey's answer: what cannot be one is refused, and breaks nothing."""

    def clean(self):
        return self._unless_nonsense(super().clean)

    def _unless_nonsense(self, clean):
        try:
            return clean()
        except (KeyError, TypeError, ValueError):
            raise ValidationError(_("The passkey's answer cannot be understood. Try again.")) from None


class PasskeyAnswer(Passkey):
    def clean_credential(self):
        return self._unless_nonsense(super().clean_credential)


class AuthenticateWebAuthnForm(PasskeyAnswer, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(PasskeyAnswer, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddWebAuthnForm(Passkey, webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Log in with this passkey alone, without a password")
        self.fields["passwordless"].help_text = _(
            "Your device then asks for your finger, your face or its PIN each time. Without this, "
            "the passkey is a second step after the password."
        )
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(Labelled, webauthn.EditWebAuthnForm):
    pass
