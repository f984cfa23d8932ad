"""What this app adds to pages below it and of its own."""

from dialogues.commitments import panels as commitments
from dialogues.commitments.desk import overdue
from dialogues.meetings import desk
from dialogues.meetings import panels as meetings
from dialogues.meetings.combiners import COMBINERS
from dialogues.meetings.extensions import ASSIGNMENT_MEETINGS, ORGANISATIONS_MET
from dialogues.notes.effects import follow_speaker, forget_speaker
from project.registry import DeskItem, Panel, on, register

PANELS = (
    Panel("dialogue", "participants", 10, "dialogues/meetings/_participants.html", meetings.participants),
    Panel(
        "dialogue",
        "commitments",
        40,
        "dialogues/commitments/_panel.html",
        commitments.commitments_of_dialogue,
    ),
    Panel(
        "dialogue",
        "feedback",
        50,
        "dialogues/commitments/_feedback_panel.html",
        commitments.feedback_of_dialogue,
    ),
    Panel(
        "organisation",
        "meetings",
        10,
        "dialogues/meetings/_of_organisation.html",
        meetings.meetings_of_organisation,
    ),
    Panel(
        "organisation",
        "commitments",
        30,
        "dialogues/commitments/_panel.html",
        commitments.commitments_to_organisation,
    ),
    Panel(
        "assignment",
        "meetings",
        10,
        "dialogues/meetings/_of_assignment.html",
        meetings.meetings_of_assignment,
    ),
)
DESK = (
    DeskItem("to-confirm", 20, "dialogues/meetings/_desk_confirm.html", desk.to_confirm),
    DeskItem("overdue", 40, "dialogues/commitments/_desk.html", overdue),
    DeskItem("coming", 50, "dialogues/meetings/_desk_coming.html", desk.coming),
    DeskItem("deadlines", 60, "dialogues/meetings/_desk_deadlines.html", desk.deadlines),
    DeskItem("latest", 70, "dialogues/meetings/_desk_latest.html", desk.latest),
)


def register_all() -> None:
    register(*PANELS, ORGANISATIONS_MET, ASSIGNMENT_MEETINGS, *COMBINERS, *DESK)
    on("participation_leaving", forget_speaker)
    on("participation_combined", follow_speaker)
