from django.utils.translation import gettext_lazy as _

from project.pages.filters import ChoiceFilter, ListFilter, TextFilter, VocabularyFilter, YesNoFilter
from stakeholders.register.models import ActorType, County, PublishAs


class OrganisationFilter(ListFilter):
    extends = "organisation-list"

    q = TextFilter(label=_("Search"))
    actor_type = VocabularyFilter(label=_("Actor type"), vocabulary=ActorType.objects.all)
    county = VocabularyFilter(
        label=_("County"), vocabulary=County.objects.all, key="code", label_column="name"
    )
    status = ChoiceFilter(
        label=_("Status"),
        choices=[("live", _("in the register")), ("retired", _("retired")), ("any", _("all"))],
        empty_label=_("in the register"),
    )
    publish_as = ChoiceFilter(label=_("Named in publications"), choices=PublishAs.choices)
    umbrella = YesNoFilter(label=_("Umbrella organisation"))

    def narrow(self, queryset, values):
        queryset = queryset.filter(merged_into=None)
        if values["q"]:
            queryset = queryset.matching(values["q"])
        if values["actor_type"]:
            queryset = queryset.filter(actor_type__key=values["actor_type"])
        if values["county"]:
            queryset = queryset.filter(county=values["county"])
        if values["publish_as"]:
            queryset = queryset.filter(publish_as=values["publish_as"])
        if values["umbrella"] is not None:
            queryset = (
                queryset.umbrellas()
                if values["umbrella"]
                else queryset.exclude(pk__in=queryset.umbrellas().values("pk"))
            )
        return self.by_status(queryset, values)

    def by_status(self, queryset, values):
        """Without a choice one sees the register as it is; a list of those met holds retired ones too."""
        if values["status"] == "any" or (not values["status"] and values.get("met")):
            return queryset
        if values["status"] == "retired":
            return queryset.exclude(archived_at=None)
        return queryset.filter(archived_at=None)
