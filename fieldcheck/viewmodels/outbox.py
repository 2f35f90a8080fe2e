"""What happened on screen and is not on disk yet: written in order, kept until it is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fieldcheck.usecases.interviewing import Pending
from fieldcheck.usecases.ports import Changes
from fieldcheck.viewmodels.jobs import Jobs


class Saves(Protocol):
    """Commits what is pending; on disk when it returns."""

    def save(self, pending: Pending) -> Changes:
        """Raises StorageFailed when the disk does not take it; may be tried again."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """How the outbox stands: ``waiting`` names what is not on disk, ``error`` why (None: all is well)."""

    waiting: tuple[str, ...]
    at: datetime | None
    error: Exception | None


@dataclass(frozen=True, slots=True)
class _Emptied:
    """What one turn of the worker brought to disk."""

    count: int
    at: datetime | None
    error: Exception | None


class Outbox:
    """Hands writes to the worker in order, so that order on disk is order on screen.

    Every write hands in a turn of its own, and a turn writes all that waits. So whatever is handed to the
    worker later, such as closing the store, comes after everything put in here, with nobody at the screen.
    After a failure everything stays here: the next write, or :meth:`retry`, begins with the failed one.
    """

    def __init__(self, saves: Saves, jobs: Jobs, changed: Callable[[Written], None]) -> None:
        self._saves = saves
        self._jobs = jobs
        self._changed = changed
        # The screen adds at the end, the worker takes from the front; the names are the screen's alone.
        self._queue: deque[Pending] = deque()
        self._names: list[str] = []
        self._at: datetime | None = None
        self._error: Exception | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is on disk."""
        return not self._names

    def put(self, pending: Pending, name: str) -> None:
        """Write this after all that waits; ``name`` says in words what it is."""
        self._queue.append(pending)
        self._names.append(name)
        self._hand_in()

    def retry(self) -> None:
        """Try again what failed."""
        if self._names:
            self._hand_in()

    def _hand_in(self) -> None:
        self._error = None
        self._tell()
        self._jobs.run(self._write_all, self._written, self._failed)

    def _write_all(self) -> _Emptied:
        """On the worker: in order, and no further than the first that fails."""
        count, at = 0, None
        while self._queue:
            try:
                at = self._saves.save(self._queue[0]).at
            except Exception as error:
                return _Emptied(count, at, error)
            self._queue.popleft()
            count += 1
        return _Emptied(count, at, None)

    def _written(self, emptied: _Emptied) -> None:
        if emptied.count == 0 and emptied.error is None:
            return
        del self._names[: emptied.count]
        self._at = emptied.at or self._at
        self._error = emptied.error
        self._tell()

    def _failed(self, error: Exception) -> None:
        self._error = error
        self._tell()

    def _tell(self) -> None:
        self._changed(Written(tuple(self._names), self._at, self._error))
