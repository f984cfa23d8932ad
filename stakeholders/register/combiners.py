"""How rows of the register that collide become one when organisations are merged."""

from project.registry import Combiner
from stakeholders.register.models import OrganisationAlias


def keep_alias(*, kept: OrganisationAlias, given_up: OrganisationAlias, by) -> None:
    """Both had the name: the survivor has it once."""
    given_up._history_user = by
    given_up.delete()


COMBINERS = (Combiner("stakeholders.OrganisationAlias", "alias_once", keep_alias),)
