"""Forms that come back: posted after the session ended, or with a stale token, their text is shown again
to the person who wrote it, with a login in place. Nobody else is shown it.

Every form carries, signed, the id of the user it was made for. What was posted travels in the page
itself until login has succeeded; only then, or where login goes another way, is it put into the session,
until it is saved.
"""

import time

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from project.accounts import matrix
from project.accounts.forms import LoginForm
from project.accounts.middleware import CLOSED

OWNER = "form_owner"  # name of the hidden field that says whose form it is
_SALT = "project.pages.kept"
_SESSION_KEY = "kept_form"
_KEEP_SECONDS = 3600
_PREFIX = "kept-"
# Never given back, neither on the page nor in a hidden field.
_SECRET = {"password", "oldpassword", "password1", "password2", "code", "credential"}
_UNSHOWN = {"version", "uuid", "login", "path", "next"}


def owner_token(user) -> str:
    """The signed id of the user a form is made for."""
    return signing.dumps(user.pk, salt=_SALT) if user.is_authenticated else ""


def owner_of(token: str) -> int | None:
    """The id in a token; None where it is not ours."""
    try:
        return signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None


def is_of_another(request) -> bool:
    """Whether the form that is posted was made for somebody else than who is logged in."""
    return OWNER in request.POST and owner_of(request.POST[OWNER]) not in (None, request.user.pk)


def expired(request):
    """The answer to a form posted by somebody who is no longer logged in."""
    posted = _posted(request)
    if request.ended == CLOSED:
        text = _("Your account is closed. What you wrote is shown below, so that you can copy it.")
    elif owner_of(posted["owner"]) is None:
        text = _("What was sent is shown below: copy what you need before you log in.")
    else:
        text = _("What you wrote is kept below. Log in, and you can save it.")
        posted["login_form"] = LoginForm(request=request)
    return _page(request, status=401, title=_("You have been logged out"), text=text, **posted)


def csrf_failure(request, reason=""):
    """The answer to a form with a stale token: logged in again in another tab, or no token at all."""
    posted = _posted(request)
    owner = owner_of(posted["owner"])
    if owner is None:
        return _page(
            request,
            status=403,
            title=_("The page had become too old"),
            text=_("Open it again. If this comes back, see that your browser accepts cookies from here."),
            **posted,
        )
    if not request.user.is_authenticated:
        return expired(request)
    if owner != request.user.pk:
        from project.pages import errors

        return errors.form_of_another(request)
    return _page(
        request,
        status=403,
        title=_("The page had become too old to save"),
        text=_("What you wrote is kept below. Save it again, and all is well."),
        again=True,
        **posted,
    )


@sensitive_post_parameters("password")
def resume(request):
    """Log in from the page that keeps a form, and come back to the form. GET shows the form kept in the
    session while login took its steps."""
    if request.method == "GET":
        return _resumed(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    posted = _posted(request)
    if request.user.is_authenticated:  # logged in meanwhile, in another tab
        return _keep(request, posted, request.user) or redirect("resume")
    if "other" in request.POST and owner_of(posted["owner"]) is not None:
        _store(request, posted)
        return redirect_to_login(reverse("resume"))
    return _log_in(request, posted)


def _log_in(request, posted: dict):
    """Log in with what was written on the page that keeps a form."""
    kept = {**posted, "text": _("What you wrote is still kept below.")}
    if not ratelimit.consume(request, action="login"):
        title = _("Too many attempts. Wait a minute, and try again.")
        return _page(request, status=429, title=title, login_form=LoginForm(request=request), **kept)
    form = LoginForm(
        data={"login": request.POST.get("login", ""), "password": request.POST.get("password", "")},
        request=request,
    )
    if not form.is_valid():
        return _page(request, status=401, title=_("You are not logged in yet"), login_form=form, **kept)
    _keep(request, posted, form.user)
    try:
        return form.login(request, redirect_url=reverse("resume"))
    except ImmediateHttpResponse as response:
        return response.response


def _keep(request, posted: dict, user):
    """Keep the form in the session, for its owner alone; for anybody else, say that it is not shown."""
    if owner_of(posted["owner"]) == user.pk:
        _store(request, posted)
    else:
        request.session.pop(_SESSION_KEY, None)
        messages.warning(
            request, _("The text on the page before was written by someone else, so it is not shown here.")
        )


def _store(request, posted: dict) -> None:
    request.session[_SESSION_KEY] = {
        "path": posted["path"],
        "owner": owner_of(posted["owner"]),
        "fields": posted["fields"],
        "at": time.time(),
    }


def _resumed(request):
    """The form kept in the session, ready to be saved again; shown to its owner alone."""
    kept = request.session.get(_SESSION_KEY)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("resume"))
    if not kept or kept["owner"] != request.user.pk or _is_old(kept):
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


def tidy(request, *, arrived: bool) -> None:
    """Drop from the session what is kept no longer: a form that has arrived at its view, or one that nobody
    came back for."""
    kept = request.session.get(_SESSION_KEY)
    if kept and (_is_old(kept) or (arrived and kept["path"].partition("?")[0] == request.path)):
        del request.session[_SESSION_KEY]


def _is_old(kept: dict) -> bool:
    return kept["at"] < time.time() - _KEEP_SECONDS


def kept_fields(request) -> list[tuple[str, str]]:
    """What was posted, field by field, without tokens and secrets."""
    skipped = {"csrfmiddlewaretoken", OWNER, *_SECRET}
    return [(k, v) for k, values in request.POST.lists() if k not in skipped for v in values]


def shown_fields(fields) -> list[tuple[str, str]]:
    """Of the fields posted, those that hold something a person may have written: not what stands for a choice."""
    return [(name, value) for name, value in fields if name not in _UNSHOWN and _is_written(value.strip())]


def _is_written(value: str) -> bool:
    return bool(value) and value != "on" and not value.isdigit()


def _posted(request) -> dict:
    """The form that was posted, where to, and whose it is; the form inside, where it was posted from the
    page that keeps one."""
    fields, path = kept_fields(request), request.get_full_path()
    if request.path == reverse("resume"):
        fields = [(k.removeprefix(_PREFIX), v) for k, v in fields if k.startswith(_PREFIX)]
        path = request.POST.get("path", "")
    return {
        "path": _own_path(path),
        "fields": fields,
        "owner": request.POST.get(OWNER, ""),
        "files": bool(request.FILES) or "files" in request.POST,
    }


def _page(request, *, status=200, fields, **context):
    """The page that holds a form's text."""
    context = {"fields": fields, "shown": shown_fields(fields), "prefix": _PREFIX, **context}
    context["back"] = _readable(context["path"])
    response = render(request, "pages/kept.html", context, status=status)
    return whole_page(request, response)


def whole_page(request, response):
    """Where a fragment was asked for, have this answer fill the page, and leave its address alone."""
    if getattr(request, "htmx", False):
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "innerHTML show:top"
        response["HX-Push-Url"] = "false"
    return response


def _own_path(path: str) -> str:
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


def _readable(path: str) -> str:
    """The path, where a page can be read there; else the start."""
    from django.urls import Resolver404, resolve

    try:
        row = matrix.ADDRESSES.get(resolve(path.partition("?")[0]).view_name)
    except Resolver404:
        row = None
    return path if row and row.read else "/"
