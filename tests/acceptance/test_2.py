"""Issue 2, what it must show: one named test a line. Lines shown elsewhere are named at the end."""

import io

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from insights.models import Tag, Tip
from project.operations.reference import read_json
from tests.figures import EXPECTED, internal, published
from tests.html import figures_of, parse

SIGHTS = [("analytiker", "everything"), ("samordnare2", "without_restricted")]
UNCOUNTED = (
    "Dialogmöte med kommuner i Skåne",
    "Uppföljande samtal med församlingar",
    "Månadsavstämning",
    "kommuner i Värmland",
)


def summary(client_of, user, query="") -> dict:
    response = client_of(user).get(reverse("insights:summary") + query)
    assert response.status_code == 200
    return figures_of(parse(response))


def workbook(tmp_path, *options, user: str):
    out = tmp_path / "report.xlsx"
    call_command(
        "report",
        "--kind",
        "xlsx",
        "--out",
        str(out),
        "--as",
        f"{user}@demo.example",
        *options,
        stdout=io.StringIO(),
    )
    return openpyxl.load_workbook(out)


def overview(book) -> dict:
    rows = list(book["Översikt"].iter_rows(values_only=True))
    assert rows[0] == ("Nyckel", "Värde")
    return dict(rows[1:])


@pytest.mark.parametrize(("user", "sight"), SIGHTS)
def test_every_expected_number_stands_on_the_summary_page(case_user, client_of, user, sight):
    shown = summary(client_of, case_user(user))
    for key, value in internal(sight).items():
        assert key in shown, key
        assert {e.attrs.get("value") for e in shown[key]} == {str(value)}, key
        assert all(e.tag == "data" and e.text == str(value) for e in shown[key]), key


@pytest.mark.parametrize(("user", "sight"), SIGHTS)
def test_every_expected_number_stands_on_the_sheets(case, tmp_path, user, sight):
    book = workbook(tmp_path, "--from", "2022-07-01", "--to", "2026-12-10", user=user)
    values = overview(book)
    expected = internal(sight)
    assert {key: values.get(key) for key in expected} == expected
    data = EXPECTED[sight]
    assert book["Möten"].max_row - 1 == data["dialogues"]
    assert book["Insikter"].max_row - 1 == data["insights"]
    assert book["Taggningar"].max_row - 1 == data["taggings"]
    assert book["Tips"].max_row - 1 == 7


@pytest.mark.parametrize(("user", "sight"), SIGHTS)
def test_themes_by_actor_type_stand_on_their_sheet(case, tmp_path, user, sight):
    rows = list(workbook(tmp_path, user=user)["Tema × aktör"].iter_rows(values_only=True))
    assert rows[0] == (
        "Tema",
        "Aktörstyp",
        "Insikter",
        "Dialoger",
        "Dialoger totalt",
        "Hörda aktörer",
        "Närvarande högst",
    )
    titles = {row["sv"]: row["id"] for row in read_json("demo.json")["themes"]}
    types = {row["sv"]: row["key"] for row in read_json("reference/actor_types.json")["actor_types"]}
    found = {(titles[row[0]], types[row[1]]): row[2:] for row in rows[1:]}
    data = EXPECTED[sight]
    for theme, line in data["themes"].items():
        for actor_type, cell in line["by_actor_type"].items():
            present = data["dialogues_with_type_present"][actor_type]
            expected = (
                cell["insights"],
                cell["dialogues"],
                present,
                cell["heard_from"],
                cell["present_at_most"],
            )
            assert found[theme, actor_type] == expected, (theme, actor_type)


def test_readers_see_the_published_figures_and_no_others(case_user, client_of):
    shown = summary(client_of, case_user("lasare"))
    for key, value in published().items():
        elements = shown[key]
        if value is None:
            assert all("value" not in e.attrs and e.text == "dolt, för få aktörer" for e in elements), key
        else:
            assert {e.attrs["value"] for e in elements} == {str(value)}, key
    types = {row["key"] for row in read_json("reference/actor_types.json")["actor_types"]}
    assert not [key for key in shown if set(key.split("/")) & types], "figures by actor type"
    assert not [key for key, elements in shown.items() if any(e.inside("a") for e in elements)], (
        "links to rows"
    )


def test_the_publishable_workbook_has_the_published_figures(case, tmp_path):
    values = overview(workbook(tmp_path, "--publishable", user="chef"))
    for key, value in published().items():
        assert values[key] == ("dolt, för få aktörer" if value is None else value), key


def test_the_publishable_workbook_is_the_same_for_everybody(case, tmp_path):
    books = [workbook(tmp_path, "--publishable", user=user) for user in ("chef", "samordnare2")]
    for sheet in ("Översikt", "Möten", "Deltagande", "Insikter", "Taggningar", "Tema × aktör", "Åtaganden"):
        first, second = (list(book[sheet].iter_rows(values_only=True)) for book in books)
        assert first == second, sheet


@pytest.mark.parametrize("user", ["analytiker", "samordnare2", "lasare"])
def test_nothing_stands_anywhere_that_must_not_appear(case_user, client_of, tmp_path, user):
    forbidden = {str(n) for n in EXPECTED["must_not_appear"]["sum_of_theme_insights"]}
    shown = summary(client_of, case_user(user))
    assert not {e.attrs.get("value") for elements in shown.values() for e in elements} & forbidden
    if user != "lasare":
        values = overview(workbook(tmp_path, user=user))
        assert not {str(value) for value in values.values()} & forbidden


def test_the_uncounted_meetings_are_in_no_figure_and_on_no_sheet(case_user, client_of, tmp_path):
    response = client_of(case_user("analytiker")).get(reverse("insights:summary"))
    assert not [title for title in UNCOUNTED if title in response.content.decode()]
    book = workbook(tmp_path, user="analytiker")
    cells = [
        str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v is not None
    ]
    assert not [title for title in UNCOUNTED if any(title in cell for cell in cells)]


def test_the_three_source_tags_are_there_by_name(case_user, client_of):
    page = client_of(case_user("analytiker")).get(reverse("insights:summary")).content.decode()
    names = dict(Tag.objects.filter(key__in=("RAD", "UTA", "FOR")).values_list("key", "name_sv"))
    assert names["RAD"] == "Rädsla och oro"
    assert names["UTA"].startswith("Utanförskap")
    assert names["FOR"] == "Osäkerhet i föräldrarollen"
    assert all(name in page for name in names.values())


def test_the_seven_tips_stand_in_order_byte_for_byte(case_user, client_of, tmp_path):
    source = [tip["sv"] for tip in sorted(read_json("demo.json")["tips"], key=lambda tip: tip["order"])]
    assert len(source) == 7
    assert list(Tip.objects.order_by("number").values_list("text_sv", flat=True)) == source
    page = parse(client_of(case_user("analytiker")).get(reverse("insights:tip-list")))
    shown = [e.text for e in page.first("table").all(class_="row-name")]
    assert [text.partition(" ")[2] if text[:1].isdigit() else text for text in shown] == source
    rows = list(workbook(tmp_path, user="analytiker")["Tips"].iter_rows(values_only=True))[1:]
    assert [row[1] for row in rows] == source


# Shown elsewhere:
# From a blank page, with the keyboard: tests/browser/test_main_job.py
# Role × URL × method; hostile addresses: tests/project/test_matrix.py, tests/project/test_hostile_gets.py
# axe and the content security policy: tests/browser/test_every_page.py, in full by make drill
# Query counts: tests/project/test_query_counts.py
# Bad input: tests/acceptance/test_2_bad_input.py
