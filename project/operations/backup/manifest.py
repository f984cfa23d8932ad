"""What a backup says of itself."""

import base64
import hashlib
import json
import os
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from project.operations.backup.folders import BackupError, checksum, write_whole

FORMAT = 1
NAME = "manifest.json"
# More than a manifest of a million files; what is larger is not one.
LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Table:
    """A table of the backup: number of rows and, on PostgreSQL, the columns in the order of its file and
    the last number each of its sequences gave (None: none yet)."""

    rows: int
    columns: list[str] = field(default_factory=list)
    sequences: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those applied, as (app, name). `files` are all files of the folder but this one,
    by path within it: {"size": bytes, "sha256": hex}. `key` is a salted fingerprint of SECRET_KEY."""

    vendor: str
    tables: dict[str, Table]
    migrations: list[tuple[str, str]]
    files: dict[str, dict]
    key: dict[str, str]
    version: str
    made_at: str
    product: str = "lyhort"
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(table.rows for table in self.tables.values())

    @property
    def stored_files(self) -> dict[str, dict]:
        """The installation's files, by path below MEDIA_ROOT."""
        return {name[6:]: about for name, about in self.files.items() if name.startswith("files/")}

    @property
    def made_with_this_key(self) -> bool:
        """Whether SECRET_KEY is the one the backup was made under."""
        ours = fingerprint(base64.b64decode(self.key["salt"]))
        return constant_time_compare(ours["hash"], self.key["hash"])


def describe(*, vendor: str, tables, migrations, files: dict[str, dict]) -> Manifest:
    """The manifest of a backup that is being made now."""
    return Manifest(
        vendor=vendor,
        tables=tables,
        migrations=sorted(migrations),
        files=files,
        key=fingerprint(os.urandom(16)),
        version=product_version(),
        made_at=timezone.now().isoformat(timespec="seconds"),
    )


def product_version() -> str:
    """The version of this code, from pyproject.toml."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def fingerprint(salt: bytes) -> dict[str, str]:
    """Tells whether two keys are the same, without telling the key: slow, so that a weak one cannot be
    guessed from a backup."""
    hashed = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=salt, n=2**14, r=8, p=1, dklen=16)
    return {"salt": base64.b64encode(salt).decode(), "hash": hashed.hex()}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into a backup's folder, with a checksum of its own."""
    content = asdict(manifest)
    content["checksum"] = _own_checksum(content)
    text = json.dumps(content, indent=1, sort_keys=True) + "\n"
    write_whole(folder / NAME, text.encode("ascii"))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder. Raises BackupError where there is none, or none that can be read here."""
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}.")
    path = folder / NAME
    if not path.is_file():
        raise BackupError(f"{folder} is not a backup: it has no {NAME}.")
    content = _content(path)
    if content.get("product") != "lyhort":
        raise BackupError(f"{path} is not the manifest of a Lyhört backup.")
    if content.get("format") != FORMAT:
        raise BackupError(
            f"The backup has format {content.get('format')!r}, and this version ({product_version()}) reads "
            f"format {FORMAT}. Restore it with version {content.get('version')} or a later one."
        )
    if content.pop("checksum", None) != _own_checksum(content):
        raise BackupError(f"{path} is damaged: its checksum does not fit what it says.")
    try:
        content["tables"] = {name: Table(**about) for name, about in content["tables"].items()}
        content["migrations"] = [tuple(pair) for pair in content["migrations"]]
        return Manifest(**content)
    except (KeyError, TypeError):
        raise BackupError(f"{path} is not whole: something that belongs in a manifest is missing.") from None


def _content(path: Path) -> dict:
    if path.stat().st_size > LARGEST:
        raise BackupError(f"{path} is too large to be a manifest.")
    try:
        content = json.loads(path.read_bytes())
    except ValueError:
        raise BackupError(f"{path} is damaged: it cannot be read as JSON.") from None
    if not isinstance(content, dict):
        raise BackupError(f"{path} is not the manifest of a Lyhört backup.")
    return content


def _own_checksum(content: dict) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Raises BackupError at the first file that is missing, or is not what the manifest says."""
    for name, about in manifest.files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise BackupError(f"The manifest names a file outside its folder: {name}")
        stored = folder / path
        if stored.is_symlink() or not stored.is_file():
            raise BackupError(f"The backup is not whole: {name} is missing.")
        if stored.stat().st_size != about["size"] or checksum(stored) != about["sha256"]:
            raise BackupError(f"The backup is damaged: {name} is not what the manifest says.")
