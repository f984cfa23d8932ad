from dialogues.notes.models import Note
from project.audit.services import change_row


def follow_speaker(*, kept, given_up, by) -> None:
    """Two participations became one: what the second said, the first has said."""
    for note in Note.objects.filter(participation=given_up):
        change_row(note, by=by, log=False, participation=kept)


def forget_speaker(*, participation, recorder, by) -> None:
    """A participation goes: the notes it spoke in stay, with nobody named as the speaker."""
    for note in Note.objects.filter(participation=participation):
        recorder.changing(note)
        change_row(note, by=by, log=False, participation=None)
