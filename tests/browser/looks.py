"""Looking at a page as Chromium shows it: what is wrong with it for somebody who cannot see it, who reads it
on a phone, and by the content security policy."""

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client

from project.accounts.models import User

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COMBINATIONS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]

_AXE = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations.map(
  v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")}`))"""
# What sticks out of the window, unless it stands in something that is scrolled by itself.
_WIDE = """() => {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  const out = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > window.innerWidth + 1);
  return [`${document.documentElement.scrollWidth} px wide: ` +
    out.slice(0, 4).map(e => e.outerHTML.slice(0, 120)).join(" | ")];
}"""
# Menus that float over the page are unfolded one at a time, among the states.
_UNFOLD = """() => {
  const closed = [...document.querySelectorAll("main details:not([open], .line-acts)")].filter(
    e => e.checkVisibility());
  closed.forEach(e => { e.open = true; });
  return closed.map(e => { e.dataset.unfolded = "1"; return 1; }).length;
}"""
_FOLD = """() => document.querySelectorAll("[data-unfolded]").forEach(
  e => { e.open = false; delete e.dataset.unfolded; })"""


class Visit:
    """A browser's page, as a person who goes from place to place, and notes what goes wrong there."""

    def __init__(self, page):
        self.page = page
        self.language = "sv"
        self.status = 0
        self.expected = 200
        self.forgiven: set[int] = set()  # answers to requests of a script that are as they should be
        self.people: dict[str, dict] = {}
        self._noted: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._noted.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _said(self, message) -> None:
        # A request that was answered with an error is noted below, with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._noted.append(f"console: {message.text}")

    def _failed(self, request) -> None:
        self._noted.append(f"failed: {request.url}")

    def _answered(self, response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        elif response.status >= 400 and response.status not in self.forgiven:
            self._noted.append(f"{response.status}: {response.url}")

    def become(self, who: str) -> None:
        """Be somebody of the model case by the short name, or `nobody`, who is not logged in."""
        self.page.context.clear_cookies()
        if self.language != "sv":
            self.page.context.add_cookies([_cookie(settings.LANGUAGE_COOKIE_NAME, self.language)])
        if who != "nobody":
            self.page.context.add_cookies([self.people.get(who) or self._cookie_of(who)])

    def _cookie_of(self, who: str) -> dict:
        client = Client()
        user = User.objects.get(email=f"{who}@demo.example")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        self.people[who] = cookie_of(client)
        return self.people[who]

    def open(self, path: str, *, expected: int = 200) -> None:
        self.expected, self.forgiven = expected, set()
        self.page.goto(path)

    def show(self, width: int, scheme: str) -> None:
        """In a window so wide, light or dark, and without motion, so that no colour is half-way."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def wrong(self, combinations) -> list[str]:
        """All that is wrong with the page as it stands, and with its folded parts open."""
        self.page.wait_for_load_state()
        found = [f"answered {self.status}"] if self.status != self.expected else []
        language = self.page.locator("html").get_attribute("lang")
        found += [f"is in {language}"] if language != self.language else []
        here = self.page.locator(".rail [aria-current=page]").count()
        found += [f"is in {here} rooms"] if here > 1 else []
        self.page.evaluate(AXE_SCRIPT)
        for width, scheme in combinations:
            self.show(width, scheme)
            found += [f"{width} {scheme}: {said}" for said in self._looked()]
        noted, self._noted = self._noted, []
        return found + noted

    def _looked(self) -> list[str]:
        found = self.page.evaluate(_WIDE)
        if self.page.evaluate(_UNFOLD):
            found += [f"unfolded, {said}" for said in self.page.evaluate(_WIDE)]
        found += self.page.evaluate(_AXE, RULES)
        self.page.evaluate(_FOLD)
        return found


def cookie_of(client: Client) -> dict:
    """The session of a client, for a browser."""
    return _cookie(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


def _cookie(name: str, value: str) -> dict:
    return {"name": name, "value": value, "domain": "localhost", "path": "/"}
