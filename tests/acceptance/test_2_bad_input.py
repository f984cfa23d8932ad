"""Issue 2, "Bad input (a date in the year 3013, text of 300,000 characters, a tag that is retired, an
organisation that is merged, a duplicate participation) gets a sentence at its field, and the rest of the
form is kept": each, in every form where it can happen, for somebody who reads Swedish."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from dialogues.models import Assignment, Commitment, Feedback, Note, Participation, QuestionSet
from insights.models import GoodExample, Insight, Theme, Tip
from project.accounts.models import User
from stakeholders.models import Organisation
from tests.forms import changed
from tests.html import Element, form_values, parse
from tests.world import actor, insight, meeting, seat, tag, user

EDITED = {
    "stakeholders:organisation-edit": lambda: actor("Åre kommun"),
    "stakeholders:organisation-archive": lambda: actor("Åre kommun"),
    "dialogues:dialogue-edit": lambda: meeting("Vårmötet"),
    "dialogues:dialogue-cancel": lambda: meeting("Nästa möte"),
    "dialogues:participation-edit": lambda: seat("Malmö stad"),
    "dialogues:note-edit": lambda: Note.objects.get(channel="chatt"),
    "dialogues:commitment-edit": lambda: Commitment.objects.get(text="Skicka länkar"),
    "dialogues:feedback-edit": lambda: Feedback.objects.get(way="letter"),
    "dialogues:assignment-edit": lambda: Assignment.objects.get(key="uppdraget"),
    "dialogues:question-set-edit": lambda: unused_questions(),
    "insights:insight-edit": lambda: insight("Rädsla för omhändertagande"),
    "insights:line-edit": lambda: Note.objects.get(channel="chatt"),
    "insights:tag-edit": lambda: tag("RAD-OMH"),
    "insights:theme-edit": lambda: Theme.objects.get(key="T1"),
    "insights:tip-edit": lambda: Tip.objects.get(key="TIP-1"),
    "insights:example-edit": lambda: GoodExample.objects.get(title="Öppen förskola"),
}
OF_A_MEETING = {
    "dialogues:participation-create",
    "dialogues:note-create",
    "dialogues:commitment-create",
    "dialogues:feedback-create",
    "insights:insight-create",
    "insights:capture",
}
LONG = ("En lång berättelse. " * 15_000).strip()

# What each field of text is called, by form.
TEXTS = {
    "stakeholders:organisation-create": ("name", "aliases", "number", "parent", "successor"),
    "stakeholders:organisation-edit": ("name", "aliases", "number", "parent", "successor"),
    "stakeholders:organisation-archive": ("reason",),
    "dialogues:dialogue-create": (
        "participants",
        "title",
        "place",
        "registration_number",
        "host",
        "co_hosts",
        "summary",
    ),
    "dialogues:dialogue-edit": ("title", "place", "registration_number", "host", "co_hosts", "summary"),
    "dialogues:dialogue-cancel": ("reason",),
    "dialogues:participation-create": ("organisation",),
    "dialogues:participation-edit": ("organisation",),
    "dialogues:note-create": ("text",),
    "dialogues:note-edit": ("text",),
    "dialogues:commitment-create": ("text", "organisation", "responsible_role", "outcome"),
    "dialogues:commitment-edit": ("text", "organisation", "responsible_role", "outcome"),
    "dialogues:feedback-create": ("text",),
    "dialogues:feedback-edit": ("text",),
    "dialogues:assignment-create": ("title", "decision", "description", "deadlines"),
    "dialogues:assignment-edit": ("title", "decision", "description", "deadlines"),
    "dialogues:question-set-create": ("title_sv", "title_en", "questions_sv", "questions_en"),
    "dialogues:question-set-edit": ("title_sv", "title_en", "questions_sv", "questions_en"),
    "insights:capture": ("text-fraga-1", "text-other"),
    "insights:line-edit": ("raw",),
    "insights:insight-create": ("text",),
    "insights:insight-edit": ("text",),
    "insights:tag-create": ("name_sv", "name_en", "key", "definition", "include", "exclude", "example"),
    "insights:tag-edit": ("name_sv", "name_en", "key", "definition", "include", "exclude", "example"),
    "insights:theme-create": ("title_sv", "title_en", "synthesis"),
    "insights:theme-edit": ("title_sv", "title_en", "synthesis"),
    "insights:tip-create": ("text_sv", "text_en"),
    "insights:tip-edit": ("text_sv", "text_en"),
    "insights:example-create": ("title", "text", "source_url", "organisation"),
    "insights:example-edit": ("title", "text", "source_url", "organisation"),
}
DATES = {
    "stakeholders:organisation-create": ("valid_from", "valid_to"),
    "stakeholders:organisation-edit": ("valid_from", "valid_to"),
    "dialogues:dialogue-create": ("day", "until"),
    "dialogues:dialogue-edit": ("day", "until"),
    "dialogues:commitment-create": ("due_on", "closed_on"),
    "dialogues:commitment-edit": ("due_on", "closed_on"),
    "dialogues:feedback-create": ("given_on",),
    "dialogues:feedback-edit": ("given_on",),
    "dialogues:assignment-create": ("period_from", "period_to", "deadlines"),
    "dialogues:assignment-edit": ("period_from", "period_to", "deadlines"),
    "insights:report-list": ("first", "last"),
}
TAGGED = (
    "insights:insight-create",
    "insights:insight-edit",
    "insights:theme-create",
    "insights:theme-edit",
    "insights:tip-create",
    "insights:tip-edit",
)
ACTORS = {
    "stakeholders:organisation-create": ("parent", "successor"),
    "stakeholders:organisation-edit": ("parent", "successor"),
    "dialogues:dialogue-create": ("participants", "host", "co_hosts"),
    "dialogues:dialogue-edit": ("host", "co_hosts"),
    "dialogues:participation-create": ("organisation",),
    "dialogues:participation-edit": ("organisation",),
    "dialogues:commitment-create": ("organisation",),
    "dialogues:commitment-edit": ("organisation",),
    "insights:example-create": ("organisation",),
    "insights:example-edit": ("organisation",),
}


def unused_questions() -> QuestionSet:
    return QuestionSet.objects.get_or_create(key="oanvand", defaults={"title_sv": "Oanvända"})[0]


@pytest.fixture
def swedish(world, client_of):
    """Somebody who may use a form, reading Swedish."""
    User.objects.update(language="sv")

    def logged_in(address: str):
        return client_of(user("analyst" if address.startswith("insights:tag") else "manager"))

    return logged_in


def url_of(address: str) -> str:
    if address in EDITED:
        return reverse(address, args=[EDITED[address]().uuid])
    return reverse(address, args=[meeting("Vårmötet").uuid] if address in OF_A_MEETING else [])


def form_of(response, field: str) -> Element:
    """The form on a page that holds a field."""
    return next(f for f in parse(response).all("form") if any(e.attrs.get("name") == field for e in f.walk()))


def refused(client, address: str, field: str, value, **beside) -> str:
    """Send a form with something wrong in one field, and something in the others. Nothing is stored, the
    rest is kept, and what is said stands at the field. Gives what is said."""
    url = url_of(address)
    form = form_values(form_of(client.get(url), field))
    sent = changed(form, **{**typed_beside(form, field), **beside, field: value})
    before = stored()
    response = client.post(url, sent)
    assert response.status_code in (200, 422)
    assert stored() == before, "nothing is stored"
    page = form_of(response, field)
    again = form_values(page)
    assert words_of(again) == words_of(sent), (address, field)
    return said_at(page, field)


def typed_beside(form: dict, field: str) -> dict:
    """Something in every other field of the form that takes a few words and is empty."""
    words = ("summary", "place", "outcome", "text", "synthesis", "definition", "description", "text_en")
    found = {name: "Kvar" for name in words if name in form and name != field and form[name] == [""]}
    places = [name for name in form if name.startswith("text-") and name != field]
    return found | dict.fromkeys(places, "Kvar på raden")


def words_of(form: dict) -> dict:
    """What a person has written and chosen in a form."""
    return {n: v for n, v in form.items() if n not in ("csrfmiddlewaretoken", "form_owner")}


def stored() -> dict[str, int]:
    """How many rows every table has, and when each was changed last."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in ("sessions.Session", "accounts.User"):
            continue
        rows = model._base_manager.all()
        names = {f.name for f in model._meta.concrete_fields}
        changed_at = (
            list(rows.order_by("pk").values_list("changed_at", flat=True)) if "changed_at" in names else 0
        )
        found[model._meta.label] = (rows.count(), changed_at)
    return found


def said_at(form: Element, field: str) -> str:
    """What stands at a field, tied to its control for those who do not see the page."""
    controls = [e for e in form.walk() if e.attrs.get("name") == field and e.attrs.get("type") != "hidden"]
    tied = " ".join(
        e.attrs.get("aria-describedby", "")
        for control in controls
        for e in (control, control.inside("fieldset"))
        if e is not None
    ).split()
    lists = [e for e in form.all("ul", class_="errors") if e.attrs.get("id") in tied and e.all("li")]
    assert lists, f"nothing is said at {field}"
    if not any(c.attrs.get("type") in ("checkbox", "radio") for c in controls):
        assert controls[0].attrs.get("aria-invalid") == "true"
    said = " ".join(li.text for found in lists for li in found.all("li"))
    assert re.search(r"[.?!]$", said), said
    assert len(said) < 1000, "what is said is a sentence, not the text again"
    assert not re.search(r"\b(the|this|is|has|characters|value|choose)\b", said, re.IGNORECASE), said
    return said


@pytest.mark.parametrize("address", DATES)
def test_a_date_in_the_year_3013(swedish, address):
    client = swedish(address)
    for field in DATES[address]:
        value = "3013-03-04 Slutrapport" if field == "deadlines" else "3013-03-04"
        beside = {"state": "done"} if field == "closed_on" else {}
        if field == "until":
            beside |= {"day": "2026-03-04", "precision": "span"}
        assert "3013" in refused(client, address, field, value, **beside)


@pytest.mark.parametrize("address", TEXTS)
def test_a_text_of_300_000_characters(swedish, address):
    """Left as it was typed, so that it can be divided or put elsewhere."""
    client = swedish(address)
    for field in TEXTS[address]:
        value = {"source_url": "https://example.org/" + "a" * 300_000}.get(field, LONG)
        value = f"2026-03-04 {LONG}" if field == "deadlines" else value
        beside = {"participants": "Åre kommun"} if address == "dialogues:dialogue-create" else {}
        refused(client, address, field, value, **{n: v for n, v in beside.items() if n != field})


@pytest.mark.parametrize("address", TAGGED)
def test_a_tag_that_is_retired(swedish, address):
    """Since the form was opened, say: the form itself does not offer it."""
    client = swedish(address)
    beside = {"raisers": f"p{seat('Åre kommun').pk}"} if address == "insights:insight-create" else {}
    said = refused_choice(client, address, "tags", str(tag("GAM").pk), **beside)
    assert "Gammal tagg" in said


def refused_choice(client, address: str, field: str, value: str, **beside) -> str:
    """As `refused`, for a choice that the form does not offer, and so cannot keep."""
    url = url_of(address)
    form = form_values(form_of(client.get(url), field))
    good = str(tag("UTA").pk)
    sent = changed(form, **{**typed_beside(form, field), **beside, field: [good, value]})
    before = stored()
    response = client.post(url, sent)
    assert response.status_code == 200
    assert stored() == before
    page = form_of(response, field)
    again = form_values(page)
    assert words_of(again) == words_of({**sent, field: [good]}), address
    return said_at(page, field)


@pytest.mark.parametrize("address", ACTORS)
def test_an_organisation_that_is_merged(swedish, address):
    client = swedish(address)
    for field in ACTORS[address]:
        said = refused(client, address, field, "Malmö kommun")
        assert "Malmö kommun" in said
        assert "Malmö stad" in said, "and what to write instead"


@pytest.mark.parametrize("address", ["dialogues:participation-create", "dialogues:participation-edit"])
def test_a_participation_that_is_there_already(swedish, address):
    """By the name of the organisation, and by an alias of it."""
    for name in ("Åre kommun", "årebygden"):
        refused(swedish(address), address, "organisation", name, headcount="7", attendance="apologies")


def test_an_actor_type_that_is_there_already(swedish):
    address = "dialogues:participation-create"
    kind = Participation.objects.get(organisation=None)
    url = reverse(address, args=[kind.dialogue.uuid])
    client = swedish(address)
    sent = changed(
        form_values(form_of(client.get(url), "actor_type")), actor_type=kind.actor_type_id, headcount="7"
    )
    before = stored()
    page = form_of(client.post(url, sent), "actor_type")
    assert said_at(page, "actor_type")
    assert form_values(page)["headcount"] == ["7"]
    assert stored() == before


@pytest.mark.parametrize(
    "lines",
    ["Åre kommun; 3\nÖstersunds kommun\nårebygden; 4", "Åre kommun\nÅre kommun"],
    ids=["under two names", "twice"],
)
def test_a_participant_that_stands_twice_on_a_new_meeting(swedish, lines):
    said = refused(swedish("dialogues:dialogue-create"), "dialogues:dialogue-create", "participants", lines)
    assert "Åre kommun" in said


def test_a_retired_tag_in_a_captured_line_stays_in_the_words_and_waits(swedish):
    """A line is never refused for a word in it."""
    client, url = swedish("insights:capture"), url_of("insights:capture")
    form = form_values(form_of(client.get(url), "text-other"))
    client.post(url, changed(form, **{"text-other": "Många är rädda #GAM"}))
    note = Note.objects.get(current__text="Många är rädda #GAM")
    assert [str(token) for token in note.open_tokens.all()] == ["#GAM"]
    assert not Insight.objects.filter(note_version__note=note).exists()


def test_a_merged_actor_in_a_captured_line_stays_in_the_words_and_waits(swedish):
    client, url = swedish("insights:capture"), url_of("insights:capture")
    form = form_values(form_of(client.get(url), "text-other"))
    client.post(url, changed(form, **{"text-other": 'Många är rädda @"Malmö kommun"'}))
    note = Note.objects.get(current__text='Många är rädda @"Malmö kommun"')
    assert [str(token) for token in note.open_tokens.all()] == ["@Malmö kommun"]
    merged = Organisation.objects.get(name="Malmö kommun")
    assert not Participation.objects.filter(organisation=merged).exists()


def test_every_field_of_text_and_every_date_of_these_forms_is_tried(swedish):
    """So that a new field is too."""
    for address in sorted({*TEXTS, *DATES} - {"insights:capture"}):
        page = swedish(address).get(url_of(address))
        form = form_of(page, {**DATES, **TEXTS}[address][0])
        texts = {
            e.attrs["name"]
            for e in form.walk()
            if "name" in e.attrs
            and (e.tag == "textarea" or (e.tag == "input" and e.attrs.get("type") in ("text", "url", "date")))
        }
        assert texts <= {*TEXTS.get(address, ()), *DATES.get(address, ())}, address
