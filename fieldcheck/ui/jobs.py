"""One worker thread that owns the store; results come back on the screen's thread by a queued signal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from fieldcheck.viewmodels.jobs import Job

T = TypeVar("T")


class _QueuedJob:
    """Work with what follows it. Only the screen's thread lets go of these: they may lead to widgets."""

    def __init__(
        self,
        work: Callable[[], Any] | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        self.cancelled = False
        self.work, self.done, self.failed = work, done, failed
        self.result: Any = None
        self.error: Exception | None = None

    def cancel(self) -> None:
        self.cancelled = True

    def do(self) -> None:
        """On the worker."""
        if self.cancelled or self.work is None:
            return
        try:
            self.result = self.work()
        except Exception as caught:
            self.error = caught

    def tell(self) -> None:
        """On the screen's thread."""
        done, failed, result, error = self.done, self.failed, self.result, self.error
        self.work = self.done = self.failed = self.result = self.error = None
        if self.cancelled or done is None or failed is None:
            return
        if error is not None:
            failed(error)
        else:
            done(result)


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
        job = _QueuedJob(work, done, failed)
        self._executor.submit(self._on_worker, job)
        return job

    def _on_worker(self, job: _QueuedJob) -> None:
        job.do()
        self._delivered.emit(job)

    def close(self) -> None:
        """Finish everything that was handed in, since it may be a write; deliver nothing more; idempotent."""
        self._closed = True
        self._executor.shutdown(wait=True)

    def _deliver(self, job: _QueuedJob) -> None:
        if self._closed:
            job.cancel()
        job.tell()
