from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from project.common.dates import today


class Status(models.TextChoices):
    """Where an account stands. Those who may log in are active or invited."""

    ACTIVE = "active", _("active")
    INVITED = "invited", _("invited, not here yet")
    ENDED = "ended", _("run out")
    DISABLED = "disabled", _("disabled")


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Accounts the user may see as rows: all of them, for those who keep them."""
        return self if user.can("user.edit") else self.none()

    def for_list(self):
        """With roles, and `has_second_factor`."""
        from allauth.mfa.models import Authenticator

        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        return self.prefetch_related("groups").annotate(has_second_factor=Exists(factors))

    def matching(self, text: str):
        """Accounts whose name or e-mail address holds the text."""
        return self.filter(Q(name__has=text) | Q(email__has=text))

    def with_role(self, role: str):
        """Accounts with a role; each once."""
        return self.filter(groups__name=role)

    def who_may_log_in(self):
        """Enabled, and not past the last day of validity: as `User.may_log_in`."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=today()), is_active=True)

    def with_status(self, status: str):
        """Accounts that stand so, as `User.status`."""
        awaited = Q(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if status == Status.DISABLED:
            return self.filter(is_active=False)
        if status == Status.ENDED:
            return self.filter(is_active=True, valid_until__lt=today())
        if status == Status.INVITED:
            return self.who_may_log_in().filter(awaited)
        return self.who_may_log_in().exclude(awaited)
