"""Programs that some tests need and a machine may lack. Those tests are reported as skipped there; where
CI=true they fail instead, so that nothing is left out unseen."""

import os
import shutil
from pathlib import Path

import pytest


def chromium() -> str | None:
    """The browser of the tests marked `browser`."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def gettext() -> str | None:
    """xgettext, where the other tools of gettext are there too."""
    needed = [shutil.which(name) for name in ("xgettext", "msguniq", "msgmerge", "msgattrib", "msgfmt")]
    return needed[0] if all(needed) else None


def postgresql() -> Path | None:
    """The folder with the newest PostgreSQL server's programs."""
    found = shutil.which("postgres")
    folders = [Path(found).resolve().parent] if found else []
    versions = Path("/usr/lib/postgresql")
    if versions.is_dir():
        numbered = [path for path in versions.iterdir() if path.name.isdigit()]
        folders += [path / "bin" for path in sorted(numbered, key=lambda p: -int(p.name))]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


NEEDED = {
    "browser": ("Chromium", chromium),
    "gettext": ("gettext", gettext),
    "postgresql": ("PostgreSQL's server", postgresql),
}


def must_be_there() -> bool:
    return os.environ.get("CI") == "true"


def missing(program: str, what: str) -> int:
    """Say that a program is not there and what is left out for it; gives the exit status."""
    if must_be_there():
        print(f"FAILED: {program} is not installed, and CI=true leaves nothing out ({what}).")
        return 1
    print(f"SKIPPED: {program} is not installed ({what}).")
    return 0


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for marker, (name, find) in NEEDED.items():
        if item.get_closest_marker(marker) and not find():
            if must_be_there():
                pytest.fail(f"{name} is not installed, and CI=true leaves nothing out", pytrace=False)
            pytest.skip(f"{name} is not installed")
