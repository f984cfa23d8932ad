"""How allauth behaves here: nobody signs up by themselves, and logins are logged."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from project.accounts.models import User
from project.audit.models import Action
from project.audit.services import record


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        record(Action.LOGIN, by=user, row=user)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        record(Action.LOGIN_FAILED, by=None, model=User._meta.label)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OIDC lets in who has an account here already, found by the verified e-mail address; it makes no
    accounts."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        user = User.objects.filter(email__in=verified).first()
        if user is None:
            messages.error(
                request, _("There is no account for you here. Ask your administrator to invite you.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
