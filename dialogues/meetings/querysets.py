from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from project.common.dates import Period, today


def seen_dialogues(user, dialogue_id: str = "pk", *, binned: bool = False) -> Q:
    """The condition under which the user may see the meeting whose id stands in `dialogue_id`: rows may
    be read, the meeting is not in the bin, and is not restricted unless the user is in its team or has
    the right to read restricted meetings. Everything drawn from a meeting is seen under it. `binned`
    asks for those in the bin instead."""
    from dialogues.meetings.models import Dialogue

    prefix = "" if dialogue_id == "pk" else f"{dialogue_id}__"
    if not user.can("rows.read"):
        return Q(pk__in=[])
    seen = Q(**{f"{prefix}removed_at__isnull": not binned})
    if user.can("restricted.read"):
        return seen
    team = Dialogue.team.through.objects.filter(dialogue_id=OuterRef(dialogue_id), user_id=user.pk)
    return seen & (~Q(**{f"{prefix}protection": "restricted"}) | Exists(team))


class DialogueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings the user may see (`seen_dialogues`)."""
        return self.filter(seen_dialogues(user))

    def live(self):
        """Not in the bin."""
        return self.filter(removed_at=None)

    def binned_for(self, user):
        """Meetings in the bin that the user could see before."""
        return self.filter(seen_dialogues(user, binned=True))

    def known_to(self, user):
        """Meetings the user may see, in the bin or not."""
        return self.filter(seen_dialogues(user) | seen_dialogues(user, binned=True))

    def counted(self):
        """Meetings that count in figures: held or later, dialogue or feedback, not removed."""
        from dialogues.meetings.models import COUNTED_KINDS, HELD_OR_LATER

        return self.filter(status__in=HELD_OR_LATER, kind__in=COUNTED_KINDS, removed_at=None)

    def within(self, period: Period):
        """Meetings whose whole span of days lies inside the period; with no period, all, those of
        unknown date among them."""
        return self.filter(inside(period))

    def publishable(self):
        """What counts in anything that leaves the agency: nothing restricted."""
        return self.exclude(protection="restricted")

    def with_present(self, **participation):
        """Meetings at which an external actor that fits `participation` was present."""
        return self.filter(meetings_with_present("pk", **participation))

    def to_confirm(self):
        """Planned meetings whose day has passed."""
        return self.filter(status="planned", last_day__lt=today())

    def for_list(self, *, published: bool = False):
        """With the number of external actors present, and of people among them where it is known; `published`
        without those that are not counted in publications."""
        from dialogues.meetings.models import Participation

        present = Participation.objects.external().filter(attendance="present", dialogue=OuterRef("pk"))
        present = present.publishable() if published else present
        present = present.order_by().values("dialogue")
        return self.select_related("host").annotate(
            actors=Coalesce(Subquery(present.annotate(n=Count("pk")).values("n")), 0),
            people=Subquery(present.annotate(n=Sum("headcount")).values("n")),
        )


def inside(period: Period, prefix: str = "") -> Q:
    """The condition that a meeting's whole span of days lies inside a period."""
    condition = Q()
    if period.first:
        condition &= Q(**{f"{prefix}first_day__gte": period.first})
    if period.last:
        condition &= Q(**{f"{prefix}last_day__lte": period.last})
    return condition


def meetings_with_present(dialogue_id: str, **participation) -> Exists:
    """The condition that at the meeting whose id stands in `dialogue_id` an external actor that fits
    `participation` was present."""
    from dialogues.meetings.models import Participation

    present = Participation.objects.external().filter(attendance="present", **participation)
    return Exists(present.filter(dialogue=OuterRef(dialogue_id)))


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_dialogues(user, "dialogue"))

    def headcount(self) -> int:
        """People in all, where their number is known."""
        return self.aggregate(n=Sum("headcount"))["n"] or 0

    def external(self):
        """Everyone but our own organisation."""
        return self.filter(actor_type__own=False)

    def publishable(self):
        """Those that are counted in anything that leaves the agency."""
        return self.exclude(organisation__publish_as="not_counted")

    def counted(self):
        """Participations that count: present, external, at a counted meeting."""
        from dialogues.meetings.models import COUNTED_KINDS, HELD_OR_LATER

        return self.external().filter(
            attendance="present",
            dialogue__status__in=HELD_OR_LATER,
            dialogue__kind__in=COUNTED_KINDS,
            dialogue__removed_at=None,
        )

    def for_list(self):
        return self.select_related("organisation", "organisation__county", "actor_type", "dialogue")
