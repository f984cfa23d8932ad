from dialogues.notes.models import Note
from project.audit.services import change_row


def forget_speaker(*, participation, recorder, by) -> None:
    """A participation goes: the notes it spoke in stay, with nobody named as the speaker."""
    for note in Note.objects.filter(participation=participation):
        recorder.changing(note)
        change_row(note, by=by, log=False, participation=None)
