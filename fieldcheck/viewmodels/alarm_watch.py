"""Watches over alarms whatever screen shows: sends on what nobody answers, knows what waits when locked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import FieldcheckError
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.workplace import as_problem

if TYPE_CHECKING:
    from fieldcheck.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class WatchState:
    """What the last look found.

    Attributes:
        waiting_since: when the longest waiting alarm was sent (UTC), None when all were answered.
        sent_on: how many went on to somebody else since the program began.
        trouble: why the last look could not see or send on anything, None when it could.
    """

    waiting_since: datetime | None = None
    sent_on: int = 0
    trouble: FieldcheckError | None = None


class AlarmWatch(Observable[WatchState]):
    """One for the whole program; whoever calls :meth:`look` decides when."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(WatchState())
        self._workplace = workplace
        self._looking = False

    def look(self) -> None:
        """Look once, on the worker; not while the last look is still under way, nor when locked."""
        if self._looking or not self._workplace.unlocked:
            return
        desk = self._workplace.desk

        def send_on() -> tuple[int, datetime | None]:
            from fieldcheck.usecases.alarming import escalate, open_alarms

            sent_on = len(escalate(desk))
            return sent_on, min((one.sent for one in open_alarms(desk)), default=None)

        self._looking = True
        self._workplace.jobs.run(send_on, self._looked, self._failed)

    def _looked(self, found: tuple[int, datetime | None]) -> None:
        self._looking = False
        sent, since = found
        self._become(WatchState(since, self.state.sent_on + sent))

    def _failed(self, error: Exception) -> None:
        """A full disk, say: whoever sits here must know it, and the next look tries again."""
        self._looking = False
        if self._workplace.unlocked:  # else the store was only locked meanwhile
            self._become(replace(self.state, trouble=as_problem(error)))
