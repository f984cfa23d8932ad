"""The pages of a note: adding, editing, its versions, the bin."""

import pytest
from django.urls import reverse

from dialogues.models import Note
from dialogues.notes.services import add_note
from tests.factories import make_dialogue, make_note
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import insight, meeting, seat, user


def new_for(title: str) -> str:
    return reverse("dialogues:note-create", args=[meeting(title).uuid])


def said(text: str) -> Note:
    return Note.objects.get(current__text=text)


def test_a_note_is_added_under_its_question_by_whom_it_was_said(world_client):
    question = meeting("Vårmötet").question_set.questions.get(number=2)
    response = send(
        world_client(),
        new_for("Vårmötet"),
        text="Ett helt stycke.\r\nMed två rader.  ",
        question=question.pk,
        participation=seat("Malmö stad").pk,
        channel="tolk",
        language="so",
        uncertain="on",
    )
    assert saved(response) == meeting("Vårmötet").get_absolute_url()
    row = said("Ett helt stycke.\nMed två rader.")
    assert (row.question, str(row.participation), row.channel, row.language, row.uncertain) == (
        question,
        "Malmö stad",
        "tolk",
        "so",
        True,
    )
    assert row.author == user("coordinator")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "required"),
        ({"text": " \n "}, "text", "required"),
        ({"text": "x" * 20_001}, "text", "20000"),
        ({"channel": "telepati"}, "channel", "not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    filled = {"text": "Ord", "voice": "quoted"}
    response = send(world_client(), new_for("Vårmötet"), **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["voice"] == ["quoted"]
    assert not Note.objects.filter(voice="quoted", current__text="Ord").exists()


def test_questions_and_speakers_are_those_of_the_meeting(world_client):
    page = parse(world_client().get(new_for("Höstsamtalet")))
    assert [o.text for o in page.first("select", name="participation").all("option")] == [
        "not known",
        "Ebeneserkyrkan",
        "Nedlagda föreningen",
        "Frikyrkorådet",
        "Okand",
    ]
    assert len(page.first("select", name="question").all("option")) == 3
    other = parse(world_client().get(new_for("Ärendemötet"))).first("select", name="question")
    assert [o.text for o in other.all("option")] == ["other"]
    response = send(world_client(), new_for("Ärendemötet"), text="x", participation=seat("Malmö stad").pk)
    assert "participation" in errors(response)


def test_an_edited_note_keeps_its_earlier_words(world_client):
    client, row = world_client(), said("Chatten gick het.")
    url = reverse("dialogues:note-edit", args=[row.uuid])
    saved(send(client, url, text="Chatten var livlig.", may_be_quoted=[]))
    row.refresh_from_db()
    assert (row.text, row.may_be_quoted, row.version) == ("Chatten var livlig.", False, 2)
    page = parse(client.get(row.get_absolute_url()))
    assert [v.text for v in page.all("p", class_="prose")] == [
        "Chatten var livlig.",
        "Chatten var livlig.",
        "Chatten gick het.",
    ]
    assert "2 versions" in page.text


def test_changing_only_what_stands_beside_the_words_makes_no_new_version(world_client):
    row = said("Chatten gick het.")
    saved(send(world_client(), reverse("dialogues:note-edit", args=[row.uuid]), channel="workshop"))
    assert (row.versions.count(), Note.objects.get(pk=row.pk).channel) == (1, "workshop")


def test_a_removed_note_takes_its_insight_into_the_bin_and_back(world_client):
    client, row = world_client(), said("Föräldrar är rädda.")
    drawn = insight("Rädsla för omhändertagande")
    response = press(client, row.get_absolute_url(), reverse("dialogues:note-remove", args=[row.uuid]))
    assert "The note is in the bin." in messages(response)
    assert client.get(drawn.get_absolute_url()).status_code == 404
    page = parse(client.get(reverse("bin")))
    assert "Föräldrar är rädda." in page.text
    assert "Rädsla för omhändertagande" not in page.text, "it comes back with its note"
    press(client, reverse("bin"), reverse("dialogues:note-restore", args=[row.uuid]))
    assert client.get(drawn.get_absolute_url()).status_code == 200


def test_removing_a_note_is_undone_from_the_message(world_client):
    client, row = world_client(), said("Föräldrar är rädda.")
    response = press(client, row.get_absolute_url(), reverse("dialogues:note-remove", args=[row.uuid]))
    assert "Undone." in messages(undo_last(client, response))
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_note_sent_twice_is_stored_once(world_client):
    client, url = world_client(), new_for("Vårmötet")
    values = changed(opened(client, url), text="Bara en gång")
    assert saved(client.post(url, values)) == saved(client.post(url, values))
    assert Note.objects.filter(current__text="Bara en gång").count() == 1


def test_the_id_of_another_meetings_note_is_refused(coordinator):
    from django.core.exceptions import ValidationError

    one, other = make_dialogue(coordinator), make_dialogue(coordinator)
    note = make_note(coordinator, one)
    with pytest.raises(ValidationError):
        add_note(by=coordinator, dialogue=other, text="Samma id", uuid=note.uuid)
    again, new = add_note(by=coordinator, dialogue=one, text="Andra ord", uuid=note.uuid)
    assert (again, new, again.text) == (note, False, "Många är oroliga.")


def test_marks_of_care_stand_on_the_page(world_client):
    text = parse(world_client().get(said("Någon sa något.").get_absolute_url())).first("main").text
    assert "do not repeat" in text
    assert "uncertain" in text
