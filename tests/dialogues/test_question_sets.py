"""Question sets: what the dialogues ask, and why the words of a used question stay."""

import pytest
from django.urls import reverse

from dialogues.models import QuestionSet
from tests.factories import make_dialogue, make_question_set
from tests.html import form_values, parse


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


def fill(client, url, **values):
    form = form_values(parse(client.get(url)).first("form", class_="form"))
    return client.post(url, form | {k: [v] for k, v in values.items()})


def texts(question_set) -> list[tuple[str, str]]:
    return list(question_set.questions.values_list("text_sv", "text_en"))


def test_a_set_is_made_of_its_lines(client):
    url = reverse("dialogues:question-set-create")
    response = fill(
        client,
        url,
        title_sv="Höstens frågor",
        questions_sv="Vad ser ni?\n\nVad behövs?",
        questions_en="What do you see?",
    )
    made = QuestionSet.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert texts(made) == [("Vad ser ni?", "What do you see?"), ("Vad behövs?", "")]
    page = parse(client.get(made.get_absolute_url()))
    assert [li.first("p").text for li in page.first("ol", class_="questions").all("li")] == [
        "Vad ser ni?",
        "Vad behövs?",
    ]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"questions_sv": ""}, "questions_sv"),
        ({"questions_sv": "x" * 301}, "questions_sv"),
        ({"questions_sv": "En", "questions_en": "One\nTwo"}, "questions_en"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(client, values, wrong):
    response = fill(client, reverse("dialogues:question-set-create"), title_sv="Titel", **values)
    page = parse(response)
    assert page.first(id=f"id_{wrong}_error").text
    assert page.first(id="id_title_sv").attrs["value"] == "Titel"
    assert not QuestionSet.objects.exists()


def test_an_unused_set_can_be_changed(client):
    found = make_question_set(2)
    fill(
        client,
        reverse("dialogues:question-set-edit", args=[found.uuid]),
        questions_sv="Ny fråga?",
        questions_en="New?",
    )
    assert texts(found) == [("Ny fråga?", "New?")]


def test_questions_that_a_meeting_has_asked_keep_their_words(client, coordinator):
    found = make_question_set(2)
    before = texts(found)
    make_dialogue(coordinator, question_set=found)
    url = reverse("dialogues:question-set-edit", args=[found.uuid])
    response = fill(client, url, questions_sv="Ny fråga?", questions_en="")
    assert response.status_code == 200
    assert parse(response).first(class_="error-summary")
    assert texts(found) == before
    assert fill(client, url, title_sv="Bara ny titel").status_code == 302


def test_a_retired_set_is_offered_for_no_new_meeting_and_can_be_taken_back(client, client_of, coordinator):
    found = make_question_set()
    client.post(reverse("dialogues:question-set-retire", args=[found.uuid]))
    found.refresh_from_db()
    assert found.retired_on
    offered = (
        parse(client_of(coordinator).get(reverse("dialogues:dialogue-create")))
        .first(id="id_question_set")
        .all("option")
    )
    assert str(found.pk) not in [o.attrs["value"] for o in offered]
    undo = parse(client.get(found.get_absolute_url())).first(id="messages").first("form")
    client.post(undo.attrs["action"], form_values(undo))
    found.refresh_from_db()
    assert found.retired_on is None


def test_the_list_finds_sets_by_their_questions(client):
    make_question_set(1)
    other = make_question_set(3)
    page = parse(client.get(reverse("dialogues:question-set-list") + "?q=fråga 3"))
    assert [a.attrs["href"] for a in page.first("table").all("a") if "questions/" in a.attrs["href"]][
        -1
    ] == other.get_absolute_url()


def test_the_meetings_of_a_set_are_found(client, coordinator):
    found = make_question_set()
    make_dialogue(coordinator, "Med frågor", question_set=found)
    make_dialogue(coordinator, "Utan frågor")
    page = parse(client.get(reverse("dialogues:dialogue-list") + f"?question_set={found.key}"))
    assert [e.text for e in page.first("table").all(class_="row-name")] == ["Med frågor"]
