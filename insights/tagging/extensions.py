"""What insights add to the codebook's list: how many have each tag."""

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from insights.tagging.models import Insight, Tagging
from project.pages.tables import NumberColumn
from project.pages.workbook import Column
from project.registry import Extension


def with_uses(tags, user):
    """Tags with the number of counted insights the user may see that have the tag, or a child of it, each
    once."""
    seen = Insight.objects.visible_to(user).counted().values("pk")
    own = Tagging.objects.filter(Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")), insight__in=seen)
    counted = own.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("insight", distinct=True))
    return tags.annotate(uses=Coalesce(Subquery(counted.values("n")), 0))


TAG_USES = Extension(
    "tag-list",
    "uses",
    annotate=with_uses,
    table=lambda: {"uses": NumberColumn(verbose_name=_("Insights"))},
    columns=(Column(_("Insights"), "uses", 10),),
)
