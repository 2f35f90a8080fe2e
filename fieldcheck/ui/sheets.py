"""A sheet over the window: a question or a list, closed with Esc; never waits inside a call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QVBoxLayout, QWidget

from fieldcheck.ui import theme
from fieldcheck.ui.buttons import Button
from fieldcheck.ui.frames import row, stack
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.tokens import Space
from fieldcheck.ui.wrapping import at_its_width

WINDOW_TITLE = "fieldcheck"
"""Of every window: it says nothing about a person or an action."""
_AROUND = 220
"""Title, buttons, edges and the frame of the system around what scrolls (px)."""


class _Wrapped(QWidget):
    """What scrolls: no higher than it is at its own width, though narrower it would need more."""

    def __init__(self, usual: int) -> None:
        super().__init__()
        self._usual = usual

    def minimumSizeHint(self) -> QSize:
        """The least width, and the height at the width it has."""
        return at_its_width(self, super().minimumSizeHint(), self._usual)


class Sheet(QDialog):
    """Put things in ``body``; show with ``open()``. It goes away for good when it closes.

    ``width`` in pixels at 100 %.
    """

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 560) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The system shows the title of a window where anybody sees it; what the sheet is about may be a case.
        self.setWindowTitle(WINDOW_TITLE)
        self.setAccessibleName(title)
        self.setMinimumWidth(look.px(width))
        self._layout: QVBoxLayout = stack(Label(title, Face.TITLE), gap=Space.L, parent=self)
        edge = look.px(Space.XL)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        # Its own limit takes wrapped words at their narrowest: sheets would be far too high, with gaps.
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.body = stack(gap=Space.M)
        self._layout.addLayout(self.body)

    def event(self, event: QEvent) -> bool:
        """What comes in or goes out changes how small the sheet may be."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._limit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower, the higher its words are."""
        super().resizeEvent(event)
        self._limit()

    def fit(self) -> None:
        """As high as its content of now, after much of that went; the width stays."""
        self._limit()
        self.resize(self.width(), self.minimumHeight())

    def _limit(self) -> None:
        least = max(self.width(), self._layout.totalMinimumSize().width())
        self.setMinimumHeight(self._layout.totalMinimumHeightForWidth(least))

    def put_scrolling(self, content: QLayout | QWidget, *, beside: int = 0) -> None:
        """Put in what may be higher than the screen: it scrolls when it is.

        ``beside`` is the height of what else stands in the body, in pixels at 100 %.
        """
        if isinstance(content, QWidget):
            inner = content
        else:
            inner = _Wrapped(self._width_inside())
            inner.setLayout(content)
        inner.setObjectName("scrolled")
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = self.screen().availableGeometry().height() - theme.current().px(_AROUND + beside)
        area.setMinimumHeight(min(self._needed(inner), room))
        self.body.addWidget(area)

    def _needed(self, inner: QWidget) -> int:
        """How high it is at the width it gets: words wrap there, which a size hint does not know (px)."""
        layout = inner.layout()
        if layout is None or not layout.hasHeightForWidth():
            return inner.sizeHint().height()
        return layout.totalHeightForWidth(self._width_inside())

    def _width_inside(self) -> int:
        edges = self._layout.contentsMargins()
        return self.minimumWidth() - edges.left() - edges.right()

    def close_with(
        self, cancel: Button | None, main: Button | None = None, *, beside: Button | None = None
    ) -> None:
        """The buttons below: cancel at the left, the main one at the right, ``beside`` next to that."""
        foot = row()
        if cancel is not None:
            foot.addWidget(cancel)
        foot.addStretch(1)
        if beside is not None:
            foot.addWidget(beside)
        if main is not None:
            foot.addWidget(main)
        self._layout.addLayout(foot)
