"""Who may do what: roles, capabilities, and the capability every address asks for.

This is the only place where it is written down. The groups in the database, the guard before every
view, the tests of every role against every address, and the page on which an administrator reads it
are all made from here. An address without a row is closed to everybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    READER = "reader", _("reader")
    COORDINATOR = "coordinator", _("coordinator")
    ANALYST = "analyst", _("analyst")
    MANAGER = "manager", _("manager")
    OFFICER = "officer", _("data-protection officer")
    ADMINISTRATOR = "administrator", _("administrator")


READER, COORDINATOR, ANALYST, MANAGER, OFFICER, ADMINISTRATOR = Role
STAFF = (COORDINATOR, ANALYST, MANAGER, OFFICER)  # those who read the rows
WRITERS = (COORDINATOR, ANALYST, MANAGER)

# What a role is for, as those who hand it out read it.
MEANINGS: dict[Role, str] = {
    READER: _(
        "Reads what is published: the summary, themes and tips. Sees no rows and no restricted meeting."
    ),
    COORDINATOR: _("Logs meetings, writes notes and insights, keeps the register of actors."),
    ANALYST: _("As a coordinator, and keeps the codebook and the themes. Sees restricted meetings."),
    MANAGER: _(
        "As a coordinator, and keeps themes and assignments and publishes tips. Sees restricted meetings."
    ),
    OFFICER: _(
        "Answers for data protection: reads all rows and the log, restores from the bin. Writes no content."
    ),
    ADMINISTRATOR: _("Invites people, gives roles, keeps vocabularies and settings. Sees no content."),
}

# capability: (what it means, the roles that have it)
CAPABILITIES: dict[str, tuple[str, tuple[Role, ...]]] = {
    "published.read": (_("Read the summary, themes and published tips"), (READER, *STAFF)),
    "rows.read": (_("Read organisations, meetings, notes and insights"), STAFF),
    "restricted.read": (
        _("Read restricted meetings without being in their team"),
        (ANALYST, MANAGER, OFFICER),
    ),
    "register.edit": (_("Add and change organisations"), WRITERS),
    "dialogue.edit": (_("Log meetings, participants, notes, commitments and feedback"), WRITERS),
    "insight.edit": (_("Write and tag insights"), WRITERS),
    "codebook.edit": (_("Change the codebook"), (ANALYST,)),
    "theme.edit": (_("Change themes"), (ANALYST, MANAGER)),
    "tip.edit": (_("Propose and change tips and good examples"), WRITERS),
    "tip.publish": (_("Publish and retire tips"), (MANAGER,)),
    "assignment.read": (_("Read assignments and question sets"), (*STAFF, ADMINISTRATOR)),
    "assignment.edit": (_("Change assignments and question sets"), (MANAGER, ADMINISTRATOR)),
    "export": (_("Take lists and reports out as files"), STAFF),
    "bin.restore": (_("See the bin and restore from it"), (*WRITERS, OFFICER)),
    "log.read": (_("Read the log of access, changes and exports"), (OFFICER,)),
    "user.edit": (_("Invite users, set roles, end sessions"), (ADMINISTRATOR,)),
    "vocabulary.edit": (_("Change vocabularies and settings"), (ADMINISTRATOR,)),
    "matrix.read": (_("Read this table of roles"), (ADMINISTRATOR, OFFICER)),
}

# What undoing an act asks for, by the kind of the act: the right to do it, held still.
UNDOING: dict[str, str] = {
    "organisation.archive": "register.edit",
    "dialogue.step": "dialogue.edit",
    "dialogue.cancel": "dialogue.edit",
    "dialogue.remove": "dialogue.edit",
    "participation.remove": "dialogue.edit",
    "note.remove": "dialogue.edit",
    "commitment.remove": "dialogue.edit",
    "assignment.archive": "assignment.edit",
    "question_set.retire": "assignment.edit",
    "insight.remove": "insight.edit",
    "tag.retire": "codebook.edit",
    "theme.step": "theme.edit",
    "tip.step": "tip.edit",
    "tip.publish": "tip.publish",
    "example.step": "tip.edit",
    "example.publish": "tip.publish",
}

PUBLIC = "public"  # anyone, logged in or not
PERSONAL = "personal"  # anyone logged in: one's own account, the desk


@dataclass(frozen=True)
class Row:
    """What an address asks for: a capability (or PUBLIC, PERSONAL) to read it, and one to write to it.
    Without `write`, it takes no POST."""

    read: str = ""
    write: str = ""


def _page(read: str, write: str = "") -> Row:
    return Row(read=read, write=write)


def _form(capability: str) -> Row:
    return Row(read=capability, write=capability)


def _act(capability: str) -> Row:
    return Row(write=capability)


ADDRESSES: dict[str, Row] = {
    # The frame
    "desk": _page(PERSONAL),
    "healthz": _page(PUBLIC),
    "readyz": _page(PUBLIC),
    "language": _act(PUBLIC),
    "resume": _form(PUBLIC),
    "undo": _act(PERSONAL),
    "bin": _page("bin.restore"),
    # The register
    "stakeholders:organisation-list": _page("rows.read"),
    "stakeholders:organisation-options": _page("rows.read"),
    "stakeholders:organisation-create": _form("register.edit"),
    "stakeholders:organisation-detail": _page("rows.read"),
    "stakeholders:organisation-edit": _form("register.edit"),
    "stakeholders:organisation-archive": _form("register.edit"),
    "stakeholders:organisation-restore": _act("register.edit"),
    # Meetings
    "dialogues:dialogue-list": _page("rows.read"),
    "dialogues:dialogue-create": _form("dialogue.edit"),
    "dialogues:dialogue-detail": _page("rows.read"),
    "dialogues:dialogue-edit": _form("dialogue.edit"),
    "dialogues:dialogue-step": _act("dialogue.edit"),
    "dialogues:dialogue-cancel": _form("dialogue.edit"),
    "dialogues:dialogue-remove": _form("dialogue.edit"),
    "dialogues:dialogue-restore": _act("dialogue.edit"),
    "dialogues:participation-list": _page("rows.read"),
    "dialogues:participation-detail": _page("rows.read"),
    "dialogues:participation-create": _form("dialogue.edit"),
    "dialogues:participation-edit": _form("dialogue.edit"),
    "dialogues:participation-remove": _form("dialogue.edit"),
    "dialogues:note-list": _page("rows.read"),
    "dialogues:note-detail": _page("rows.read"),
    "dialogues:note-create": _form("dialogue.edit"),
    "dialogues:note-edit": _form("dialogue.edit"),
    "dialogues:note-remove": _act("dialogue.edit"),
    "dialogues:note-restore": _act("bin.restore"),
    "dialogues:commitment-list": _page("rows.read"),
    "dialogues:commitment-detail": _page("rows.read"),
    "dialogues:commitment-create": _form("dialogue.edit"),
    "dialogues:commitment-edit": _form("dialogue.edit"),
    "dialogues:commitment-remove": _act("dialogue.edit"),
    "dialogues:commitment-restore": _act("bin.restore"),
    "dialogues:feedback-list": _page("rows.read"),
    "dialogues:feedback-detail": _page("rows.read"),
    "dialogues:feedback-create": _form("dialogue.edit"),
    "dialogues:feedback-edit": _form("dialogue.edit"),
    "dialogues:assignment-list": _page("assignment.read"),
    "dialogues:assignment-detail": _page("assignment.read"),
    "dialogues:assignment-create": _form("assignment.edit"),
    "dialogues:assignment-edit": _form("assignment.edit"),
    "dialogues:assignment-archive": _form("assignment.edit"),
    "dialogues:question-set-list": _page("assignment.read"),
    "dialogues:question-set-detail": _page("assignment.read"),
    "dialogues:question-set-create": _form("assignment.edit"),
    "dialogues:question-set-edit": _form("assignment.edit"),
    "dialogues:question-set-retire": _form("assignment.edit"),
    # Insights
    "insights:capture": _form("dialogue.edit"),
    "insights:line-edit": _form("dialogue.edit"),
    "insights:insight-list": _page("rows.read"),
    "insights:insight-detail": _page("rows.read"),
    "insights:insight-create": _form("insight.edit"),
    "insights:insight-edit": _form("insight.edit"),
    "insights:insight-remove": _act("insight.edit"),
    "insights:insight-restore": _act("bin.restore"),
    "insights:tagging-list": _page("rows.read"),
    "insights:tag-list": _page("rows.read"),
    "insights:tag-detail": _page("rows.read"),
    "insights:tag-create": _form("codebook.edit"),
    "insights:tag-edit": _form("codebook.edit"),
    "insights:tag-retire": _form("codebook.edit"),
    "insights:tag-restore": _act("codebook.edit"),
    "insights:theme-list": _page("published.read"),
    "insights:theme-detail": _page("published.read"),
    "insights:theme-create": _form("theme.edit"),
    "insights:theme-edit": _form("theme.edit"),
    "insights:theme-step": _act("theme.edit"),
    "insights:theme-evidence": _act("theme.edit"),
    "insights:tip-list": _page("published.read"),
    "insights:tip-detail": _page("published.read"),
    "insights:tip-create": _form("tip.edit"),
    "insights:tip-edit": _form("tip.edit"),
    "insights:tip-step": _act("tip.edit"),
    "insights:example-list": _page("rows.read"),
    "insights:example-detail": _page("rows.read"),
    "insights:example-create": _form("tip.edit"),
    "insights:example-edit": _form("tip.edit"),
    "insights:example-step": _act("tip.edit"),
    "insights:summary": _page("published.read"),
    "insights:report-list": _form("export"),
    # Administration
    "administration:user-list": _page("user.edit"),
    "administration:user-create": _form("user.edit"),
    "administration:user-edit": _form("user.edit"),
    "administration:user-act": _act("user.edit"),
    "administration:matrix": _page("matrix.read"),
    "administration:log": _page("log.read"),
    "administration:log-row": _page("log.read"),
    "administration:settings": _form("vocabulary.edit"),
    # One's own account
    "profile": _form(PERSONAL),
    "account_login": _form(PUBLIC),
    "account_logout": _form(PUBLIC),
    "account_reauthenticate": _form(PERSONAL),
    "account_reset_password": _form(PUBLIC),
    "account_reset_password_done": _page(PUBLIC),
    "account_reset_password_from_key": _form(PUBLIC),
    "account_reset_password_from_key_done": _page(PUBLIC),
    "account_change_password": _form(PERSONAL),
    "account_set_password": _form(PERSONAL),
    "account_inactive": _page(PUBLIC),
    "account_signup": _form(PUBLIC),  # answers that sign-up is closed
    "mfa_index": _page(PERSONAL),
    "mfa_authenticate": _form(PUBLIC),
    "mfa_reauthenticate": _form(PERSONAL),
    "mfa_activate_totp": _form(PERSONAL),
    "mfa_deactivate_totp": _form(PERSONAL),
    "mfa_view_recovery_codes": _page(PERSONAL),
    "mfa_generate_recovery_codes": _form(PERSONAL),
    "mfa_download_recovery_codes": _page(PERSONAL),
    "mfa_list_webauthn": _page(PERSONAL),
    "mfa_add_webauthn": _form(PERSONAL),
    "mfa_remove_webauthn": _form(PERSONAL),
    "mfa_edit_webauthn": _form(PERSONAL),
    "mfa_login_webauthn": _form(PUBLIC),
    "mfa_reauthenticate_webauthn": _form(PERSONAL),
    # Logging in with the agency's own accounts (OpenID Connect), where it is set up
    "openid_connect_login": _page(PUBLIC),
    "openid_connect_callback": _page(PUBLIC),
    "socialaccount_login_cancelled": _page(PUBLIC),
    "socialaccount_login_error": _page(PUBLIC),
}


def capabilities_of(roles: Iterable[str]) -> frozenset[str]:
    """The capabilities that one role or several have together."""
    held = set(roles)
    return frozenset(name for name, (_meaning, having) in CAPABILITIES.items() if held & {*having})


def needed(address: str, method: str) -> str | None:
    """What a request asks for: a capability, PUBLIC, PERSONAL, or None where nobody may make it."""
    row = ADDRESSES.get(address)
    if row is None:
        return None
    return (row.read if method in {"GET", "HEAD", "OPTIONS"} else row.write) or None


def is_public(address: str) -> bool:
    """Whether anyone may ask for the address in some way, logged in or not."""
    row = ADDRESSES.get(address)
    return row is not None and PUBLIC in (row.read, row.write)
