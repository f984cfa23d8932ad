from insights.blind.models import BlindTagging
from project.registry import Combiner


def keep_blind_tagging(*, kept: BlindTagging, given_up: BlindTagging, by) -> None:
    """A unit that has both tags has the survivor once."""
    given_up.delete()


COMBINERS = (Combiner("insights.BlindTagging", "blind_tagging_once", keep_blind_tagging),)
