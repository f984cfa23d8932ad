"""Putting the files of a backup in the place of those of an installation, so that whatever happens, each
database finds its own: new files come before the database is switched, old ones go after it.

Stored files have names of their own that are never used twice, so the two sets can stand side by side.
"""

from pathlib import Path

from project.operations.backup.folders import checksum, copy_file, make_folder, walk


class Files:
    """The files of a backup's folder on their way to MEDIA_ROOT. `add()`, then the switch, then
    `finish()`; or `undo()` where the switch failed."""

    def __init__(self, folder: Path, root: Path, wanted: dict[str, dict]):
        self.folder, self.root, self.wanted = folder, root, wanted
        self.added: list[Path] = []

    def add(self) -> None:
        """Copy those that are not there yet."""
        for name in self.wanted:
            if not (self.root / name).exists():
                self.added.append(self.root / name)
                self._copy(name)

    def finish(self) -> None:
        """Replace those that differ, remove those that the backup does not have."""
        for name, about in self.wanted.items():
            if checksum(self.root / name) != about["sha256"]:
                self._copy(name)
        if self.root.is_dir():
            for path in list(walk(self.root)):
                if path.relative_to(self.root).as_posix() not in self.wanted:
                    path.unlink()

    def undo(self) -> None:
        """Remove what `add` put there."""
        for path in self.added:
            path.unlink(missing_ok=True)

    def _copy(self, name: str) -> None:
        target = self.root / name
        make_folder(target.parent)
        copy_file(self.folder / name, target)
