"""Error pages in the user's language: what happened, what is safe, what to do."""

import logging
import sys

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils.translation import gettext as _

from project.pages.kept import OWNER, kept_fields, shown_fields, whole_page

logger = logging.getLogger("lyhort.errors")

DATABASE_GONE = (OperationalError, InterfaceError)


def bad_request(request, exception=None):
    """400, or 413 where more was sent than the server takes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request, exception)
    return _page(
        request,
        400,
        _("That address cannot be understood"),
        _sentence(exception)
        or _("Something in the address or the form is not as it should be. Nothing was changed."),
    )


def permission_denied(request, exception=None):
    return _page(
        request,
        403,
        _("Your role does not open this page"),
        _sentence(exception) or _("If you need it in your work, ask your administrator for the role."),
    )


def form_of_another(request):
    """403: somebody else opened the form in this browser. Its text is not shown."""
    return _page(
        request,
        403,
        _("This form is not yours"),
        _("It was opened by someone else who was logged in here, so it was not saved."),
    )


def not_found(request, exception=None):
    return _page(
        request,
        404,
        _("There is nothing here"),
        _(
            "The address may be misspelt, or what stood here has been removed. Removed rows can be restored for 30 days."
        ),
    )


def conflict(request, exception=None):
    """409: the row changed between the asking and the doing."""
    return _page(
        request,
        409,
        _("Someone else was here first"),
        _(
            "It was changed while you were at it, so nothing of yours was saved. Look at it again, and redo it."
        ),
    )


def too_large(request, exception=None):
    return _page(
        request,
        413,
        _("That was too much to send at once"),
        _("The server takes 8 MB of text at a time. Nothing was changed. Go back, and send it in parts."),
    )


def too_many(request, exception=None):
    return _page(
        request,
        429,
        _("Too many attempts"),
        _("To guard the accounts we wait a little after several attempts. Try again in a few minutes."),
    )


def unavailable(request, exception=None):
    """503: the database is busy or gone."""
    logger.error("The database did not answer: %s", type(exception).__name__)
    return _page(
        request,
        503,
        _("The server is too busy just now"),
        _("Nothing was changed. Wait a moment and try again."),
        retry=True,
    )


def server_error(request):
    """500; the page itself asks nothing of the database."""
    if isinstance(sys.exc_info()[1], DATABASE_GONE):
        return unavailable(request, sys.exc_info()[1])
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("The fault has been noted. What you had saved is safe."),
    )


def _sentence(exception) -> str:
    """The words that we raised an exception with; none of the framework's own."""
    ours = type(exception) in (BadRequest, PermissionDenied) or type(exception).__module__.startswith(
        "project"
    )
    text = str(exception.args[0]) if ours and exception.args else ""
    return text if " " in text else ""


def _page(request, status: int, title: str, text: str, *, retry=False):
    """An error page. What was typed and posted stands on it, so that it can be copied or sent again."""
    fields, owner = _typed(request) if status in (409, 429, 500, 503) else ([], "")
    context = {
        "status": status,
        "title": title,
        "text": text,
        "fields": fields,
        "shown": shown_fields(fields),
        "retry": retry,
        "repost": retry and request.method == "POST",
        "path": request.get_full_path(),
        "owner_field": OWNER,
        "owner": owner,
    }
    response = render(request, "errors/page.html", context, status=status)
    if status in (429, 503):
        response["Retry-After"] = "30"
    return whole_page(request, response)


def _typed(request) -> tuple[list[tuple[str, str]], str]:
    """What was posted, and whose form it was."""
    try:
        return kept_fields(request), request.POST.get(OWNER, "")
    except Exception:  # the request itself may be what is broken
        return [], ""
