"""Folders and files that are whole or not there at all, and that only their owner can read."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupError(Exception):
    """Why a backup cannot be made or restored: one sentence for the person at the command line."""


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` in one step after the block, or vanishes if it fails.

    Raises BackupError where `target` has something in it, or no place to stand in.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BackupError(f"{target} is not a folder.")
    if target.is_dir() and any(target.iterdir()):
        raise BackupError(f"{target} is not empty. Name a new folder for each backup.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent} to put the backup in.")
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.part-", dir=target.parent))
    try:
        yield part
        sync_folders(part)
        part.rename(target)
        sync(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def copy_tree(source: Path, target: Path) -> None:
    """Copy the files of a folder, readable by their owner only. What vanishes meanwhile is left out."""
    for path in walk(source):
        copy = target / path.relative_to(source)
        make_folder(copy.parent)
        try:
            copy_file(path, copy)
        except FileNotFoundError:
            continue


def walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, in order. Raises BackupError at what is neither file nor folder: it would
    not come back as it was."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted([*files, *folders]):
            path = Path(here, name)
            if path.is_symlink():
                raise BackupError(f"{path} is a link, which a backup cannot hold. Put the file itself there.")
        for name in sorted(files):
            yield Path(here, name)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, for the owner only."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file to a path, in one step, readable by its owner only."""
    part = target.with_name(f".{target.name[:80]}.part")
    try:
        with source.open("rb") as old, _private(part) as new:
            shutil.copyfileobj(old, new, 1 << 20)
            new.flush()
            os.fsync(new.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a new file, readable by its owner only."""
    with _private(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _private(path: Path):
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def checksum(path: Path) -> str:
    """SHA-256 of a file, as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inventory(folder: Path) -> dict[str, dict]:
    """All files below a folder, by path within it: {"size": bytes, "sha256": hex}."""
    return {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": checksum(path)}
        for path in walk(folder)
    }


def sync_folders(folder: Path) -> None:
    """Have the disk hold a folder's entries, and those of the folders in it."""
    for here, _folders, _files in os.walk(folder):
        sync(Path(here))


def sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
