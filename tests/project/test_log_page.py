"""The log: who did what to which row, and when; read by the officer alone."""

import ast
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from project.accounts import services
from project.accounts.matrix import Role
from project.administration.log.filters import logged_models
from project.administration.log.words import LABELS, has_page, in_words, model_name, model_of
from project.audit.models import Action, LogEntry
from project.audit.services import record
from tests.factories import PASSWORD, make_dialogue, make_insight, make_organisation, make_user
from tests.texts import ROOT

LOG = "/administration/log/"


@pytest.fixture
def officer(db):
    return make_user("officer", Role.OFFICER, language="en")


@pytest.fixture
def client(client_of, officer):
    return client_of(officer)


@pytest.fixture
def _quiet(officer):
    """An empty log, to count in."""
    LogEntry.objects.all().delete()


def entries(client, query="") -> list[LogEntry]:
    return list(client.get(f"{LOG}{query}").context["page"].object_list)


def test_a_login_and_a_failed_one_stand_in_the_log(client, coordinator):
    for password in (PASSWORD, "wrong"):
        client_ = type(client)()
        client_.post("/account/login/", {"login": coordinator.email, "password": password})
    page = client.get(LOG).content.decode()
    assert "logged in" in page
    assert "failed to log in" in page
    assert f"user {coordinator.pk}" in page


def test_a_change_says_who_what_and_which_fields_but_no_text(client, coordinator):
    organisation = make_organisation(coordinator, "Hemliga föreningen")
    record(Action.CHANGE, by=coordinator, row=organisation, fields=["name", "actor_type"])
    page = client.get(f"{LOG}?action=change").content.decode()
    assert "Coordinator" in page
    assert "fields: name, actor type" in page
    assert f"organisation {organisation.pk}</a>" in page
    assert "Hemliga" not in page


def test_an_act_on_an_account_is_told_in_words(client, administrator, coordinator):
    services.set_roles(by=administrator, user=coordinator, roles=[Role.ANALYST])
    page = client.get(f"{LOG}?action=account").content.decode()
    assert "roles changed · before: coordinator · roles: analyst" in page


@pytest.mark.usefixtures("_quiet")
class TestFilters:
    def test_by_action(self, client, officer):
        record(Action.LOGIN, by=officer)
        record(Action.EXPORT, by=officer)
        assert [e.action for e in entries(client, "?action=export")] == ["export"]
        assert entries(client, "?action=nonsense") == []

    def test_by_person_finds_what_they_did_and_what_was_done_to_their_account(
        self, client, officer, coordinator
    ):
        LogEntry.objects.all().delete()
        done = record(Action.EXPORT, by=coordinator)
        tried = record(Action.LOGIN_FAILED, by=None, row=coordinator)
        record(Action.EXPORT, by=officer)
        for query in ("?person=coord", "?person=COORDINATOR@EXAMPLE.ORG"):
            assert {e.pk for e in entries(client, query)} == {done.pk, tried.pk}
        assert entries(client, "?person=nobody") == []

    def test_by_days_in_the_time_of_the_place(self, client, officer):
        # A quarter past midnight in Stockholm is still the day before in UTC.
        late = record(Action.LOGIN, by=officer)
        LogEntry.objects.filter(pk=late.pk).update(at=datetime(2026, 7, 1, 22, 15, tzinfo=UTC))
        assert [e.pk for e in entries(client, "?from=2026-07-02&to=2026-07-02")] == [late.pk]
        assert entries(client, "?to=2026-07-01") == []
        assert entries(client, "?from=2026-07-03") == []

    def test_by_kind_and_number_of_row(self, client, officer):
        one = record(Action.VIEW, by=officer, row=officer)
        record(Action.EXPORT, by=officer, model="dialogues.Dialogue")
        assert [e.pk for e in entries(client, "?model=accounts.User")] == [one.pk]
        assert [e.pk for e in entries(client, f"?row={officer.pk}")] == [one.pk]
        assert entries(client, "?row=99999999999999999999") == []
        assert entries(client, "?model=nosuch.Thing") == []

    def test_the_newest_stands_first_and_the_order_can_be_turned(self, client, officer):
        first, second = (record(Action.LOGIN, by=officer) for _ in range(2))
        LogEntry.objects.filter(pk=first.pk).update(at=second.at - timedelta(days=1))
        assert [e.pk for e in entries(client)] == [second.pk, first.pk]
        assert [e.pk for e in entries(client, "?sort=at")] == [first.pk, second.pk]

    def test_a_line_about_something_that_is_no_more_is_still_read(self, client, officer):
        LogEntry.objects.create(action="view", by=None, model="gone.Model", row_id=7, details={"odd": [1]})
        page = client.get(LOG).content.decode()
        assert "gone.Model 7" in page
        assert "odd: 1" in page

    def test_the_export_holds_what_the_filter_shows_and_no_names(self, client, officer, coordinator):
        LogEntry.objects.all().delete()
        record(Action.LOGIN, by=coordinator, row=coordinator)
        record(Action.EXPORT, by=officer)
        answer = client.get(f"{LOG}?action=login&export=xlsx")
        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert len(rows) == 2
        assert isinstance(rows[1][0], datetime)
        assert rows[1][1:5] == (coordinator.pk, "logged in", "user", coordinator.pk)
        everything = str([list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets])
        assert "Coordinator" not in everything
        assert coordinator.email not in everything
        assert LogEntry.objects.filter(action=Action.EXPORT, model="audit.LogEntry").count() == 1


def test_the_log_leads_to_the_row_as_far_as_the_officer_may_see_it(client, coordinator):
    dialogue = make_dialogue(coordinator)
    entry = LogEntry.objects.get(model="dialogues.Dialogue", row_id=dialogue.pk, action=Action.CREATE)
    assert client.get(f"{LOG}{entry.pk}/").url == dialogue.get_absolute_url()
    LogEntry.objects.filter(pk=entry.pk).update(row_id=999999)
    assert client.get(f"{LOG}{entry.pk}/").status_code == 404
    assert client.get(f"{LOG}999999/").status_code == 404


def test_a_line_about_an_account_leads_nowhere_for_the_officer(client, coordinator):
    entry = record(Action.LOGIN, by=coordinator, row=coordinator)
    assert client.get(f"{LOG}{entry.pk}/").status_code == 404
    assert f'href="{LOG}{entry.pk}/"' not in client.get(LOG).content.decode()


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICER])
def test_nobody_else_reads_the_log(client_of, db, role):
    client = client_of(make_user("me", role))
    assert client.get(LOG).status_code == 403
    assert client.get(f"{LOG}?export=xlsx").status_code == 403


def test_the_log_is_two_clicks_from_the_start(client):
    page = client.get("/", follow=True).content.decode()
    assert f'href="{LOG}"' in page


def test_a_field_that_is_other_rows_is_called_what_they_are(client, coordinator):
    insight = make_insight(coordinator, make_dialogue(coordinator))
    record(Action.CHANGE, by=coordinator, row=insight, fields=["raisers", "nosuch"])
    page = client.get(f"{LOG}?action=change&model=insights.Insight").content.decode()
    assert "fields: raisers, nosuch" in page


def test_every_kind_of_row_that_has_a_page_says_who_may_see_it():
    """What a line of the log leads to is found by `visible_to`."""
    for label, _name in logged_models():
        if has_page(label):
            assert hasattr(model_of(label).objects, "visible_to"), label


def test_every_kind_of_row_has_a_swedish_name():
    with translation.override("en"):
        english = {label: str(name) for label, name in logged_models()}
    with translation.override("sv"):
        swedish = {label: str(name) for label, name in logged_models()}
    same = {swedish[label] for label in english if swedish[label] == english[label]}
    assert same <= {"installation", "organisation"}
    assert {"audit.LogEntry", "audit.Operation", "dialogues.Dialogue"} <= set(english)


def test_every_detail_that_the_code_logs_has_a_word():
    found = set()
    for app in ("project", "stakeholders", "dialogues", "insights"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    found |= {keyword.arg for keyword in node.keywords if keyword.arg}
    assert "fields" in found
    assert found - {"by", "row", "model", "act"} <= set(LABELS)


@pytest.mark.parametrize(
    ("label", "details", "words"),
    [
        (
            "",
            {"act": "backup", "files": 2, "rows": 7, "tables": 3},
            "backup made · files: 2 · rows: 7 · tables: 3",
        ),
        (
            "audit.Operation",
            {"kind": "dialogue.cancel", "left": 0},
            "kind: cancellation · left as they were: 0",
        ),
        ("audit.Operation", {"kind": "unheard_of"}, "kind: unheard_of"),
        (
            "report",
            {"period": {"from": "2026-01-01"}, "publishable": True, "rows": {"Teman": 3, "Taggar": 9}},
            "period: 2026-01-01 – · publishable: yes · rows: Teman 3, Taggar 9",
        ),
        ("dialogues.Dialogue", {"added": [4], "fields": ["team"], "removed": []}, None),
    ],
)
def test_details_read_as_words(label, details, words):
    with translation.override("en"):
        said = in_words(label, details)
    assert said == (words or "added: 4 · fields: team · removed: none")


def test_a_report_is_called_a_report():
    with translation.override("sv"):
        assert model_name("report") == "rapport"


def test_every_act_that_can_be_undone_has_a_word():
    from project.accounts.matrix import UNDOING
    from project.administration.log.words import UNDONE

    assert {kind.rpartition(".")[2] for kind in UNDOING} == set(UNDONE)
