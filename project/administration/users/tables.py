import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import A

from project.accounts.matrix import Role
from project.accounts.querysets import Status
from project.pages.tables import ListTable, by_text

_CHIPS = {Status.INVITED: "", Status.ENDED: "attention", Status.DISABLED: "locked"}


class UserTable(ListTable):
    sorts = {
        "name": (by_text("name"),),
        "email": ("email",),
        "last_login": ("last_login",),
        "valid_until": ("valid_until",),
    }
    usual_order = "name"
    hidden = ("last_login",)
    always = ("name",)

    name = tables.Column(
        verbose_name=_("Name"),
        linkify=("administration:user-edit", [A("pk")]),
        attrs={"td": {"class": "row-name"}},
    )
    email = tables.Column(verbose_name=_("E-mail address"))
    roles = tables.Column(verbose_name=_("Roles"), empty_values=())
    status = tables.Column(verbose_name=_("Status"))
    second_factor = tables.Column(verbose_name=_("Second step"), accessor="has_second_factor")
    valid_until = tables.DateColumn(verbose_name=_("Last day"), default="")
    last_login = tables.DateColumn(verbose_name=_("Logged in last"), default="")

    def render_roles(self, record):
        return ", ".join(str(role.label) for role in Role if role in record.roles) or _("none")

    def render_status(self, value):
        if value == Status.ACTIVE:
            return value.label
        return format_html('<span class="chip {}">{}</span>', _CHIPS[value], value.label)

    def render_second_factor(self, value):
        return _("yes") if value else _("no")
