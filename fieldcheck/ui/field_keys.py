"""Keys of ours that a text field would keep for itself on some systems."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from fieldcheck.ui.shortcuts import NEXT_THEME, PREPARE

_OURS = tuple(QKeySequence(key) for one in (PREPARE, NEXT_THEME) for key in one.keys)
"""On Linux a field takes Ctrl+E for "end of line" and Ctrl+D for "delete", and the desk begins in a field."""


def leaves_to_us(event: QEvent) -> bool:
    """Whether a field is asked about such a key; the event is then put back, and the shortcut gets it.

    Where no shortcut listens, the field gets the key after all.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if QKeySequence(event.keyCombination()) not in _OURS:
        return False
    event.ignore()
    return True
