"""Whether the day is closed: the newest of closing and reopening counts."""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.day import Closing
from fieldcheck.usecases.ports import Store


def closing_of(store: Store) -> Closing:
    """How the day stands on this laptop."""
    closed = store.trail(kind=events.DAY_CLOSED, limit=1)
    reopened = store.trail(kind=events.DAY_REOPENED, limit=1)
    if not closed:
        return Closing()
    after = bool(reopened) and reopened[0].id > closed[0].id
    return Closing(closed[0].at, closed[0].actor, reopened[0].at if after else None)
