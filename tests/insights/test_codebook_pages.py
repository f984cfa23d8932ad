"""The codebook's pages and rules: two levels, colours, retiring, versions."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from insights.codebook.services import add_tag, change_tag, codebook_version, restore_tag, retire_tag
from insights.models import Tag
from insights.tagging.services import add_tagging
from project.common.errors import Refusal
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import insight, tag, user

NEW = reverse("insights:tag-create")


def edit_of(key: str) -> str:
    return reverse("insights:tag-edit", args=[tag(key).uuid])


def retire_url(key: str) -> str:
    return reverse("insights:tag-retire", args=[tag(key).uuid])


@pytest.fixture
def client(world_client):
    return world_client("analyst")


def test_a_tag_is_added_under_another_and_takes_its_colour(client):
    response = send(
        client,
        NEW,
        name_sv="Hämnd",
        key="rad-hämnd",
        parent=tag("RAD").pk,
        colour="teal",
        definition="Rädsla",
    )
    row = tag("RAD-HÄMND")
    assert saved(response) == row.get_absolute_url()
    assert (row.parent.key, row.colour, row.order) == ("RAD", "red", 5)
    page = parse(client.get(tag("RAD").get_absolute_url()))
    assert "Hämnd" in page.first("dl").text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name_sv": ""}, "name_sv", "required"),
        ({"key": ""}, "key", "required"),
        ({"key": "uta"}, "key", "already a tag with this key"),
        ({"key": "1A"}, "key", "begins with a letter"),
        ({"key": "A B"}, "key", "letters, digits and hyphens"),
        ({"key": "A" * 31}, "key", "30"),
        ({"definition": "x" * 2_001}, "definition", "2000"),
        ({"parent": "0"}, "parent", "not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(client, changes, field, words):
    before = Tag.objects.count()
    filled = {"name_sv": "Ny", "key": "NY", "exclude": "Annat\nOch mer"}
    response = send(client, NEW, **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["exclude"] == ["Annat\nOch mer"]
    assert Tag.objects.count() == before


def test_only_live_tags_of_the_first_level_are_offered_as_parents(client):
    offered = [o.text for o in parse(client.get(NEW)).first("select", name="parent").all("option")]
    assert offered == ["stands by itself", "Fear", "Utanförskap"]
    own = [o.text for o in parse(client.get(edit_of("UTA"))).first("select", name="parent").all("option")]
    assert "Utanförskap" not in own


def test_a_third_level_is_refused_from_both_sides(client):
    with override("en"), pytest.raises(Refusal, match="two levels"):
        add_tag(by=user("analyst"), key="TRE", name_sv="Tre", parent=tag("RAD-OMH"))
    response = send(client, edit_of("RAD"), parent=tag("UTA").pk)
    assert "has tags under it" in errors(response)["parent"]
    with pytest.raises(Refusal):
        change_tag(by=user("analyst"), tag=tag("UTA"), parent=tag("UTA"))
    with override("en"), pytest.raises(Refusal, match="retired"):
        change_tag(by=user("analyst"), tag=tag("UTA"), parent=tag("GAM"))


def test_children_follow_the_colour_of_their_parent(client):
    saved(send(client, edit_of("RAD"), colour="plum"))
    assert tag("RAD-OMH").colour == "plum"
    saved(send(client, edit_of("RAD-OMH"), colour="teal"))
    assert tag("RAD-OMH").colour == "plum"
    saved(send(client, edit_of("UTA"), parent=tag("RAD").pk))
    assert tag("UTA").colour == "plum"


def test_a_tag_with_live_tags_under_it_is_not_retired(client):
    response = client.post(retire_url("RAD"), opened(client, retire_url("RAD")))
    assert "has tags under it that are in use" in errors(response)[""]
    assert tag("RAD").is_live
    retire_tag(by=user("analyst"), tag=tag("RAD-OMH"))
    client.post(retire_url("RAD"), opened(client, retire_url("RAD")))
    assert not tag("RAD").is_live


def test_a_retired_tag_stays_on_its_insights_and_goes_on_no_more(client):
    response = client.post(retire_url("UTA"), opened(client, retire_url("UTA")), follow=True)
    assert "The tag is retired." in messages(response)
    assert insight("Ryktet om tolken").taggings.filter(tag=tag("UTA")).exists()
    with override("en"), pytest.raises(Refusal, match="retired"):
        add_tagging(by=user("analyst"), insight=insight("Utan tagg"), tag=tag("UTA"))
    assert "retired 2026-10-15" in parse(response).first("main").text


def test_retiring_is_undone_and_a_retired_tag_taken_back(client):
    response = client.post(retire_url("UTA"), opened(client, retire_url("UTA")), follow=True)
    undo_last(client, response)
    assert tag("UTA").is_live
    restore = reverse("insights:tag-restore", args=[tag("GAM").uuid])
    assert "in use again" in messages(press(client, tag("GAM").get_absolute_url(), restore))
    assert tag("GAM").is_live


def test_a_merged_tag_is_not_taken_back(world):
    Tag.objects.filter(key="GAM").update(merged_into=tag("UTA"))
    with override("en"), pytest.raises(Refusal, match="merged"):
        restore_tag(by=user("analyst"), tag=tag("GAM"))


def test_every_change_gives_the_codebook_a_new_version_and_stands_on_the_tags_page(client):
    before = codebook_version()
    saved(send(client, edit_of("UTA"), definition="Att stå utanför"))
    assert codebook_version() == before + 1
    saved(send(client, edit_of("UTA")))
    assert codebook_version() == before + 1, "saving without a change is no change"
    client.post(retire_url("UTA"), opened(client, retire_url("UTA")))
    assert codebook_version() == before + 2
    text = parse(client.get(tag("UTA").get_absolute_url())).first("main").text
    assert f"version {before + 1}" in text
    assert "changed (definition)" in text
    assert f"version {before + 2}" in text


def test_a_tags_page_counts_what_counts_its_childrens_insights_too(client):
    page = parse(client.get(tag("RAD").get_absolute_url()))
    assert page.first(id="with-tag").text == "2 insights with the tag"
    rows = page.first("section", aria_labelledby="with-tag").all("li")
    assert len(rows) == 2
    assert (
        parse(client.get(tag("GAM").get_absolute_url())).first(id="with-tag").text
        == "0 insights with the tag"
    )


@pytest.mark.parametrize("name", ["coordinator", "manager", "officer"])
def test_others_read_the_codebook_and_change_nothing(world_client, name):
    client = world_client(name)
    assert client.get(tag("RAD").get_absolute_url()).status_code == 200
    for url in (NEW, edit_of("UTA"), retire_url("UTA")):
        assert client.get(url).status_code == 403
        assert client.post(url, changed({}, name_sv="Kapad")).status_code == 403
    assert not parse(client.get(tag("UTA").get_absolute_url())).first(class_="page-head").all(class_="button")
