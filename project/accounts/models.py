"""People who log in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from project.accounts import matrix
from project.accounts.querysets import Status, UserQuerySet
from project.audit.history import tracked
from project.common.dates import today


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, *, name: str = "", **fields) -> "User":
        """A user with that e-mail address and no role; without a password one cannot log in with one."""
        user = self.model(
            email=self.normalize_email(email).lower(), name=name or email.split("@")[0], **fields
        )
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.lower())


class User(AbstractBaseUser):
    """A person who logs in, by e-mail address. What they may do follows from their roles, which are
    groups named by `matrix.Role`. `session_epoch` is part of every session's hash: raising it ends
    all sessions of the user."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=5, default="sv", choices=[("sv", "Svenska"), ("en", "English")]
    )
    shortcuts = models.BooleanField(
        _("single-key shortcuts"),
        default=True,
        help_text=_("Keys such as n for a new meeting, outside text fields."),
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day this person can log in.")
    )
    groups = models.ManyToManyField(Group, verbose_name=_("roles"), blank=True, related_name="users")
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()
    history = tracked(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
        ]

    def __str__(self):
        return self.name

    def get_session_auth_hash(self):
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    @property
    def may_log_in(self) -> bool:
        """Enabled, and not past the last day of validity."""
        return self.is_active and (self.valid_until is None or self.valid_until >= today())

    @property
    def status(self) -> Status:
        """Where the account stands, as `UserQuerySet.with_status` finds it."""
        if not self.is_active:
            return Status.DISABLED
        if not self.may_log_in:
            return Status.ENDED
        awaited = self.last_login is None and not self.has_usable_password()
        return Status.INVITED if awaited else Status.ACTIVE

    @cached_property
    def roles(self) -> frozenset[str]:
        """Keys of the user's roles: one query, once a request."""
        return frozenset(group.name for group in self.groups.all())

    @cached_property
    def capabilities(self) -> frozenset[str]:
        return matrix.capabilities_of(self.roles) if self.may_log_in else frozenset()

    def can(self, capability: str) -> bool:
        """Whether one of the user's roles has the capability."""
        return capability in self.capabilities


def display_name(user: User) -> str:
    return user.name
