"""What happens to insights when something below them changes."""

from insights.tagging.models import Insight, Raiser
from insights.tagging.services import anchor
from project.audit.services import change_row, remove_rows, restore_rows


def follow_note(*, note, before, after, by) -> None:
    """A note has new words. A line typed in capture is its insight: the whole line stays the anchor, and an
    insight that has the line's words takes the new ones. Elsewhere an anchor whose quote, with its
    context, stands exactly once in the new words moves along; any other stays on the version it was
    made on, where its words still stand."""
    for insight in Insight.objects.filter(note_version__note=note).select_related("note_version"):
        if before.raw and insight.note_version_id == before.pk and insight.quote == before.text:
            values = {"text": after.text} if insight.text == before.text else {}
            change_row(insight, by=by, log=False, **values, **anchor(after, 0, len(after.text)))
        elif (place := _place(insight, after.text)) is not None:
            change_row(insight, by=by, log=False, **anchor(after, place, place + len(insight.quote)))


def follow_question(*, note, before, by) -> None:
    """A note stands under another question: insights drawn from it that stood under its old one follow."""
    for insight in Insight.objects.filter(note_version__note=note, question=before):
        change_row(insight, by=by, log=False, question=note.question)


def _place(insight: Insight, text: str) -> int | None:
    """Where an insight's words stand in a text, if that is beyond doubt."""
    for words, shift in (
        (insight.prefix + insight.quote + insight.suffix, len(insight.prefix)),
        (insight.quote, 0),
    ):
        if text.count(words) == 1:
            return text.index(words) + shift
    return None


def remove_with_note(*, note, removal, recorder, by) -> None:
    """A note takes the insights drawn from it into the bin."""
    insights = list(Insight.objects.filter(note_version__note=note, removed_at=None))
    for insight in insights:
        recorder.changing(insight)
    remove_rows(insights, by=by, removal=removal)


def restore_with_note(*, note, removal, by) -> None:
    """A note brings back the insights that went into the bin with it."""
    restore_rows(Insight.objects.filter(removal=removal), by=by)


def keep_actor_type(*, participation, recorder, by) -> None:
    """A participation goes: what it raised stays, as raised by its actor type."""
    for raiser in Raiser.objects.filter(participation=participation):
        same = Raiser.objects.filter(
            insight=raiser.insight_id, participation=None, actor_type=raiser.actor_type_id
        )
        raiser._history_user = by
        if same.exists():
            recorder.deleting(raiser)
            raiser.delete()
            continue
        recorder.changing(raiser)
        change_row(raiser, by=by, log=False, participation=None)


def follow_combined(*, kept, given_up, by) -> None:
    """Two participations became one: what the second raised, the first has raised, each insight once."""
    own = set(Raiser.objects.filter(participation=kept).values_list("insight_id", flat=True))
    for raiser in Raiser.objects.filter(participation=given_up):
        if raiser.insight_id in own:
            raiser._history_user = by
            raiser.delete()
        else:
            change_row(raiser, by=by, log=False, participation=kept, actor_type=kept.actor_type)


def follow_participation(*, participation, by) -> None:
    """A participation is another organisation's now, or of another actor type: its raisers follow."""
    for raiser in Raiser.objects.filter(participation=participation):
        change_row(raiser, by=by, log=False, actor_type=participation.actor_type)
