"""What happened on screen and is not on disk yet: written in order, kept until it is written."""

from __future__ import annotations

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


class Outbox:
    """Hands writes to the worker one after the other, so that order on disk is order on screen.

    After a failure everything stays here: the next write, or :meth:`retry`, begins with the failed one.
    """

    def __init__(self, saves: Saves, jobs: Jobs, changed: Callable[[Written], None]) -> None:
        self._saves = saves
        self._jobs = jobs
        self._changed = changed
        self._waiting: list[tuple[Pending, str]] = []
        self._busy = False
        self._at: datetime | None = None
        self._error: Exception | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is on disk."""
        return not self._waiting

    def put(self, pending: Pending, name: str) -> None:
        """Write this after all that waits; ``name`` says in words what it is."""
        self._waiting.append((pending, name))
        self._next()

    def retry(self) -> None:
        """Try again what failed."""
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        pending, _name = self._waiting[0]
        self._busy = True
        self._error = None
        self._tell()
        self._jobs.run(lambda: self._saves.save(pending), self._saved, self._failed)

    def _saved(self, changes: Changes) -> None:
        self._busy = False
        self._waiting.pop(0)
        self._at = changes.at
        if self._waiting:
            self._next()
        else:
            self._tell()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._error = error
        self._tell()

    def _tell(self) -> None:
        self._changed(Written(tuple(name for _, name in self._waiting), self._at, self._error))
