"""Every page there is, in Chromium: nothing that hinders somebody who cannot see it (axe, WCAG 2.2 AA), nothing
against the content security policy, no fault of a script, no request that fails, and nothing to scroll
sideways on a phone. In light and dark, at 1280 and 360 px, and once more in English by `make drill`; otherwise
each page in one of them, in turn."""

import pytest
from django.urls import reverse

from project.accounts.models import User
from tests.browser import places
from tests.browser.looks import COMBINATIONS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

ADDRESSES = places.addresses()
FRAME = "frame"  # pages that belong to no room
ROOMS = ("account", "administration", "dialogues", "insights", "mfa", "stakeholders")
PARTS = range(4)


def room_of(name: str) -> str:
    room = name.partition(":" if ":" in name else "_")[0]
    return room if room in ROOMS else FRAME


def of_room(room: str) -> list[str]:
    return [name for name in ADDRESSES if room_of(name) == room]


def sample(number: int) -> list[tuple[int, str]]:
    """One combination in turn."""
    return [COMBINATIONS[number % len(COMBINATIONS)]]


def full(number: int) -> list[tuple[int, str]]:
    return COMBINATIONS


def wide_and_light(number: int) -> list[tuple[int, str]]:
    return COMBINATIONS[:1]


@pytest.fixture
def visit(transactional_db, page, case):
    return Visit(page)


def look_at_addresses(visit: Visit, names: list[str], combinations) -> None:
    if {places.who(name) for name in names} - {*places.BY_PREFERENCE, "nobody"}:
        places.make_people(visit)
    look(visit, {name: places.opened(name) for name in names}, combinations)


def look(visit: Visit, states: dict, combinations) -> None:
    """Bring about each state, look at it, and say all that was wrong at the end."""
    found = []
    for number, (name, state) in enumerate(states.items()):
        state(visit)
        found += [f"{name}: {said}" for said in visit.wrong(combinations(number))]
    assert not found, "\n".join(["", *found])


def part_of(states: dict, part: int) -> dict:
    return dict(list(states.items())[part :: len(PARTS)])


@pytest.mark.parametrize("room", [FRAME, *ROOMS])
def test_nothing_is_wrong_with_any_page(visit, room):
    look_at_addresses(visit, of_room(room), sample)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_wrong_with_any_state_of_a_page(visit, part):
    look(visit, part_of(places.STATES, part), sample)


@pytest.mark.drill
@pytest.mark.parametrize("room", [FRAME, *ROOMS])
def test_nothing_is_wrong_with_any_page_in_light_or_dark_wide_or_narrow(visit, room):
    look_at_addresses(visit, of_room(room), full)


@pytest.mark.drill
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_wrong_with_any_state_in_light_or_dark_wide_or_narrow(visit, part):
    look(visit, part_of({**places.STATES, **places.FURTHER_STATES}, part), full)


@pytest.mark.drill
@pytest.mark.parametrize("room", [FRAME, *ROOMS])
def test_nothing_is_wrong_with_any_page_in_english(visit, room):
    visit.language = "en"
    User.objects.update(language="en")
    look_at_addresses(visit, of_room(room), wide_and_light)


def test_every_page_is_in_a_room_that_is_looked_at():
    assert sorted(name for room in (FRAME, *ROOMS) for name in of_room(room)) == ADDRESSES
    assert set(places.NO_PAGE) <= set(places.ADDRESSES)
    assert len(ADDRESSES) > 80


# What a page could have wrong with it, and how that is said.
PLANTED = {
    "image-alt": "main.append(document.createElement('img'))",
    "label": "main.append(document.createElement('input'))",
    "color-contrast": "main.querySelector('h1').style.color = '#ddd'",
    "target-size": "main.innerHTML += '<p><button>a</button><button>b</button></p>';"
    "main.querySelectorAll('p:last-child button').forEach(e => e.style.cssText = 'padding: 0; font-size: 9px')",
    "px wide": "main.style.minWidth = '1400px'",
    "unfolded, ": "main.innerHTML += '<details><summary>More</summary><p>wide</p></details>';"
    "main.querySelector('details p').style.minWidth = '1400px'",
    "script: planted": "setTimeout(() => { throw new Error('planted'); })",
    "console: planted": "console.error('planted')",
    "Content Security Policy": "main.innerHTML += '<p style=\"color: red\">red</p>'",
    "404: http": "return fetch('/nosuch/').then(() => null)",
}


@pytest.fixture
def unguarded(transactional_db, context, case):
    """A visit that does not fail by itself where something is wrong."""
    return Visit(context.new_page())


@pytest.mark.parametrize("said", PLANTED)
def test_what_is_planted_is_found(unguarded, said):
    unguarded.open(reverse("account_login"))
    assert unguarded.wrong(COMBINATIONS[:1]) == []
    unguarded.page.evaluate(f"() => {{ const main = document.querySelector('main'); {PLANTED[said]} }}")
    found = unguarded.wrong(COMBINATIONS[:1])
    assert any(said in line for line in found), found


def test_a_request_that_fails_is_found(unguarded):
    unguarded.page.route("**/healthz", lambda route: route.abort())
    unguarded.open(reverse("account_login"))
    unguarded.page.evaluate("fetch('/healthz').catch(() => null)")
    assert [said.partition(" ")[0] for said in unguarded.wrong([])] == ["failed:"]


def test_a_page_that_answers_otherwise_than_it_should_is_found(unguarded):
    unguarded.become("lasare")
    unguarded.open(reverse("dialogues:dialogue-list"))
    assert unguarded.wrong([]) == ["answered 403"]


def test_a_page_in_the_wrong_language_is_found(unguarded):
    unguarded.language = "en"
    unguarded.open(reverse("account_login"))
    assert unguarded.wrong([]) == ["is in sv"]
