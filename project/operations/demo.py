"""The model case: an agency's dialogue under a disinformation campaign. The meetings and what was said in
them are invented; every page and file says so once they are loaded. Loading twice adds nothing.

What of the case has no place in the model stands in docs/adr/0006-the-model-case.md.
"""

from collections import Counter
from datetime import date, time

from django.db import transaction

from dialogues.assignments.services import add_assignment
from dialogues.commitments.services import add_commitment, give_feedback
from dialogues.meetings.services import log_dialogue, plan_days
from dialogues.models import Assignment, Dialogue, Question, QuestionSet, Series
from dialogues.notes.services import add_note
from insights.models import GoodExample, Insight, Tag, Theme, Tip
from insights.tagging.services import By, add_insight, anchor
from insights.themes.services import add_theme
from insights.tips.services import add_example, add_tip
from project.accounts.matrix import Role
from project.accounts.models import User
from project.accounts.services import create_user
from project.audit.services import create_row
from project.operations.reference import Loaded, load_reference, read_json, stable_uuid
from project.pages.models import Installation
from stakeholders.models import ActorType, Municipality, Organisation
from stakeholders.register.services import add_organisation

DOMAIN = "demo.example"
USERS = {
    "lasare": ("Lars Läsare", Role.READER),
    "samordnare": ("Sara Samordnare", Role.COORDINATOR),
    "samordnare2": ("Samir Samordnare", Role.COORDINATOR),
    "analytiker": ("Anna Analytiker", Role.ANALYST),
    "chef": ("Cecilia Chef", Role.MANAGER),
    "dso": ("David Dataskydd", Role.OFFICER),
    "admin": ("Adam Admin", Role.ADMINISTRATOR),
}
STATUSES = {
    "planerad": "planned",
    "genomförd": "held",
    "bearbetad": "processed",
    "dokumenterad": "documented",
    "återkopplad": "fed_back",
    "inställd": "cancelled",
}
COMMITMENT_STATES = {"klar": "done", "öppen": "open", "avböjd": "declined"}
EXAMPLE_STATUSES = {"granskad": "reviewed", "publicerad": "published", "föreslagen": "proposed"}


def load_demo(password: str) -> Loaded:
    """Load the case and its users, who all have this password."""
    case, loaded = read_json("demo.json"), Loaded()
    with transaction.atomic():
        load_reference()
        users = _load_users(password, loaded)
        _Case(case, users, loaded).load()
        if not Installation.current().invented:
            Installation.objects.update_or_create(
                pk=1, defaults={"agency": case["assignment"]["agency"], "invented": True}
            )
    return loaded


def _load_users(password: str, loaded: Loaded) -> dict[str, User]:
    users = {}
    for key, (name, role) in USERS.items():
        email = f"{key}@{DOMAIN}"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = create_user(by=None, email=email, name=name, roles=[role], password=password)
            loaded.count("users", 1)
        users[key] = user
    return users


class _Case:
    """The case, as it is loaded: rows by the keys that the case's file knows them by."""

    def __init__(self, case: dict, users: dict[str, User], loaded: Loaded):
        self.case, self.users, self.loaded = case, users, loaded
        self.types = {t.key: t for t in ActorType.objects.all()}
        self.tags = {t.key: t for t in Tag.objects.all()}
        self.by = users["samordnare"]

    def load(self) -> None:
        self.assignment = self._assignment()
        self.organisations = {row["id"]: self._organisation(row) for row in self.case["organisations"]}
        self._link_successor()
        self._date_codebook()
        for row in self.case["meetings"]:
            self._meeting(row)
        for row in self.case["uncounted_meetings"]:
            self._uncounted(row)
        for order, row in enumerate(self.case["themes"], start=1):
            self._theme(order, row)
        for row in self.case["tips"]:
            self._tip(row)
        for row in self.case["good_examples"]:
            self._example(row)
        for row in self.case["published_examples"]:
            self._published_example(row)

    def _assignment(self) -> Assignment:
        data = self.case["assignment"]
        found = Assignment.objects.filter(key="demo").first()
        if found:
            return found
        self.loaded.count("assignments", 1)
        return add_assignment(
            by=self.users["chef"],
            key="demo",
            title=data["title"],
            period_from=date.fromisoformat(data["period_from"]),
            period_to=date.fromisoformat(data["period_to"]),
            deadlines=[("Slutredovisning till regeringen", date.fromisoformat(data["final_report_due"]))],
        )

    def _organisation(self, row: dict) -> Organisation:
        """An actor of the case: one of the register where it is real and known there, else added."""
        if "municipality_code" in row:
            return Organisation.objects.get(uuid=stable_uuid("kommun", row["municipality_code"]))
        if row["type"] in ("region", "lansstyrelse"):
            return Organisation.objects.get(name=row["name"], actor_type__key=row["type"])
        identity = stable_uuid("demo", row["id"])
        found = Organisation.objects.filter(uuid=identity).first()
        if found:
            return found
        self.loaded.count("organisations", 1)
        place = Municipality.objects.filter(name=row["place"]).select_related("county").first()
        return add_organisation(
            by=self.by,
            uuid=identity,
            name=row["name"],
            actor_type=self.types[row["type"]],
            publish_as=row["publish_as"],
            **({"municipality": place} if place else {}),
        )

    def _link_successor(self) -> None:
        """The agency for support to faith communities became a centre of another at the turn of 2026."""
        before, after = self.organisations["sst"], self.organisations["mucf"]
        if before.successor_id is None:
            Organisation.objects.filter(pk=before.pk).update(successor=after, valid_to=date(2025, 12, 31))
            Organisation.objects.filter(pk=after.pk).update(valid_from=date(2026, 1, 1))

    def _date_codebook(self) -> None:
        """In the case the codebook is as old as the assignment, so that its trends have no false births."""
        Tag.objects.filter(key__in=self.tags).update(introduced_on=self.assignment.period_from)

    def _dialogue(self, row: dict, **values) -> Dialogue | None:
        """The meeting of a row, if it is not stored yet."""
        identity = stable_uuid("demo", row["id"])
        if Dialogue.objects.filter(uuid=identity).exists():
            return None
        self.loaded.count("meetings", 1)
        question_set = (
            QuestionSet.objects.filter(key=row["question_set"]).first() if "question_set" in row else None
        )
        return log_dialogue(
            by=self.by,
            uuid=identity,
            title=row["title"],
            kind=row["kind"],
            status=STATUSES[row["status"]],
            form=row["form"],
            place=row["place"],
            municipality=Municipality.objects.filter(name=row["place"]).first(),
            start_time=time.fromisoformat(row["start_time"]),
            duration=row["duration_min"],
            host=self.organisations[row["host"]],
            co_hosts=[self.organisations[key] for key in row.get("co_hosts", ())],
            languages=row.get("languages", []),
            interpreter=row.get("interpreter", False),
            invited_actor_types=[self.types[key] for key in row.get("primary_groups", ())],
            closed_part=row.get("closed_part", False),
            question_set=question_set,
            assignment=self.assignment,
            registration_number=row.get("diarienummer", ""),
            protection=row["protection"],
            team=[self.users[key] for key in row["team"]],
            participants=[
                {
                    "organisation": self.organisations[p["organisation"]],
                    "headcount": p["count"],
                    "attendance": p.get("attendance", "present"),
                }
                for p in row["participants"]
            ],
            **plan_days(date.fromisoformat(row["date"]), "day"),
            **values,
        )

    def _meeting(self, row: dict) -> None:
        dialogue = self._dialogue(row)
        if dialogue is None:
            return
        channel = Counter(i["channel"] for i in row["insights"]).most_common(1)[0][0]
        note, _new = add_note(
            by=self.by,
            dialogue=dialogue,
            text=row["notes"],
            uuid=stable_uuid("demo/note", row["id"]),
            channel=channel,
        )
        for number, line in enumerate(row["chat"], start=1):
            identity = stable_uuid("demo/chat", f"{row['id']}/{number}")
            add_note(by=self.by, dialogue=dialogue, text=line, uuid=identity, channel="chatt")
        present = {p.organisation_id: p for p in dialogue.participations.select_related("actor_type")}
        for data in row["insights"]:
            self._insight(dialogue, note, present, data)
        for promise in row["follow_ups"]:
            self._commitment(dialogue, promise)
        if "feedback_on" in row:
            give_feedback(
                by=self.by,
                dialogue=dialogue,
                uuid=stable_uuid("demo/feedback", row["id"]),
                given_on=date.fromisoformat(row["feedback_on"]),
            )

    def _insight(self, dialogue, note, present, data: dict) -> Insight:
        """An insight, anchored to its words in the note, with the tags by the analyst."""
        raisers = [By(participation=present[self.organisations[key].pk]) for key in data["raised_by"]]
        return add_insight(
            by=self.users["analytiker"],
            uuid=stable_uuid("demo/insight", data["id"]),
            dialogue=dialogue,
            text=data["text"],
            question=Question.objects.get(key=str(data["question"])),
            channel=data["channel"],
            kind=data["kind"],
            strength=data["strength"],
            voice=data["voice"],
            may_be_quoted=data["may_be_quoted"],
            raisers=raisers or [By(actor_type=self.types[data["group"]])],
            tags=[self.tags[key] for key in data["codes"]],
            anchored=anchor(note.current, data["start"], data["end"]),
        )

    def _commitment(self, dialogue, data: dict) -> None:
        add_commitment(
            by=self.by,
            uuid=stable_uuid("demo/commitment", data["id"]),
            dialogue=dialogue,
            text=data["what"],
            responsible_role=data["owner_role"],
            due_on=date.fromisoformat(data["due"]),
            state=COMMITMENT_STATES[data["status"]],
            closed_on=None,
        )

    def _uncounted(self, row: dict) -> None:
        values = {"cancellation_reason": row["reason"]} if "reason" in row else {}
        if "series" in row:
            values["series"] = self._series(row)
        self._dialogue(row, **values)

    def _series(self, row: dict) -> Series:
        found = Series.objects.filter(uuid=stable_uuid("demo/series", row["id"])).first()
        return found or create_row(
            Series(
                uuid=stable_uuid("demo/series", row["id"]),
                title=row["title"],
                cadence=row["series"]["cadence"],
                starts_on=date.fromisoformat(row["series"]["from"]),
                owner=self.by,
            ),
            by=self.by,
        )

    def _theme(self, order: int, row: dict) -> None:
        if Theme.objects.filter(key=row["id"]).exists():
            return
        self.loaded.count("themes", 1)
        add_theme(
            by=self.users["analytiker"],
            uuid=stable_uuid("demo/theme", row["id"]),
            key=row["id"],
            title_sv=row["sv"],
            title_en=row["en"],
            order=order,
            status="adopted",
            tags=[self.tags[key] for key in row["codes"]],
        )

    def _tip(self, row: dict) -> None:
        if Tip.objects.filter(key=row["id"]).exists():
            return
        self.loaded.count("tips", 1)
        add_tip(
            by=self.users["chef"],
            uuid=stable_uuid("demo/tip", row["id"]),
            key=row["id"],
            number=row["order"],
            text_sv=row["sv"],
            text_en=row["en"],
            status="published" if row["status"] == "publicerad" else "proposed",
            tags=[self.tags[key] for key in row["codes"]],
        )

    def _example(self, row: dict) -> None:
        identity = stable_uuid("demo/example", row["id"])
        if GoodExample.objects.filter(uuid=identity).exists():
            return
        self.loaded.count("good examples", 1)
        add_example(
            by=self.users["analytiker"],
            uuid=identity,
            title=row["title"],
            insight=Insight.objects.get(uuid=stable_uuid("demo/insight", row["insight"])),
            status=EXAMPLE_STATUSES[row["status"]],
            tips=Tip.objects.filter(key__in=row["tips"]),
        )

    def _published_example(self, row: dict) -> None:
        """What has been told in public elsewhere: real, and with its source."""
        identity = stable_uuid("demo/published-example", row["url"])
        if GoodExample.objects.filter(uuid=identity).exists():
            return
        self.loaded.count("good examples", 1)
        add_example(
            by=self.users["analytiker"],
            uuid=identity,
            title=row["title"],
            text=row["claim"],
            source_url=row["url"],
            status="reviewed",
        )
