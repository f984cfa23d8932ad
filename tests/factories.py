"""Rows for tests, made through the services wherever those add meaning."""

from datetime import date
from itertools import count

from dialogues.assignments.services import add_assignment
from dialogues.meetings.services import log_dialogue, plan_days
from dialogues.models import Assignment, Dialogue, Question, QuestionSet
from dialogues.notes.services import add_note
from insights.codebook.services import add_tag
from insights.models import Insight, Tag
from insights.tagging.services import By, add_insight
from project.accounts.models import User
from project.accounts.services import create_user
from stakeholders.models import ActorType, County, Municipality, Organisation, ReportGroup
from stakeholders.register.services import add_organisation

PASSWORD = "a-long-enough-password"
_numbers = count(1)


def make_user(name: str, *roles: str, **fields) -> User:
    return create_user(
        by=None, email=f"{name}@example.org", name=name.capitalize(), roles=roles, password=PASSWORD, **fields
    )


def make_actor_type(key: str = "kommun", **values) -> ActorType:
    """The actor type with the key; one that is unknown yet is made, in a report group of its own name."""
    found = ActorType.objects.filter(key=key).first()
    if found:
        return found
    flags = {"okand": {"unknown": True}, "egen": {"own": True}}.get(key, {})
    name = key.capitalize()
    group, _new = ReportGroup.objects.get_or_create(
        key=f"grupp_{key}", defaults={"name_sv": name, "name_en": name}
    )
    names = {"name_sv": name, "name_en": name, "plural_sv": name, "plural_en": name}
    values = {"order": next(_numbers), **names, **flags, **values}
    return ActorType.objects.create(key=key, report_group=group, **values)


def make_organisation(by: User, name: str = "", *, actor_type: str = "kommun", **values) -> Organisation:
    name = name or f"Provköpings kommun {next(_numbers)}"
    return add_organisation(by=by, name=name, actor_type=make_actor_type(actor_type), **values)


def make_question_set(questions: int = 3, key: str = "") -> QuestionSet:
    key = key or str(next(_numbers))
    found = QuestionSet.objects.create(key=f"qs-{key}", title_sv="Frågor", title_en="Questions")
    for n in range(1, questions + 1):
        Question.objects.create(
            question_set=found, key=f"{key}-{n}", number=n, text_sv=f"Fråga {n}?", text_en=f"Question {n}?"
        )
    return found


def make_dialogue(by: User, title: str = "", *, day: date | None = date(2026, 3, 4), **values) -> Dialogue:
    """A held meeting of that day; None for a meeting whose day is unknown."""
    values.setdefault("status", "held")
    days = plan_days(day, values.pop("precision", "day" if day else "unknown"))
    return log_dialogue(by=by, title=title or f"Möte {next(_numbers)}", **{**days, **values})


def make_tag(by: User, key: str = "", **values) -> Tag:
    key = key or f"TAGG-{next(_numbers)}"
    values.setdefault("name_sv", f"Tagg {key}")
    return add_tag(by=by, key=key, **values)


def make_note(by: User, dialogue: Dialogue, text: str = "Många är oroliga.", **values):
    return add_note(by=by, dialogue=dialogue, text=text, **values)[0]


def make_insight(
    by: User, dialogue: Dialogue, text: str = "Föräldrar är oroliga.", *, actor_type="kommun", **values
) -> Insight:
    raisers = values.pop("raisers", None) or [By(actor_type=make_actor_type(actor_type))]
    return add_insight(by=by, dialogue=dialogue, text=text, raisers=raisers, **values)


def make_county(code: str, name: str) -> County:
    """A county with that code, on a tile of its own."""
    tile = {"letter": code, "short": name, "grid_row": int(code), "grid_column": int(code)}
    return County.objects.get_or_create(code=code, defaults={"name": name, **tile})[0]


def make_municipality(code: str, name: str, county: County) -> Municipality:
    names = {"name": name, "official_name": f"{name} kommun", "usual_name": f"{name} kommun"}
    return Municipality.objects.get_or_create(code=code, defaults={"county": county, **names})[0]


def make_assignment(by: User, title: str = "Uppdraget", **values) -> Assignment:
    """An assignment over 2026, unless said otherwise."""
    period = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
    return add_assignment(by=by, title=title, **{**period, **values})
