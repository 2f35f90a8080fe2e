"""How often somebody tried a wrong passphrase, and how long to wait before the next try."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldcheck.domain.errors import StorageFailed
from fieldcheck.store.files import write_private

FREE_TRIES = 3
"""Wrong tries without any waiting: people mistype."""
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong tries in a row of one user, and when the last one was (UTC)."""

    count: int
    last: datetime


class Tries:
    """Failures by user, in a small file of its own: it guards nothing, so a damaged one counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def failed(self, user: str, at: datetime) -> None:
        """One more wrong try of ``user``."""
        failures = self._read()
        before = failures.get(user)
        failures[user] = Failures(1 if before is None else before.count + 1, at)
        self._write(failures)

    def succeeded(self, user: str) -> None:
        """The right one: the count begins anew."""
        failures = self._read()
        if failures.pop(user, None) is not None:
            self._write(failures)

    def wait_seconds(self, user: str, at: datetime) -> int:
        """Whole seconds until the next try is welcome; 0 when it is now.

        A clock that was put back does not lengthen the waiting beyond the full wait.
        """
        failures = self._read().get(user)
        if failures is None or failures.count < FREE_TRIES:
            return 0
        doublings = min(failures.count - FREE_TRIES, 16)
        wait = min(FIRST_WAIT_SECONDS << doublings, LONGEST_WAIT_SECONDS)
        passed = (at - failures.last).total_seconds()
        return max(0, wait - max(0, int(passed)))

    def _read(self) -> dict[str, Failures]:
        from fieldcheck.domain.journal import parse_utc

        try:
            content = json.loads(self._path.read_bytes())
            return {
                str(user): Failures(int(one["count"]), parse_utc(one["last"]))
                for user, one in content.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def _write(self, failures: dict[str, Failures]) -> None:
        from fieldcheck.domain.journal import utc_text

        content = {
            user: {"count": one.count, "last": utc_text(one.last)} for user, one in sorted(failures.items())
        }
        try:
            write_private(self._path, json.dumps(content, ensure_ascii=False).encode())
        except StorageFailed:
            return  # a full disk must not keep anybody out, nor hide why the passphrase was refused
