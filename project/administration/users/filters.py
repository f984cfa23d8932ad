from django.utils.translation import gettext_lazy as _

from project.accounts.matrix import Role
from project.accounts.querysets import Status
from project.pages.filters import ChoiceFilter, ListFilter, TextFilter


class UserFilter(ListFilter):
    extends = "user-list"

    q = TextFilter(label=_("Search"))
    role = ChoiceFilter(label=_("Role"), choices=Role.choices)
    status = ChoiceFilter(label=_("Status"), choices=Status.choices)

    def narrow(self, queryset, values):
        if values["q"]:
            queryset = queryset.matching(values["q"])
        if values["role"]:
            queryset = queryset.with_role(values["role"])
        if values["status"]:
            queryset = queryset.with_status(values["status"])
        return queryset
