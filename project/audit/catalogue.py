"""What every stored field holds, in the eyes of data protection. A test fails on a field that is missing.

open: could be published as it is. personal: says something of a named person, staff included. sensitive:
may reveal faith, origin, health or opinion of somebody, or what was said in confidence; every free text
about a meeting is sensitive, since nobody can know what is written in it.

The history tables and the payload of operations hold copies; a copy has the class of what it is copied
from, and the payload, which can hold anything, is sensitive.
"""

from enum import StrEnum


class Class(StrEnum):
    OPEN = "open"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


_ROW = "id uuid created_at changed_at version"
_BIN = "removed_at removal"

# model: (open fields, personal fields, sensitive fields)
_FIELDS: dict[str, tuple[str, str, str]] = {
    # The frame and what it stands on
    "auth.Permission": ("id name content_type codename", "", ""),
    "auth.Group": ("id name", "", ""),
    "auth.Group_permissions": ("id group permission", "", ""),
    "contenttypes.ContentType": ("id app_label model", "", ""),
    "sessions.Session": ("expire_date", "session_key", "session_data"),
    "account.EmailAddress": ("id verified primary", "user email", ""),
    "account.EmailConfirmation": ("id created sent", "email_address key", ""),
    "mfa.Authenticator": ("id type created_at last_used_at", "user data", ""),
    "socialaccount.SocialApp": ("id provider provider_id name client_id secret key settings", "", ""),
    "socialaccount.SocialAccount": ("id provider last_login date_joined", "user uid extra_data", ""),
    "socialaccount.SocialToken": ("id app expires_at", "account token token_secret", ""),
    "audit.LogEntry": ("id at action model row_id details", "by", ""),
    "audit.Operation": ("id uuid kind at expires_at undone_at", "by undone_by", "changes"),
    "accounts.User": (
        "id language shortcuts is_active session_epoch created_at version",
        "password last_login email name valid_until",
        "",
    ),
    "accounts.User_groups": ("id group", "user", ""),
    "pages.Installation": ("id version agency invented", "", ""),
    # The register
    "stakeholders.County": ("code letter name short grid_row grid_column", "", ""),
    "stakeholders.Municipality": ("code name official_name usual_name county", "", ""),
    "stakeholders.ReportGroup": ("id key name_sv name_en order", "", ""),
    "stakeholders.ActorType": (
        "id retired_on key name_sv name_en plural_sv plural_en report_group sensitive has_register own unknown order",
        "",
        "",
    ),
    "stakeholders.Organisation": (
        (
            f"{_ROW} name sort_key folded_name actor_type number municipality county parent languages publish_as "
            "valid_from valid_to successor archived_at archived_reason merged_into"
        ),
        "",
        "",
    ),
    "stakeholders.OrganisationAlias": ("id organisation name folded_name kind", "", ""),
    "stakeholders.Contact": (
        f"{_ROW} organisation role_title review_on",
        "name email phone language",
        "protected",
    ),
    "stakeholders.Contact_guardians": ("id", "contact user", ""),
    # Meetings
    "dialogues.Assignment": (
        f"{_ROW} key title decision description period_from period_to archived_at",
        "",
        "",
    ),
    "dialogues.Deadline": ("id assignment title due_on", "", ""),
    "dialogues.QuestionSet": (f"{_ROW} retired_on key title_sv title_en", "", ""),
    "dialogues.Question": ("id question_set key number text_sv text_en default_kind", "", ""),
    "dialogues.Series": ("id uuid created_at changed_at title cadence starts_on ends_on", "owner", ""),
    "dialogues.Dialogue": (
        (
            f"{_ROW} {_BIN} kind status first_day last_day precision start_time duration form municipality languages "
            "interpreter children_present closed_part question_set assignment series registration_number protection"
        ),
        "removed_by owner",
        "title place host summary cancellation_reason",
    ),
    "dialogues.Dialogue_co_hosts": ("id dialogue", "", "organisation"),
    "dialogues.Dialogue_invited_actor_types": ("id dialogue actortype", "", ""),
    "dialogues.Dialogue_team": ("id dialogue", "user", ""),
    "dialogues.Participation": (f"{_ROW} dialogue actor_type attendance headcount", "", "organisation"),
    "dialogues.Participation_contacts": ("id participation", "contact", ""),
    "dialogues.Attachment": (
        f"id uuid created_at changed_at {_BIN} dialogue stored_as content_type size sha256",
        "removed_by uploaded_by",
        "filename",
    ),
    "dialogues.Note": (
        f"{_ROW} {_BIN} dialogue question channel language voice may_be_quoted do_not_repeat uncertain order_key current",
        "removed_by author",
        "participation",
    ),
    "dialogues.NoteVersion": ("id note number created_at", "author", "text raw"),
    "dialogues.Commitment": (
        f"{_ROW} {_BIN} dialogue note responsible_role due_on state closed_on",
        "removed_by",
        "text organisation outcome",
    ),
    "dialogues.Feedback": (f"{_ROW} dialogue given_on way", "given_by", "text"),
    # Insights
    "insights.Tag": (
        (
            f"{_ROW} retired_on key parent name_sv name_en definition include exclude example colour order "
            "introduced_on merged_into"
        ),
        "",
        "",
    ),
    "insights.CodebookChange": ("id at on act tag details", "by", ""),
    "insights.Insight": (
        (
            f"{_ROW} {_BIN} dialogue question channel kind strength voice language may_be_quoted do_not_repeat "
            "note_version start end"
        ),
        "removed_by author",
        "text quote prefix suffix",
    ),
    "insights.Raiser": ("id insight actor_type", "", "participation"),
    "insights.Tagging": ("id insight tag tagged_at", "tagger", ""),
    "insights.BlindRound": ("id uuid created_at changed_at title codebook_version closed_at", "made_by", ""),
    "insights.RoundUnit": ("id round insight completed_at", "coder", ""),
    "insights.BlindTagging": ("id unit tag tagged_at", "", ""),
    "insights.OpenToken": ("id note sign", "", "word"),
    "insights.Edition": (
        "id uuid created_at changed_at title variant scope period_from period_to filter codebook_version",
        "made_by",
        "figures",
    ),
    "insights.EditionQuote": ("id edition place insight", "", ""),
    "insights.EditionSection": ("id edition place", "", "text"),
    "insights.Theme": (f"{_ROW} key title_sv title_en status order", "", "synthesis"),
    "insights.Theme_tags": ("id theme tag", "", ""),
    "insights.ThemeEvidence": ("id theme insight stance at", "by", ""),
    "insights.Tip": (f"{_ROW} key number text_sv text_en status", "", ""),
    "insights.Tip_tags": ("id tip tag", "", ""),
    "insights.Tip_evidence": ("id tip insight", "", ""),
    "insights.TipVersion": ("id tip number text_sv text_en at", "by", ""),
    "insights.GoodExample": (f"{_ROW} title insight source_url consent status", "", "text organisation"),
    "insights.GoodExample_tips": ("id goodexample tip", "", ""),
}

CATALOGUE: dict[str, dict[str, Class]] = {
    model: {name: kind for kind, names in zip(Class, groups, strict=True) for name in names.split()}
    for model, groups in _FIELDS.items()
}


def class_of(model: str, field: str) -> Class:
    """The class of a field; KeyError where it is not in the catalogue."""
    return CATALOGUE[model][field]
