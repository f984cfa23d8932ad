from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.administration.log.words import NAMES, is_named
from project.audit.models import Action
from project.pages.filters import ChoiceFilter, ListFilter, NumberFilter, TextFilter

_OURS = ("project.", "stakeholders", "dialogues", "insights")


def logged_models() -> list[tuple[str, str]]:
    """(label, name) of the kinds of row an act can be on."""
    found = [
        (model._meta.label, NAMES.get(model._meta.label) or model._meta.verbose_name)
        for model in apps.get_models()
        if model.__module__.startswith(_OURS)
        and not model.__name__.endswith("History")
        and is_named(model._meta.label)
    ]
    return sorted(found, key=lambda pair: pair[0])


class LogFilter(ListFilter):
    extends = "log"
    period = _("Days")

    action = ChoiceFilter(label=_("What"), choices=Action.choices)
    person = TextFilter(label=_("Person"))
    model = ChoiceFilter(label=_("Kind of row"), choices=logged_models())
    row = NumberFilter(label=_("Row number"))

    def narrow(self, queryset, values):
        if values["action"]:
            queryset = queryset.filter(action=values["action"])
        if values["person"]:
            queryset = self.concerning(queryset, User.objects.matching(values["person"]))
        if values["model"]:
            queryset = queryset.filter(model=values["model"])
        if values["row"] is not None:
            queryset = queryset.filter(row_id=values["row"])
        return self.within(queryset, values)

    def concerning(self, queryset, users):
        """What these people did, and what was done to their accounts."""
        ids = list(users.values_list("pk", flat=True)[:500])
        return queryset.filter(Q(by__in=ids) | Q(model=User._meta.label, row_id__in=ids))

    def within(self, queryset, values):
        """Whole days, in the installation's time zone."""
        if values["from"]:
            queryset = queryset.filter(at__gte=_midnight(values["from"]))
        if values["to"]:
            queryset = queryset.filter(at__lt=_midnight(values["to"] + timedelta(days=1)))
        return queryset


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
