import uuid as uuids

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.meetings.dates import when_in_words
from dialogues.models import Commitment, Dialogue, Note, Question
from dialogues.notes.services import move_note, neighbours, remove_note
from insights.capture import services
from insights.capture.forms import CaptureForm, LineForm
from insights.capture.lookup import Codebook
from insights.capture.models import OpenToken
from insights.tagging.panels import script_of
from project.pages.details import RowMixin
from project.pages.forms import EditPage, FormPage


class Capture(RowMixin, FormPage):
    """The place to write what is said: the meeting's questions, with the lines so far under each."""

    model = Dialogue
    form_class = CaptureForm
    template = "insights/capture/capture.html"

    def form_arguments(self):
        return {"dialogue": self.row}

    def post(self, request, **kwargs):
        """Store what is typed; then move, remove or open the line whose button was pressed, if one was.
        Without JavaScript a button sends the whole form, so nothing typed elsewhere on the page is lost."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                count = self.save(form)
                goto = self.act(request.POST.get("act", ""))
            except ValidationError as error:
                self.show_errors(form, error)
            else:
                if request.htmx:
                    return self.show(self.form(), fragment=True)
                if count:
                    messages.success(
                        request,
                        ngettext("Saved: %(count)s line.", "Saved: %(count)s lines.", count)
                        % {"count": count},
                    )
                return redirect(goto or reverse("insights:capture", args=[self.row.uuid]))
        return self.show(form, fragment=bool(request.htmx), status=422 if request.htmx else 200)

    def act(self, asked: str) -> str | None:
        """Do what a line's button asks ("up:<uuid>"); gives where to go, where that is elsewhere."""
        way, _colon, uuid = asked.partition(":")
        if way not in ("edit", "up", "down", "to", "remove"):
            return None
        notes = (
            Note.objects.visible_to(self.request.user).filter(dialogue=self.row).select_related("question")
        )
        note = get_object_or_404(notes, uuid=_uuid_or_404(uuid))
        anchor = f"{reverse('insights:capture', args=[self.row.uuid])}#line-{note.uuid}"
        if way == "edit":
            return reverse("insights:line-edit", args=[note.uuid])
        if way == "remove":
            removed = remove_note(by=self.request.user, note=note)
            messages.success(self.request, _("The line is in the bin."), extra_tags=f"undo:{removed.uuid}")
            return None
        self.move(note, way)
        return anchor

    def move(self, note: Note, way: str) -> None:
        """Move a line one up, one down, or under the question chosen for it."""
        before, after = neighbours(note)
        if way == "up" and before is not None:
            two_before = neighbours(before)[0]
            place = {"after": two_before} if two_before else {"first": True}
            move_note(by=self.request.user, note=note, question=note.question, **place)
        elif way == "down" and after is not None:
            move_note(by=self.request.user, note=note, question=note.question, after=after)
        elif way == "to":
            key = self.request.POST.get(f"to-{note.uuid}", "")
            questions = {q.key: q for q in Question.objects.filter(question_set=self.row.question_set_id)}
            move_note(by=self.request.user, note=note, question=questions.get(key))

    def save(self, form) -> int:
        """Store every line typed, all or none; give how many were new."""
        codebook = Codebook()
        values = {"channel": form.cleaned_data["channel"]} if form.cleaned_data["channel"] else {}
        new = 0
        with transaction.atomic():
            for question, uuid, raw in form.lines():
                self.place = form.text_name(question)
                _note, is_new = services.capture_line(
                    by=self.request.user,
                    dialogue=self.row,
                    raw=raw,
                    question=question,
                    uuid=uuid,
                    codebook=codebook,
                    **values,
                )
                new += is_new
        return new

    def show_errors(self, form, error: ValidationError) -> None:
        """A line's errors stand at the place it was typed in."""
        for text in error.messages:
            form.add_error(getattr(self, "place", None), text)

    def show(self, form, *, fragment=False, status=200, **context):
        parts, _loose = script_of(self.row, self.request.user)
        by_question = {part.question.pk if part.question else None: part for part in parts}
        places = [
            {
                "question": question,
                "key": question.key if question else "other",
                "field": form[form.text_name(question)],
                "id_field": form[form.id_name(question)],
                "part": by_question.get(question.pk if question else None),
            }
            for question in form.questions
        ]
        open_tokens: dict[int, list[OpenToken]] = {}
        for token in OpenToken.objects.visible_to(self.request.user).filter(note__dialogue=self.row):
            open_tokens.setdefault(token.note_id, []).append(token)
        context = {
            "view": self,
            "row": self.row,
            "form": form,
            "places": places,
            "open_tokens": open_tokens,
            "when": when_in_words(self.row),
            "questions": form.questions,
            "promised": set(
                Commitment.objects.visible_to(self.request.user)
                .filter(dialogue=self.row, note__isnull=False)
                .values_list("note_id", flat=True)
            ),
            "fragment_messages": fragment,
            **context,
        }
        template = "insights/capture/_places.html" if fragment else self.template
        return render(self.request, template, context, status=status)


def _uuid_or_404(text: str) -> uuids.UUID:
    try:
        return uuids.UUID(text)
    except ValueError:
        raise Http404 from None


class LineEdit(EditPage):
    """Change one line as it was typed."""

    model = Note
    form_class = LineForm
    done = ""

    def rows(self):
        return super().rows().select_related("current", "dialogue", "question")

    def heading(self):
        return _("Edit the line")

    def save(self, form):
        services.revise_line(
            by=self.request.user,
            note=self.row,
            raw=form.cleaned_data["raw"],
            version=form.cleaned_data["version"],
        )
        return self.row

    def done_url(self, row) -> str:
        return f"{reverse('insights:capture', args=[self.row.dialogue.uuid])}#line-{self.row.uuid}"

    def cancel_url(self) -> str:
        return self.done_url(self.row)
