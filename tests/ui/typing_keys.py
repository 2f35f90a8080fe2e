"""Typing as people do, in any script: ``qtbot.keyClicks`` aborts the process on anything outside ASCII."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_text(text: str, widget: QWidget | None = None) -> None:
    """Type into ``widget``, or into what has the focus."""
    for sign in text:
        target = widget or QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
