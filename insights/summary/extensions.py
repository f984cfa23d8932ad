"""Filters that insights add to lists further down: meetings and organisations by what was said."""

from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from dialogues.assignments.models import InsightKind
from dialogues.meetings.filters import actor_type_filter
from dialogues.models import Participation
from dialogues.notes.filters import question_filter
from dialogues.notes.models import Channel
from insights.summary.scope import Scope
from insights.tagging.filters import tag_filter
from insights.tagging.models import Raiser
from insights.themes.extensions import theme_filter
from project.pages.filters import ChoiceFilter
from project.registry import Extension


def _meaning_filters() -> dict:
    return {
        "theme": theme_filter(),
        "tag": tag_filter(),
        "question": question_filter(),
        "insight_kind": ChoiceFilter(label=_("Kind of insight"), choices=InsightKind.choices),
        "channel": ChoiceFilter(label=_("Channel"), choices=Channel.choices),
        "raised_by": actor_type_filter(_("Raised by")),
    }


def _members(values: dict, scope: Scope):
    """The insights that the filters mean, all of them at once."""
    scope = replace(
        scope,
        actor_type=values.get("raised_by") or "",
        question=values.get("question") or "",
        kind=values.get("insight_kind") or "",
        channel=values.get("channel") or "",
    )
    return scope.members(theme=values.get("theme") or "", tag=values.get("tag") or "")


def _dialogues(queryset, values: dict, user):
    """Meetings at which an insight was raised that fits all of the filters."""
    members = _members(values, Scope(user=user))
    return queryset.filter(Exists(members.filter(dialogue=OuterRef("pk"))))


def _organisation_filters() -> dict:
    return {
        **_meaning_filters(),
        "evidence": ChoiceFilter(
            label=_("Evidence"),
            choices=[("heard", _("known to have raised it")), ("present", _("present when it was raised"))],
            empty_label=_("known to have raised it"),
        ),
    }


def _organisations(queryset, values: dict, user):
    """Organisations known to have raised an insight that fits all of the filters, or, as the upper bound,
    present at its meeting and of an actor type that raised it."""
    meetings = {"county": values.get("met_county"), "assignment": values.get("assignment")}
    scope = Scope.of(user, {"from": values.get("from"), "to": values.get("to"), **meetings})
    raisers = Raiser.objects.filter(insight__in=_members(values, scope).values("pk"), actor_type__own=False)
    if values.get("raised_by"):
        raisers = raisers.filter(actor_type__key=values["raised_by"])
    if values.get("evidence") == "present":
        present = Participation.objects.counted().filter(
            Exists(raisers.filter(insight__dialogue=OuterRef("dialogue"), actor_type=OuterRef("actor_type"))),
            organisation=OuterRef("pk"),
        )
        return queryset.filter(Exists(present))
    return queryset.filter(Exists(raisers.filter(participation__organisation=OuterRef("pk"))))


DIALOGUES_BY_MEANING = Extension("dialogue-list", "meaning", _meaning_filters, _dialogues)
ORGANISATIONS_BY_MEANING = Extension("organisation-list", "meaning", _organisation_filters, _organisations)
