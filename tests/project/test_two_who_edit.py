"""Two who have the same form open: whoever saves last is shown what the other did, and takes nothing of it
away unseen. That holds too for what hangs on a row (its team, its tags), and for a form that does not say
which version it was opened on."""

import pytest
from django.urls import reverse

from dialogues.models import Assignment, Dialogue, Note, QuestionSet
from insights.capture.services import capture_line
from insights.models import GoodExample, Insight, Tag, Theme, Tip
from project.accounts.models import User
from stakeholders.models import Organisation
from tests.factories import make_question_set, make_user
from tests.forms import changed, opened, saved
from tests.world import meeting, tag, user


def of_meeting():
    return meeting("Vårmötet")


def of_insight():
    return Insight.objects.get(text="Rädsla för omhändertagande")


def keys(*names):
    return [tag(name).pk for name in names]


# What one changes beside the row, and what the other, who opened the form before, changes in it.
CASES = {
    "co-hosts": ("dialogues:dialogue-edit", of_meeting, {"co_hosts": "Åre kommun"}, {"place": "Lund"}),
    "team": (
        "dialogues:dialogue-edit",
        of_meeting,
        lambda: {"team": [user("coordinator").pk, user("analyst").pk]},
        {"place": "Lund"},
    ),
    "other names": (
        "stakeholders:organisation-edit",
        lambda: Organisation.objects.get(name="Malmö stad"),
        {"aliases": "Malmöbygden"},
        {"number": "212000-1124"},
    ),
    "tags of an insight": (
        "insights:insight-edit",
        of_insight,
        lambda: {"tags": keys("RAD")},
        {"strength": "enskild"},
    ),
    "tags of a theme": (
        "insights:theme-edit",
        lambda: Theme.objects.get(title_sv="Ängslan"),
        lambda: {"tags": keys("UTA")},
        {"synthesis": "Den avtar."},
    ),
    "tags of a tip": (
        "insights:tip-edit",
        lambda: Tip.objects.get(text_sv="Lyssna först"),
        lambda: {"tags": keys("RAD")},
        {"text_en": "Listen"},
    ),
    "tips of an example": (
        "insights:example-edit",
        lambda: GoodExample.objects.get(title="Öppen förskola"),
        {"tips": []},
        {"title": "Öppna förskolan"},
    ),
    "deadlines": (
        "dialogues:assignment-edit",
        lambda: Assignment.objects.get(title="Uppdraget"),
        {"deadlines": "2026-12-10 Slutrapport"},
        {"decision": "S2026/1"},
    ),
    "questions": (
        "dialogues:question-set-edit",
        lambda: make_question_set(2),
        {"questions_sv": "En ny?", "questions_en": ""},
        {"title_en": "Other questions"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_another_changed_beside_the_row_is_not_taken_away_unseen(name, world_client):
    address, row, theirs, mine = CASES[name]
    theirs = theirs() if callable(theirs) else theirs
    url = reverse(address, args=[row().uuid])
    me, other = world_client("manager"), world_client("manager")
    form = opened(me, url)
    saved(other.post(url, changed(opened(other, url), **theirs)))
    assert me.post(url, changed(form, **mine)).status_code == 409
    still = opened(me, url)
    for field, value in theirs.items():
        value = [str(v) for v in value] if isinstance(value, list) else [value]
        assert sorted(still.get(field, [])) == sorted(value)


def test_roles_that_another_administrator_gave_are_not_taken_away_unseen(client_of, administrator):
    someone = make_user("someone", "coordinator")
    url = reverse("administration:user-edit", args=[someone.pk])
    me, other = client_of(administrator), client_of(make_user("other", "administrator"))
    form = opened(me, url)
    saved(other.post(url, changed(opened(other, url), roles=["reader"])))
    assert me.post(url, changed(form, name="Any Body")).status_code == 409
    assert User.objects.get(pk=someone.pk).roles == {"reader"}


def test_a_tag_that_another_typed_in_the_line_is_not_taken_away_unseen(world_client):
    by = user("coordinator")
    note, _new = capture_line(by=by, dialogue=of_meeting(), raw="Oro #RAD")
    insight = Insight.objects.get(text="Oro")
    url, line = (
        reverse(a, args=[r.uuid])
        for a, r in (("insights:insight-edit", insight), ("insights:line-edit", note))
    )
    me, other = world_client("analyst"), world_client("coordinator")
    form = opened(me, url)
    saved(other.post(line, changed(opened(other, line), raw="Oro #RAD #UTA")))
    assert me.post(url, changed(form, strength="flera")).status_code == 409
    assert {t.tag.key for t in insight.taggings.all()} == {"RAD", "UTA"}


FORMS = {
    "a meeting": ("dialogues:dialogue-edit", of_meeting, "title"),
    "an actor": (
        "stakeholders:organisation-edit",
        lambda: Organisation.objects.get(name="Malmö stad"),
        "name",
    ),
    "a note": ("dialogues:note-edit", lambda: Note.objects.get(current__text="Chatten gick het."), "text"),
    "a line": ("insights:line-edit", lambda: Note.objects.get(current__text="Chatten gick het."), "raw"),
    "an insight": ("insights:insight-edit", of_insight, "text"),
    "a tag": ("insights:tag-edit", lambda: Tag.objects.get(key="UTA"), "name_sv"),
    "a question set": ("dialogues:question-set-edit", lambda: QuestionSet.objects.first(), "title_sv"),
}


@pytest.mark.parametrize("version", [None, "", "x", "-1", "99999999999999999999"])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_does_not_say_its_version_writes_over_nothing(name, version, world_client):
    address, row, field = FORMS[name]
    who = {"insights:tag-edit": "analyst"}.get(address, "manager")
    url, client = reverse(address, args=[row().uuid]), world_client(who)
    form = opened(client, url)
    before = form[field]
    sent = {k: v for k, v in changed(form, **{field: "Något annat"}).items() if k != "version"}
    response = client.post(url, sent if version is None else {**sent, "version": version})
    assert response.status_code == 409
    assert "Något annat" in response.content.decode()
    assert opened(client, url)[field] == before


def test_the_meeting_itself_is_the_same_after_a_form_without_a_version(world_client):
    url, client = reverse("dialogues:dialogue-edit", args=[of_meeting().uuid]), world_client("manager")
    form = {k: v for k, v in opened(client, url).items() if k != "version"}
    assert saved(client.post(url, form)) == of_meeting().get_absolute_url()
    assert Dialogue.objects.filter(title="Vårmötet").count() == 1
