"""Whatever people do, in whatever order, some things are always so. A machine does at random what the
services offer, refused or not, and looks after every step."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dialogues.commitments import services as commitments
from dialogues.meetings import services as meetings
from dialogues.models import Commitment, Dialogue, Note, Participation
from dialogues.notes import services as notes
from insights.capture.services import capture_line, revise_line
from insights.codebook import services as codebook
from insights.models import Insight, Raiser, Tag, Tagging, Theme
from insights.tagging import services as tagging
from insights.tagging.services import By
from insights.themes.services import add_theme, judge, step_theme
from project.audit.models import LogEntry, Operation
from project.audit.operations import undo
from stakeholders.models import Organisation
from stakeholders.register import services as register
from tests.factories import make_actor_type, make_organisation, make_question_set, make_tag

LINES = [
    "Många är oroliga.",
    "Föräldrar är rädda #RAD",
    "Rädda igen #RAD-OMH #UTA @Ystad",
    "Så säger de @Ystad @Lund",
    "!Skicka länkar till @Lund",
    "#RAD",
    "Ett #okänt ord",
]
ROOMS = ("stakeholders", "dialogues", "insights")
MOVING = {"version", "changed_at"}
number = st.integers(0, 50)


def content() -> dict:
    """Every row of the three rooms but its history, without what each save moves."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model._meta.app_label in ROOMS and not label.endswith("History") and "istorical" not in label:
            names = [f.attname for f in model._meta.concrete_fields if f.attname not in MOVING]
            # A row that is put back by an undoing may have another key of its own; none is, today.
            for row in model._base_manager.order_by("pk").values_list(*names):
                found[label, row[0]] = str(row)
    return found


class People(RuleBasedStateMachine):
    """Does what people do. `people` is set by the test."""

    people: tuple = ()

    @initialize()
    def begin(self):
        self.around = transaction.atomic()
        self.around.__enter__()
        self.by, self.other = self.people
        self.versions: dict = {}
        make_actor_type("okand")
        for name in ("Ystad", "Lund", "Malmö"):
            make_organisation(self.by, name)
        fear = make_tag(self.by, "RAD", name_sv="Rädsla")
        make_tag(self.by, "RAD-OMH", name_sv="Omhändertagande", parent=fear)
        make_tag(self.by, "UTA", name_sv="Utanförskap")
        self.questions = make_question_set(2, key=f"f{uuid4().hex[:6]}")
        add_theme(by=self.by, title_sv="Tema", tags=[fear])
        meetings.log_dialogue(
            by=self.by,
            title="Mötet",
            status="held",
            question_set=self.questions,
            **meetings.plan_days(None, "unknown"),
        )

    def teardown(self):
        if hasattr(self, "around"):
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    def act(self, service, **values):
        """Call a service. Refused, it leaves all as it was; else what it changed stands in the log."""
        before, logged = content(), LogEntry.objects.count()
        try:
            with transaction.atomic():
                done = service(by=self.by, **values)
        except ValidationError:
            assert content() == before
            return None
        if content() != before:
            assert LogEntry.objects.count() > logged, service.__name__
        return done

    def one(self, rows, n: int):
        """One of some rows; None where there are none."""
        found = list(rows.order_by("pk"))
        return found[n % len(found)] if found else None

    def with_one(self, rows, n: int, service, name: str, **values):
        row = self.one(rows, n)
        return self.act(service, **{name: row}, **values) if row is not None else None

    # Meetings

    @rule(restricted=st.booleans())
    def log(self, restricted):
        self.act(
            meetings.log_dialogue,
            title="Nytt möte",
            status="held",
            protection="restricted" if restricted else "internal",
            question_set=self.questions,
            participants=[{"organisation": Organisation.objects.order_by("pk").first()}],
            **meetings.plan_days(None, "unknown"),
        )

    @rule(n=number, protection=st.sampled_from(["open", "internal", "restricted"]))
    def protect(self, n, protection):
        self.with_one(Dialogue.objects, n, meetings.change_dialogue, "dialogue", protection=protection)

    @rule(n=number, owner=st.integers(0, 1), team=st.none() | st.sets(st.integers(0, 1)))
    def hand_over(self, n, owner, team):
        team = None if team is None else [self.people[t] for t in team]
        values = {"owner": self.people[owner], "team": team}
        self.with_one(Dialogue.objects, n, meetings.change_dialogue, "dialogue", **values)

    @rule(n=number, team=st.sets(st.integers(0, 1)))
    def set_team(self, n, team):
        team = [self.people[t] for t in team]
        self.with_one(Dialogue.objects, n, meetings.set_team, "dialogue", team=team)

    @rule(n=number, o=number, kind=st.sampled_from(["organisation", "type"]))
    def seat(self, n, o, kind):
        who = (
            {"organisation": self.one(Organisation.objects, o)}
            if kind == "organisation"
            else {"actor_type": make_actor_type("kommun")}
        )
        self.with_one(Dialogue.objects.live(), n, meetings.add_participation, "dialogue", **who)

    @rule(n=number, o=number)
    def change_seat(self, n, o):
        other = self.one(Organisation.objects, o)
        self.with_one(
            Participation.objects, n, meetings.change_participation, "participation", organisation=other
        )

    # What was said

    @rule(n=number, raw=st.sampled_from(LINES), q=st.sampled_from([None, 1, 2]))
    def capture(self, n, raw, q):
        question = self.questions.questions.filter(number=q).first()
        self.with_one(Dialogue.objects.live(), n, capture_line, "dialogue", raw=raw, question=question)

    @rule(n=number, raw=st.sampled_from(LINES))
    def retype(self, n, raw):
        self.with_one(Note.objects.filter(removed_at=None), n, revise_line, "note", raw=raw)

    @rule(n=number, text=st.sampled_from(["Nya ord.", "Många är oroliga. Många.", " "]))
    def revise(self, n, text):
        self.with_one(Note.objects.filter(removed_at=None), n, notes.revise_note, "note", text=text)

    @rule(n=number, q=st.sampled_from([1, 2]), first=st.booleans())
    def move(self, n, q, first):
        question = self.questions.questions.get(number=q)
        rows = Note.objects.filter(removed_at=None)
        self.with_one(rows, n, notes.move_note, "note", question=question, first=first)

    @rule(n=number)
    def draw(self, n):
        note = self.one(Note.objects.filter(removed_at=None), n)
        if note is not None:
            anchored = tagging.anchor(note.current, 0, 1)
            who = [By(actor_type=make_actor_type("kommun"))]
            self.act(tagging.add_insight, dialogue=note.dialogue, text="Ur", raisers=who, anchored=anchored)

    @rule(n=number, p=number)
    def raise_by(self, n, p):
        seat = self.one(Participation.objects, p)
        if seat is not None:
            self.with_one(
                Insight.objects, n, tagging.change_insight, "insight", raisers=[By(participation=seat)]
            )

    @rule(n=number, t=number)
    def tag(self, n, t):
        self.with_one(Insight.objects, n, tagging.add_tagging, "insight", tag=self.one(Tag.objects, t))

    @rule(n=number, stance=st.sampled_from(["supports", "nuances", ""]))
    def judge(self, n, stance):
        self.with_one(Insight.objects, n, judge, "insight", theme=Theme.objects.first(), stance=stance)

    # The codebook and the register

    @rule(t=number)
    def restore_tag(self, t):
        self.with_one(Tag.objects, t, codebook.restore_tag, "tag")

    @rule(t=number, p=st.none() | number)
    def put_tag_under(self, t, p):
        parent = None if p is None else self.one(Tag.objects, p)
        self.with_one(Tag.objects, t, codebook.change_tag, "tag", parent=parent)

    @rule(n=number)
    def restore_organisation(self, n):
        self.with_one(Organisation.objects, n, register.restore_organisation, "organisation")

    # The bin, and undoing

    @rule(n=number, kind=st.sampled_from(["dialogue", "note", "insight", "commitment"]))
    def restore(self, n, kind):
        model, _remove, restore = BINNED[kind]
        self.with_one(model.objects.exclude(removed_at=None), n, restore, kind)

    @rule(n=number, kind=st.sampled_from(range(9)), at_once=st.booleans())
    def do_what_can_be_undone(self, n, kind, at_once):
        before = content()
        name, service, rows, values = undoable()[kind]
        done = self.with_one(rows, n, service, name, **values)
        if done is not None and at_once:
            assert undo(done, by=self.by) == []
            # What has no rows of its own to put back is but a line more in the list of changes.
            after = {k: v for k, v in content().items() if k[0] != "insights.CodebookChange"}
            assert after == {k: v for k, v in before.items() if k[0] != "insights.CodebookChange"}

    @rule(n=number)
    def undo_something(self, n):
        act = self.one(Operation.objects.filter(undone_at=None), n)
        if act is not None:
            self.act(lambda *, by: undo(act, by=by))

    # What is always so

    @invariant()
    def versions_only_rise(self):
        for model in apps.get_models():
            if model._meta.app_label in ROOMS and "version" in {f.name for f in model._meta.concrete_fields}:
                for pk, version in model._base_manager.values_list("pk", "version"):
                    assert version >= self.versions.get((model, pk), 0), (model, pk)
                    self.versions[model, pk] = version

    @invariant()
    def every_meeting_has_its_team(self):
        for dialogue in Dialogue.objects.all():
            assert dialogue.owner in dialogue.team.all()

    @invariant()
    def every_insight_was_raised_at_its_meeting(self):
        for insight in Insight.objects.select_related("note_version__note"):
            assert insight.raisers.exists()
            if insight.note_version_id:
                version = insight.note_version
                assert version.note.dialogue_id == insight.dialogue_id
                assert version.text[insight.start : insight.end] == insight.quote
                assert insight.removed_at or version.note.removed_at is None, "a note goes with its insights"
        for raiser in Raiser.objects.exclude(participation=None).select_related("participation", "insight"):
            assert raiser.participation.dialogue_id == raiser.insight.dialogue_id
            assert raiser.actor_type_id == raiser.participation.actor_type_id

    @invariant()
    def every_note_stands_in_its_words(self):
        for note in Note.objects.select_related("current"):
            assert note.current.note_id == note.pk
            assert note.participation is None or note.participation.dialogue_id == note.dialogue_id
        for promise in Commitment.objects.exclude(note=None).select_related("note"):
            assert promise.note.dialogue_id == promise.dialogue_id

    @invariant()
    def the_codebook_has_two_levels(self):
        for tag in Tag.objects.exclude(parent=None).select_related("parent"):
            assert tag.parent.parent_id is None
            assert not tag.children.exists()
            assert tag.parent.is_live or not tag.is_live, "a tag in use stands under one in use"
            assert tag.colour == tag.parent.colour
        assert not Tagging.objects.exclude(tag__merged_into=None).exists()


BINNED = {
    "dialogue": (Dialogue, meetings.remove_dialogue, meetings.restore_dialogue),
    "note": (Note, notes.remove_note, notes.restore_note),
    "insight": (Insight, tagging.remove_insight, tagging.restore_insight),
    "commitment": (Commitment, commitments.remove_commitment, commitments.restore_commitment),
}


def undoable() -> list:
    """(name of the row, service, rows, more) of everything that can be undone."""
    return [
        *(
            (name, remove, model.objects.filter(removed_at=None), {})
            for name, (model, remove, _r) in BINNED.items()
        ),
        ("participation", meetings.remove_participation, Participation.objects, {}),
        ("dialogue", meetings.step_dialogue, Dialogue.objects, {"status": "documented"}),
        ("tag", codebook.retire_tag, Tag.objects.live(), {}),
        ("theme", step_theme, Theme.objects, {"status": "adopted"}),
        ("organisation", register.archive_organisation, Organisation.objects.live(), {"reason": "Slut"}),
    ]


def test_whatever_people_do_in_whatever_order(analyst, manager):
    People.people = (analyst, manager)
    run_state_machine_as_test(
        People, settings=settings(max_examples=6, stateful_step_count=20, phases=[Phase.generate])
    )


@pytest.mark.drill
def test_whatever_people_do_in_whatever_order_for_long(analyst, manager):
    People.people = (analyst, manager)
    run_state_machine_as_test(
        People, settings=settings(max_examples=100, stateful_step_count=50, phases=[Phase.generate])
    )
