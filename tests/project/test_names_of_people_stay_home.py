"""No file carries the name of a person: neither of contacts at the organisations nor of our own staff.
Contacts stand on no list and behind no filter."""

import pytest
from django.urls import reverse

from dialogues.models import Participation
from project.accounts.models import User
from stakeholders.models import Contact, Organisation
from tests.crawl import ROOMS, files
from tests.lists import export_of
from tests.project.test_hostile_gets import lists as every_list
from tests.world import meeting, user

CONTACT, STAFF = "Kontaktkanarie", "Personalkanarie"
ROLES = ("coordinator", "analyst", "manager", "officer")


@pytest.fixture
def named(world):
    """Contacts at every organisation and at every meeting, and staff with names that stand nowhere else."""
    for organisation in Organisation.objects.all():
        Contact.objects.create(
            organisation=organisation,
            name=f"{CONTACT} namn",
            role_title=f"{CONTACT} roll",
            email=f"{CONTACT}@example.org",
            phone=f"{CONTACT} 070",
        )
    for seat in Participation.objects.exclude(organisation=None):
        seat.contacts.set(seat.organisation.contacts.all())
    for person in User.objects.all():
        person.name = f"{STAFF} {person.pk}"
        person.save()


@pytest.mark.parametrize("role", ROLES)
def test_no_file_carries_the_name_of_a_person(named, world_client, tmp_path, role):
    email = f"{role}@example.org"
    held = files(world_client(role), email, tmp_path)
    assert len(held) == 14 + 3
    for name, sheets in held.items():
        text = str(sheets).casefold()
        assert CONTACT.casefold() not in text, name
        assert STAFF.casefold() not in text, name
        assert "@example.org" not in text, name


def test_a_file_does_not_say_in_its_properties_who_made_it(named, world_client):
    properties = export_of(world_client(), "insights:tip-list").properties
    assert (properties.creator, properties.lastModifiedBy) == ("Lyhört", "Lyhört")


def test_contacts_stand_on_no_list_and_are_found_by_no_search(named, world_client):
    client = world_client("analyst")
    for name in (name for name in every_list() if name.startswith(ROOMS)):
        assert CONTACT not in client.get(f"{reverse(name)}?per_page=200").content.decode(), name
        found = client.get(f"{reverse(name)}?q={CONTACT}").content.decode()
        assert "No row fits the filters." in found, name
    options = client.get("/stakeholders/options/", {"q": CONTACT}).json()["options"]
    assert options == []


def test_there_is_no_way_to_filter_by_a_person(db):
    asked = ("contact", "person", "owner", "author", "tagger", "team", "email")
    for name, page in every_list().items():
        if not name.startswith("administration:"):
            filters = page.filter_class({}, page.model.objects.none(), user=None).filters
            assert not [f for f in filters if f in asked], name


def test_who_works_with_a_meeting_stands_on_its_page_only(named, world_client):
    client = world_client()
    assert STAFF in client.get(meeting("Vårmötet").get_absolute_url()).content.decode()
    own = user("coordinator").name
    shown = client.get("/dialogues/?per_page=200").content.decode()
    assert shown.count(STAFF) == shown.count(own)  # one's own name, at the foot of every page
