"""A sheet over the window: a question or a list, closed with Esc; never waits inside a call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
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


class _Scrolled(QScrollArea):
    """As high as what is in it, up to ``room``; then it scrolls. Also when that grows later (px)."""

    def __init__(self, inner: QWidget, usual: int, room: int) -> None:
        super().__init__()
        self._inner, self._usual, self._room = inner, usual, room
        inner.setObjectName("scrolled")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        within = any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in inner.findChildren(QWidget))
        # What is only read is scrolled by keys, and shows it; else the keys belong to what is in it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if within else Qt.FocusPolicy.StrongFocus)
        self.setObjectName("" if within else "reading")

    def minimumSizeHint(self) -> QSize:
        """High enough to read all of it where there is room."""
        return QSize(super().minimumSizeHint().width(), min(self._needed(), self._room))

    def sizeHint(self) -> QSize:
        """The same height."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap otherwise at another width; before it is shown, it has none."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes in or goes out counts at once."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _needed(self) -> int:
        """How high it is at the width it gets: words wrap there, which a size hint does not know (px)."""
        layout = self._inner.layout()
        if layout is None or not layout.hasHeightForWidth():
            return self._inner.sizeHint().height()
        return layout.totalHeightForWidth(max(self._usual, self.width()))


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

    def sizeHint(self) -> QSize:
        """As wide as it should be at least, and as high as its words are there."""
        wide = max(self.minimumWidth(), self._layout.totalSizeHint().width())
        return QSize(wide, self._layout.totalHeightForWidth(wide))

    def _limit(self) -> None:
        """Keep the window from being smaller than what is in it."""
        wide = max(self.width(), self._layout.totalMinimumSize().width())
        least = self._layout.totalMinimumHeightForWidth(wide)
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
            self._layout.setGeometry(self.contentsRect())  # before it is shown, no event says so

    def put_scrolling(self, content: QLayout | QWidget, *, beside: int = 0) -> QScrollArea:
        """Put in what may be higher than the screen: it scrolls when it is. Returns what scrolls.

        ``beside`` is the height of what else stands in the body, in pixels at 100 %.
        """
        if isinstance(content, QWidget):
            inner = content
        else:
            inner = _Wrapped(self._width_inside())
            inner.setLayout(content)
        area = _Scrolled(inner, self._width_inside(), self._room(beside))
        self.body.addWidget(area)
        return area

    def as_high_as(self, wanted: int, *, beside: int) -> int:
        """Height of what scrolls by itself: ``wanted`` where the screen has it beside ``beside``, else less.

        Both in pixels at 100 %; the answer in pixels of this screen.
        """
        return min(theme.current().px(wanted), self._room(beside))

    def _room(self, beside: int) -> int:
        return self.screen().availableGeometry().height() - theme.current().px(_AROUND + beside)

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
