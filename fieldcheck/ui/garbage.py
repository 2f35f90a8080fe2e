"""Cyclic garbage is collected on the screen's thread, and nowhere else."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class ScreenCollector(QObject):
    """Takes the collecting over from Python for as long as the windows are open.

    Python collects on whatever thread happens to allocate, so also on the worker. A page that was left is
    cyclic garbage with Qt objects in it, and Qt ends the process when those are destroyed on another thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect the generations whose threshold was passed, as Python itself would."""
        due = -1
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count <= threshold:
                break
            due = generation
        if due >= 0:
            gc.collect(due)

    def stop(self) -> None:
        """Give the collecting back to Python; the worker must have ended. Idempotent."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
