"""Writing what was said. Whatever hangs on a note further up (insights, open tokens) follows by the
effects `note_revised`, `note_removed` and `note_restored`, inside the same transaction."""

import uuid as uuids

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.meetings.models import Dialogue
from dialogues.notes.models import Note, NoteVersion
from dialogues.notes.ordering import LONGEST, between, dealt_out
from project import registry
from project.audit.models import Action, Operation
from project.audit.operations import operation
from project.audit.services import change_row, record, remove_rows, restore_rows
from project.common.errors import Conflict, Refusal
from project.common.text import clean

LONGEST_TEXT = 20_000


def add_note(
    *,
    by,
    dialogue: Dialogue,
    text: str,
    uuid: uuids.UUID | None = None,
    question=None,
    raw: str = "",
    after: Note | None = None,
    **values,
) -> tuple[Note, bool]:
    """A new note with its first version, last under its question or after another note. Gives the note,
    and whether it is new: a uuid that is stored already gives that note back, so that a line sent twice
    stands once.

    Raises Refusal where the text is empty, too long, or the uuid belongs to another meeting.
    """
    text, raw = _checked(text), clean(raw)
    with transaction.atomic():
        dialogue = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        if uuid and (stored := Note.objects.filter(uuid=uuid).first()):
            if stored.dialogue_id != dialogue.pk:
                raise Refusal(_("This line belongs to another meeting."))
            return stored, False
        note = Note(
            uuid=uuid or uuids.uuid4(),
            dialogue=dialogue,
            question=question,
            order_key=_key_after(dialogue, question, after),
            author=by,
            **values,
        )
        note.full_clean(exclude=["current"])
        note.save(force_insert=True)
        _add_version(note, by=by, text=text, raw=raw)
        record(Action.CREATE, by=by, row=note, dialogue=dialogue.pk)
    return note, True


def revise_note(
    *, by, note: Note, text: str | None = None, raw: str = "", version: int | None = None, **values
) -> list[str]:
    """Change a note's words (a new version), its other fields, or both; give what changed."""
    with transaction.atomic():
        current = Note.objects.select_for_update(of=("self",)).select_related("current").get(pk=note.pk)
        if version is not None and current.version != version:
            raise Conflict(current)
        before = current.current
        text = before.text if text is None else _checked(text)
        raw = clean(raw)
        changed = change_row(note, by=by, version=version, **values)
        if text != before.text or (raw and raw != before.raw):
            after = _add_version(note, by=by, text=text, raw=raw)
            if not changed:
                note.version = current.version + 1
                note.save(update_fields=["version", "changed_at"])
            record(Action.CHANGE, by=by, row=note, fields=["text"])
            registry.run("note_revised", note=note, before=before, after=after, by=by)
            changed = [*changed, "text"]
    return changed


def move_note(*, by, note: Note, question=None, after: Note | None = None, first: bool = False) -> None:
    """Put a note under a question, after another one, or first there, or last."""
    with transaction.atomic():
        dialogue = Dialogue.objects.select_for_update().get(pk=note.dialogue_id)
        key = _key_first(dialogue, question) if first else _key_after(dialogue, question, after, but=note)
        before = note.question
        change_row(note, by=by, question=question, order_key=key)
        if before != question:
            registry.run("note_moved", note=note, before=before, by=by)


def neighbours(note: Note) -> tuple[Note | None, Note | None]:
    """The notes before and after one, under the same question."""
    beside = Note.objects.filter(dialogue=note.dialogue_id, question=note.question_id, removed_at=None)
    before = beside.filter(order_key__lt=note.order_key).order_by("-order_key", "-pk").first()
    after = beside.filter(order_key__gt=note.order_key).order_by("order_key", "pk").first()
    return before, after


def remove_note(*, by, note: Note) -> Operation:
    """Put a note into the bin, with what hangs on it. Can be undone, the note first."""
    with operation("note.remove", by=by) as recorder:
        removal = uuids.uuid4()
        registry.run("note_removed", note=note, removal=removal, recorder=recorder, by=by)
        recorder.changing(note)
        remove_rows([note], by=by, removal=removal)
    return recorder.operation


def restore_note(*, by, note: Note) -> None:
    """Take a note out of the bin, with what went there with it."""
    with transaction.atomic():
        removal = note.removal
        restore_rows([note], by=by)
        registry.run("note_restored", note=note, removal=removal, by=by)


def _add_version(note: Note, *, by, text: str, raw: str) -> NoteVersion:
    number = (note.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = NoteVersion.objects.create(note=note, number=number, text=text, raw=raw, author=by)
    note.current = version
    note.save(update_fields=["current"])
    return version


def _checked(text: str) -> str:
    text = clean(text).strip()
    if not text:
        raise Refusal({"text": _("Write what was said.")})
    if len(text) > LONGEST_TEXT:
        raise Refusal(
            {
                "text": _(
                    "The text has %(length)s characters; a note takes %(most)s. Divide it into several."
                )
                % {"length": len(text), "most": LONGEST_TEXT}
            }
        )
    return text


def _key_after(dialogue: Dialogue, question, after: Note | None, but: Note | None = None) -> str:
    """The key of a place after a note, or last under the question."""
    beside = _beside(dialogue, question)
    if but is not None:
        beside = beside.exclude(pk=but.pk)
    if after is None:
        last = beside.aggregate(last=Max("order_key"))["last"]
        return between(last or "", "")
    following = (
        beside.filter(order_key__gt=after.order_key).order_by("order_key").values_list("order_key", flat=True)
    )
    key = between(after.order_key, following.first() or "")
    if len(key) <= LONGEST:
        return key
    _deal_out(beside)
    after.refresh_from_db(fields=["order_key"])
    return _key_after(dialogue, question, after, but)


def _key_first(dialogue: Dialogue, question) -> str:
    return between(
        "",
        _beside(dialogue, question).order_by("order_key").values_list("order_key", flat=True).first() or "",
    )


def _beside(dialogue: Dialogue, question):
    """All notes under a question, those in the bin too: they come back to their places."""
    return Note.objects.filter(dialogue=dialogue, question=question)


def _deal_out(notes) -> None:
    """Give the notes new keys in the order they stand. Notes keep no history, so an update is enough."""
    ids = list(notes.order_by("order_key", "pk").values_list("pk", flat=True))
    for pk, key in zip(ids, dealt_out(len(ids)), strict=True):
        Note.objects.filter(pk=pk).update(order_key=key)
