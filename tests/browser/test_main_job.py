"""The main job, from a blank page and with the keyboard alone: log in, log a meeting, write what was said,
see it in the summary, take it out as a file. Nothing is clicked, and no address but the first is typed."""

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dialogues.models import Dialogue, Question
from insights.models import Insight
from project.common.dates import today
from tests.html import figures_of, parse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACTORS = [
    ("Norrk", "Norrköpings kommun"),
    ("Malm", "Malmö stad"),
    ("Ume", "Umeå kommun"),
    ("Frikyrkan K", "Frikyrkan Källdalen"),
]
LINES = [
    (1, "Gemensamma träffar med förskolan har fungerat väl #UTV-UTAT"),
    (1, "En öppen mottagning på biblioteket ger nya kontakter"),
    (2, "Många familjer är rädda för att barnen ska tas #RAD-OMH"),
    (2, 'Församlingens medlemmar känner sig inte lyssnade på #UTA-LYSS @"Frikyrkan Källdalen"'),
    (3, "Det behövs korta filmer på fler språk #STO-MAT"),
]
UNKNOWN_RAISER = [
    "theme/T1",
    "theme/T6",
    "theme/T8",
    "tag/RAD",
    "tag/RAD-OMH",
    "tag/STO",
    "tag/STO-MAT",
    "tag/UTV",
    "tag/UTV-UTAT",
]
CONGREGATION = ["theme/T3", "tag/UTA", "tag/UTA-LYSS"]
# All that the meeting adds to the figures. The four have been met before, and nobody counted heads.
ADDS = (
    {f"{key}/{name}": 1 for key in UNKNOWN_RAISER for name in ("insights", "dialogues")}
    | {f"{key}/okand/{name}": 1 for key in UNKNOWN_RAISER for name in ("insights", "dialogues")}
    | {f"{key}/{name}": 1 for key in CONGREGATION for name in ("insights", "dialogues", "heard_from")}
    | {f"{key}/trossamfund/{n}": 1 for key in CONGREGATION for n in ("insights", "dialogues", "heard_from")}
    | {f"dialogues/actor_type/{key}": 1 for key in ("kommun", "trossamfund")}
    | {f"insights/question/{number}": count for number, count in ((1, 1), (2, 2), (3, 1))}
    | {
        "dialogues": 1,
        "dialogues/form/hybrid": 1,  # as the last meeting was
        "dialogues/year/2026": 1,
        "dialogues/half_year/2026-2": 1,
        "insights": 4,
        "insights/actor_type/okand": 3,
        "insights/actor_type/trossamfund": 1,
        "insights/channel/runda": 4,
        "insights/kind/gott_exempel": 1,
        "insights/kind/iakttagelse": 2,
        "insights/kind/behov": 1,
        "taggings": 4,
        "tip/TIP-1/insights": 1,
        "tip/TIP-2/insights": 1,
    }
)


def focused(page) -> str:
    """What has the focus, as a screen reader would call it; nothing where nothing has it."""
    return page.evaluate(
        """() => {
          const it = document.activeElement;
          if (!it || it === document.body) return "";
          const label = it.getAttribute("aria-label") || it.labels?.[0]?.textContent || it.textContent;
          return label.replace(/\\s+/g, " ").trim();
        }"""
    )


def tab_to(page, name: str) -> None:
    """Press Tab until what has the focus begins so."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    pytest.fail(f"the keyboard does not reach “{name}”")


def choose(page, typed: str, name: str) -> None:
    """Type in the picker, and take what it offers first."""
    page.keyboard.type(typed)
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text(name)
    page.keyboard.press("Enter")


def all_saved(page):
    return expect(page.get_by_role("status").filter(has_text="Allt är sparat")).to_be_visible()


def log_in_by_keyboard(page, email: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
    if "E-post" not in focused(page):
        tab_to(page, "E-post")
    page.keyboard.type(email)
    tab_to(page, "Lösenord")
    page.keyboard.type("lyhort-demo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Välkommen")).to_be_visible()


def log_meeting(page) -> None:
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Logga möte")).to_be_visible()
    expect(page.locator("input:focus, textarea:focus")).to_have_count(1)
    for typed, name in ACTORS:
        choose(page, typed, name)
    tab_to(page, "Spara och skriv")
    page.keyboard.press("Enter")
    all_saved(page)


def write_lines(page, questions: list[str]) -> None:
    now = 1
    assert focused(page) == f"Ny rad: {questions[0]}", "one begins to type at once"
    for question, text in LINES:
        if question != now:
            tab_to(page, f"Ny rad: {questions[question - 1]}")
            now = question
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(page.locator(".script-box .line")).to_have_count(len(LINES))
    all_saved(page)


def figures(client) -> dict[str, int]:
    """The figures of the summary, by key."""
    page = parse(client.get(reverse("insights:summary")))
    return {key: int(elements[0].attrs["value"]) for key, elements in figures_of(page).items()}


def seen(page) -> dict[str, int]:
    """The figures of the summary that the browser shows."""
    page.wait_for_load_state()
    found = page.locator("data[data-figure]").evaluate_all(
        "all => all.map((e) => [e.dataset.figure, e.value])"
    )
    return {key: int(value) for key, value in found}


def stored(dialogue: Dialogue) -> None:
    """The meeting is in the database as it was written."""
    assert {str(p.organisation) for p in dialogue.participations.all()} == {name for _typed, name in ACTORS}
    notes = dialogue.notes.order_by("question__number", "order_key")
    assert [note.text for note in notes] == [text.partition(" #")[0] for _question, text in LINES]
    insights = {t.tag.key: i for i in Insight.objects.filter(dialogue=dialogue) for t in i.taggings.all()}
    assert set(insights) == {"UTV-UTAT", "RAD-OMH", "UTA-LYSS", "STO-MAT"}
    assert str(insights["UTA-LYSS"].raisers.get()) == "Frikyrkan Källdalen"


def in_the_file(book, dialogue: Dialogue, shown: dict[str, int]) -> None:
    """The workbook has the figures of the page, and the meeting's rows."""

    def rows(sheet: str) -> list[tuple]:
        """The rows of the sheet that are about the meeting."""
        return [row for row in book[sheet].iter_rows(values_only=True) if dialogue.title in row]

    values = dict(book["Översikt"].iter_rows(min_row=2, values_only=True))
    assert {key: values[key] for key in shown} == shown
    (meeting,) = rows("Möten")
    assert meeting[1].date() == today()
    taken_part = {cell for row in rows("Deltagande") for cell in row}
    assert {name for _typed, name in ACTORS} <= taken_part
    said = {cell for row in rows("Insikter") for cell in row}
    assert {text.partition(" #")[0] for _question, text in LINES if "#" in text} <= said
    assert len(rows("Insikter")) == len(rows("Taggningar")) == 4


def test_a_meeting_is_logged_seen_and_exported_with_the_keyboard_alone(
    transactional_db, page, case_user, client_of, tmp_path
):
    user = case_user("samordnare")
    before = figures(client_of(user))
    known = set(Dialogue.objects.values_list("pk", flat=True))

    log_in_by_keyboard(page, user.email)
    log_meeting(page)
    dialogue = Dialogue.objects.exclude(pk__in=known).get()
    write_lines(page, [str(q) for q in Question.objects.filter(question_set=dialogue.question_set)])
    stored(dialogue)

    tab_to(page, "Sammanställning")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vad vi hör")).to_be_visible()
    shown = seen(page)
    changed = {key: value - before.get(key, 0) for key, value in shown.items()}
    assert {key: change for key, change in changed.items() if change} == ADDS

    tab_to(page, "Hämta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rapporter")).to_be_visible()
    tab_to(page, "Hämta som Excel")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    in_the_file(openpyxl.load_workbook(path), dialogue, shown)
