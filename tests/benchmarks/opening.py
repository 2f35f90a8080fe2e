"""The two windows whose start is compared; run as ``python -m tests.benchmarks.opening ours|bare``.

Each writes one line as soon as its window is painted with the focus in its field, then proves with a second
line that the field takes a key, and ends there. What the proof costs is outside of what is timed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

USABLE = "usable"
TAKES_KEYS = "takes keys"


def bare() -> None:
    """The least that PySide6 can show to write something in."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

    app = QApplication(sys.argv[:1])
    window = QWidget()
    layout = QVBoxLayout(window)
    field = QLineEdit()
    field.setObjectName("passphrase")
    layout.addWidget(field)
    layout.addWidget(QPushButton("Open"))
    window.resize(1366, 768)
    window.show()
    watch = tell_when_usable(window)
    app.exec()
    del watch


def ours() -> None:
    """The application as its command starts it, with a store to unlock."""
    import fieldcheck.__main__ as command
    from fieldcheck import windows

    start, kept = windows.open_windows, []

    def watched(*, practice: bool, language: str, opened: Callable[[object], None]) -> int:
        def both(window: object) -> None:
            opened(window)
            kept.append(tell_when_usable(window))

        return start(practice=practice, language=language, opened=both)

    windows.open_windows = watched  # type: ignore[assignment]
    command.main(["--practice"])


def tell_when_usable(window: object) -> object:
    """Say so and end the process once the field ``passphrase`` was painted with the focus in it."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

    assert isinstance(window, QWidget)
    window.activateWindow()

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and watched.objectName() == "passphrase":
                QTimer.singleShot(0, self.look)  # after what is painted together with it
            return False

        def look(self) -> None:
            field = QApplication.focusWidget()
            if not isinstance(field, QLineEdit) or field.objectName() != "passphrase":
                return
            print(USABLE, flush=True)
            _press_x(field)
            print(TAKES_KEYS if field.text() == "x" else "deaf", flush=True)
            os._exit(0)

    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    return watch


def _press_x(field: object) -> None:
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    assert isinstance(field, QObject)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x")
        QApplication.sendEvent(field, event)


if __name__ == "__main__":
    windows_by_name: dict[str, Callable[[], None]] = {"ours": ours, "bare": bare}
    windows_by_name[sys.argv[1]]()
