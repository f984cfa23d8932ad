"""Accounts: inviting, roles, ending sessions."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from project.accounts import mail
from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action
from project.audit.services import change_row, changed_with, create_row, record
from project.common.errors import Refusal


def sync_groups() -> None:
    """Make the groups that the roles of the matrix are stored as."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)


def create_user(
    *, by, email: str, name: str, roles: Iterable[str], password: str | None = None, **fields
) -> User:
    """A new account with roles. Without a password the person chooses one by an invitation link.

    Raises Refusal where the address has an account already, ValidationError where a field does not fit.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refusal({"email": _("There is already an account with this e-mail address.")})
    user = User(email=email, name=name, **fields)
    user.set_password(password)  # None gives one that fits nothing
    with transaction.atomic():
        create_row(user, by=by, log=False)
        _store_roles(user, roles)
        record(Action.ACCOUNT, by=by, row=user, act="created", roles=sorted(roles))
    return user


def make_administrator(*, email: str, name: str = "", password: str) -> tuple[User, bool]:
    """The account with that address as an administrator who can log in, with this password; says whether
    it was made now. One that exists keeps its other roles, its name where none is given, and its second
    factor.

    Raises ValidationError where the password is too weak.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    validate_password(password, user or User(email=email, name=name))
    if user is None:
        name = name or email.split("@")[0]
        roles = [Role.ADMINISTRATOR]
        return create_user(by=None, email=email, name=name, roles=roles, password=password), True
    with transaction.atomic():
        values = {"is_active": True, "valid_until": None, **({"name": name} if name else {})}
        change_user(by=None, user=user, **values)
        set_roles(by=None, user=user, roles={*user.roles, Role.ADMINISTRATOR})
        user.set_password(password)
        user._history_user = None
        user.save(update_fields=["password"])
        record(Action.ACCOUNT, by=None, row=user, act="password set")
    return user, False


def set_roles(*, by, user: User, roles: Iterable[str]) -> bool:
    """Give the user exactly these roles; says whether they changed. The last administrator who can log in
    keeps the role, and nobody takes it from themselves."""
    roles = set(roles)
    if roles == set(user.roles):
        return False
    with transaction.atomic():
        if Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in roles:
            _refuse_self(by, user)
            _refuse_last_administrator(user, field="roles")
        before = sorted(user.roles)
        _store_roles(user, roles)
        record(Action.ACCOUNT, by=by, row=user, act="roles", before=before, roles=sorted(roles))
    return True


def change_user(*, by, user: User, version: int | None = None, **values) -> list[str]:
    """Change an account's own fields. Disabling it ends its sessions; so does a new e-mail address, by which
    earlier links stop working too. Raises Refusal where nobody could administer after it."""
    with transaction.atomic():
        if values.get("is_active") is False and user.is_active:
            _refuse_self(by, user)
            _refuse_last_administrator(user)
        if values.get("valid_until") not in (None, user.valid_until):
            _refuse_last_administrator(user, field="valid_until")
        changed = change_row(user, by=by, version=version, log=False, **values)
        if changed:
            record(Action.ACCOUNT, by=by, row=user, act="changed", fields=sorted(changed))
        if "email" in changed:
            _forget_addresses(user)
        if "email" in changed or ("is_active" in changed and not user.is_active):
            end_sessions(by=by, user=user)
    return changed


def edit_user(*, by, user: User, roles: Iterable[str], version: int | None = None, **values) -> None:
    """Change an account's fields and roles together, all or nothing."""
    with transaction.atomic():
        changed = change_user(by=by, user=user, version=version, **values)
        beside = ["roles"] if set_roles(by=by, user=user, roles=roles) else []
        changed_with(user, by=by, changed=changed, beside=beside)


def end_sessions(*, by, user: User) -> None:
    """Log the user out everywhere."""
    user.session_epoch += 1
    user._history_user = by
    user.save(update_fields=["session_epoch"])
    record(Action.ACCOUNT, by=by, row=user, act="sessions ended")


def reset_second_factor(*, by, user: User) -> int:
    """Remove the user's authenticators (a lost phone), end the sessions; give the number removed."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        count, _details = Authenticator.objects.filter(user=user).delete()
        end_sessions(by=by, user=user)
        record(Action.ACCOUNT, by=by, row=user, act="second factor removed", count=count)
    return count


def send_password_link(*, by, user: User, origin: str, invitation: bool = False) -> str | None:
    """Mail the user a link to a page where they choose a password. It works once, for as long as
    PASSWORD_RESET_TIMEOUT says. `origin` is the address of this installation, without a slash at its end.

    Gives None where the mail was sent; else the link, for the administrator to hand over. Raises Refusal
    for somebody who may not log in.
    """
    if not user.may_log_in:
        raise Refusal(_("This person may not log in. Enable the account, or move its last day, first."))
    link = origin + _password_path(user)
    record(Action.ACCOUNT, by=by, row=user, act="invited" if invitation else "password link")
    template = "account/email/invitation" if invitation else "account/email/password_reset_key"
    context = {"user": user, "password_reset_url": link, "origin": origin}
    return None if mail.send(template, user.email, language=user.language, **context) else link


def _password_path(user: User) -> str:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def _forget_addresses(user: User) -> None:
    """Drop allauth's copies of earlier addresses, and what was found by them, so that none of them opens
    the account any longer."""
    from allauth.account.models import EmailAddress
    from allauth.socialaccount.models import SocialAccount

    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()


def _store_roles(user: User, roles: Iterable[str]) -> None:
    sync_groups()
    user.groups.set(Group.objects.filter(name__in=list(roles)))
    for name in ("roles", "capabilities"):
        user.__dict__.pop(name, None)
    getattr(user, "_prefetched_objects_cache", {}).pop("groups", None)


def _refuse_self(by, user: User) -> None:
    if by is not None and by.pk == user.pk:
        raise Refusal(_("You cannot do this to your own account. Ask another administrator."))


def _refuse_last_administrator(user: User, field: str = "") -> None:
    """Refuse where nobody else could administer. Locks the role, so that of two who take it from each other
    at the same moment, one is refused."""
    if Role.ADMINISTRATOR not in user.roles:
        return
    sync_groups()
    Group.objects.select_for_update().get(name=Role.ADMINISTRATOR)
    others = User.objects.with_role(Role.ADMINISTRATOR).who_may_log_in().exclude(pk=user.pk)
    if not others.exists():
        text = _("This is the last administrator who can log in. Make somebody else administrator first.")
        raise Refusal({field: text} if field else text)
