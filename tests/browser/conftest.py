"""A real browser: Debian's Chromium, against a live server on http://localhost. `page` is logged out, fails
its test on an error of a script or a breach of the content security policy, and takes addresses without a
host. `log_in(page, user)` logs somebody in without the login page."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.breach(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium where Debian has it; without it these tests are skipped, but fail where CI=true."""
    path = shutil.which("chromium")
    if path is None:
        missing = "Chromium is not installed: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def page(page):
    errors = []
    page.expose_function("breach", lambda said: errors.append(said))  # it takes no builtin
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
def log_in():
    """Gives a function that logs a user in, in the browser of a page."""

    def logged_in(page, user) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
        )

    return logged_in
