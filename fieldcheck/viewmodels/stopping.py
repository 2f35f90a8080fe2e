"""A long job that a person can watch and stop: its steps, and whether somebody asked to stop."""

from __future__ import annotations

import threading

from fieldcheck.usecases.ports import Cancelled


class Steps:
    """How far the work is, told by the worker and read by the screen."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._now = (0, 0)

    @property
    def now(self) -> tuple[int, int]:
        """(done, total) steps; total 0 while unknown."""
        return self._now

    def begin(self) -> None:
        """Before new work: nothing done, nobody asked to stop."""
        self._stop.clear()
        self._now = (0, 0)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def tell(self, done: int, total: int) -> None:
        """The progress of a use case; raises Cancelled once somebody asked to stop. Called on the worker."""
        self._now = (done, total)
        if self._stop.is_set():
            raise Cancelled
