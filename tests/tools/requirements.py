"""Whether every package is pinned, and says why it is here: `python -m tests.tools.requirements`.

Reads the two requirements files, and what is installed: a package that a pinned one needs, and that is
not pinned itself, could be another one tomorrow.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(\[(?P<extras>[a-z0-9,]+)\])?==(?P<version>[^\s;]+)(\s+# \S.*)?$"
)


def pinned(path: Path) -> tuple[dict[str, set[str]], list[str]]:
    """The packages of a file with their extras, and what is wrong with its lines."""
    packages, wrong = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith(("#", "-r ")):
            continue
        match = LINE.match(line)
        if not match:
            wrong.append(f"{path.name}:{number}: write name==version  # why it is here")
            continue
        if not match[5]:
            wrong.append(f"{path.name}:{number}: {match['name']} does not say why it is here")
        packages[canonicalize_name(match["name"])] = set(filter(None, (match["extras"] or "").split(",")))
    return packages, wrong


def unpinned(packages: dict[str, set[str]]) -> list[str]:
    """What the packages need, as installed, that is not among them."""
    wrong = []
    for name, extras in sorted(packages.items()):
        try:
            needs = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:
            wrong.append(f"{name} is pinned and not installed")
            continue
        wrong += [
            f"{need.name}, which {name} needs, is not pinned"
            for need in needs
            if _applies(need, extras) and canonicalize_name(need.name) not in packages
        ]
    return wrong


def _applies(need: Requirement, extras: set[str]) -> bool:
    if need.marker is None:
        return True
    environment = default_environment()
    return any(need.marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))


def main(folder: Path = ROOT) -> int:
    packages, wrong = pinned(folder / "requirements.txt")
    wrong += unpinned(packages)
    development, more = pinned(folder / "requirements-dev.txt")
    wrong += more
    for line in wrong:
        print(line)
    print(f"{len(packages) + len(development)} packages pinned, {len(wrong)} faults.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
