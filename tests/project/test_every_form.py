"""What every form does alike: saving without a change changes nothing, nothing typed is lost, and two who
edit the same row both see it."""

import pytest
from django.urls import reverse

from dialogues.models import Assignment, Commitment, Feedback, Note, QuestionSet
from insights.models import GoodExample, Theme, Tip
from tests.forms import changed, errors, kept, opened, saved
from tests.html import parse
from tests.world import actor, insight, meeting, seat, tag

EDITS = {
    "stakeholders:organisation-edit": (lambda: actor("Åre kommun"), "name"),
    "dialogues:dialogue-edit": (lambda: meeting("Vårmötet"), "summary"),
    "dialogues:participation-edit": (lambda: seat("Malmö stad"), "headcount"),
    "dialogues:note-edit": (lambda: Note.objects.get(channel="chatt"), "text"),
    "dialogues:commitment-edit": (lambda: Commitment.objects.get(text="Skicka länkar"), "text"),
    "dialogues:feedback-edit": (lambda: Feedback.objects.get(way="letter"), "text"),
    "dialogues:assignment-edit": (lambda: Assignment.objects.get(key="uppdraget"), "title"),
    "dialogues:question-set-edit": (lambda: QuestionSet.objects.get(key="qs-fraga"), "title_sv"),
    "insights:insight-edit": (lambda: insight("Rädsla för omhändertagande"), "text"),
    "insights:tag-edit": (lambda: tag("RAD-OMH"), "definition"),
    "insights:theme-edit": (lambda: Theme.objects.get(key="T1"), "synthesis"),
    "insights:tip-edit": (lambda: Tip.objects.get(key="TIP-1"), "text_sv"),
    "insights:example-edit": (lambda: GoodExample.objects.get(title="Öppen förskola"), "text"),
}
CREATES = {
    "stakeholders:organisation-create": None,
    "dialogues:dialogue-create": None,
    "dialogues:participation-create": "Vårmötet",
    "dialogues:note-create": "Vårmötet",
    "dialogues:commitment-create": "Vårmötet",
    "dialogues:feedback-create": "Vårmötet",
    "dialogues:assignment-create": None,
    "dialogues:question-set-create": None,
    "insights:insight-create": "Vårmötet",
    "insights:tag-create": None,
    "insights:theme-create": None,
    "insights:tip-create": None,
    "insights:example-create": None,
}
WHO = {"dialogues:assignment": "manager", "insights:tag": "analyst"}
HOSTILE = ["\x00", "\ufffe", "²", "-1", "9" * 30, "1e400", "NaN", "x" * 300_000, "<script>"]


def who(address: str) -> str:
    """Somebody who may use a form."""
    return next((name for start, name in WHO.items() if address.startswith(start)), "manager")


def url_of(address: str) -> str:
    if address in EDITS:
        return reverse(address, args=[EDITS[address][0]().uuid])
    of = CREATES[address]
    return reverse(address, args=[meeting(of).uuid] if of else [])


def test_every_form_of_the_three_rooms_is_here():
    from project.accounts.matrix import ADDRESSES

    rooms = ("stakeholders:", "dialogues:", "insights:")
    forms = {a for a in ADDRESSES if a.startswith(rooms) and a.endswith(("-create", "-edit"))}
    assert forms == {*EDITS, *CREATES, "insights:line-edit"}


@pytest.mark.parametrize("address", EDITS)
def test_saving_without_a_change_changes_nothing(world_client, address):
    client, row = world_client(who(address)), EDITS[address][0]()
    before = stored(row)
    url = url_of(address)
    saved(client.post(url, opened(client, url)))
    assert stored(row) == before


def stored(row) -> dict:
    """The row's columns, what hangs on it by name, and how much history it has."""
    row = type(row).objects.get(pk=row.pk)
    columns = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}
    sets = {f.name: sorted(f.value_from_object(row), key=lambda r: r.pk) for f in row._meta.many_to_many}
    versions = row.history.count() if hasattr(row, "history") else row.versions.count()
    raised = sorted(str(r) for r in row.raisers.all()) if hasattr(row, "raisers") else []
    tags = sorted(t.tag.key for t in row.taggings.all()) if hasattr(row, "taggings") else []
    return columns | sets | {"versions": versions, "raisers": raised, "tags": tags}


@pytest.mark.parametrize("address", EDITS)
def test_two_who_edit_the_same_row_both_see_it(world_client, address):
    (find, field), client, other = EDITS[address], world_client(who(address)), world_client(who(address))
    row, url = find(), url_of(address)
    theirs, mine = ("12", "34") if field == "headcount" else ("Deras ord", "Mina ord")
    form = opened(client, url)
    saved(other.post(url, changed(opened(other, url), **{field: theirs})))
    response = client.post(url, changed(form, **{field: mine}))
    assert response.status_code == 409
    conflict = parse(response).first("section", class_="conflict")
    assert theirs in conflict.text
    assert mine in conflict.text
    assert value(row, field) == theirs, "nothing is written until one has seen the other's"
    again = kept(response)
    assert again[field] == [mine]
    saved(client.post(url, again))
    assert value(row, field) == mine


def value(row, field: str) -> str:
    row.refresh_from_db()
    return str(getattr(row, field))


@pytest.mark.parametrize("address", EDITS)
def test_an_edit_sent_twice_is_saved_once_and_meets_no_conflict_with_itself(world_client, address):
    (find, field), client, url = EDITS[address], world_client(who(address)), url_of(address)
    row = find()
    version = row.version
    sent = changed(opened(client, url), **{field: "56" if field == "headcount" else "Nya ord"})
    first, second = client.post(url, sent), client.post(url, sent)
    assert saved(first) == saved(second)
    row.refresh_from_db()
    assert row.version == version + 1


@pytest.mark.parametrize("address", [*EDITS, *CREATES])
def test_nothing_typed_in_a_form_is_an_error_of_ours(world_client, address):
    """All fields at once hold what no person means."""
    client, url = world_client(who(address), raise_request_exception=False), url_of(address)
    form = opened(client, url)
    for text in HOSTILE:
        response = client.post(url, changed(form, **dict.fromkeys(typed(form), text)))
        assert response.status_code in (200, 302, 409), (text[:20], response.status_code)
        assert response.status_code != 200 or errors(response), text[:20]


def typed(form: dict) -> list[str]:
    return [name for name in form if name not in ("csrfmiddlewaretoken", "form_owner", "uuid")]


@pytest.mark.drill
@pytest.mark.parametrize("address", [*EDITS, *CREATES])
def test_nothing_typed_in_one_field_is_an_error_of_ours(world_client, address):
    """Each field in turn holds what no person means, so that what is made of the others is reached too."""
    client, url = world_client(who(address), raise_request_exception=False), url_of(address)
    form = opened(client, url)
    for name in typed(form):
        for text in HOSTILE:
            response = client.post(url, changed(form, **{name: text}))
            assert response.status_code in (200, 302, 409), (name, text[:20], response.status_code)
            assert len(response.content) < 1_000_000, (name, text[:20])


@pytest.mark.parametrize("address", [*EDITS, *CREATES])
def test_an_empty_form_says_at_each_field_what_is_missing(world_client, address):
    client, url = world_client(who(address)), url_of(address)
    form = opened(client, url)
    emptied = {n: v for n, v in form.items() if n in ("csrfmiddlewaretoken", "form_owner", "version", "uuid")}
    response = client.post(url, emptied)
    assert response.status_code == 200
    assert errors(response)
    assert "" not in errors(response)
    page = parse(response)
    for name in errors(response):
        assert page.first(class_="error-summary").all("a"), name


@pytest.mark.parametrize("address", [*EDITS, *CREATES])
def test_a_form_asks_only_for_what_is_needed_and_says_so(world_client, address):
    page = parse(world_client(who(address)).get(url_of(address)))
    form = page.first("form", class_="form")
    assert form.attrs["method"] == "post"
    assert "novalidate" in form.attrs
    labels = {label.attrs.get("for") for label in form.all("label")}
    for control in form.walk():
        if control.tag in ("input", "textarea", "select") and control.attrs.get("type") not in (
            "hidden",
            None,
        ):
            assert control.attrs["id"] in labels, control.attrs
    assert page.first(class_="submit").first("a").attrs["href"]
