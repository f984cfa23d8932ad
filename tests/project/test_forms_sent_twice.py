"""A form that is sent twice (a double press, a page sent again after a lost answer) makes one row."""

import pytest
from django.urls import reverse

from dialogues.models import Dialogue
from stakeholders.models import Organisation
from tests.factories import make_actor_type
from tests.html import form_values, parse


@pytest.fixture
def client(client_of, coordinator):
    return client_of(coordinator)


def test_a_new_meeting_sent_twice_is_one_meeting(client, db):
    make_actor_type("kommun")
    url = reverse("dialogues:dialogue-create")
    values = form_values(parse(client.get(url)).first("form", class_="form"))
    values |= {"title": ["Ett möte"], "stay": ["1"]}
    first, second = client.post(url, values), client.post(url, values)
    assert first["Location"] == second["Location"] == Dialogue.objects.get().get_absolute_url()


def test_a_new_actor_sent_twice_is_one_actor(client, db):
    url = reverse("stakeholders:organisation-create")
    kind = make_actor_type("kommun")
    values = form_values(parse(client.get(url)).first("form", class_="form"))
    values |= {"name": ["Provköpings kommun"], "actor_type": [str(kind.pk)]}
    first, second = client.post(url, values), client.post(url, values)
    assert first["Location"] == second["Location"] == Organisation.objects.get().get_absolute_url()


def test_the_form_opened_anew_makes_another_row(client, db):
    make_actor_type("kommun")
    url = reverse("dialogues:dialogue-create")
    for _twice in range(2):
        values = form_values(parse(client.get(url)).first("form", class_="form"))
        client.post(url, values | {"title": ["Samma titel"]})
    assert Dialogue.objects.count() == 2


def test_the_id_of_a_meeting_one_may_not_see_is_not_answered_with_it(
    client, client_of, outsider, coordinator
):
    from tests.factories import make_dialogue

    secret = make_dialogue(coordinator, "Hemligt", protection="restricted")
    other = client_of(outsider)
    url = reverse("dialogues:dialogue-create")
    values = form_values(parse(other.get(url)).first("form", class_="form"))
    response = other.post(url, values | {"title": ["Mitt"], "uuid": [str(secret.uuid)]})
    assert str(secret.uuid) not in response.get("Location", "")
    assert "Hemligt" not in response.content.decode()


@pytest.mark.parametrize("checked", [True, False])
def test_a_form_pressed_twice_at_the_same_moment_leads_to_the_one_row(client, db, monkeypatch, checked):
    """The other press has made the row when this one comes to store it: the check finds it, or where both were
    checked before, the database."""
    from project.audit import services as audit
    from stakeholders.register import services

    add = services.add_organisation

    def raced(**values):
        add(**values)
        if not checked:
            monkeypatch.setattr(Organisation, "full_clean", lambda self: self.clean_fields())
        row = Organisation(**{k: v for k, v in values.items() if k not in ("by", "aliases")})
        return audit.create_row(row, by=values["by"])

    monkeypatch.setattr(services, "add_organisation", raced)
    url = reverse("stakeholders:organisation-create")
    values = form_values(parse(client.get(url)).first("form", class_="form"))
    values |= {"name": ["Provköpings kommun"], "actor_type": [str(make_actor_type("kommun").pk)]}
    assert client.post(url, values)["Location"] == Organisation.objects.get().get_absolute_url()
