"""What can be read of the whole day: the flow by the hour, the waits, and persons counted once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from fieldcheck.domain.day import DayCounts, HourFlow, LooseEnd, PostWait


class DayRecords(Protocol):
    """The day of the action over all posts and laptops whose entries are here."""

    def hours(self, since: datetime | None = None) -> tuple[HourFlow, ...]:
        """Every post in every hour in which something happened there, by post and hour.

        ``since`` leaves out the hours that were over before that moment.
        """
        ...

    def waits(self) -> tuple[PostWait, ...]:
        """How long persons waited at each post where somebody was called in, by post."""
        ...

    def day_counts(self) -> DayCounts:
        """The whole street together, each person once."""
        ...

    def unfinished(self, *, limit: int = 500) -> tuple[LooseEnd, ...]:
        """Talks that are not finished and persons who wait, the oldest first, at most ``limit`` of each.

        A talk that the person declined is over, until that person comes back to it.
        """
        ...
