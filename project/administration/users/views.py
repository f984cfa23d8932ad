from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views import View

from project.accounts import matrix, services
from project.accounts.models import User
from project.administration.users.filters import UserFilter
from project.administration.users.forms import UserForm
from project.administration.users.tables import UserTable
from project.pages.actions import PageAction
from project.pages.forms import ActPage, EditPage, FormPage
from project.pages.lists import ListPage

_LINK = "password_link"  # in the session, until the page that shows it once


class UserList(ListPage):
    model = User
    filter_class = UserFilter
    table_class = UserTable
    title = _l("Users")
    lead = _l("Who can log in, and as what.")
    exports = False

    def actions(self):
        return [PageAction(_("Invite somebody"), reverse("administration:user-create"), "user.edit", True)]


class UserCreate(FormPage):
    form_class = UserForm
    title = _l("Invite somebody")
    lead = _l("The person gets a link by e-mail to a page where they choose a password.")
    submit = _l("Invite")
    done = ""

    def save(self, form):
        user = services.create_user(by=self.request.user, **form.values)
        send_link(self.request, user, invitation=True)
        return user

    def done_url(self, row):
        return reverse("administration:user-edit", args=[row.pk])

    def cancel_url(self):
        return reverse("administration:user-list")


class UserRow:
    """Finds the account of the address."""

    model = User

    @cached_property
    def row(self):
        user = User.objects.visible_to(self.request.user).for_list().filter(pk=self.kwargs["pk"]).first()
        if user is None:
            raise Http404
        return user

    def back_url(self, row):
        return reverse("administration:user-edit", args=[row.pk])


class UserEdit(UserRow, EditPage):
    """An account: its fields and roles, and below them what can be done with it."""

    form_class = UserForm
    template = "administration/user.html"

    def heading(self):
        return self.row.name

    def save(self, form):
        services.edit_user(
            by=self.request.user, user=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row

    def done_url(self, row):
        return self.back_url(row)

    def cancel_url(self):
        return reverse("administration:user-list")

    def extra(self):
        kept = self.request.session.get(_LINK)
        if kept and self.request.method == "GET":
            del self.request.session[_LINK]
        link = kept["link"] if kept and kept["user"] == self.row.pk else ""
        return {"row": self.row, "link": link, "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}


class UserAct(UserRow, ActPage):
    """An act on an account by one button, named by `act`."""

    def act(self, request):
        acts = {
            "link": self.link,
            "sessions": self.end_sessions,
            "factor": self.remove_second_factor,
            "disable": self.disable,
            "enable": self.enable,
        }
        if request.POST.get("act") not in acts:
            raise Http404
        acts[request.POST["act"]](request, self.row)
        return self.back_url(self.row)

    def link(self, request, user):
        send_link(request, user, invitation=user.last_login is None)

    def end_sessions(self, request, user):
        services.end_sessions(by=request.user, user=user)
        messages.success(
            request, _("%(name)s is logged out everywhere, and can log in again.") % {"name": user}
        )

    def remove_second_factor(self, request, user):
        count = services.reset_second_factor(by=request.user, user=user)
        text = ngettext(
            "%(count)s way of the second step is removed. %(name)s logs in with the password alone.",
            "%(count)s ways of the second step are removed. %(name)s logs in with the password alone.",
            count,
        )
        messages.success(request, text % {"count": count, "name": user})

    def disable(self, request, user):
        services.change_user(by=request.user, user=user, is_active=False)
        messages.success(request, _("The account is disabled, and %(name)s is logged out.") % {"name": user})

    def enable(self, request, user):
        services.change_user(by=request.user, user=user, is_active=True)
        messages.success(request, _("%(name)s can log in again.") % {"name": user})


def send_link(request, user: User, *, invitation: bool) -> None:
    """Have a link to choose a password mailed; where that cannot be done, keep it for the next page, which
    shows it to the administrator once."""
    origin = request.build_absolute_uri("/").rstrip("/")
    link = services.send_password_link(by=request.user, user=user, origin=origin, invitation=invitation)
    if link is None:
        messages.success(request, _("A link is on its way to %(email)s.") % {"email": user.email})
    else:
        request.session[_LINK] = {"user": user.pk, "link": link}


class Roles(View):
    """The matrix: what each role may do."""

    def get(self, request):
        capabilities = [
            (meaning, [role in having for role in matrix.Role])
            for meaning, having in matrix.CAPABILITIES.values()
        ]
        roles = [(role, matrix.MEANINGS[role]) for role in matrix.Role]
        return render(request, "administration/roles.html", {"capabilities": capabilities, "roles": roles})
