"""Bundles on disk: the name, and a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import BinaryIO

from fieldcheck.bundle.members import Member
from fieldcheck.bundle.zip_bytes import LARGEST_BYTES, MOST_MEMBERS
from fieldcheck.domain.errors import N_, BundleRefused, InvalidValue, StorageFailed


def bundle_stem(day: date, park: str, device_name: str) -> str:
    """Such as ``2026-11-22-voorbeeldhoeve-intake1``: lower-case ASCII, no person's name."""
    return f"{day.isoformat()}-{slug(park) or 'park'}-{slug(device_name) or 'laptop'}"


def short_id(identifier: str) -> str:
    """Eight drawn digits of a UUIDv7: enough to tell the files of one day apart, and no time in them."""
    return re.sub(r"[^0-9a-z]", "", identifier.lower())[-8:] or "zaak"


def publish(data: bytes, folder: Path, stem: str, suffix: str, *, ready: Callable[[], None]) -> Path:
    """Write sealed ``data``; see :func:`publish_written`."""
    return publish_written(lambda file: file.write(data), folder, stem, suffix, ready=ready)


def publish_written(
    write: Callable[[BinaryIO], object], folder: Path, stem: str, suffix: str, *, ready: Callable[[], None]
) -> Path:
    """Have ``write`` write ``folder/stem+suffix``, or ``stem-2``, ``stem-3`` where a name is taken.

    What is unsealed must not reach the file. What ``write`` raises leaves nothing behind either.
    ``ready`` is called when all is on disk and only the name is missing; what it raises stops the
    writing and leaves nothing behind. Raises StorageFailed when the disk does not take it.
    """
    draft = folder / f".{stem}.{secrets.token_hex(4)}.part"
    try:
        _write(draft, write)
        ready()
        path = _name(draft, (folder / f"{stem}{number}{suffix}" for number in _numbers()))
        _sync_folder(folder)
    except OSError as error:
        raise write_failed(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return path


_AROUND_MEMBERS = 4 * 1024 * 1024
"""Bytes left for the lists of files, the signature, and what the envelope adds (16 in every 65,536)."""


def require_room(content: Mapping[str, Member]) -> None:
    """Raise InvalidValue when a bundle of these files would be one that nobody reads back."""
    size = sum(one.size for one in content.values())
    if size > LARGEST_BYTES - _AROUND_MEMBERS or len(content) > MOST_MEMBERS - 10:
        raise InvalidValue(
            N_("De bundel zou te groot worden: {size} MB in {files} bestanden; hoogstens {largest} MB kan."),
            kept=N_("Alles op deze laptop is veilig; er is geen half bestand achtergebleven."),
            remedy=N_("Geef de versleutelde reservekopie van deze laptop aan de coördinator."),
            size=size // 2**20,
            files=len(content),
            largest=LARGEST_BYTES // 2**20,
        )


def read_bundle(path: Path) -> bytes:
    """The file's bytes. Raises BundleRefused when it cannot be read or is larger than any bundle."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BundleRefused(
                N_("Het bestand {file} is te groot voor een bundel."),
                kept=N_("Er is niets overgenomen."),
                file=path.name,
            )
        return path.read_bytes()
    except OSError as error:
        raise BundleRefused(
            N_("Het bestand {file} kan niet worden gelezen: {reason}."),
            kept=N_("Er is niets overgenomen."),
            file=path.name,
            reason=error.strerror or "onbekende oorzaak",
        ) from error


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens of a text, at most 40."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _name(draft: Path, names: Iterator[Path]) -> Path:
    """Give ``draft`` the first free name, without ever replacing a file."""
    for path in names:
        try:
            os.link(draft, path)
        except FileExistsError:
            continue
        except OSError:
            # A USB stick (FAT, exFAT) knows no second name for a file: look, then rename.
            if path.exists():
                continue
            draft.replace(path)
        return path
    raise AssertionError("there is always a next number")


def _sync_folder(folder: Path) -> None:
    """Bring the new name itself to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems cannot, and need not
            raise
    finally:
        os.close(handle)


def write_failed(error: OSError, folder: Path) -> StorageFailed:
    """The words for a disk that does not take what is written into ``folder``."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return StorageFailed(
        N_("De schijf is vol: de bundel is niet geschreven.")
        if full
        else N_("De bundel kan niet worden geschreven in de map {folder}: {reason}."),
        kept=N_("Alles op deze laptop is veilig; er is geen half bestand achtergebleven."),
        remedy=N_("Maak ruimte vrij of kies een andere map.") if full else N_("Kies een andere map."),
        folder=folder.name,
        reason=error.strerror or "onbekende oorzaak",
    )
