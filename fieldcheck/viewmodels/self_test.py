"""The self-test of a laptop: what must work before a day in a tent can begin."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from fieldcheck.domain.journal import HybridClock
from fieldcheck.usecases.ports import Clock, Store

ENOUGH_MB = 500
"""Free space for a day of interviews, papers and a bundle of them (MB)."""
FRONT_SECONDS = 300
"""How far the newest entry may lie in the future before the clock is called wrong (s)."""


class Check(StrEnum):
    """What is checked, in the order it is shown."""

    FONTS = "fonts"
    DISK = "disk"
    CLOCK = "clock"
    KEYS = "keys"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Checked:
    """One result; ``detail`` is a number or a list of names that the words go with."""

    check: Check
    ok: bool
    detail: str = ""


def self_test(
    store: Store, folder: Path, clock: Clock, *, missing_fonts: Iterable[str] = ()
) -> tuple[Checked, ...]:
    """Check everything; raises nothing for what it finds."""
    missing = tuple(missing_fonts)
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    keys = [name for name in ("device.key", "device.pem", "authority.pem") if not store.secret(name)]
    return (
        Checked(Check.FONTS, not missing, ", ".join(missing)),
        Checked(Check.DISK, free_mb >= ENOUGH_MB, str(free_mb)),
        Checked(Check.CLOCK, _clock_holds(store, clock)),
        Checked(Check.KEYS, not keys, ", ".join(keys)),
        Checked(Check.WRITE, _writes_encrypted(store, folder)),
    )


def _clock_holds(store: Store, clock: Clock) -> bool:
    """Not before what is already on record."""
    newest = max((HybridClock.parse(entry.clock).milliseconds for entry in store.entries()), default=0)
    latest = clock() + timedelta(seconds=FRONT_SECONDS)
    return newest <= latest.timestamp() * 1000


def _writes_encrypted(store: Store, folder: Path) -> bool:
    """A mark that was written can be read back, and stands nowhere in the files."""
    mark = secrets.token_hex(24).encode()
    store.keep_secret("self-test", mark)
    if store.secret("self-test") != mark:
        return False
    return not any(mark in path.read_bytes() for path in folder.glob("*") if path.is_file())
