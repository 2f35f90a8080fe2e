"""What is only read and does not fit: Tab comes to it, keys scroll it, and a frame shows where they go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea

from fieldcheck.ui import theme
from fieldcheck.ui.tokens import Size


def frame() -> int:
    """px that the frame of what is read by keys takes on each side, as the style sheet has it."""
    return Size.FOCUS + theme.current().px(4)


def read_by_keys(area: QScrollArea, name: str) -> None:
    """Let Tab stop at ``area`` while something of it is out of view; ``name`` is spoken there."""
    area.setObjectName("reading")  # which the style sheet draws a frame around
    area.setAccessibleName(name)
    bar = area.verticalScrollBar()

    def fitted(_least: int, most: int) -> None:
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus)

    bar.rangeChanged.connect(fitted)
    fitted(bar.minimum(), bar.maximum())


def took_key(area: QScrollArea, event: QKeyEvent) -> bool:
    """Whether a key needs nothing more: with Alt it is left to the page, Home and End moved ``area``."""
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        event.ignore()
        return True
    bar = area.verticalScrollBar()
    ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
    to = ends.get(Qt.Key(event.key())) if not event.modifiers() else None
    if to is not None:
        bar.setValue(to)
    return to is not None
