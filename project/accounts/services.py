"""Accounts: inviting, roles, ending sessions."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from project.accounts.matrix import Role
from project.accounts.models import User
from project.audit.models import Action
from project.audit.services import change_row, record
from project.common.errors import Refusal


def sync_groups() -> None:
    """Make the groups that the roles of the matrix are stored as."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)


def create_user(
    *, by, email: str, name: str, roles: Iterable[str], password: str | None = None, **fields
) -> User:
    """A new account with roles. Without a password the person chooses one by an invitation link.

    Raises Refusal where the address has an account already.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refusal({"email": _("There is already an account with this e-mail address.")})
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name, **fields)
        _store_roles(user, roles)
        record(Action.ACCOUNT, by=by, row=user, act="created", roles=sorted(roles))
    return user


def set_roles(*, by, user: User, roles: Iterable[str]) -> None:
    """Give the user exactly these roles. The last administrator who can log in keeps the role."""
    roles = set(roles)
    if Role.ADMINISTRATOR not in roles:
        _refuse_last_administrator(user)
    if roles == set(user.roles):
        return
    with transaction.atomic():
        before = sorted(user.roles)
        _store_roles(user, roles)
        record(Action.ACCOUNT, by=by, row=user, act="roles", before=before, roles=sorted(roles))


def change_user(*, by, user: User, version: int | None = None, **values) -> list[str]:
    """Change an account's own fields. Disabling it, or letting it run out, ends its sessions."""
    if values.get("is_active") is False:
        _refuse_last_administrator(user)
    with transaction.atomic():
        changed = change_row(user, by=by, version=version, log=False, **values)
        if changed:
            record(Action.ACCOUNT, by=by, row=user, act="changed", fields=sorted(changed))
        if "is_active" in changed and not user.is_active:
            end_sessions(by=by, user=user)
    return changed


def end_sessions(*, by, user: User) -> None:
    """Log the user out everywhere."""
    user.session_epoch += 1
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


def _store_roles(user: User, roles: Iterable[str]) -> None:
    sync_groups()
    user.groups.set(Group.objects.filter(name__in=list(roles)))
    for name in ("roles", "capabilities"):
        user.__dict__.pop(name, None)


def _refuse_last_administrator(user: User) -> None:
    if Role.ADMINISTRATOR not in user.roles:
        return
    others = User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if not any(other.may_log_in for other in others):
        raise Refusal(
            _("This is the last administrator who can log in. Make somebody else administrator first.")
        )
