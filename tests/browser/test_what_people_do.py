"""What people do all day, in Chromium: with and without JavaScript, in the dark, in both languages, by mouse,
on paper, and when the session ends while they write."""

import re

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from dialogues.models import Dialogue, Note
from project.accounts.models import User
from tests import sweep
from tests.figures import internal

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def user(transactional_db, case_user):
    return case_user("samordnare")


@pytest.fixture
def inside(page, user, log_in):
    """A page of a coordinator's browser."""
    log_in(page, user)
    return page


@pytest.fixture
def plain(browser, live_server, user, log_in):
    """A page of a coordinator's browser that runs no JavaScript."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    log_in(page, user)
    yield page
    context.close()


def capture_of(dialogue) -> str:
    return reverse("insights:capture", args=[dialogue.uuid])


def write_lines(page, *lines: str) -> None:
    """Write lines under the first question, each with Enter."""
    field = page.get_by_label("Ny rad: 1.")
    for line in lines:
        field.fill(line)
        field.press("Enter")
    for line in lines:
        expect(page.locator(".script-box .line").filter(has_text=line.partition(" #")[0])).to_be_visible()


def words(page):
    """The lines under the first question."""
    return page.locator("[data-place='1'] .script-box .line .words p")


# Without JavaScript


def test_a_meeting_is_logged_and_its_notes_written_without_javascript(plain):
    known = set(Dialogue.objects.values_list("pk", flat=True))
    plain.goto("/")
    plain.get_by_role("link", name="Logga möte").first.click()
    plain.get_by_role("textbox", name="Deltagare").fill("Malmö stad; 3\nUmeå kommun")
    plain.get_by_role("button", name="Spara och skriv vad som sades").click()
    expect(plain.get_by_label("Ny rad: 1.")).to_be_visible()
    dialogue = Dialogue.objects.exclude(pk__in=known).get()
    expect(plain.get_by_role("heading", level=1)).to_have_text(str(dialogue))
    assert {(str(p.organisation), p.headcount) for p in dialogue.participations.all()} == {
        ("Malmö stad", 3),
        ("Umeå kommun", None),
    }
    plain.get_by_label("Ny rad: 1.").fill("Öppet hus fungerar #UTV-UTAT\nFörskolan hjälper till")
    plain.get_by_label("Ny rad: 3.").fill('Korta filmer behövs #STO-MAT @"Malmö stad"\n! Vi skickar länkar')
    plain.get_by_role("button", name="Spara det som är skrivet").click()
    expect(plain.locator("#messages")).to_contain_text("4 rader")
    expect(words(plain)).to_have_text(["Öppet hus fungerar", "Förskolan hjälper till"])
    assert dialogue.notes.count() == 4
    assert dialogue.commitments.get().text == "Vi skickar länkar"
    (insight,) = (i for i in dialogue.insights.all() if i.question.number == 3)
    assert str(insight.raisers.get()) == "Malmö stad"


def test_a_line_is_moved_removed_and_brought_back_without_javascript_and_nothing_typed_is_lost(plain):
    plain.goto(capture_of(sweep.ROWS["insights:capture"]()))
    plain.get_by_label("Ny rad: 1.").fill("Den första\nDen andra")
    plain.get_by_role("button", name="Spara det som är skrivet").click()
    plain.locator("details.line-acts > summary").nth(1).click()
    plain.get_by_label("Ny rad: 2.").fill("Något halvskrivet")
    plain.get_by_role("button", name="Flytta upp").nth(0).click()
    expect(words(plain)).to_have_text(["Den andra", "Den första"])
    assert Note.objects.filter(current__text="Något halvskrivet").exists()
    plain.locator("details.line-acts > summary").first.click()
    plain.get_by_role("button", name="Ta bort").click()
    expect(words(plain)).to_have_text(["Den första"])
    plain.get_by_role("button", name="Ångra").click()
    expect(words(plain)).to_have_text(["Den andra", "Den första"])


def test_a_list_is_filtered_without_javascript(plain):
    plain.goto(reverse("stakeholders:organisation-list"))
    plain.get_by_label("Sök").fill("Källdalen")
    plain.get_by_role("button", name="Visa").click()
    expect(plain.get_by_role("rowheader")).to_have_text(["Frikyrkan Källdalen"])


# With it


def test_a_list_is_filtered_while_one_types_and_the_address_goes_along(inside):
    inside.goto(reverse("stakeholders:organisation-list"))
    inside.evaluate("window.same = true")
    inside.get_by_label("Sök").press_sequentially("Källdalen")
    expect(inside.get_by_role("rowheader")).to_have_text(["Frikyrkan Källdalen"])
    expect(inside).to_have_url(re.compile("q=K%C3%A4lldalen"))
    assert inside.evaluate("window.same"), "the page was not loaded anew"
    inside.reload()
    expect(inside.get_by_label("Sök")).to_have_value("Källdalen")
    expect(inside.get_by_role("rowheader")).to_have_text(["Frikyrkan Källdalen"])


def test_a_line_removed_is_brought_back_where_it_stood_and_what_is_being_typed_stays(inside):
    inside.goto(capture_of(sweep.ROWS["insights:capture"]()))
    write_lines(inside, "Den första", "Den andra #RAD-OMH", "Den tredje")
    before = words(inside).all_inner_texts()
    inside.get_by_label("Ny rad: 2.").fill("Något halvskrivet")
    inside.get_by_label("Ny rad: 2.").press("Shift+Enter")
    inside.locator("details.line-acts > summary").nth(1).click()
    inside.locator("details.line-acts[open]").get_by_role("button", name="Ta bort").click()
    expect(inside.locator("[data-place='1'] .script-box .line")).to_have_count(2)
    expect(inside.get_by_label("Ny rad: 2.")).to_have_value("Något halvskrivet\n")
    inside.get_by_label("Ny rad: 2.").fill("")
    inside.get_by_role("button", name="Ångra").click()
    expect(inside.locator("[data-place='1'] .script-box .line")).to_have_count(3)
    expect(words(inside)).to_have_text(before)
    expect(inside.locator("[data-place='1'] .tag")).to_have_count(1)


def test_what_is_written_after_the_session_has_ended_waits_and_is_saved_after_login_in_another_tab(
    inside, user
):
    dialogue = sweep.ROWS["insights:capture"]()
    inside.goto(capture_of(dialogue))
    write_lines(inside, "Före")
    inside.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    inside.get_by_label("Ny rad: 1.").fill("Efter")
    inside.get_by_label("Ny rad: 1.").press("Enter")
    expect(inside.get_by_role("status").first).to_contain_text("Inte sparat")
    expect(inside.locator(".unsaved").filter(has_text="Efter")).to_be_visible()
    other = inside.context.new_page()
    other.goto(reverse("account_login"))
    other.locator("#id_login").fill(user.email)
    other.locator("#id_password").fill("lyhort-demo")
    other.locator("#id_password").press("Enter")
    expect(other.get_by_role("heading", name="Välkommen")).to_be_visible()
    expect(inside.get_by_role("status").first).to_contain_text("Allt är sparat", timeout=15_000)
    expect(words(inside)).to_have_text(["Före", "Efter"])
    assert dialogue.notes.filter(current__text="Efter").count() == 1


def test_a_manager_reads_the_summary_and_takes_the_workbook_by_mouse(page, case_user, log_in, tmp_path):
    log_in(page, case_user("chef"))
    page.goto("/")
    page.get_by_role("link", name="Sammanställning").first.click()
    expected = internal("everything")
    figure = page.locator("data[data-figure='theme/T8/insights']").first
    expect(figure).to_have_text(str(expected["theme/T8/insights"]))
    page.get_by_role("link", name="Hämta underlag").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta som Excel").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    values = dict(openpyxl.load_workbook(path)["Översikt"].iter_rows(min_row=2, values_only=True))
    assert {key: values.get(key) for key in expected} == expected


def test_from_a_figure_to_the_sentences_behind_it_are_two_clicks(page, case_user, log_in):
    log_in(page, case_user("chef"))
    page.goto(reverse("insights:summary"))
    count = int(page.locator("data[data-figure='tag/RAD-OMH/insights']").first.get_attribute("value"))
    page.locator("summary").filter(has_text="Visa taggarna").click()
    page.locator("a:has(> data[data-figure='tag/RAD-OMH/kommun/insights'])").first.click()
    expect(page.get_by_role("heading", name="Insikter")).to_be_visible()
    page.wait_for_load_state()
    assert 0 < page.get_by_role("rowheader").count() <= count
    page.get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.locator("blockquote")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("samordnare", ["Skrivbord", "Möten", "Aktörer", "Insikter"]),
        ("lasare", ["Skrivbord", "Teman", "Tips", "Sammanställning"]),
        ("admin", ["Skrivbord", "Användare", "Inställningar", "Uppdrag"]),
    ],
)
def test_on_a_phone_four_rooms_are_at_hand_and_the_others_one_step_away(page, case_user, log_in, who, rooms):
    log_in(page, case_user(who))
    page.set_viewport_size(PHONE)
    page.goto(reverse("profile"))
    bar = page.get_by_role("navigation", name="Snabbmeny")
    assert bar.locator("> a.room").all_inner_texts() == rooms
    bar.locator("summary").click()
    everything = page.locator(".rail nav a.room").all_text_contents()
    at_hand = bar.locator("a.room").all_text_contents()
    assert set(everything) <= set(at_hand)
    assert len(at_hand) == len(set(at_hand))


# Light and dark, languages, paper, motion, focus


def test_the_page_follows_the_devices_choice_of_light_or_dark(inside):
    inside.goto("/")
    colours = {}
    for scheme in ("light", "dark"):
        inside.emulate_media(color_scheme=scheme)
        colours[scheme] = inside.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert colours == {"light": "rgb(250, 248, 244)", "dark": "rgb(20, 24, 27)"}


def test_one_chooses_ones_language_and_it_follows_one_to_the_next_login(inside, user):
    inside.goto(reverse("profile"))
    inside.get_by_label("Språk").select_option("en")
    inside.get_by_role("button", name="Spara").click()
    expect(inside.get_by_role("heading", name="My account")).to_be_visible()
    inside.get_by_role("link", name="What we hear").or_(
        inside.get_by_role("link", name="Summary")
    ).first.click()
    expect(inside.get_by_role("heading", name="What we hear")).to_be_visible()
    expect(inside.locator("html")).to_have_attribute("lang", "en")
    inside.context.clear_cookies()
    inside.goto("/")
    inside.locator("#id_login").fill(user.email)
    inside.locator("#id_password").fill("lyhort-demo")
    inside.locator("#id_password").press("Enter")
    expect(inside.get_by_role("heading", name="Welcome")).to_be_visible()


def test_on_paper_there_is_the_page_and_no_menu(inside):
    inside.goto(reverse("insights:summary"))
    inside.emulate_media(media="print")
    for gone in (".rail", ".bar", ".filters-form", ".page-head .actions"):
        expect(inside.locator(gone).first).to_be_hidden()
    expect(inside.get_by_role("heading", name="Vad vi hör")).to_be_visible()
    expect(inside.locator(".print-foot")).to_be_visible()
    expect(inside.locator(".print-foot")).to_contain_text("2026-10-15")


def test_nothing_moves_for_those_who_ask_for_no_motion(inside):
    inside.emulate_media(reduced_motion="reduce")
    inside.goto(reverse("dialogues:dialogue-list"))
    moving = inside.evaluate(
        """() => [...document.querySelectorAll("*")].filter(e => {
          const style = getComputedStyle(e);
          return style.animationName !== "none"
            || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
        }).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert moving == []


@pytest.mark.parametrize("name", ["dialogues:dialogue-list", "dialogues:dialogue-edit", "insights:capture"])
def test_what_has_the_focus_is_seen_with_a_ring_and_hidden_behind_nothing(inside, name):
    """Through a page on a phone with a small window and a bar at its foot."""
    inside.set_viewport_size(PHONE)
    inside.emulate_media(reduced_motion="reduce")
    inside.goto(sweep.address(name).path)
    seen, wrong = 0, []
    for _press in range(40):
        inside.keyboard.press("Tab")
        said = inside.evaluate(
            """() => {
              const it = document.activeElement;
              if (!it || it === document.body) return null;
              const style = getComputedStyle(it), round = it.closest(".pill") || it;
              const ring = [style, getComputedStyle(round)].some(
                s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
              const box = it.getBoundingClientRect();
              const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].map(([x, y]) =>
                document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
              const free = points.some(e => e && (it.contains(e) || e.contains(it) || e.labels?.length
                || it.labels && [...it.labels].some(l => l.contains(e))));
              return [it.outerHTML.slice(0, 90), ring, free];
            }"""
        )
        if said is None:
            continue
        seen += 1
        if not (said[1] and said[2]):
            wrong.append(said)
    assert seen > 15
    assert wrong == []


def test_a_single_key_acts_outside_fields_only_and_not_where_it_is_switched_off(inside, user):
    inside.goto(reverse("stakeholders:organisation-list"))
    inside.get_by_label("Sök").press_sequentially("n")
    expect(inside.get_by_role("heading", name="Aktörer")).to_be_visible()
    User.objects.filter(pk=user.pk).update(shortcuts=False)
    inside.goto("/")
    inside.keyboard.press("n")
    expect(inside.get_by_role("heading", name="Välkommen")).to_be_visible()
    User.objects.filter(pk=user.pk).update(shortcuts=True)
    inside.goto("/")
    inside.keyboard.press("n")
    expect(inside.get_by_role("heading", name="Logga möte")).to_be_visible()


def test_what_is_typed_before_the_script_has_come_goes_on_in_the_picker(inside):
    """On a slow line the page is there before its script."""
    held = []
    inside.route(re.compile(r"/app[^/]*\.js$"), lambda route: held.append(route))
    inside.goto(reverse("dialogues:dialogue-create"), wait_until="commit")
    field = inside.get_by_label("Deltagare", exact=True)
    expect(field).to_be_focused()
    inside.keyboard.type("Norrk")
    expect(field).to_have_value("Norrk")
    while not held:
        inside.wait_for_event("request")
    held[0].continue_()
    expect(inside.get_by_role("option", name="Norrköpings kommun")).to_be_visible()
    expect(inside.get_by_role("combobox", name="Lägg till en aktör med namn")).to_be_focused()
    inside.keyboard.type("öp")
    inside.keyboard.press("Enter")
    expect(field).to_have_value("Norrköpings kommun")
