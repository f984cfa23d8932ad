"""The pages of an actor: adding, editing, retiring and restoring."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from stakeholders.models import ActorType, Organisation
from stakeholders.register.services import archive_organisation, change_organisation, restore_organisation
from tests.factories import make_organisation
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import actor, user

NEW = reverse("stakeholders:organisation-create")


def edit_of(name: str) -> str:
    return reverse("stakeholders:organisation-edit", args=[actor(name).uuid])


def test_an_actor_is_added(world_client):
    client = world_client()
    place = actor("Åre kommun").municipality
    response = send(
        client,
        NEW,
        name="Åre  församling",
        actor_type=ActorType.objects.get(key="trossamfund").pk,
        municipality=place.pk,
        aliases="Åreförsamlingen\n\nÅF",
        parent="frikyrkorådet",
        number="232100-0016",
        languages=["sv", "ar"],
        valid_from="1993-01-01",
    )
    row = Organisation.objects.get(name="Åre församling")
    assert saved(response) == row.get_absolute_url()
    assert sorted(alias.name for alias in row.aliases.all()) == ["ÅF", "Åreförsamlingen"]
    assert (row.county, row.parent.name, row.languages) == (place.county, "Frikyrkorådet", ["sv", "ar"])
    page = parse(client.get(row.get_absolute_url()))
    for text in (
        "Åre församling",
        "Jämtlands län",
        "Frikyrkorådet",
        "232100-0016",
        "Swedish, Arabic",
        "1993-01-01",
    ):
        assert text in page.text


@pytest.mark.parametrize(("key", "named"), [("trossamfund", "type"), ("kommun", "name")])
def test_one_of_a_sensitive_type_is_published_by_type_unless_said_otherwise(world_client, key, named):
    kind = ActorType.objects.get(key=key)
    saved(send(world_client(), NEW, name="Utan val", actor_type=kind.pk))
    saved(send(world_client(), NEW, name="Med val", actor_type=kind.pk, publish_as="not_counted"))
    assert (actor("Utan val").publish_as, actor("Med val").publish_as) == (named, "not_counted")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "required"),
        ({"actor_type": ""}, "actor_type", "required"),
        ({"name": "malmö STAD"}, "name", "in the register already"),
        ({"name": "årebygden"}, "name", "in the register already"),
        ({"number": "202100-0556"}, "number", "not an organisation number"),
        ({"number": "212000-2494"}, "number", "already an organisation with this"),
        ({"parent": "Finns inte"}, "parent", "There is no “Finns inte” in the register"),
        ({"parent": "Frikyrkorå"}, "parent", "Did you mean Frikyrkorådet?"),
        ({"parent": "Malmö kommun"}, "parent", "has been merged into “Malmö stad”"),
        ({"parent": "Nedlagda föreningen"}, "parent", "has been retired"),
        ({"valid_from": "3013-01-01"}, "valid_from", "3013"),
        ({"valid_from": "i fjol"}, "valid_from", "valid date"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    kind = ActorType.objects.get(key="kommun")
    filled = {"name": "Ny kommun", "actor_type": kind.pk, "aliases": "Alias ett\nAlias två"}
    before = Organisation.objects.count()
    response = send(world_client(), NEW, **{**filled, **changes})
    assert response.status_code == 200
    assert words in errors(response)[field]
    assert kept(response)["aliases"] == ["Alias ett\nAlias två"]
    assert Organisation.objects.count() == before


def test_a_period_turned_round_is_said(world_client):
    response = send(
        world_client(), edit_of("Åre kommun"), valid_from="2026-01-02", valid_to="2026-01-01", name="Ändrad"
    )
    assert "lies before" in " ".join(errors(response).values())
    assert kept(response)["name"] == ["Ändrad"]


def test_two_actors_of_one_name_are_told_apart_by_their_place(world_client, client_of):
    by = user("coordinator")
    one = make_organisation(by, "Missionskyrkan", municipality=actor("Åre kommun").municipality)
    make_organisation(by, "Tvilling", aliases=["Annat namn"])
    Organisation.objects.filter(name="Tvilling").update(folded_name=one.folded_name)
    response = send(world_client(), edit_of("Ebeneserkyrkan"), parent="Missionskyrkan")
    assert "There are several" in errors(response)["parent"]
    assert "Missionskyrkan (Åre)" in errors(response)["parent"]


def test_an_actor_is_edited_and_its_other_names_with_it(world_client):
    client = world_client()
    response = send(client, edit_of("Åre kommun"), name="Åre nya kommun", aliases="Årebygden\nStoråre")
    row = actor("Åre nya kommun")
    assert saved(response) == row.get_absolute_url()
    assert sorted(a.name for a in row.aliases.all()) == ["Storåre", "Årebygden"]
    assert row.history.first().history_user == user("coordinator")
    assert row.sort_key > actor("Ebeneserkyrkan").sort_key


def test_a_conflict_shows_only_what_differs(world_client):
    """The umbrella stands in the form by name, and in the row by id; that is no difference."""
    client, other, url = world_client(), world_client("analyst"), edit_of("Ebeneserkyrkan")
    mine = opened(client, url)
    saved(send(other, url, publish_as="name"))
    response = client.post(url, changed(mine, name="Ebeneser"))
    headings = [h.text for h in parse(response).first("section", class_="conflict").all("h3")]
    assert headings == ["Name", "Named in publications"]


def test_an_actor_is_retired_with_a_reason_and_restored(world_client):
    client, row = world_client(), actor("Östersunds kommun")
    url = reverse("stakeholders:organisation-archive", args=[row.uuid])
    assert "reason" in errors(send(client, url))
    response = client.post(url, changed(opened(client, url), reason="Uppgått i Jämtland"), follow=True)
    assert "retired: Uppgått i Jämtland" in parse(response).first("main").text
    assert "The actor is retired." in messages(response)
    back = reverse("stakeholders:organisation-restore", args=[row.uuid])
    response = press(client, row.get_absolute_url(), back)
    assert "in the register again" in messages(response)
    row.refresh_from_db()
    assert (row.archived_at, row.archived_reason) == (None, "")


def test_retiring_is_undone_from_the_message(world_client):
    client, row = world_client(), actor("Östersunds kommun")
    url = reverse("stakeholders:organisation-archive", args=[row.uuid])
    response = client.post(url, changed(opened(client, url), reason="Fel"), follow=True)
    assert "Undone." in messages(undo_last(client, response))
    row.refresh_from_db()
    assert row.is_live


def test_a_merged_actor_leads_to_the_survivor_and_cannot_be_restored(world_client):
    client, row = world_client(), actor("Malmö kommun")
    page = parse(client.get(row.get_absolute_url()))
    assert "Merged into Malmö stad." in page.text
    assert (
        page.first("p", class_="attention").first("a").attrs["href"] == actor("Malmö stad").get_absolute_url()
    )
    assert not page.first("div", class_="page-head").all("form")
    url = reverse("stakeholders:organisation-restore", args=[row.uuid])
    response = client.post(url, follow=True)
    assert "merged into another" in messages(response)


def test_an_actor_cannot_be_its_own_umbrella(world_client):
    response = send(world_client(), edit_of("Frikyrkorådet"), parent="Frikyrkorådet")
    assert "cannot be its own umbrella" in " ".join(errors(response).values())


def test_the_picker_finds_live_actors_those_that_begin_so_first(world_client):
    client, url = world_client(), reverse("stakeholders:organisation-options")

    def options(text: str) -> list[str]:
        return [o["value"] for o in client.get(url, {"q": text}).json()["options"]]

    by = user("coordinator")
    for number in range(12):
        make_organisation(by, f"Kommunförbundet {number}")
    found = options("kommun")
    assert len(found) == 10
    assert all(name.startswith("Kommunförbundet") for name in found)
    assert options("malmö kommun") == []
    assert options("nedlagda") == []
    assert options("") == []
    assert options("x" * 100_000) == []
    assert options("ARE") == ["Åre kommun"]
    assert client.get(url, {"q": "åre"}).json()["options"][0]["detail"] == "Kommun"


def test_a_retired_actor_is_not_restored_beside_another_of_its_name(world_client):
    by, row, client = user("coordinator"), actor("Åre kommun"), world_client()
    archive_organisation(by=by, organisation=row, reason="Slut")
    make_organisation(by, "ÅRE kommun")
    url = reverse("stakeholders:organisation-restore", args=[row.uuid])
    assert "in the register already" in messages(client.post(url, follow=True))
    row.refresh_from_db()
    assert not row.is_live


def test_the_service_refuses_what_the_form_would(world):
    by, row = user("coordinator"), actor("Åre kommun")
    for act in (
        lambda: change_organisation(by=by, organisation=row, name="Malmö stad"),
        lambda: change_organisation(by=by, organisation=row, number="1"),
        lambda: restore_organisation(by=by, organisation=actor("Malmö kommun")),
    ):
        with pytest.raises(ValidationError):
            act()
