"""Writing insights, who raised them, and their tags."""

import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, NoteVersion, Participation
from insights.codebook.models import Tag
from insights.tagging.models import Insight, Raiser, Tagging
from project.audit.models import Action, Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row, record, remove_rows, restore_rows
from project.common.errors import Refusal
from stakeholders.models import ActorType

CONTEXT = 40  # characters kept on either side of an anchored quote


@dataclass(frozen=True)
class By:
    """Who raised an insight: a participation, or only an actor type."""

    participation: Participation | None = None
    actor_type: ActorType | None = None

    def row(self, insight: Insight) -> Raiser:
        actor_type = self.participation.actor_type if self.participation else self.actor_type
        return Raiser(insight=insight, participation=self.participation, actor_type=actor_type)


def anchor(version: NoteVersion, start: int, end: int) -> dict:
    """The values that anchor an insight to the words from `start` to `end` of a version (code points, end
    exclusive). Raises Refusal where there are no such words."""
    if not 0 <= start < end <= len(version.text):
        raise Refusal(_("The marked words do not lie within the note."))
    return {
        "note_version": version,
        "start": start,
        "end": end,
        "quote": version.text[start:end],
        "prefix": version.text[max(0, start - CONTEXT) : start],
        "suffix": version.text[end : end + CONTEXT],
    }


def add_insight(
    *,
    by,
    dialogue: Dialogue,
    text: str,
    raisers: Iterable[By],
    tags: Iterable[Tag] = (),
    uuid: uuids.UUID | None = None,
    anchored: dict | None = None,
    **values,
) -> Insight:
    """A new insight with who raised it and its tags. `anchored` comes from `anchor`. Raises ValidationError
    where a raiser is of another meeting, or a tag is retired."""
    with transaction.atomic():
        insight = Insight(
            uuid=uuid or uuids.uuid4(), dialogue=dialogue, text=text, author=by, **values, **(anchored or {})
        )
        _check_anchor(insight)
        create_row(insight, by=by)
        set_raisers(by=by, insight=insight, raisers=raisers)
        set_tags(by=by, insight=insight, tags=tags)
    return insight


def change_insight(
    *,
    by,
    insight: Insight,
    version: int | None = None,
    raisers: Iterable[By] | None = None,
    tags: Iterable[Tag] | None = None,
    **values,
) -> list[str]:
    """Change an insight; its raisers and tags too, where they are given."""
    with transaction.atomic():
        changed = change_row(insight, by=by, version=version, **values)
        beside = []
        if raisers is not None and set_raisers(by=by, insight=insight, raisers=raisers):
            beside.append("raisers")
        if tags is not None and set_tags(by=by, insight=insight, tags=tags):
            beside.append("tags")
        return changed_with(insight, by=by, changed=changed, beside=beside)


def set_raisers(*, by, insight: Insight, raisers: Iterable[By]) -> bool:
    """Give the insight exactly these raisers, at least one; says whether anything changed."""
    wanted = {}
    for raiser in raisers:
        row = raiser.row(insight)
        if raiser.participation and raiser.participation.dialogue_id != insight.dialogue_id:
            raise Refusal({"raisers": _("Whoever raised it must have taken part in the same meeting.")})
        wanted[row.participation_id, row.actor_type_id if row.participation_id is None else None] = row
    if not wanted:
        raise Refusal({"raisers": _("Say who raised it, or choose “unknown”.")})
    changed = False
    for row in insight.raisers.all():
        key = (row.participation_id, row.actor_type_id if row.participation_id is None else None)
        if wanted.pop(key, None) is None:
            row._history_user = by
            row.delete()
            changed = True
    for row in wanted.values():
        create_row(row, by=by, log=False)
        changed = True
    if changed:
        record(Action.CHANGE, by=by, row=insight, fields=["raisers"])
    return changed


def set_tags(*, by, insight: Insight, tags: Iterable[Tag]) -> bool:
    """Give the insight exactly these tags; says whether anything changed. A retired tag that it has
    already may stay; none can be added (Refusal)."""
    wanted = {tag.pk: tag for tag in tags}
    changed = False
    for tagging in insight.taggings.all():
        if wanted.pop(tagging.tag_id, None) is None:
            _untag(tagging, by=by)
            changed = True
    for tag in wanted.values():
        add_tagging(by=by, insight=insight, tag=tag)
        changed = True
    return changed


def add_tagging(*, by, insight: Insight, tag: Tag) -> Tagging:
    """Put a tag on an insight; one that it has already is given back."""
    if not tag.is_live:
        raise Refusal({"tags": _("The tag “%(tag)s” is retired; choose another.") % {"tag": tag.name}})
    with transaction.atomic():
        tagging = Tagging.objects.filter(insight=insight, tag=tag).first()
        if tagging is None:
            tagging = create_row(Tagging(insight=insight, tag=tag, tagger=by), by=by, log=False)
            record(Action.CHANGE, by=by, row=insight, fields=["tags"], tag=tag.pk)
    return tagging


def remove_tagging(*, by, insight: Insight, tag: Tag) -> None:
    """Take a tag off an insight, if it has it."""
    tagging = Tagging.objects.filter(insight=insight, tag=tag).first()
    if tagging is not None:
        _untag(tagging, by=by)


def remove_insight(*, by, insight: Insight) -> Operation:
    """Put an insight into the bin. Can be undone."""
    with operation("insight.remove", by=by) as recorder:
        recorder.changing(insight)
        remove_rows([insight], by=by)
    return recorder.operation


def restore_insight(*, by, insight: Insight) -> None:
    """Take an insight out of the bin. Raises Refusal where its note lies there: it comes back with the note
    only."""
    with transaction.atomic():
        restore_rows([insight], by=by)
        insight.check_return()


def _untag(tagging: Tagging, *, by) -> None:
    tagging._history_user = by
    record(Action.CHANGE, by=by, row=tagging.insight, fields=["tags"], tag=tagging.tag_id)
    tagging.delete()


def _check_anchor(insight: Insight) -> None:
    if insight.note_version_id and insight.note_version.note.dialogue_id != insight.dialogue_id:
        raise Refusal(_("The marked words belong to another meeting."))
    if insight.question_id and insight.dialogue.question_set_id not in (
        None,
        insight.question.question_set_id,
    ):
        raise Refusal({"question": _("The question is not one of this meeting's.")})
