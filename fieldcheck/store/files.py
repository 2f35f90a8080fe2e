"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from fieldcheck.domain.errors import N_, StorageFailed

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` (and those above it) and close it to others. Raises StorageFailed."""
    with refusing_disk(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)


def make_private_file(path: Path) -> None:
    """Make an empty file before a library fills it, so that others never read it. Raises StorageFailed."""
    with refusing_disk(path):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def write_private(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step that survives a power cut. Raises StorageFailed."""
    part = path.with_name(path.name + ".part")
    with refusing_disk(path):
        part.unlink(missing_ok=True)
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            publish(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def publish(part: Path, path: Path) -> None:
    """Give the finished file ``part`` its real name, and have the folder know it after a power cut."""
    os.replace(part, path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Have the folder's own list of names on disk; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def refusing_disk(path: Path) -> Iterator[None]:
    """Turn what the disk says into StorageFailed, with the file's name as place."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            N_("Het bestand {file} kan niet worden geschreven of gelezen: {reason}."),
            remedy=N_("Maak ruimte vrij of controleer de rechten op de map, en probeer het opnieuw."),
            file=path.name,
            reason=error.strerror or type(error).__name__,
        ) from error
