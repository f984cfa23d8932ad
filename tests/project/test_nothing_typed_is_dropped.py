"""What somebody has typed is stored, or comes back: also where the form was sent before, where what stands
beside it has been retired since, and where a meeting asks other questions by now."""

import pytest
from django.urls import reverse

from dialogues.models import Dialogue, Note, Participation, QuestionSet
from insights.models import Insight
from project.accounts.models import User
from stakeholders.register.services import archive_organisation
from tests.factories import make_actor_type, make_question_set, make_user
from tests.forms import changed, errors, kept, opened, saved, send
from tests.html import form_values, parse
from tests.world import actor, meeting, user


@pytest.fixture
def client(world_client):
    return world_client("manager")


def texts(dialogue) -> list[str]:
    return sorted(note.text for note in Note.objects.filter(dialogue=dialogue))


def capture_form(client, url) -> dict:
    return form_values(parse(client.get(url)).first("form", data_capture=True))


def test_a_line_put_between_others_in_a_form_sent_before_is_stored_and_the_others_stand_once(client):
    dialogue = meeting("Odaterat brev")
    url = reverse("insights:capture", args=[dialogue.uuid])
    form = capture_form(client, url)
    client.post(url, changed(form, **{"text-other": "ett\ntvå\ntre"}))
    client.post(url, changed(form, **{"text-other": "ett\nmellan\ntvå\ntre\ntre"}))
    client.post(url, changed(form, **{"text-other": "ett\nmellan\ntvå\ntre\ntre"}))
    assert texts(dialogue) == ["ett", "mellan", "tre", "tre", "två"]


def test_other_words_under_the_id_of_a_line_are_a_line_of_their_own_once(client):
    dialogue = meeting("Odaterat brev")
    url = reverse("insights:capture", args=[dialogue.uuid])
    form = capture_form(client, url)
    for text in ("först", "sedan", "sedan", "först"):
        client.post(url, changed(form, **{"text-other": text}))
    assert texts(dialogue) == ["först", "sedan"]


def test_a_new_note_sent_again_with_more_in_it_comes_back_with_its_text(client):
    dialogue = meeting("Odaterat brev")
    url = reverse("dialogues:note-create", args=[dialogue.uuid])
    form = opened(client, url)
    saved(client.post(url, changed(form, text="Första.")))
    answer = client.post(url, changed(form, text="Första. Och något viktigt."))
    assert answer.status_code == 409
    assert "“Första.”" in errors(answer)[""]
    saved(client.post(url, kept(answer)))
    assert texts(dialogue) == ["Första.", "Första. Och något viktigt."]


def test_a_new_meeting_sent_again_with_one_more_participant_comes_back_with_them(client):
    url = reverse("dialogues:dialogue-create")
    form = changed(opened(client, url), title="Samråd")
    first = saved(client.post(url, changed(form, participants="Åre kommun; 2")))
    assert saved(client.post(url, changed(form, participants="Årebygden; 2"))) == first
    answer = client.post(url, changed(form, participants="Åre kommun; 2\nMalmö stad"))
    assert answer.status_code == 409
    assert "Malmö stad" in kept(answer)["participants"][0]
    assert Dialogue.objects.filter(title="Samråd").count() == 1


def test_a_note_keeps_its_question_when_the_meeting_asks_others_by_now(client):
    note = Note.objects.get(current__text="Föräldrar är rädda.")
    insight = Insight.objects.get(text="Rädsla för omhändertagande")
    Dialogue.objects.filter(pk=note.dialogue_id).update(question_set=make_question_set(2))
    saved(send(client, reverse("dialogues:note-edit", args=[note.uuid]), text="Föräldrar är mycket rädda."))
    saved(send(client, reverse("insights:insight-edit", args=[insight.uuid]), text="Stor rädsla"))
    for row in (note, insight):
        before = row.question_id
        row.refresh_from_db()
        assert row.question_id == before is not None


def test_questions_that_only_notes_stand_under_keep_their_words(client):
    questions = QuestionSet.objects.get(key="qs-fraga")
    Dialogue.objects.filter(question_set=questions).update(question_set=make_question_set(2))
    url = reverse("dialogues:question-set-edit", args=[questions.uuid])
    answer = send(client, url, questions_sv="Helt ny?", questions_en="")
    assert answer.status_code == 200
    assert errors(answer)
    assert questions.questions.count() == 2


def test_what_names_a_retired_actor_can_still_be_edited(client):
    by, name = user("manager"), "Åre kommun"
    seat = Participation.objects.get(dialogue=meeting("Vårmötet"), organisation=actor(name))
    url = reverse("dialogues:dialogue-edit", args=[seat.dialogue.uuid])
    saved(send(client, url, host=name, co_hosts=name, invited_actor_types=[str(seat.actor_type_id)]))
    archive_organisation(by=by, organisation=actor(name), reason="Gick upp i en annan")
    type(seat.actor_type).objects.filter(pk=seat.actor_type_id).update(retired_on="2026-01-01")
    saved(send(client, reverse("dialogues:participation-edit", args=[seat.uuid]), headcount="9"))
    saved(send(client, url, place="Lund"))
    seat.refresh_from_db()
    dialogue = seat.dialogue
    assert (seat.headcount, dialogue.host.name, [o.name for o in dialogue.co_hosts.all()]) == (
        9,
        name,
        [name],
    )
    assert [t.pk for t in dialogue.invited_actor_types.all()] == [seat.actor_type_id]
    other = Participation.objects.get(dialogue=meeting("Höstsamtalet"), organisation=actor("Ebeneserkyrkan"))
    refused = send(client, reverse("dialogues:participation-edit", args=[other.uuid]), organisation=name)
    assert "retired" in errors(refused)["organisation"]


def test_who_raised_an_insight_stays_though_the_form_would_offer_it_to_nobody_new(client):
    insight = Insight.objects.get(text="Rädsla för omhändertagande")
    seat = insight.raisers.get().participation
    url = reverse("dialogues:participation-edit", args=[seat.uuid])
    saved(send(client, url, organisation="", actor_type=str(make_actor_type("kommun").pk)))
    saved(send(client, reverse("insights:insight-edit", args=[insight.uuid]), strength="enskild"))
    assert insight.raisers.get().participation_id == seat.pk


def test_a_meeting_that_has_been_held_cannot_be_moved_into_the_future(client):
    dialogue = meeting("Vårmötet")
    answer = send(client, reverse("dialogues:dialogue-edit", args=[dialogue.uuid]), day="2027-03-03")
    assert "cannot lie ahead" in errors(answer)["day"]
    assert kept(answer)["day"] == ["2027-03-03"]


def test_a_line_moved_to_a_question_that_cannot_be_one_stands_under_none(client):
    note = Note.objects.get(current__text="Föräldrar är rädda.")
    url = reverse("insights:capture", args=[note.dialogue.uuid])
    form = changed(capture_form(client, url), act=f"to:{note.uuid}", **{f"to-{note.uuid}": "\x00"})
    assert client.post(url, form).status_code == 302
    note.refresh_from_db()
    assert note.question is None


def test_very_many_co_hosts_are_refused_in_words_before_any_is_looked_up(
    client, django_assert_max_num_queries
):
    url = reverse("dialogues:dialogue-edit", args=[meeting("Vårmötet").uuid])
    names = "\n".join(f"Förening {n}" for n in range(3_000))
    form = changed(opened(client, url), co_hosts=names)
    with django_assert_max_num_queries(60):
        answer = client.post(url, form)
    assert "At most 100 actors" in errors(answer)["co_hosts"]
    assert "Förening 2999" in kept(answer)["co_hosts"][0]


def test_who_cannot_log_in_just_now_stays_in_the_team_through_an_edit(client):
    dialogue = meeting("Vårmötet")
    away = [dialogue.owner, make_user("away", "coordinator")]
    dialogue.team.add(*away)
    User.objects.filter(pk__in=[u.pk for u in away]).update(is_active=False)
    url = reverse("dialogues:dialogue-edit", args=[dialogue.uuid])
    saved(send(client, url, place="Lund", protection="restricted"))
    dialogue.refresh_from_db()
    assert (dialogue.place, dialogue.owner) == ("Lund", away[0])
    assert {*away} <= {*dialogue.team.all()}
    assert away[1].name not in client.get(reverse("dialogues:dialogue-create")).content.decode()
