"""A restricted meeting in the small world, with a canary in every text it has, drawn into everything that
can be drawn from a meeting."""

from datetime import date

from dialogues.commitments.services import add_commitment, give_feedback, remove_commitment
from dialogues.meetings.services import cancel_dialogue, remove_dialogue
from dialogues.models import Attachment, Commitment, Dialogue, Note
from dialogues.notes.services import remove_note, revise_note
from insights.capture.services import capture_line
from insights.models import GoodExample, Insight, Theme, Tip
from insights.tagging.services import By, add_insight, anchor, remove_insight
from insights.themes.services import judge
from insights.tips.services import add_example
from project.accounts.models import User
from stakeholders.models import Organisation
from tests.factories import make_dialogue, make_note
from tests.world import tag

CANARY = "kanariefågel"
PEOPLE = 54321  # a number that stands nowhere else


class Secret:
    """The meeting and what hangs on it. `rows` are those that have a page of their own."""

    def __init__(self, by: User):
        self.by = by
        self.dialogue = self._meeting("hölls", date(2026, 4, 7), status="held")
        self.planned = self._meeting("planerat", date(2026, 11, 3), status="planned")
        self.unconfirmed = self._meeting("obekräftat", date(2026, 9, 3), status="planned")
        cancelled = self._meeting("inställt", date(2026, 2, 3), status="planned")
        cancel_dialogue(by=by, dialogue=cancelled, reason=f"För en {CANARY}")
        self.participation = self.dialogue.participations.get(organisation__name="Malmö stad")
        self.note = self._note()
        self.insight = self._insight()
        self.commitment = self._commitment()
        self.feedback = give_feedback(
            by=by, dialogue=self.dialogue, given_on=date(2026, 5, 5), text=f"Vi sjöng om en {CANARY}"
        )
        self.example = self._example()
        self._fill_bin()
        Attachment.objects.create(
            dialogue=self.dialogue,
            filename=f"{CANARY}.pdf",
            stored_as="x",
            content_type="application/pdf",
            size=1,
            sha256="0" * 64,
            uploaded_by=by,
        )

    @property
    def rows(self) -> list:
        return [
            self.dialogue,
            self.participation,
            self.note,
            self.insight,
            self.commitment,
            self.feedback,
            self.example,
        ]

    def _meeting(self, how: str, day: date, *, status: str) -> Dialogue:
        everybody = Organisation.objects.live().exclude(actor_type__own=True)
        return make_dialogue(
            self.by,
            f"Möte som {how} om en {CANARY}",
            day=day,
            status=status,
            protection="restricted",
            place=f"En {CANARY}bur",
            summary=f"En {CANARY} sjöng.",
            registration_number=f"{CANARY}-1",
            question_set=Dialogue.objects.get(title="Vårmötet").question_set,
            assignment=Dialogue.objects.get(title="Vårmötet").assignment,
            participants=[{"organisation": o, "headcount": PEOPLE} for o in everybody],
        )

    def _note(self) -> Note:
        question = self.dialogue.question_set.questions.first()
        note = make_note(
            self.by, self.dialogue, f"Någon sa {CANARY} först.", question=question, channel="chatt"
        )
        revise_note(by=self.by, note=note, text=f"Någon sa {CANARY} sedan.")
        capture_line(by=self.by, dialogue=self.dialogue, raw=f"En {CANARY} #{CANARY} @{CANARY} #RAD")
        capture_line(by=self.by, dialogue=self.dialogue, raw=f"!Lova en {CANARY}")
        note.refresh_from_db()
        return note

    def _insight(self) -> Insight:
        insight = add_insight(
            by=self.by,
            dialogue=self.dialogue,
            text=f"Oro för en {CANARY}",
            kind="gott_exempel",
            question=self.note.question,
            raisers=[By(participation=p) for p in self.dialogue.participations.all()],
            tags=[tag("RAD"), tag("UTA")],
            anchored=anchor(self.note.current, 9, 9 + len(CANARY)),
        )
        for theme in Theme.objects.all():
            judge(by=self.by, theme=theme, insight=insight, stance="supports")
        beside = add_insight(
            by=self.by,
            dialogue=self.dialogue,
            text=f"Ingen {CANARY}",
            raisers=[By(participation=self.participation)],
            may_be_quoted=True,
        )
        judge(by=self.by, theme=Theme.objects.get(key="T1"), insight=beside, stance="contradicts")
        return insight

    def _commitment(self) -> Commitment:
        return add_commitment(
            by=self.by,
            dialogue=self.dialogue,
            note=self.note,
            organisation=Organisation.objects.get(name="Malmö stad"),
            text=f"Mata en {CANARY}",
            responsible_role=f"{CANARY}vakt",
            outcome=f"En {CANARY} mådde bra",
            due_on=date(2026, 1, 1),
        )

    def _example(self) -> GoodExample:
        return add_example(
            by=self.by,
            title=f"Så gladdes en {CANARY}",
            text=f"En {CANARY} till",
            insight=self.insight,
            organisation=Organisation.objects.get(name="Malmö stad"),
            consent=True,
            status="published",
            tips=list(Tip.objects.all()),
        )

    def _fill_bin(self) -> None:
        by, dialogue = self.by, self.dialogue
        self.binned_note = make_note(by, dialogue, f"Borttagen {CANARY}")
        self.binned_insight = add_insight(
            by=by,
            dialogue=dialogue,
            text=f"Borttagen insikt om en {CANARY}",
            raisers=[By(participation=self.participation)],
        )
        self.binned_commitment = add_commitment(by=by, dialogue=dialogue, text=f"Borttaget om en {CANARY}")
        self.binned_dialogue = self._meeting("togs bort", date(2026, 3, 3), status="held")
        remove_note(by=by, note=self.binned_note)
        remove_insight(by=by, insight=self.binned_insight)
        remove_commitment(by=by, commitment=self.binned_commitment)
        remove_dialogue(by=by, dialogue=self.binned_dialogue)
