"""Capture: a typed line becomes a note, and what it means, in one transaction."""

import uuid as uuids
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.commitments.services import add_commitment, change_commitment, remove_commitment
from dialogues.meetings.models import Attendance, Dialogue, Participation
from dialogues.meetings.services import add_participation, change_participation
from dialogues.models import Commitment, Note, Question
from dialogues.notes.services import add_note, revise_note
from insights.capture.grammar import Line, Token, parse, without
from insights.capture.lookup import Codebook, find_actor
from insights.capture.models import OpenToken, TokenSign
from insights.codebook.models import Tag
from insights.tagging.models import Insight
from insights.tagging.services import (
    By,
    add_insight,
    add_tagging,
    anchor,
    remove_insight,
    remove_tagging,
    set_raisers,
)
from project.audit.services import count_change
from project.common.errors import Refusal
from stakeholders.models import ActorType, Organisation


@dataclass
class Meaning:
    """A line with its words looked up."""

    line: Line
    text: str
    tags: list[Tag] = field(default_factory=list)
    actors: list[Organisation] = field(default_factory=list)
    open: list[Token] = field(default_factory=list)


def understand(*, dialogue: Dialogue, raw: str, codebook: Codebook | None = None) -> Meaning:
    """Look up a line's tokens. Those that mean one tag or actor are taken out of the text; the others
    stay in it, and are `open`. A tag in a commitment is open too: a promise of ours is no insight."""
    line = parse(raw)
    codebook = codebook or Codebook()
    meaning, known = Meaning(line=line, text=""), []
    for token in line.tokens:
        if token.sign == TokenSign.TAG:
            found = None if line.is_commitment else codebook.find(token.word)
            bucket = meaning.tags
        else:
            found, bucket = find_actor(dialogue, token.word), meaning.actors
        if found is None:
            meaning.open.append(token)
            continue
        known.append(token)
        if found not in bucket:
            bucket.append(found)
    meaning.text = without(line, known)
    return meaning


def capture_line(
    *,
    by,
    dialogue: Dialogue,
    raw: str,
    question: Question | None = None,
    uuid: uuids.UUID | None = None,
    after: Note | None = None,
    codebook: Codebook | None = None,
    **values,
) -> tuple[Note, bool]:
    """Store a typed line: a note; with a tag an insight; with `!` a commitment; with `@` a present
    participation, and who raised it. Gives the note, and whether it is new: a line sent twice is stored
    once, and one that has other words under an id that is taken is a line of its own. Raises Refusal where
    nothing is left but tags and actors, or it is too long."""
    with transaction.atomic():
        stored = _sent_before(dialogue, uuid)
        if stored is not None and not _said_so(stored, raw):
            uuid = uuids.uuid5(uuid, parse(raw).raw)
            stored = _sent_before(dialogue, uuid)
        if stored is not None:
            return stored, False
        meaning = understand(dialogue=dialogue, raw=raw, codebook=codebook)
        _refuse_bare(meaning)
        present = [_make_present(by=by, dialogue=dialogue, organisation=o) for o in meaning.actors]
        note, new = add_note(
            by=by,
            dialogue=dialogue,
            text=meaning.text,
            raw=meaning.line.raw,
            question=question,
            uuid=uuid,
            after=after,
            participation=present[0] if len(present) == 1 and not meaning.line.is_commitment else None,
            **values,
        )
        if new:
            _mean(by=by, note=note, meaning=meaning, present=present)
    return note, new


def _sent_before(dialogue: Dialogue, uuid: uuids.UUID | None) -> Note | None:
    return Note.objects.filter(uuid=uuid, dialogue=dialogue).first() if uuid else None


def _said_so(note: Note, raw: str) -> bool:
    """Whether a stored line was, in some version, typed like this."""
    return note.versions.filter(raw=parse(raw).raw).exists()


def revise_line(*, by, note: Note, raw: str, version: int | None = None) -> None:
    """Change a captured line as it was typed. Its tags, actors and commitment follow what changed in the
    line; tags put on its insight elsewhere stay."""
    with transaction.atomic():
        dialogue, codebook = note.dialogue, Codebook()
        before = understand(dialogue=dialogue, raw=note.current.raw or note.text, codebook=codebook)
        if not note.current.raw:
            before.tags, before.actors, before.open = [], [], []
        meaning = understand(dialogue=dialogue, raw=raw, codebook=codebook)
        _refuse_bare(meaning)
        present = [_make_present(by=by, dialogue=dialogue, organisation=o) for o in meaning.actors]
        values = {}
        if meaning.actors != before.actors:
            alone = len(present) == 1 and not meaning.line.is_commitment
            values["participation"] = present[0] if alone else None
        revise_note(by=by, note=note, text=meaning.text, raw=meaning.line.raw, version=version, **values)
        note.refresh_from_db()
        _follow(by=by, note=note, before=before, meaning=meaning, present=present)


def line_insight(note: Note) -> Insight | None:
    """The insight that a captured line is, if it is one."""
    insights = Insight.objects.filter(note_version__note=note, removed_at=None, start=0)
    return next((i for i in insights.select_related("note_version") if i.quote == i.note_version.text), None)


def _mean(*, by, note: Note, meaning: Meaning, present: list[Participation]) -> None:
    """Make what a new line means."""
    if meaning.line.is_commitment:
        _promise(by=by, note=note, meaning=meaning)
    elif meaning.tags:
        _make_insight(by=by, note=note, meaning=meaning, present=present)
    _store_open(note, meaning)


def _follow(*, by, note: Note, before: Meaning, meaning: Meaning, present: list[Participation]) -> None:
    """Bring what hangs on a line after an edit in line with it."""
    commitment = Commitment.objects.filter(note=note, removed_at=None).first()
    if meaning.line.is_commitment and commitment is None:
        _promise(by=by, note=note, meaning=meaning)
    elif meaning.line.is_commitment:
        change_commitment(by=by, commitment=commitment, text=meaning.text)
    elif commitment is not None and before.line.is_commitment:
        remove_commitment(by=by, commitment=commitment)
    insight = line_insight(note)
    if insight is None:
        if meaning.tags:
            _make_insight(by=by, note=note, meaning=meaning, present=present)
    else:
        if (before.tags, before.actors) != (meaning.tags, meaning.actors):
            count_change(insight, by=by)
        _retag(by=by, insight=insight, before=before, meaning=meaning)
        if meaning.actors != before.actors:
            set_raisers(by=by, insight=insight, raisers=_raisers(note, present)[0])
    note.open_tokens.exclude(sign=TokenSign.RAISER).delete()
    _store_open(note, meaning)


def _retag(*, by, insight: Insight, before: Meaning, meaning: Meaning) -> None:
    for tag in meaning.tags:
        if tag not in before.tags:
            add_tagging(by=by, insight=insight, tag=tag)
    for tag in before.tags:
        if tag not in meaning.tags:
            remove_tagging(by=by, insight=insight, tag=tag)
    if before.tags and not meaning.tags and not insight.taggings.exists():
        remove_insight(by=by, insight=insight)


def _make_insight(*, by, note: Note, meaning: Meaning, present: list[Participation]) -> Insight:
    raisers, known = _raisers(note, present)
    kind = {"kind": note.question.default_kind} if note.question_id else {}
    insight = add_insight(
        by=by,
        dialogue=note.dialogue,
        text=meaning.text,
        question=note.question,
        channel=note.channel,
        language=note.language,
        voice=note.voice,
        may_be_quoted=note.may_be_quoted,
        do_not_repeat=note.do_not_repeat,
        raisers=raisers,
        tags=meaning.tags,
        anchored=anchor(note.current, 0, len(note.current.text)),
        **kind,
    )
    if not known:
        OpenToken.objects.get_or_create(note=note, sign=TokenSign.RAISER, word="")
    return insight


def _raisers(note: Note, present: list[Participation]) -> tuple[list[By], bool]:
    """Who raised a line: the actors named in it; else the meeting's only external actor type; else the
    type "unknown", and then it is not known."""
    if present:
        return [By(participation=p) for p in present], True
    types = list(
        ActorType.objects.external()
        .filter(participations__dialogue=note.dialogue_id)
        .filter(participations__attendance__in=(Attendance.PRESENT, Attendance.EXPECTED))
        .distinct()[:2]
    )
    if len(types) == 1:
        return [By(actor_type=types[0])], True
    return [By(actor_type=unknown_actor_type())], False


def unknown_actor_type() -> ActorType:
    """The type that stands for not knowing who."""
    unknown = ActorType.objects.filter(unknown=True).first()
    if unknown is None:
        raise Refusal(
            _(
                "The register lacks the actor type “unknown”. Ask your administrator to load the reference data."
            )
        )
    return unknown


def _promise(*, by, note: Note, meaning: Meaning) -> Commitment:
    to = meaning.actors[0] if len(meaning.actors) == 1 else None
    return add_commitment(by=by, dialogue=note.dialogue, note=note, text=meaning.text, organisation=to)


def _make_present(*, by, dialogue: Dialogue, organisation: Organisation) -> Participation:
    """Confirm that the organisation was there, or add it with its head-count unknown."""
    participation = Participation.objects.filter(dialogue=dialogue, organisation=organisation).first()
    if participation is None:
        return add_participation(by=by, dialogue=dialogue, organisation=organisation)
    if participation.attendance != Attendance.PRESENT:
        change_participation(by=by, participation=participation, attendance=Attendance.PRESENT)
    return participation


def _store_open(note: Note, meaning: Meaning) -> None:
    for token in meaning.open:
        OpenToken.objects.get_or_create(note=note, sign=token.sign, word=token.word[:200])


def _refuse_bare(meaning: Meaning) -> None:
    if not meaning.text:
        raise Refusal({"text": _("Write what was said as well; a tag or an actor alone says nothing.")})
