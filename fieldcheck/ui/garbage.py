"""Cyclic garbage is collected on the screen's thread, between two events, and nowhere else."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from fieldcheck.ui.collecting import collect_due

_EVERY_MS = 500


class ScreenCollector(QObject):
    """Takes the collecting over from Python, for good: it stays off after ``stop``.

    Python collects where it happens to allocate. On the worker that destroys the widgets of a page that was
    left, and Qt ends the process. On the screen's thread it may be in the middle of the end of a QObject,
    which holds a lock of Qt that the next QObject wants: a wait for ever.
    See decisions/007-collecting-between-events.md.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect what Python itself would have collected by now."""
        collect_due()

    def stop(self) -> None:
        """Collect no more. The window is still there, so Python must not begin either. Idempotent."""
        self._timer.stop()
