"""The pages of tips and good examples: wordings, publishing, consent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from insights.models import GoodExample, Tip
from insights.tips.services import add_tip, change_tip, step_example, step_tip
from tests.factories import make_user
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import insight, tag, user

NEW_TIP, NEW_EXAMPLE = reverse("insights:tip-create"), reverse("insights:example-create")


def tip(key: str) -> Tip:
    return Tip.objects.get(key=key)


def edit_of(key: str) -> str:
    return reverse("insights:tip-edit", args=[tip(key).uuid])


def test_a_tip_is_proposed_at_the_end_of_the_list(world_client):
    response = send(world_client(), NEW_TIP, text_sv="Bjud in igen", tags=[str(tag("UTA").pk)])
    row = tip("TIP-4")
    assert saved(response) == row.get_absolute_url()
    assert (row.number, row.status, [t.key for t in row.tags.all()]) == (3, "proposed", ["UTA"])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text_sv": ""}, "text_sv", "required"),
        ({"text_sv": "x" * 2_001}, "text_sv", "2000"),
        ({"number": "2"}, "number", "Another tip has this number."),
        ({"number": "-1"}, "number", "greater than or equal to 0"),
        ({"number": "99999"}, "number", "less than or equal to 999"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(world_client, changes, field, words):
    filled = {"text_sv": "Nytt", "text_en": "New"}
    response = send(world_client(), NEW_TIP, **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["text_en"] == ["New"]
    assert Tip.objects.count() == 3


def test_the_number_of_a_retired_tip_is_free(world_client):
    assert Tip.objects.get(status="retired").number == 1
    saved(send(world_client("manager"), edit_of("TIP-1"), number="1"))


def test_a_new_wording_is_a_version_and_other_changes_are_none(world_client):
    client = world_client()
    saved(send(client, edit_of("TIP-1"), text_sv="Lyssna allra först"))
    saved(send(client, edit_of("TIP-1"), number="7"))
    row = tip("TIP-1")
    assert [v.text_sv for v in row.versions.all()] == ["Lyssna först", "Lyssna allra först"]
    page = parse(client.get(row.get_absolute_url()))
    assert "Lyssna först" in page.first("details", class_="fold").text


def test_a_tip_goes_from_proposed_to_published_by_a_manager(world_client):
    client, manager, row = world_client(), world_client("manager"), tip("TIP-1")
    step = reverse("insights:tip-step", args=[row.uuid])
    press(client, row.get_absolute_url(), step)
    row.refresh_from_db()
    assert row.status == "reviewed"
    assert step not in {f.attrs.get("action") for f in parse(client.get(row.get_absolute_url())).all("form")}
    assert client.post(step, {"status": "published"}).status_code == 403
    for status in ("published", "retired", "reviewed"):
        response = press(manager, row.get_absolute_url(), step)
        row.refresh_from_db()
        assert row.status == status
    undo_last(manager, response)
    row.refresh_from_db()
    assert row.status == "retired"


@pytest.mark.parametrize("status", ["", "famous"])
def test_a_status_that_is_none_is_refused(world_client, status):
    url = reverse("insights:tip-step", args=[tip("TIP-1").uuid])
    assert "not a status" in messages(world_client("manager").post(url, {"status": status}, follow=True))


def test_what_is_published_is_changed_by_a_manager_only(world_client):
    client = world_client()
    response = client.post(edit_of("TIP-2"), changed(opened(client, edit_of("TIP-2")), text_sv="Kapat"))
    assert response.status_code == 403
    assert tip("TIP-2").text_sv == "Återkoppla alltid"
    saved(send(world_client("manager"), edit_of("TIP-2"), text_sv="Återkoppla genast"))
    assert tip("TIP-2").text_sv == "Återkoppla genast"


def test_the_services_hold_the_right_to_publish_themselves(world):
    by = user("analyst")
    for act in (
        lambda: step_tip(by=by, tip=tip("TIP-1"), status="published"),
        lambda: step_tip(by=by, tip=tip("TIP-2"), status="reviewed"),
        lambda: change_tip(by=by, tip=tip("TIP-2"), text_sv="x"),
        lambda: step_example(by=by, example=GoodExample.objects.first(), status="published"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_retired_tip_is_not_taken_back_to_a_number_that_another_has(world_client):
    response = press(
        world_client("manager"),
        tip("TIP-3").get_absolute_url(),
        reverse("insights:tip-step", args=[tip("TIP-3").uuid]),
    )
    assert "Another tip has this number." in messages(response)
    assert tip("TIP-3").status == "retired"


def test_a_tips_page_counts_the_insights_that_share_a_tag_each_once(world_client):
    page = parse(world_client().get(tip("TIP-1").get_absolute_url()))
    assert "2 insights share a tag with it" in page.text
    assert "Öppen förskola" in page.text


def test_readers_see_a_published_tip_without_counts_and_examples(world_client):
    reader = world_client("reader")
    page = parse(reader.get(tip("TIP-2").get_absolute_url()))
    assert "Återkoppla alltid" in page.text
    assert "share a tag" not in page.text
    assert "Öppen förskola" not in page.text
    assert reader.get(tip("TIP-1").get_absolute_url()).status_code == 404


def test_keys_of_tips_are_given_once(coordinator):
    assert [add_tip(by=coordinator, text_sv="x").key for _n in range(2)] == ["TIP-1", "TIP-2"]


# Good examples


def example(title: str) -> GoodExample:
    return GoodExample.objects.get(title=title)


def test_an_example_is_added_from_an_insight(world_client):
    told = insight("Ryktet om tolken")
    response = send(
        world_client(),
        NEW_EXAMPLE,
        title="Språkcafé",
        insight=told.pk,
        organisation="Ebeneserkyrkan",
        consent="on",
        tips=[str(tip("TIP-1").pk)],
    )
    row = example("Språkcafé")
    assert saved(response) == row.get_absolute_url()
    assert (row.insight, row.status, [t.key for t in row.tips.all()]) == (told, "proposed", ["TIP-1"])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "required"),
        ({"source_url": ""}, "source_url", "Say where it comes from"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "valid URL"),
        ({"consent": "on"}, "organisation", "Say which organisation has agreed"),
        ({"organisation": "Malmö kommun"}, "organisation", "has been merged into “Malmö stad”"),
        ({"text": "x" * 5_001}, "text", "5000"),
    ],
)
def test_what_does_not_fit_in_an_example_is_said_at_its_field(world_client, changes, field, words):
    filled = {"title": "Nytt", "source_url": "https://example.org/b", "tips": [str(tip("TIP-1").pk)]}
    response = send(world_client(), NEW_EXAMPLE, **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["tips"] == [str(tip("TIP-1").pk)]
    assert GoodExample.objects.count() == 3


def test_only_insights_that_are_good_examples_are_offered(world_client):
    offered = parse(world_client().get(NEW_EXAMPLE)).first("select", name="insight").all("option")
    assert [o.text for o in offered] == ["none: it is published elsewhere", "Ryktet om tolken"]
    url = reverse("insights:example-edit", args=[example("Ett blad på tio språk").uuid])
    own = [o.text for o in parse(world_client().get(url)).first("select", name="insight").all("option")]
    assert "Rädsla för omhändertagande" in own


def test_an_example_says_when_its_organisation_has_not_agreed_to_be_named(world_client):
    page = parse(world_client().get(example("Ett blad på tio språk").get_absolute_url()))
    assert "has not agreed to be named" in page.text
    page = parse(world_client().get(example("Öppen förskola").get_absolute_url()))
    assert "has not agreed" not in page.text


def test_an_example_is_stepped_and_that_undone(world_client):
    client, row = world_client(), example("Öppen förskola")
    step = reverse("insights:example-step", args=[row.uuid])
    response = press(client, row.get_absolute_url(), step)
    row.refresh_from_db()
    assert row.status == "reviewed"
    undo_last(client, response)
    row.refresh_from_db()
    assert row.status == "proposed"
    assert client.post(step, {"status": "published"}).status_code == 403


def test_a_tip_and_an_example_sent_twice_are_one(world_client):
    client = world_client()
    for url, model, more in (
        (NEW_TIP, Tip, {"text_sv": "En gång"}),
        (NEW_EXAMPLE, GoodExample, {"title": "En gång", "source_url": "https://example.org/c"}),
    ):
        before, values = model.objects.count(), changed(opened(client, url), **more)
        assert saved(client.post(url, values)) == saved(client.post(url, values))
        assert model.objects.count() == before + 1


def test_a_coordinator_who_is_manager_too_publishes(db):
    both = make_user("both", "coordinator", "manager")
    row = add_tip(by=both, text_sv="x", status="reviewed")
    step_tip(by=both, tip=row, status="published")
    assert Tip.objects.published().get() == row
