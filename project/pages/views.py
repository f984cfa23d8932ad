"""Undoing, the language before login, and the bin."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from project.accounts.matrix import UNDOING
from project.accounts.middleware import remember_language
from project.accounts.services import change_user
from project.audit.models import Operation
from project.audit.operations import all_seen, undo


class Undo(View):
    """Undo one's own act, while that can be done, one still sees what it changed, and could do it still."""

    def post(self, request, uuid):
        act = Operation.objects.filter(uuid=uuid, by=request.user).first()
        if act is None or not all_seen(act, request.user):
            raise Http404
        if not request.user.can(UNDOING.get(act.kind, "")):
            raise PermissionDenied
        try:
            left = undo(act, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.answer(left))
        return redirect(own_path(request.POST.get("next", "")))

    def answer(self, left: list[str]) -> str:
        if not left:
            return _("Undone.")
        text = ngettext(
            "Undone, but for what has changed since: %(names)s.",
            "Undone, but for %(count)s rows that have changed since: %(names)s.",
            len(left),
        )
        return text % {"count": len(left), "names": ", ".join(left[:5])}


class Language(View):
    """Choose the language of this browser, before login, or of the account, after it."""

    def post(self, request):
        code = request.POST.get("language", "")
        if code not in dict(settings.LANGUAGES):
            raise Http404
        if request.user.is_authenticated:
            change_user(by=request.user, user=request.user, language=code)
        response = HttpResponseRedirect(own_path(request.POST.get("next", "")))
        remember_language(response, code)
        return response


def own_path(path: str) -> str:
    """A path of this site, or its start."""
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
