"""The page where lines are written, as a form: it works without JavaScript, and for the script that sends
one line at a time."""

import uuid

import pytest
from django.urls import reverse

from dialogues.models import Note
from insights.models import Insight
from tests.factories import make_actor_type, make_dialogue, make_note, make_question_set, make_tag
from tests.html import form_values, parse


@pytest.fixture
def meeting(coordinator):
    make_actor_type("okand")
    make_tag(coordinator, "RAD", name_sv="Rädsla och oro")
    return make_dialogue(coordinator, "Mötet", question_set=make_question_set())


@pytest.fixture
def url(meeting):
    return reverse("insights:capture", args=[meeting.uuid])


@pytest.fixture
def writer(client_of, coordinator):
    return client_of(coordinator)


def fill(writer, url, **texts) -> dict:
    """What the page's form sends with these texts in its places, counted from 1; `other` is the last."""
    form = parse(writer.get(url)).first("form", id="capture")
    values = form_values(form)
    places = [name for name in values if name.startswith("text-")]
    for place, text in texts.items():
        name = places[-1] if place == "other" else places[int(place.removeprefix("q")) - 1]
        values[name] = [text]
    return values


def lines() -> list[str]:
    return [n.text for n in Note.objects.filter(removed_at=None).order_by("question__number", "order_key")]


def test_each_question_has_a_place_and_there_is_one_for_what_fits_none(writer, url):
    page = parse(writer.get(url))
    headings = [h.text for h in page.first("form", id="capture").all("h2")]
    assert len(headings) == 4
    assert headings[0].startswith("1. ")
    assert len(page.all("textarea")) == 4


def test_everything_written_is_saved_as_one_form(writer, url):
    response = writer.post(
        url, fill(writer, url, q1="Första #RAD\nAndra", q3="Tredje", other="Övrigt"), follow=True
    )
    assert response.status_code == 200
    assert set(lines()) == {"Första", "Andra", "Tredje", "Övrigt"}
    assert Insight.objects.get().text == "Första"
    script = parse(response).first("ol", class_="script")
    assert [li.first("p").text for li in script.all("li", class_="line")] == ["Första", "Andra"]


def test_the_same_form_sent_twice_stores_each_line_once(writer, url):
    values = fill(writer, url, q1="Första\nAndra", q2="Tredje")
    writer.post(url, values)
    writer.post(url, values)
    assert len(lines()) == 3


def test_a_line_that_cannot_be_saved_keeps_everything_in_the_form(writer, url):
    response = writer.post(url, fill(writer, url, q1="En rad som är bra", q2="#RAD"))
    page = parse(response)
    assert response.status_code == 200
    assert lines() == []
    areas = page.all("textarea")
    assert [a.text for a in areas[:2]] == ["En rad som är bra", "#RAD"]
    wrong = page.first(class_="wrong")
    assert wrong.first("textarea").attrs["id"] == areas[1].attrs["id"]
    assert wrong.first(class_="errors").text


def test_the_script_gets_the_lines_alone(writer, url, meeting):
    key = meeting.question_set.questions.first().key
    line = {f"text-{key}": "Via skriptet #RAD", f"uuid-{key}": str(uuid.uuid4())}
    for _twice in range(2):
        response = writer.post(url, line, headers={"HX-Request": "true"})
        assert response.status_code == 200
    assert lines() == ["Via skriptet"]
    assert b"<html" not in response.content
    assert parse(response).first("section", data_place=key).first("li", class_="line")


def test_the_script_is_told_why_a_line_was_not_taken(writer, url, meeting):
    key = meeting.question_set.questions.first().key
    response = writer.post(url, {f"text-{key}": "#RAD"}, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert parse(response).first("section", data_place=key).first(class_="errors").text


def act(writer, url, asked: str, **more):
    return writer.post(url, {**fill(writer, url), "act": asked, **more}, follow=True)


def test_lines_are_moved_up_down_and_under_another_question(writer, url, meeting, coordinator):
    one, two, _three = meeting.question_set.questions.all()
    a, b, c = (make_note(coordinator, meeting, text, question=one) for text in "abc")
    act(writer, url, f"up:{c.uuid}")
    assert lines() == ["a", "c", "b"]
    act(writer, url, f"up:{c.uuid}")
    act(writer, url, f"up:{c.uuid}")
    assert lines() == ["c", "a", "b"]
    act(writer, url, f"down:{c.uuid}")
    assert lines() == ["a", "c", "b"]
    act(writer, url, f"down:{b.uuid}")
    assert lines() == ["a", "c", "b"]
    act(writer, url, f"to:{a.uuid}", **{f"to-{a.uuid}": two.key})
    assert list(Note.objects.filter(question=two)) == [a]


def test_an_insight_moves_with_its_line(writer, url, meeting):
    _one, two, _three = meeting.question_set.questions.all()
    writer.post(url, fill(writer, url, q1="Rädda #RAD"))
    note = Note.objects.get()
    act(writer, url, f"to:{note.uuid}", **{f"to-{note.uuid}": two.key})
    assert Insight.objects.get().question == two


def test_a_removed_line_goes_to_the_bin_and_is_undone_from_the_message(writer, url):
    writer.post(url, fill(writer, url, q1="Rädda #RAD"))
    note = Note.objects.get()
    page = parse(act(writer, url, f"remove:{note.uuid}"))
    note.refresh_from_db()
    assert note.removed_at
    assert (
        Insight.objects.get().removed_at == note.removed_at or Insight.objects.get().removal == note.removal
    )
    undo = page.first(id="messages").first("form")
    writer.post(undo.attrs["action"], form_values(undo))
    note.refresh_from_db()
    assert note.removed_at is None
    assert Insight.objects.get().removed_at is None


def test_what_is_typed_elsewhere_is_saved_when_a_button_is_pressed(writer, url, meeting, coordinator):
    note = make_note(coordinator, meeting, "gammal", question=meeting.question_set.questions.first())
    values = fill(writer, url, q2="Inte tappad")
    response = writer.post(url, {**values, "act": f"edit:{note.uuid}"})
    assert response["Location"] == reverse("insights:line-edit", args=[note.uuid])
    assert "Inte tappad" in lines()


def test_a_line_is_edited_as_it_was_typed(writer, url):
    writer.post(url, fill(writer, url, q1="Rädda #RAD"))
    note = Note.objects.get()
    edit = reverse("insights:line-edit", args=[note.uuid])
    form = parse(writer.get(edit)).first("form", class_="form")
    values = form_values(form)
    assert values["raw"] == ["Rädda #RAD"]
    response = writer.post(edit, {**values, "raw": "Mycket rädda #RAD"})
    assert response["Location"].endswith(f"#line-{note.uuid}")
    assert lines() == ["Mycket rädda"]


def test_two_who_edit_the_same_line_both_see_it(writer, url, client_of, outsider):
    writer.post(url, fill(writer, url, q1="Rädda"))
    note = Note.objects.get()
    edit = reverse("insights:line-edit", args=[note.uuid])
    mine = form_values(parse(writer.get(edit)).first("form", class_="form"))
    other = client_of(outsider)
    theirs = form_values(parse(other.get(edit)).first("form", class_="form"))
    other.post(edit, {**theirs, "raw": "Deras ändring"})
    response = writer.post(edit, {**mine, "raw": "Min ändring"})
    assert response.status_code == 409
    text = parse(response).first("main").text
    assert "Deras ändring" in text
    assert "Min ändring" in text
    again = form_values(parse(response).first("form", class_="form"))
    writer.post(edit, again)
    assert lines() == ["Min ändring"]


@pytest.mark.parametrize(
    "asked", ["up:", "up:nonsense", "remove:00000000-0000-4000-8000-000000000000", "explode:1", ""]
)
def test_nonsense_in_a_button_harms_nothing(writer, url, asked):
    response = writer.post(url, {**fill(writer, url, q1="En rad"), "act": asked})
    assert response.status_code in (302, 404)


def test_a_line_of_a_meeting_one_may_not_see_cannot_be_written_or_touched(client_of, outsider, coordinator):
    make_actor_type("okand")
    secret = make_dialogue(coordinator, "Hemligt", protection="restricted", question_set=make_question_set())
    note = make_note(coordinator, secret)
    client = client_of(outsider)
    assert client.get(reverse("insights:capture", args=[secret.uuid])).status_code == 404
    assert (
        client.post(reverse("insights:capture", args=[secret.uuid]), {"text-other": "x"}).status_code == 404
    )
    assert client.get(reverse("insights:line-edit", args=[note.uuid])).status_code == 404


def test_a_waiting_word_is_shown_at_its_line_and_on_the_desk(writer, url):
    writer.post(url, fill(writer, url, q1="Rädda #okänt"))
    assert "#okänt" in parse(writer.get(url)).first("li", class_="line").text
    assert "#okänt" in parse(writer.get(reverse("desk"))).first("main").text
