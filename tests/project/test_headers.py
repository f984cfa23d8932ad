"""The headers and cookies that guard every page, with https and without."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import PASSWORD

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# Run in a process of its own, since the settings are read once: the headers of a page, and its cookies.
ASK = """
import json, django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
answer = client.post("/language/", {"language": "en"}, secure=%(secure)s)
from django.conf import settings
print(json.dumps({
    "headers": dict(answer.headers),
    "cookie": answer.cookies["lyhort_language"].OutputString(),
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE],
    "links": settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL,
    "insecure_passkeys": settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
}))
"""


def ask(tmp_path, https: str) -> dict:
    environment = {k: v for k, v in os.environ.items() if k not in ("LYHORT_HTTPS", "DATABASE_URL")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "LYHORT_DATA": str(tmp_path),
        **({"LYHORT_HTTPS": https} if https else {}),
    }
    script = ASK % {"secure": https != "0"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("https", ["", "1"], ids=["by itself", "on"])
def test_with_https_cookies_and_transport_are_secure(tmp_path, https):
    found = ask(tmp_path, https)
    assert found["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert found["secure"] == [True, True, True]
    assert "Secure" in found["cookie"]
    assert found["links"] == "https"
    assert found["insecure_passkeys"] is False


def test_without_https_nothing_is_promised_that_local_use_cannot_hold(tmp_path):
    found = ask(tmp_path, "0")
    assert "Strict-Transport-Security" not in found["headers"]
    assert found["secure"] == [False, False, False]
    assert "Secure" not in found["cookie"]
    assert "HttpOnly" in found["cookie"]
    assert "SameSite=Lax" in found["cookie"]
    assert found["links"] == "http"


@pytest.mark.parametrize(
    "path", ["/account/login/", "/", "/nosuch/", "/healthz", "/dialogues/?export=nonsense"]
)
def test_every_answer_is_guarded(client_of, coordinator, path):
    for client in (client_of(coordinator), type(client_of(coordinator))()):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy.replace("'self'", "")
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "no-store" in headers["Cache-Control"]


def test_the_cookies_of_a_login_are_kept_from_scripts_and_strange_sites(client, coordinator):
    client.get("/account/login/")
    client.post("/account/login/", {"login": coordinator.email, "password": PASSWORD})
    client.get("/account/")
    for name in ("lyhort_session", "csrftoken", "lyhort_language"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
    assert client.cookies["lyhort_session"]["expires"] == ""  # ends with the browser


def test_a_page_names_no_other_host(client, db):
    page = client.get("/account/login/").content.decode()
    assert "http://" not in page
    assert "https://" not in page
