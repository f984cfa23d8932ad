"""The pages of an insight: adding, editing, removing and restoring."""

import pytest
from django.urls import reverse

from dialogues.models import Note
from dialogues.notes.services import remove_note
from insights.models import Insight
from stakeholders.models import ActorType
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import insight, meeting, seat, tag, user

FEAR = "Rädsla för omhändertagande"


def new_for(title: str) -> str:
    return reverse("insights:insight-create", args=[meeting(title).uuid])


def edit_of(text: str) -> str:
    return reverse("insights:insight-edit", args=[insight(text).uuid])


def by_seat(name: str) -> str:
    return f"p{seat(name).pk}"


def by_type(key: str) -> str:
    return f"t{ActorType.objects.get(key=key).pk}"


def raised(row: Insight) -> set[str]:
    return {str(r) for r in row.raisers.all()}


def test_an_insight_is_added_with_tags_and_who_raised_it(world_client):
    question = meeting("Vårmötet").question_set.questions.get(number=2)
    response = send(
        world_client(),
        new_for("Vårmötet"),
        text="Ryktena sprids i  skolan.",
        raisers=[by_seat("Malmö stad"), by_type("forening")],
        tags=[str(tag("RAD").pk), str(tag("UTA").pk)],
        kind="risk",
        question=question.pk,
        may_be_quoted="on",
    )
    row = insight("Ryktena sprids i  skolan.")
    assert saved(response) == row.get_absolute_url()
    assert raised(row) == {"Malmö stad", "Forening"}
    assert {t.tag.key for t in row.taggings.all()} == {"RAD", "UTA"}
    assert (row.kind, row.question, row.may_be_quoted, row.author) == (
        "risk",
        question,
        True,
        user("coordinator"),
    )
    assert {t.tagger for t in row.taggings.all()} == {user("coordinator")}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "required"),
        ({"text": "x" * 5_001}, "text", "5000"),
        ({"raisers": []}, "raisers", "Say who raised it"),
        ({"raisers": ["p0"]}, "raisers", "not one of the available choices"),
        ({"tags": ["0"]}, "tags", "not one of the available choices"),
        ({"tags": ["x"]}, "tags", "not a valid value"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    before = Insight.objects.count()
    filled = {"text": "Ny", "raisers": [by_type("kommun")], "strength": "flera"}
    response = send(world_client(), new_for("Vårmötet"), **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["strength"] == ["flera"]
    assert Insight.objects.count() == before


def test_only_those_at_the_meeting_can_have_raised_it(world_client):
    offered = parse(world_client().get(new_for("Vårmötet"))).first(id="id_raisers")
    names = [label.text for label in offered.all("label")]
    assert {"Åre kommun", "Malmö stad", "Trossamfund, not known who"} <= set(names)
    assert "Vi själva" not in names
    response = send(world_client(), new_for("Vårmötet"), text="x", raisers=[by_seat("Ebeneserkyrkan")])
    assert "raisers" in errors(response)


def test_a_retired_tag_is_refused_by_name_but_stays_where_it_is(world_client):
    from insights.codebook.services import retire_tag

    client, care = world_client(), tag("RAD-OMH")
    retire_tag(by=user("analyst"), tag=care)
    filled = {"text": "Ny", "raisers": [by_type("kommun")]}
    response = send(client, new_for("Vårmötet"), **filled, tags=[str(care.pk)])
    assert errors(response)["tags"] == "The tag “Omhändertagande” is retired; choose another."
    saved(send(client, edit_of(FEAR), text="Rädsla, med taggen kvar"))
    kept_tags = {t.tag.key for t in insight("Rädsla, med taggen kvar").taggings.all()}
    assert kept_tags == {"RAD-OMH", "UTA"}


def test_an_edit_changes_tags_and_raisers_and_keeps_the_rest(world_client):
    client = world_client()
    first = insight(FEAR).taggings.get(tag=tag("UTA"))
    saved(
        send(
            client,
            edit_of(FEAR),
            tags=[str(tag("UTA").pk), str(tag("RAD").pk)],
            raisers=[by_type("kommun")],
        )
    )
    row = insight(FEAR)
    assert {t.tag.key for t in row.taggings.all()} == {"UTA", "RAD"}
    assert first in row.taggings.all(), "who put a tag there, and when, stays"
    assert raised(row) == {"Kommun"}
    assert row.quote == "Föräldrar"


def test_the_page_shows_the_words_it_is_drawn_from_in_their_sentence(world_client):
    page = parse(world_client().get(insight(FEAR).get_absolute_url()))
    quote = page.first("blockquote")
    assert quote.first("mark").text == "Föräldrar"
    assert quote.first("p").text == "Föräldrar är rädda."
    assert (
        quote.first("a").attrs["href"]
        == Note.objects.get(current__text="Föräldrar är rädda.").get_absolute_url()
    )
    assert "Åre kommun (Kommun)" in page.first("dl").text


def test_the_page_names_its_themes_and_examples(world_client):
    text = parse(world_client().get(insight(FEAR).get_absolute_url())).first("main").text
    assert "Ängslan" in text
    assert "Ett blad på tio språk" in text


def test_an_insight_is_removed_undone_and_restored(world_client):
    client, row = world_client(), insight(FEAR)
    remove = reverse("insights:insight-remove", args=[row.uuid])
    response = press(client, row.get_absolute_url(), remove)
    assert "The insight is in the bin." in messages(response)
    undo_last(client, response)
    press(client, row.get_absolute_url(), remove)
    assert client.get(row.get_absolute_url()).status_code == 404
    response = press(client, reverse("bin"), reverse("insights:insight-restore", args=[row.uuid]))
    assert "The insight is back." in messages(response)


def test_an_insight_whose_note_lies_in_the_bin_comes_back_with_the_note(world_client):
    client, row = world_client(), insight(FEAR)
    press(client, row.get_absolute_url(), reverse("insights:insight-remove", args=[row.uuid]))
    remove_note(by=user("coordinator"), note=row.note_version.note)
    assert row.text not in client.get(reverse("bin")).content.decode()
    assert client.post(reverse("insights:insight-restore", args=[row.uuid])).status_code == 404


def test_removing_leads_back_to_where_one_was(world_client):
    client, row = world_client(), insight(FEAR)
    response = client.post(
        reverse("insights:insight-remove", args=[row.uuid]), {"next": "/insights/?tag=RAD"}
    )
    assert response["Location"] == "/insights/?tag=RAD"


def test_an_insight_sent_twice_is_one(world_client):
    client, url = world_client(), new_for("Vårmötet")
    values = changed(opened(client, url), text="En gång", raisers=[by_type("kommun")])
    assert saved(client.post(url, values)) == saved(client.post(url, values))
    assert Insight.objects.filter(text="En gång").count() == 1
