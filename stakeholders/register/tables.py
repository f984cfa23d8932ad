import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from project.pages.tables import LinkColumn, ListTable
from project.pages.workbook import Column


class OrganisationTable(ListTable):
    sorts = {
        "name": ("sort_key",),
        "actor_type": ("actor_type__order", "sort_key"),
        "county": ("county__code", "sort_key"),
    }
    usual_order = "name"
    hidden = ("number", "publish_as")
    always = ("name",)

    name = LinkColumn(verbose_name=_("Name"))
    actor_type = tables.Column(verbose_name=_("Actor type"))
    municipality = tables.Column(verbose_name=_("Municipality"), default="")
    county = tables.Column(verbose_name=_("County"), default="")
    number = tables.Column(verbose_name=_("Organisation number"))
    publish_as = tables.Column(accessor="get_publish_as_display", verbose_name=_("Named in publications"))


ORGANISATION_COLUMNS = (
    Column(_("Name"), "name", 40),
    Column(_("Actor type"), "actor_type.name", 26),
    Column(_("Organisation number"), "number", 20),
    Column(_("Municipality"), "municipality.name", 20),
    Column(_("Municipality code"), "municipality_id", 10),
    Column(_("County"), "county.name", 24),
    Column(_("County code"), "county_id", 10),
    Column(_("Named in publications"), "get_publish_as_display", 22),
    Column(_("Exists from"), "valid_from", 12),
    Column(_("Existed until"), "valid_to", 12),
    Column(_("Reason for retiring"), "archived_reason", 30),
)
