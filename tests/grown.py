"""A database that has grown to a size: `n` rows of every kind, hanging on one main row of each."""

from datetime import date, timedelta

from dialogues.assignments.services import add_assignment
from dialogues.commitments.services import add_commitment, give_feedback, remove_commitment
from dialogues.meetings.services import remove_dialogue
from dialogues.models import Assignment, Dialogue
from dialogues.notes.services import remove_note
from insights.capture.services import capture_line
from insights.models import Insight, Tag, Theme, Tip
from insights.tagging.services import By, anchor, remove_insight
from insights.themes.services import add_theme, judge
from insights.tips.services import add_example, add_tip
from project.accounts.models import User
from stakeholders.models import Organisation
from stakeholders.register.services import archive_organisation, set_aliases
from tests.factories import (
    make_actor_type,
    make_dialogue,
    make_insight,
    make_note,
    make_organisation,
    make_question_set,
    make_tag,
    make_user,
)


class Grown:
    """The main row of each kind, each with `n` rows that its pages show."""

    def __init__(self, by: User, n: int):
        self.by, self.n = by, n
        make_actor_type("okand")
        self.questions = make_question_set()
        self.umbrella = make_organisation(by, f"Takförbundet {n}", actor_type="trossamfund")
        self.organisations = [self._organisation(i) for i in range(n)]
        self.organisation: Organisation = self.organisations[0]
        set_aliases(by=by, organisation=self.organisation, names=[f"Alias {i}" for i in range(n)])
        self.assignments = [self._assignment(i) for i in range(n)]
        self.assignment: Assignment = self.assignments[0]
        self.tags = [make_tag(by, f"MOR{n}-{i}") for i in range(n)]
        self.tag: Tag = self.tags[0]
        self.children = [make_tag(by, f"BARN{n}-{i}", parent=self.tag) for i in range(n)]
        self.users = [make_user(f"person{n}-{i}", "coordinator") for i in range(n)]
        self.dialogue = self._main_dialogue()
        self.insights = self._insights()
        self.insight: Insight = self.insights[0]
        self.themes = [
            add_theme(by=by, title_sv=f"Tema {i}", status="adopted", tags=self.tags) for i in range(n)
        ]
        self.theme: Theme = self.themes[0]
        for insight in self.insights[1:]:
            judge(
                by=by, theme=self.theme, insight=insight, stance="nuances" if insight.pk % 2 else "supports"
            )
        self.tips = [
            add_tip(by=by, text_sv=f"Tips {i}", status="published", tags=self.tags) for i in range(n)
        ]
        self.tip: Tip = self.tips[0]
        self.examples = [
            add_example(by=by, title=f"Exempel {i}", insight=self.insight, tips=self.tips) for i in range(n)
        ]
        self.example = self.examples[0]
        self.others = [self._other_dialogue(i) for i in range(n)]
        self._fill_bin()

    def _organisation(self, i: int) -> Organisation:
        kind = ("kommun", "region", "trossamfund")[i % 3]
        return make_organisation(
            self.by, f"Aktör nummer {i} av {self.n}", actor_type=kind, parent=self.umbrella
        )

    def _assignment(self, i: int) -> Assignment:
        start = date(2026, 1, 1)
        deadlines = [(f"Frist {d}", date(2026, 12, 1) + timedelta(days=d)) for d in range(self.n)]
        return add_assignment(
            by=self.by,
            title=f"Uppdrag {i}",
            period_from=start,
            period_to=date(2026, 12, 31),
            deadlines=deadlines,
        )

    def _main_dialogue(self) -> Dialogue:
        dialogue = make_dialogue(
            self.by,
            "Huvudmötet",
            question_set=self.questions,
            assignment=self.assignment,
            participants=[{"organisation": o, "headcount": 2} for o in self.organisations],
            co_hosts=self.organisations,
            team=self.users,
        )
        for i in range(self.n):
            capture_line(
                by=self.by,
                dialogue=dialogue,
                raw=f"Rad {i} #okänd{i}",
                question=self.questions.questions.first(),
            )
            add_commitment(by=self.by, dialogue=dialogue, text=f"Löfte {i}", due_on=date(2026, 1, 1))
            give_feedback(by=self.by, dialogue=dialogue, given_on=date(2026, 3, 1))
        return dialogue

    def _insights(self) -> list[Insight]:
        present = list(self.dialogue.participations.all())
        note = make_note(self.by, self.dialogue, " ".join(f"Utsaga {i}." for i in range(self.n)))
        self.note = note
        return [
            make_insight(
                self.by,
                self.dialogue,
                f"Insikt {i}",
                raisers=[By(participation=p) for p in present],
                tags=[*self.tags, self.children[i]],
                question=self.questions.questions.first(),
                anchored=anchor(note.current, i, i + 3),
            )
            for i in range(self.n)
        ]

    def _other_dialogue(self, i: int) -> Dialogue:
        """Planned and held ones, to be confirmed and to come, each with the main organisation."""
        day, status = [
            (date(2026, 11, 1), "planned"),
            (date(2026, 9, 1), "planned"),
            (date(2026, 5, 4), "held"),
        ][i % 3]
        return make_dialogue(
            self.by,
            f"Annat möte {i}",
            day=day,
            status=status,
            assignment=self.assignment,
            participants=[{"organisation": self.organisation, "headcount": None}],
        )

    def _fill_bin(self) -> None:
        for i in range(self.n):
            remove_note(by=self.by, note=make_note(self.by, self.dialogue, f"Borttagen {i}"))
            remove_insight(by=self.by, insight=make_insight(self.by, self.dialogue, f"Borttagen {i}"))
            remove_commitment(
                by=self.by, commitment=add_commitment(by=self.by, dialogue=self.dialogue, text=f"Bort {i}")
            )
            remove_dialogue(by=self.by, dialogue=make_dialogue(self.by, f"Borttaget {i}"))
            gone = make_organisation(self.by, f"Nedlagd {i} av {self.n}")
            archive_organisation(by=self.by, organisation=gone, reason="Nedlagd")

    def row_for(self, address: str):
        """The main row that an address is about."""
        _app, _colon, rest = address.partition(":")
        name = {"capture": "dialogue", "line": "note"}.get(rest.split("-")[0], rest.split("-")[0])
        if name == "question":
            return self.questions
        if name == "participation":
            return self.dialogue.participations.first()
        if name == "commitment":
            return self.dialogue.commitments.filter(removed_at=None).first()
        if name == "feedback":
            return self.dialogue.feedback.first()
        return getattr(self, name)
