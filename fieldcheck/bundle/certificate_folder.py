"""What somebody without fieldcheck needs to check a bundle: a folder that is there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from fieldcheck import assets
from fieldcheck.bundle.files import write_failed
from fieldcheck.crypto import certificate_der, certificate_pem

CERTIFICATE, SHEET, RECIPE = "certificate.pem", "fingerprint.txt", "verify.sh"
"""The certificate of the action's authority, the sheet with its fingerprint, and the check as a script."""


def write_certificate_folder(authority: bytes, sheet: str, folder: Path, stem: str) -> Path:
    """Write ``folder/stem``, or ``stem-2`` where that is taken, with the three files; returns its path.

    Args:
        authority: PEM of the action's authority; of what stands there, the certificate alone is written.
        sheet: the words of the sheet.
        folder: an existing folder, such as a stick.
        stem: a name without anything personal.

    Raises BundleRefused when ``authority`` is no certificate, StorageFailed when the disk does not take it;
    nothing stays behind then.
    """
    recipe = (assets.folder("resources") / "verify" / RECIPE).read_bytes()
    # Made anew from the certificate's own bytes: what else stood in the PEM, such as a key, stays here.
    certificate = certificate_pem(certificate_der(authority))
    files = {CERTIFICATE: certificate, SHEET: sheet.encode(), RECIPE: recipe}
    draft = folder / f".{stem}.{secrets.token_hex(4)}.part"
    try:
        draft.mkdir(mode=0o755)
        for name, data in files.items():
            _write(draft / name, data)
        return _named(draft, (folder / f"{stem}{number}" for number in _numbers()))
    except OSError as error:
        raise write_failed(error, folder) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _named(draft: Path, names: Iterator[Path]) -> Path:
    for path in names:
        if not path.exists():
            draft.rename(path)
            return path
    raise AssertionError("there is always a next number")


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))
