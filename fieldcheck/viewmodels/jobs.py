"""Work away from the screen: the port that view-models use, and one that works on the spot for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


class Job(Protocol):
    """Work that was handed in."""

    def cancel(self) -> None:
        """Forget the result: neither ``done`` nor ``failed`` is called; begun work runs to its end."""
        ...


class Jobs(Protocol):
    """One worker that owns the store; work is done in the order it was handed in."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """Do ``work`` on the worker; then call ``done`` or ``failed`` on the thread of the screen."""
        ...


class SavingJobs:
    """Jobs of which each also tells when something came on disk meanwhile.

    ``moment`` is asked on the worker, right after the work; ``tell`` is called after ``done``.
    """

    def __init__(
        self, jobs: Jobs, moment: Callable[[], datetime | None], tell: Callable[[datetime], None]
    ) -> None:
        self._jobs, self._moment, self._tell = jobs, moment, tell

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """See :class:`Jobs`."""

        def noted() -> tuple[T, datetime | None]:
            return work(), self._moment()

        def finish(found: tuple[T, datetime | None]) -> None:
            result, at = found
            done(result)
            if at is not None:
                self._tell(at)

        return self._jobs.run(noted, finish, failed)


class FinishedJob:
    """A job that is over before anybody could cancel it."""

    def cancel(self) -> None:
        """Too late; nothing happens."""


class InlineJobs:
    """Does the work at once, on the caller's thread: for tests and for the command line."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """See :class:`Jobs`; everything has happened when this returns."""
        try:
            result = work()
        except Exception as error:
            failed(error)
        else:
            done(result)
        return FinishedJob()


class HeldJobs:
    """Keeps the work until it is let go, so that a test can look at a screen in between."""

    def __init__(self) -> None:
        self._held: list[Callable[[], Job]] = []

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """Keep the work for :meth:`release`."""
        job = _HeldJob()

        def work_off() -> Job:
            return job if job.cancelled else InlineJobs().run(work, done, failed)

        self._held.append(work_off)
        return job

    def release(self) -> None:
        """Do everything that was handed in so far, in order."""
        held, self._held = self._held, []
        for work_off in held:
            work_off()


class _HeldJob:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
