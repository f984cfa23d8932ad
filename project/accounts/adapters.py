"""How allauth behaves here: nobody signs up by themselves, who may not log in does not, and what happens
to accounts is logged."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from project.accounts import mail
from project.accounts.models import User
from project.audit.models import Action
from project.audit.services import record

# What people do to their own accounts, by the name of allauth's notice: (in the log, in a mail to them).
CHANGES = {
    "account/email/password_changed": ("password changed", _l("Your password was changed.")),
    "account/email/password_set": ("password set", _l("Your account was given a password.")),
    "account/email/password_reset": ("password reset", _l("A new password was chosen by a mailed link.")),
    "mfa/email/totp_activated": ("app added", _l("An app for login codes was added.")),
    "mfa/email/totp_deactivated": ("app removed", _l("The app for login codes was removed.")),
    "mfa/email/webauthn_added": ("passkey added", _l("A passkey was added.")),
    "mfa/email/webauthn_removed": ("passkey removed", _l("A passkey was removed.")),
    "mfa/email/recovery_codes_generated": ("recovery codes made", _l("New recovery codes were made.")),
    "socialaccount/email/account_connected": (
        "agency login connected",
        _l("Your account can now be opened by your agency's login."),
    ),
}

ERRORS = {
    "account_inactive": _l("This account is closed."),
    "email_password_mismatch": _l("The e-mail address or the password is not right."),
    "enter_current_password": _l("This is not your present password."),
    "incorrect_code": _l("The code is not right, or has been used. Wait for the next one, and write that."),
    "incorrect_password": _l("The password is not right."),
    "invalid_login": _l("The e-mail address or the password is not right."),
    "invalid_password_reset": _l("The link does not work any longer."),
    "rate_limited": _l("That was quick, and often. Wait a little, and try again."),
    "too_many_login_attempts": _l("Too many failed attempts. Wait a quarter of an hour, and try again."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **details):
        """Right password or not: who may not log in is told so, before any second step."""
        if not user.may_log_in:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **details)

    def login(self, request, user):
        if not user.may_log_in:  # disabled between the first step and the second
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)
        record(Action.LOGIN, by=user, row=user)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        user = User.objects.filter(email=credentials.get("email", "").lower()).first()
        record(Action.LOGIN_FAILED, by=None, row=user, model=User._meta.label)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Confirm with your password"),
            "mfa_reauthenticate": _("Confirm with a code"),
            "mfa_reauthenticate:webauthn": _("Confirm with a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request):
        return reverse("profile")

    def send_mail(self, template_prefix, email, context):
        user = context.get("user")
        language = user.language if user is not None else get_language()
        origin = self.request.build_absolute_uri("/").rstrip("/")
        mail.send(template_prefix, email, language=language, **{**context, "origin": origin})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Log what somebody did to their own account, and tell them by mail, in case it was not they."""
        act, words = CHANGES[template_prefix]
        record(Action.ACCOUNT, by=user, row=user, act=act)
        mail.send("account/email/account_changed", user.email, language=user.language, user=user, what=words)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **ERRORS}

    def generate_authenticator_name(self, user, kind):
        count = Authenticator.objects.filter(user=user, type=kind).count()
        return _("Passkey %(number)s") % {"number": count + 1}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OIDC lets in who has an account here already, found by the verified e-mail address; it makes no
    accounts."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.state.get("process") != "login":
            self._refuse(request, _("Log out first, and then log in with your agency's account."))
        if not sociallogin.is_existing:
            verified = [a.email.lower() for a in sociallogin.email_addresses if a.verified]
            user = User.objects.filter(email__in=verified).first()
            if user is None:
                record(Action.LOGIN_FAILED, by=None, model=User._meta.label, way="oidc")
                self._refuse(request, _("There is no account for you here. Ask your administrator for one."))
            sociallogin.account.extra_data = {}
            sociallogin.connect(request, user)
        elif sociallogin.account.extra_data:
            # Who somebody is stands here already; what else the provider tells is not kept.
            sociallogin.account.extra_data = {}
            sociallogin.account.save(update_fields=["extra_data"])

    def _refuse(self, request, text: str):
        messages.error(request, text)
        raise ImmediateHttpResponse(redirect("account_login"))
