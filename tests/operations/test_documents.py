"""The documents say what the code does."""

import re

import pytest

from tests.operations.installation import ROOT

pytestmark = pytest.mark.once

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_variable_that_the_product_reads_is_explained():
    named = re.compile(r'(?:environ(?:\.get\(|\[)|flag\(|required\()"([A-Z_]+)"')
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "project").rglob("*.py"))
    read = set(named.findall(code)) - {"DJANGO_SETTINGS_MODULE"}
    explained = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    assert {"DATABASE_URL", "LYHORT_DATA", "OIDC_CLIENT_SECRET", "WEB_CONCURRENCY"} <= read
    assert read <= explained, read - explained


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith("https://"):
            assert (document.parent / target).exists(), target


def test_the_make_targets_that_are_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    for document in DOCUMENTS:
        named = set(
            re.findall(r"`make ([a-z-]+)[ `]|^    make ([a-z-]+)", document.read_text(encoding="utf-8"), re.M)
        )
        assert {"".join(pair) for pair in named} <= targets, document


def test_the_commands_that_the_operations_page_gives_exist():
    from django.core.management import get_commands

    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"manage\.py (\w+)", text))
    assert {"backup", "restore", "migrate"} <= named
    assert named - {"createadmin"} <= set(get_commands())
