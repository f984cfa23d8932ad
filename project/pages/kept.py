"""Forms that come back: posted after the session ended, or with a stale token, their text is shown again
to the person who wrote it, with a login in place. Nobody else is shown it.

Every form carries, signed, the id of the user it was made for. What was posted travels in the page
itself until login has succeeded; only where login takes a second step is it put into the session.
"""

import time

from allauth.account.forms import LoginForm
from allauth.core.exceptions import ImmediateHttpResponse
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

OWNER = "form_owner"  # name of the hidden field that says whose form it is
_SALT = "project.pages.kept"
_SESSION_KEY = "kept_form"
_KEEP_SECONDS = 3600
_PREFIX = "kept-"
_UNSHOWN = {"csrfmiddlewaretoken", OWNER, "version", "uuid", "password"}


def owner_token(user) -> str:
    """The signed id of the user a form is made for."""
    return signing.dumps(user.pk, salt=_SALT) if user.is_authenticated else ""


def owner_of(token: str) -> int | None:
    """The id in a token; None where it is not ours."""
    try:
        return signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None


def expired(request):
    """The answer to a form posted by somebody who is no longer logged in."""
    return _page(
        request,
        status=401,
        title=_("You have been logged out"),
        text=_("What you wrote is kept below. Log in, and you can save it."),
        login_form=LoginForm(request=request),
        **_posted(request),
    )


def csrf_failure(request, reason=""):
    """The answer to a form with a stale token: logged in again in another tab, or no token at all."""
    if not request.user.is_authenticated:
        return expired(request)
    from project.pages import errors

    owner = owner_of(request.POST.get(OWNER, ""))
    if owner is not None and owner != request.user.pk:
        return errors.permission_denied(
            request,
            PermissionDenied(
                _("The form was opened by someone else who was logged in here, so it was not saved.")
            ),
        )
    return _page(
        request,
        status=403,
        title=_("The page had become too old to save"),
        text=_("What you wrote is kept below. Save it again, and all is well."),
        again=owner == request.user.pk,
        **_posted(request),
    )


@sensitive_post_parameters("password")
def resume(request):
    """Log in from the page that keeps a form, and come back to the form. GET shows the form kept in the
    session while login took a second step."""
    if request.method == "GET":
        return _resumed(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    fields = [(k[len(_PREFIX) :], v) for k, vs in request.POST.lists() if k.startswith(_PREFIX) for v in vs]
    kept = {
        "path": _own_path(request, request.POST.get("path", "")),
        "owner": owner_of(request.POST.get(OWNER, "")),
        "fields": fields,
        "at": time.time(),
    }
    form = LoginForm(
        data={"login": request.POST.get("login", ""), "password": request.POST.get("password", "")},
        request=request,
    )
    if not form.is_valid():
        return _page(
            request,
            status=401,
            title=_("You are not logged in yet"),
            text=_("What you wrote is still kept below."),
            login_form=form,
            path=kept["path"],
            fields=fields,
            owner=request.POST.get(OWNER, ""),
        )
    if kept["owner"] == form.user.pk:
        request.session[_SESSION_KEY] = kept
    try:
        return form.login(request, redirect_url=reverse("resume"))
    except ImmediateHttpResponse as response:
        return response.response


def _resumed(request):
    """The form kept in the session, ready to be saved again; shown to its owner alone."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    kept = request.session.get(_SESSION_KEY)
    if not kept or kept["owner"] != request.user.pk or kept["at"] < time.time() - _KEEP_SECONDS:
        request.session.pop(_SESSION_KEY, None)
        return redirect("desk")
    return _page(
        request,
        title=_("You are logged in again"),
        text=_("What you wrote is kept below. Save it, and all is well."),
        again=True,
        path=kept["path"],
        fields=[tuple(field) for field in kept["fields"]],
        owner=owner_token(request.user),
    )


def kept_fields(request) -> list[tuple[str, str]]:
    """What was posted, field by field, without the tokens."""
    skipped = {"csrfmiddlewaretoken", OWNER, "password"}
    return [(k, v) for k, values in request.POST.lists() if k not in skipped for v in values]


def _posted(request) -> dict:
    return {
        "path": _own_path(request, request.get_full_path()),
        "fields": kept_fields(request),
        "owner": request.POST.get(OWNER, ""),
        "files": bool(request.FILES),
    }


def _page(request, *, status=200, fields, **context):
    """The page that holds a form's text."""
    shown = [(name, value) for name, value in fields if _is_text(name, value)]
    context = {"fields": fields, "shown": shown, "prefix": _PREFIX, **context}
    response = render(request, "pages/kept.html", context, status=status)
    if getattr(request, "htmx", False):
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "innerHTML show:top"
        response["HX-Push-Url"] = "false"
    return response


def _is_text(name: str, value: str) -> bool:
    return name not in _UNSHOWN and bool(value.strip())


def _own_path(request, path: str) -> str:
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) and path.startswith("/") else "/"
