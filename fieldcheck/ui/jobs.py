"""One worker thread that owns the store; results come back on the screen's thread by a queued signal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from fieldcheck.viewmodels.jobs import Job

T = TypeVar("T")


class _QueuedJob:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class QtJobs(QObject):
    """The Qt side of :class:`fieldcheck.viewmodels.jobs.Jobs`; close it before the application ends."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="fieldcheck-store")
        self._closed = False
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """Do ``work`` on the worker; ``done`` or ``failed`` is called on this object's thread."""
        job = _QueuedJob()

        def on_worker() -> None:
            if job.cancelled:
                return
            try:
                result = work()
            except Exception as caught:
                error = caught
                self._delivered.emit(lambda: None if job.cancelled else failed(error))
            else:
                self._delivered.emit(lambda: None if job.cancelled else done(result))

        self._executor.submit(on_worker)
        return job

    def close(self) -> None:
        """Finish everything that was handed in, since it may be a write; deliver nothing more; idempotent."""
        self._closed = True
        self._executor.shutdown(wait=True)

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
