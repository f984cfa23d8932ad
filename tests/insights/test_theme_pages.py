"""The pages of a theme, and who belongs to it."""

import pytest
from django.urls import reverse

from insights.models import Insight, Theme
from insights.tagging.services import add_tagging
from insights.themes.membership import in_no_theme, in_theme, themes_of
from insights.themes.services import add_theme, judge, step_theme
from project.common.errors import Refusal
from tests.forms import changed, errors, kept, messages, opened, press, saved, send, undo_last
from tests.html import parse
from tests.world import insight, tag, user

NEW = reverse("insights:theme-create")
FEAR, RUMOUR, BARE = "Rädsla för omhändertagande", "Ryktet om tolken", "Utan tagg"


@pytest.fixture
def client(world_client):
    return world_client("manager")


def theme(key: str) -> Theme:
    return Theme.objects.get(key=key)


def edit_of(key: str) -> str:
    return reverse("insights:theme-edit", args=[theme(key).uuid])


def members(key: str) -> set[str]:
    return {i.text for i in in_theme(Insight.objects.counted(), theme(key))}


def test_a_theme_is_added_as_a_candidate_with_the_next_free_key(client):
    response = send(
        client, NEW, title_sv="Nytt tema", tags=[str(tag("UTA").pk)], synthesis="Så här.\nOch så."
    )
    row = theme("T4")
    assert saved(response) == row.get_absolute_url()
    assert (row.status, row.order, [t.key for t in row.tags.all()]) == ("candidate", 4, ["UTA"])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title_sv": ""}, "title_sv", "required"),
        ({"title_sv": "x" * 201}, "title_sv", "200"),
        ({"synthesis": "x" * 20_001}, "synthesis", "20000"),
        ({"tags": "GAM"}, "tags", "is retired; choose another"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(client, changes, field, words):
    filled = {"title_sv": "Nytt", "title_en": "New"}
    if "tags" in changes:
        changes = {"tags": [str(tag(changes["tags"]).pk)]}
    response = send(client, NEW, **{**filled, **changes})
    assert words in errors(response)[field]
    assert kept(response)["title_en"] == ["New"]
    assert Theme.objects.count() == 3


def test_a_theme_is_edited_with_its_tags(client):
    saved(send(client, edit_of("T1"), title_sv="Rädslan", tags=[str(tag("UTA").pk)]))
    row = theme("T1")
    assert (row.title_sv, [t.key for t in row.tags.all()]) == ("Rädslan", ["UTA"])


def test_a_theme_is_adopted_retired_taken_back_and_that_undone(client):
    row = theme("T2")
    step = reverse("insights:theme-step", args=[row.uuid])
    for status in ("adopted", "retired", "adopted"):
        response = press(client, row.get_absolute_url(), step)
        row.refresh_from_db()
        assert row.status == status
    undo_last(client, response)
    row.refresh_from_db()
    assert row.status == "retired"
    assert "not a status" in messages(client.post(step, {"status": "famous"}, follow=True))


def test_a_status_that_is_none_is_refused(world):
    with pytest.raises(Refusal):
        step_theme(by=user("manager"), theme=theme("T1"), status="famous")


# Membership


def test_members_have_any_of_the_tags_or_one_under_them(world):
    assert members("T1") == {FEAR, RUMOUR}  # RAD-OMH lies under RAD


@pytest.mark.parametrize(
    ("stance", "inside"),
    [("supports", True), ("contradicts", False), ("nuances", False), ("left_out", False), ("", True)],
)
def test_a_judgement_goes_before_the_tags(world, stance, inside):
    judge(by=user("analyst"), theme=theme("T1"), insight=insight(FEAR), stance="nuances")
    judge(by=user("analyst"), theme=theme("T1"), insight=insight(FEAR), stance=stance)
    assert (FEAR in members("T1")) is inside
    assert insight(FEAR).evidence.count() == (1 if stance else 0)


def test_support_brings_in_what_has_no_tag(world):
    assert BARE not in members("T1")
    judge(by=user("analyst"), theme=theme("T1"), insight=insight(BARE), stance="supports")
    assert BARE in members("T1")
    judge(by=user("analyst"), theme=theme("T1"), insight=insight(BARE), stance="")
    assert BARE not in members("T1")


def test_a_judgement_on_one_theme_touches_no_other(world):
    judge(by=user("analyst"), theme=theme("T1"), insight=insight(FEAR), stance="left_out")
    assert FEAR in members("T2")


def test_in_no_theme_means_in_none_that_is_adopted(world):
    outside = {i.text for i in in_no_theme(Insight.objects.counted())}
    assert outside == {BARE}  # it supports a candidate
    add_tagging(by=user("analyst"), insight=insight(BARE), tag=tag("UTA"))
    assert {i.text for i in in_no_theme(Insight.objects.counted())} == {BARE}
    step_theme(by=user("manager"), theme=theme("T2"), status="adopted")
    assert not in_no_theme(Insight.objects.counted()).exists()


def test_the_themes_of_an_insight_are_those_it_is_a_member_of(world):
    everything = Theme.objects.all()
    for row in Insight.objects.all():
        mine = {t.key for t in themes_of(everything, row)}
        assert mine == {t.key for t in everything if in_theme(Insight.objects.filter(pk=row.pk), t).exists()}


def test_a_nonsense_judgement_is_refused(world):
    with pytest.raises(Refusal):
        judge(by=user("analyst"), theme=theme("T1"), insight=insight(FEAR), stance="loves")


def test_one_says_on_the_themes_page_what_an_insight_is_to_it(client):
    row, said = theme("T1"), insight(FEAR)
    act = reverse("insights:theme-evidence", args=[row.uuid, said.uuid])
    page = parse(press(client, row.get_absolute_url(), act, stance="contradicts"))
    assert "1 insight" in page.first(id="members").text
    beside = page.first("section", aria_labelledby="beside")
    assert FEAR in beside.text
    assert "contradicts" in beside.text
    page = parse(press(client, row.get_absolute_url(), act, stance=""))
    assert "2 insights" in page.first(id="members").text


def test_readers_see_the_synthesis_and_no_rows(world_client):
    page = parse(world_client("reader").get(theme("T1").get_absolute_url()))
    assert "Den återkommer." in page.text
    assert FEAR not in page.text
    assert not page.first("main").all("form")
    assert world_client("reader").get(theme("T2").get_absolute_url()).status_code == 404


def test_coordinators_read_themes_and_change_none(world_client):
    client = world_client()
    assert not parse(client.get(theme("T1").get_absolute_url())).first("main").all("form")
    for url in (NEW, edit_of("T1")):
        assert client.post(url, changed({}, title_sv="Kapat")).status_code == 403


def test_a_theme_sent_twice_is_one(client):
    values = changed(opened(client, NEW), title_sv="En gång")
    assert saved(client.post(NEW, values)) == saved(client.post(NEW, values))
    assert Theme.objects.filter(title_sv="En gång").count() == 1


def test_keys_of_themes_are_given_once(world):
    for number in range(4, 7):
        assert add_theme(by=user("manager"), title_sv="x").key == f"T{number}"
