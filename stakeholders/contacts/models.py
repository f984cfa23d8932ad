"""People at organisations, as few facts about them as will do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.audit.history import tracked
from project.common.models import Identified, Locked, Timestamped
from stakeholders.register.models import Organisation


class Contact(Identified, Timestamped, Locked, models.Model):
    """A person at one organisation, or only a role there. Never faith, origin or opinion. Seen on the
    organisation's page and in the recipients of one meeting, nowhere else: there is no list, filter,
    search or export of contacts across organisations."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=150, blank=True)
    role_title = models.CharField(_("role"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    protected = models.BooleanField(_("protected identity"), default=False)
    guardians = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    review_on = models.DateField(_("review by"), null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", role_title=""),
                name="contact_name_or_role",
                violation_error_message=_("Give a name, or only the role."),
            )
        ]

    def __str__(self):
        return self.role_title or self.name
