"""A sheet over the window: a question or a list, closed with Esc; never waits inside a call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fieldcheck.ui import theme
from fieldcheck.ui.buttons import Button
from fieldcheck.ui.frames import stack
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.tokens import Space


class Sheet(QDialog):
    """Put things in ``body``; show with ``open()``. It goes away for good when it closes.

    ``width`` in pixels at 100 %.
    """

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 560) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(look.px(width))
        self._layout: QVBoxLayout = stack(Label(title, Face.TITLE), gap=Space.L, parent=self)
        edge = look.px(Space.XL)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self.body = stack(gap=Space.M)
        self._layout.addLayout(self.body)
        self._foot: QHBoxLayout | None = None

    def close_with(self, *buttons: Button) -> None:
        """The row of buttons below: cancel first, the main one last."""
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.current().px(Space.M))
        self._foot.addWidget(buttons[0])
        self._foot.addStretch(1)
        for button in buttons[1:]:
            self._foot.addWidget(button)
        self._layout.addLayout(self._foot)
