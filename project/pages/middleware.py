"""The gate before every view, and the pages that say what went wrong."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url

from project.accounts import matrix
from project.pages import errors, kept


class MatrixGuard:
    """Lets a request through to its view only where the matrix of roles allows it. An address that has no
    row there is closed to everybody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        address = request.resolver_match.view_name
        needed = matrix.needed(address, request.method)
        if needed == matrix.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return self.ask_to_log_in(request)
        if address in matrix.ADDRESSES and needed is None:
            return HttpResponseNotAllowed(_allowed(address))
        if needed == matrix.PERSONAL or (needed and request.user.can(needed)):
            return None
        raise PermissionDenied

    def ask_to_log_in(self, request):
        """A form comes back with its text; a fragment sends the whole page to login; a page too."""
        if request.method == "POST":
            return kept.expired(request)
        if request.htmx:
            response = HttpResponse(status=204)
            response["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
            return response
        return redirect_to_login(request.get_full_path())


def _allowed(address: str) -> list[str]:
    row = matrix.ADDRESSES[address]
    return [m for m, given in (("GET", row.read), ("HEAD", row.read), ("POST", row.write)) if given]


class ErrorPages:
    """Turns a database that is too busy, or gone, into a page that says so and keeps what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError):
            return errors.unavailable(request, exception)
        return None
