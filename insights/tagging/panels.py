"""Sections of detail pages that insights give."""

from dataclasses import dataclass, field

from django.urls import reverse

from dialogues.models import Note, Question
from insights.tagging.models import Insight


@dataclass
class Part:
    """The lines under one question, or under none."""

    question: Question | None
    lines: list["ScriptLine"] = field(default_factory=list)


@dataclass
class ScriptLine:
    """A note with the insights drawn from it."""

    note: Note
    insights: list[Insight]

    @property
    def paragraphs(self) -> list[tuple[str, Insight | None]]:
        """The note's text in pieces: plain ones, and those an insight is anchored to. Where two overlap,
        the piece belongs to the one that begins first."""
        text, pieces, at = self.note.text, [], 0
        own = [i for i in self.insights if i.note_version_id == self.note.current_id]
        for insight in sorted(own, key=lambda i: (i.start, -i.end)):
            start = max(insight.start, at)
            if start >= insight.end:
                continue
            pieces += [(text[at:start], None), (text[start : insight.end], insight)]
            at = insight.end
        return [piece for piece in [*pieces, (text[at:], None)] if piece[0]]

    @property
    def is_one(self) -> bool:
        """Whether the whole line is its insight, so that nothing in it needs marking."""
        return len(self.insights) == 1 and self.insights[0].quote == self.note.text

    @property
    def said_at(self):
        return self.note.created_at


def script_of(dialogue, user) -> tuple[list[Part], list[Insight]]:
    """A meeting's lines by question, and its insights that are anchored to no line."""
    notes = Note.objects.visible_to(user).filter(dialogue=dialogue).for_list().order_by("order_key", "pk")
    insights = Insight.objects.visible_to(user).filter(dialogue=dialogue).for_script()
    by_note: dict[int, list[Insight]] = {}
    loose = []
    for insight in insights:
        if insight.note_version_id:
            by_note.setdefault(insight.note_version.note_id, []).append(insight)
        else:
            loose.append(insight)
    asked = Question.objects.filter(question_set=dialogue.question_set_id).order_by("number")
    parts = {q.pk: Part(q) for q in asked} if dialogue.question_set_id else {}
    other = Part(None)
    for note in notes:
        part = parts.setdefault(note.question_id, Part(note.question)) if note.question_id else other
        part.lines.append(ScriptLine(note, by_note.pop(note.pk, [])))
    found = [*parts.values(), other] if other.lines or not parts else list(parts.values())
    return found, loose + [i for rest in by_note.values() for i in rest]


def lines_of_dialogue(request, dialogue) -> dict:
    parts, loose = script_of(dialogue, request.user)
    return {
        "parts": parts,
        "loose": loose,
        "capture_url": reverse("insights:capture", args=[dialogue.uuid]),
        "add_insight_url": reverse("insights:insight-create", args=[dialogue.uuid]),
        "add_note_url": reverse("dialogues:note-create", args=[dialogue.uuid]),
    }


def insights_of_organisation(request, organisation) -> dict:
    """What an organisation is known to have raised, as far as the user may see it."""
    seen = Insight.objects.visible_to(request.user).filter(raisers__participation__organisation=organisation)
    return {"insights": seen.for_list().order_by("-dialogue__first_day", "-pk")[:50]}


def insights_of_note(request, note) -> dict | None:
    insights = list(Insight.objects.visible_to(request.user).filter(note_version__note=note).for_list())
    return {"insights": insights} if insights else None


def insights_of_participation(request, participation) -> dict | None:
    insights = list(
        Insight.objects.visible_to(request.user).filter(raisers__participation=participation).for_list()
    )
    return {"insights": insights} if insights else None


def insights_of_tag(request, tag) -> dict:
    """The insights that have a tag, or a child of it: how many count, and the latest."""
    own = Insight.objects.visible_to(request.user).counted().with_tags(type(tag).objects.filter(pk=tag.pk))
    rows = own.for_list().order_by("-dialogue__first_day", "-pk")
    url = f"{reverse('insights:insight-list')}?counted=1&tag={tag.key}"
    return {"insights": rows[:20], "count": own.count(), "url": url}
