from django.db import models
from django.db.models import Q

from project.common.text import fold, lower


class ActorTypeQuerySet(models.QuerySet):
    def external(self):
        """Every type but our own organisation."""
        return self.filter(own=False)

    def in_use(self):
        """Types one can choose: not retired."""
        return self.filter(retired_on=None)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Organisations the user may see: all of them, for those who read rows."""
        return self if user.can("rows.read") else self.none()

    def live(self):
        """Neither retired nor merged into another."""
        return self.filter(archived_at=None, merged_into=None)

    def for_list(self):
        return self.filter(merged_into=None).select_related("actor_type", "county", "municipality")

    def matching(self, text: str):
        """Organisations one of whose names holds the text. Exact letters; where the text has no
        diacritics, folded ones as well. An organisation number is matched by its digits."""
        text = text.strip()
        if not text:
            return self
        folded = fold(text)
        if folded and fold(text) == " ".join(lower(text).split()):
            names = Q(folded_name__contains=folded) | Q(aliases__folded_name__contains=folded)
        else:
            names = Q(name__has=text) | Q(aliases__name__has=text)
        digits = "".join(c for c in text if c.isdigit())
        if len(digits) >= 6:
            names |= Q(number__contains=digits) | Q(number__contains=f"{digits[:6]}-{digits[6:]}")
        return self.filter(pk__in=type(self)(self.model).filter(names).values("pk"))

    def named(self, name: str):
        """Live organisations with exactly this name or alias, letters folded."""
        folded = fold(name)
        found = Q(folded_name=folded) | Q(aliases__folded_name=folded)
        return self.live().filter(pk__in=type(self)(self.model).filter(found).values("pk"))

    def umbrellas(self):
        """Organisations that others belong to."""
        members = type(self)(self.model).filter(parent=models.OuterRef("pk"))
        return self.filter(models.Exists(members))

    def starting_first(self, text: str):
        """Ordered with those whose name begins with the text first, each part in Swedish order."""
        begins = models.Case(
            models.When(folded_name__startswith=fold(text), then=0),
            default=1,
            output_field=models.IntegerField(),
        )
        return self.order_by(begins, "sort_key", "pk")
