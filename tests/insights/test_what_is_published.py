"""What a publishable file and a reader's summary keep back cannot be had from another part of them."""

from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from dialogues.meetings.services import remove_dialogue
from dialogues.models import Participation
from insights.models import GoodExample
from insights.reports.workbook import make_report
from insights.tagging.services import By
from insights.themes.services import add_theme
from project.common.dates import Period
from stakeholders.models import ActorType, Organisation
from tests import factories as make
from tests.world import actor, meeting, user


def sheets_of_publishable_file() -> dict[str, list[tuple]]:
    report = make_report(by=user("manager"), period=Period(), publishable=True)
    with report.file as file:
        book = openpyxl.load_workbook(file)
        return {name: list(book[name].iter_rows(min_row=2, values_only=True)) for name in book.sheetnames}


@pytest.fixture
def not_counted(world):
    """Åre kommun, at the spring meeting with seven people, is not to be counted in publications. What it
    alone said may be quoted; something else it said together with a congregation."""
    by, spring = user("coordinator"), meeting("Vårmötet")
    seat = Participation.objects.get(dialogue=spring, organisation=actor("Åre kommun"))
    Participation.objects.filter(pk=seat.pk).update(headcount=7)
    ours = By(participation=seat)
    make.make_insight(by, spring, "Bara vi sa det", raisers=[ours], may_be_quoted=True)
    both = [ours, By(actor_type=ActorType.objects.get(key="forening"))]
    make.make_insight(by, spring, "Flera sa det", raisers=both, may_be_quoted=True)
    Organisation.objects.filter(pk=actor("Åre kommun").pk).update(publish_as="not_counted")


def test_what_only_an_uncounted_actor_said_stands_nowhere_in_a_publishable_file(not_counted):
    sheets = sheets_of_publishable_file()
    quotes = {row[0]: row[1] for row in sheets["Insikter"]}
    assert "Bara vi sa det" not in str(sheets)
    assert quotes["Flera sa det"] == "Forening"


def test_the_sheets_of_a_publishable_file_count_the_same_insights_and_actors(not_counted):
    sheets = sheets_of_publishable_file()
    figures = dict(sheets["Översikt"])
    assert sum(row[4] for row in sheets["Tidsserie"]) == figures["insights"]
    assert sum(row[8] or 0 for row in sheets["Möten"]) == figures["attendances"]
    assert sum(row[7] for row in sheets["Möten"]) == len(sheets["Deltagande"])
    assert sum(row[5] or 0 for row in sheets["Deltagande"]) == figures["attendances"]


def test_a_published_example_leaves_publishable_files_with_its_meeting(world):
    GoodExample.objects.filter(title="Öppen förskola").update(status="published")
    assert "Öppen förskola" in [row[0] for row in sheets_of_publishable_file()["Goda exempel"]]
    remove_dialogue(by=user("coordinator"), dialogue=meeting("Höstsamtalet"))
    assert sheets_of_publishable_file()["Goda exempel"] == []


def test_the_order_of_themes_does_not_tell_a_reader_what_is_hidden(client_of, reader, manager):
    """Three themes: from two dialogues, from two (hidden), from one. Between the others the hidden one would
    say that it is from two."""
    make.make_assignment(manager)
    make.make_actor_type("trossamfund", sensitive=True)
    for title, types in (
        ("Först", ["kommun", "kommun"]),
        ("Dolt", ["trossamfund", "trossamfund"]),
        ("Sist", ["kommun"]),
    ):
        tag = make.make_tag(manager, title.upper())
        add_theme(by=manager, title_sv=title, title_en=title, status="adopted", tags=[tag])
        for n, key in enumerate(types, start=1):
            dialogue = make.make_dialogue(manager, f"{title} {n}", day=date(2026, 3, n))
            make.make_insight(manager, dialogue, actor_type=key, tags=[tag])
    page = client_of(reader).get(reverse("insights:summary")).content.decode()
    assert page.index("Först") < page.index("Sist") < page.index("Dolt")
