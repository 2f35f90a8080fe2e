"""A folder for what a command makes: all of it is there in the end, or nothing is."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from fieldcheck.domain.errors import N_, StorageFailed

_KEPT = N_("Wat deze keer al was geschreven, is weggehaald; wat er al stond, is niet gewijzigd.")


class OutputFolder:
    """Writes into ``folder``, and takes back what it wrote when leaving with an exception.

    Use as a context manager. Whatever stops the work (a full disk, Ctrl+C), no half set of papers or
    keys stays behind; files that were there before are never touched. Raises StorageFailed when the
    folder cannot be made or a file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: list[Path] = []
        self._folders: list[Path] = []

    def __enter__(self) -> OutputFolder:
        """Make the folder, with the folders above it."""
        try:
            self._make(self.folder)
        except BaseException:
            self._take_back()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Take back what was written when something went wrong."""
        if kind is not None:
            self._take_back()

    def write(self, name: str, data: bytes) -> None:
        """A new file ``name`` (with ``/`` for a folder below). Raises StorageFailed."""
        path = self.folder / name
        self._make(path.parent)
        with _told(path):
            handle = path.open("xb")
            self.adopt(path)
            with handle:
                handle.write(data)

    def adopt(self, path: Path) -> None:
        """Take ``path``, which somebody else wrote into the folder, back too when something goes wrong."""
        self._files.append(path)

    def _make(self, folder: Path) -> None:
        with _told(folder):
            for each in (*reversed(folder.parents), folder):
                if not each.is_dir():
                    each.mkdir()
                    self._folders.append(each)

    def _take_back(self) -> None:
        for path in self._files:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):  # somebody else put something there meanwhile
                folder.rmdir()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFailed(
                N_("De schijf is vol: {place} is niet geschreven."),
                kept=_KEPT,
                remedy=N_("Maak ruimte vrij of kies een andere map."),
                place=str(path),
            ) from error
        raise StorageFailed(
            N_("Op {place} kan niet worden geschreven: {reason}."),
            kept=_KEPT,
            remedy=N_("Kies een andere map."),
            place=str(path),
            reason=error.strerror or "onbekende oorzaak",
        ) from error
