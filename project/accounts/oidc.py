"""The addresses of the agency's own login (OpenID Connect). Where that does not answer, a page says so."""

from functools import wraps

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from requests import RequestException


def _said(view):
    @wraps(view)
    def answer(request, provider_id: str):
        try:
            return view(request, provider_id)
        except (RequestException, KeyError) as error:
            return render_authentication_error(request, OpenIDConnectProvider.id, exception=error)

    return answer


login = _said(views.login)
callback = _said(views.callback)
