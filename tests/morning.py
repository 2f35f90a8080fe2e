"""The clock of tests without one of their own: an early morning that runs on, whatever the hour outside."""

from __future__ import annotations

from datetime import UTC, datetime

BEGUN = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Five o'clock in the Netherlands: the stands are there and the offices are closed."""

_BEHIND = datetime.now(UTC) - BEGUN


def now() -> datetime:
    """The moment of this morning, in UTC; seconds pass as they do outside."""
    return datetime.now(UTC) - _BEHIND
