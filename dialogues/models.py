from dialogues.assignments.models import Assignment, Deadline, Question, QuestionSet
from dialogues.attachments.models import Attachment
from dialogues.commitments.models import Commitment, Feedback
from dialogues.meetings.models import Dialogue, Participation, Series
from dialogues.notes.models import Note, NoteVersion

__all__ = [
    "Assignment",
    "Attachment",
    "Commitment",
    "Deadline",
    "Dialogue",
    "Feedback",
    "Note",
    "NoteVersion",
    "Participation",
    "Question",
    "QuestionSet",
    "Series",
]
