"""Every address of the application, with a row of the model case where it needs one. Generated from the
resolver, so that a new page is swept from the day it exists."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dialogues.models import Assignment, Commitment, Dialogue, Feedback, Note, Participation, QuestionSet
from insights.models import GoodExample, Insight, Tag, Theme, Tip
from project.accounts.models import User
from project.audit.models import LogEntry, Operation
from stakeholders.models import Organisation

# What an address's <uuid> names, by the beginning of its name.
ROWS = {
    "stakeholders:organisation": lambda: Organisation.objects.get(name="Malmö stad"),
    "dialogues:dialogue": lambda: Dialogue.objects.get(title="Nationellt återkopplingsmöte"),
    "dialogues:participation": lambda: Participation.objects.filter(organisation__name="Malmö stad").first(),
    "dialogues:note": lambda: Note.objects.filter(channel="chatt").first(),
    "dialogues:commitment": lambda: Commitment.objects.exclude(dialogue__protection="restricted").first(),
    "dialogues:feedback": lambda: Feedback.objects.exclude(dialogue__protection="restricted").first(),
    "dialogues:question-set": lambda: QuestionSet.objects.first(),
    "dialogues:assignment": lambda: Assignment.objects.first(),
    "insights:capture": lambda: Dialogue.objects.get(title="Nationellt återkopplingsmöte"),
    "insights:line": lambda: Note.objects.filter(channel="chatt").first(),
    "insights:insight": lambda: Insight.objects.exclude(dialogue__protection="restricted").first(),
    "insights:tag": lambda: Tag.objects.get(key="RAD-OMH"),
    "insights:theme": lambda: Theme.objects.get(key="T1"),
    "insights:tip": lambda: Tip.objects.get(number=1),
    "insights:example": lambda: GoodExample.objects.exclude(insight=None).first(),
}
# Addresses that name a row of the bin, which the model case has none of; their tests stand with their rooms.
NEEDS_BIN = {
    "dialogues:dialogue-restore",
    "dialogues:note-restore",
    "dialogues:commitment-restore",
    "insights:insight-restore",
}


@dataclass(frozen=True)
class Address:
    """An address by its name, and where it is in this test's database."""

    name: str
    path: str


def names() -> list[str]:
    """The names of all addresses that the resolver knows; an unnamed one by its pattern."""
    return sorted(_names(get_resolver().url_patterns, ""))


def _names(patterns, space: str):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}"


def address(name: str) -> Address:
    """The address with the arguments it needs, from the model case."""
    return Address(name, reverse(name, kwargs=_arguments(name)))


def _arguments(name: str) -> dict:
    wanted = _parameters(name)
    found = {}
    for parameter in wanted:
        if parameter == "dialogue":
            found[parameter] = ROWS["dialogues:dialogue"]().uuid
        elif parameter == "insight":
            found[parameter] = ROWS["insights:insight"]().uuid
        elif parameter == "uuid":
            found[parameter] = _row(name).uuid
        else:
            found[parameter] = OTHER[parameter]()
    return found


def _row(name: str):
    if name == "undo":
        return Operation.objects.create(
            kind="insight.remove", by=User.objects.get(email="analytiker@demo.example")
        )
    start = max((start for start in ROWS if name.startswith(start)), key=len)
    return ROWS[start]()


OTHER = {
    "pk": lambda: User.objects.get(email="lasare@demo.example").pk,
    "uidb36": lambda: "1",
    "key": lambda: "abc-def",
    "provider_id": lambda: "oidc",
    "entry": lambda: LogEntry.objects.filter(model="stakeholders.Organisation").first().pk,
}


def _parameters(name: str) -> list[str]:
    resolver = get_resolver()
    *spaces, last = name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    possibilities = resolver.reverse_dict.getlist(last)
    return list(possibilities[0][0][0][1]) if possibilities else []
