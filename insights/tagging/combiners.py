"""How rows that collide become one when tags or organisations are merged."""

from insights.tagging.models import Raiser, Tagging
from project.audit.models import Action
from project.audit.services import record
from project.registry import Combiner


def keep_tagging(*, kept: Tagging, given_up: Tagging, by) -> None:
    """An insight that has both tags has the survivor once, as tagged first."""
    record(Action.REMOVE, by=by, row=given_up, insight=given_up.insight_id)
    given_up._history_user = by
    given_up.delete()


def keep_raiser(*, kept: Raiser, given_up: Raiser, by) -> None:
    """An insight raised by both is raised by the survivor once."""
    given_up._history_user = by
    given_up.delete()


COMBINERS = (
    Combiner("insights.Tagging", "tagging_once", keep_tagging),
    Combiner("insights.Raiser", "raiser_once", keep_raiser),
    Combiner("insights.Raiser", "raiser_type_once", keep_raiser),
)
