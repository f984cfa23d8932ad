"""What the installation says of itself."""

from project.accounts.matrix import Role
from project.audit.models import Action, LogEntry
from project.pages.models import Installation
from tests.factories import make_user

PAGE = "/administration/settings/"


def test_the_agency_and_the_notice_are_kept_by_the_administrator(client_of, administrator):
    client = client_of(administrator)
    version = client.get(PAGE).context["form"]["version"].value()
    client.post(PAGE, {"agency": "Provmyndigheten", "invented": "on", "version": version})
    installation = Installation.current()
    assert (installation.agency, installation.invented) == ("Provmyndigheten", True)
    page = client.get(PAGE).content.decode()
    assert "Provmyndigheten" in page
    entry = LogEntry.objects.get(action=Action.CHANGE, model="pages.Installation")
    assert entry.details == {"fields": ["agency", "invented"]}


def test_two_who_change_it_at_once_see_each_other(client_of, administrator):
    Installation.objects.create(pk=1, agency="Den ena", version=4)
    answer = client_of(administrator).post(PAGE, {"agency": "Den andra", "version": 3})
    assert answer.status_code == 409
    assert Installation.current().agency == "Den ena"


def test_nothing_changed_is_nothing_logged(client_of, administrator):
    Installation.objects.create(pk=1, agency="Samma", version=1)
    client_of(administrator).post(PAGE, {"agency": "Samma", "version": 1})
    assert not LogEntry.objects.filter(model="pages.Installation").exists()


def test_others_do_not_change_it(client_of, db):
    client = client_of(make_user("me", Role.MANAGER))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"agency": "Kupp"}).status_code == 403
