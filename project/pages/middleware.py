"""The gate before every view, and the pages that say what went wrong."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from project.accounts import matrix
from project.accounts.middleware import CLOSED
from project.common.errors import Conflict
from project.pages import errors, kept


class MatrixGuard:
    """Lets a request through to its view only where the matrix of roles allows it. An address that has no
    row there is closed to everybody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code < 400 and request.user.is_authenticated:
            kept.tidy(request, arrived=request.method == "POST")
        return response

    def process_view(self, request, view, args, kwargs):
        address = request.resolver_match.view_name
        needed = matrix.needed(address, request.method)
        if needed == matrix.PUBLIC:
            return self.say_why(request)
        if needed is None and matrix.is_public(address):
            return HttpResponseNotAllowed(_allowed(address))
        if not request.user.is_authenticated:
            return self.ask_to_log_in(request)
        if address in matrix.ADDRESSES and needed is None:
            return HttpResponseNotAllowed(_allowed(address))
        if not (needed == matrix.PERSONAL or (needed and request.user.can(needed))):
            raise PermissionDenied
        if request.method == "POST" and kept.is_of_another(request):
            return errors.form_of_another(request)
        return None

    def ask_to_log_in(self, request):
        """A form comes back with its text; a fragment sends the whole page to login; a page too."""
        if request.method == "POST":
            return kept.expired(request)
        self.say_why(request)
        if request.htmx:
            response = HttpResponse(status=204)
            response["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
            return response
        return redirect_to_login(request.get_full_path())

    def say_why(self, request) -> None:
        """Say on the next page why somebody has been logged out since the last."""
        if request.ended == CLOSED:
            messages.warning(
                request,
                _("You have been logged out: your account is closed. Ask your administrator if you need it."),
            )
        elif request.ended:
            messages.warning(
                request,
                _("You have been logged out: your sessions were ended, or your password was changed."),
            )


def _allowed(address: str) -> list[str]:
    row = matrix.ADDRESSES[address]
    return [m for m, given in (("GET", row.read), ("HEAD", row.read), ("POST", row.write)) if given]


class ErrorPages:
    """Turns a database that is too busy, or gone, and a row that changed meanwhile, into pages that say so
    and keep what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, errors.DATABASE_GONE):
            return errors.unavailable(request, exception)
        if isinstance(exception, Conflict):
            return errors.conflict(request, exception)
        return None
