"""Layouts that follow the room there is: a row that goes on in a next line, and columns as many as fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from fieldcheck.ui import theme
from fieldcheck.ui.controls import Space


def at_its_width(widget: QWidget, least: QSize, usual: int) -> QSize:
    """``least``, the smallest size of a widget, no higher than its words are at the width it has.

    Qt takes the height that they would need at their narrowest. ``usual`` is the least width that the widget
    gets (px): before it is laid out its own says nothing.
    """
    layout = widget.layout()
    if layout is None or not layout.hasHeightForWidth():
        return least
    return QSize(least.width(), layout.totalHeightForWidth(max(widget.width(), least.width(), usual)))


class _Flowing(QLayout):
    """Holds items whose places depend on the width; the narrower, the higher."""

    def __init__(self, *widgets: QWidget, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.current().px(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Takes over the item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything at its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def minimumSize(self) -> QSize:
        """The widest widget alone."""
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight

    def _put(self, item: QLayoutItem, whole: QRect, place: QRect) -> None:
        item.setGeometry(QStyle.visualRect(self._direction(), whole, place))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put everything at its place in ``rect``, where ``move`` says so; returns the height."""
        raise NotImplementedError


class WrappingRow(_Flowing):
    """Lays widgets out in the direction of reading and wraps; as narrow as its widest widget at least."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(*widgets, gap=Space.S, parent=parent)

    def sizeHint(self) -> QSize:
        """Everything on one line, where there is room."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() + self._gap for hint in hints) - self._gap
        return QSize(max(width, 0), max((hint.height() for hint in hints), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                self._put(item, rect, QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class Columns(_Flowing):
    """Equal columns, as many as ``fitting`` says for a width; every row is as high as its highest widget."""

    def __init__(
        self,
        *widgets: QWidget,
        fitting: Callable[[int], int],
        gap: int = Space.M,
        parent: QWidget | None = None,
    ) -> None:
        self._fitting = fitting
        super().__init__(*widgets, gap=gap, parent=parent)

    def sizeHint(self) -> QSize:
        """What it takes at a usual width."""
        width = theme.current().px(640)
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        columns = max(self._fitting(rect.width()), 1)
        wide = max((rect.width() - (columns - 1) * self._gap) // columns, 1)
        y = rect.y()
        for start in range(0, len(self._items), columns):
            line = self._items[start : start + columns]
            high = max(_high(item, wide) for item in line)
            for place, item in enumerate(line if move else ()):
                x = rect.x() + place * (wide + self._gap)
                self._put(item, rect, QRect(x, y, wide, high))
            y += high + self._gap
        return max(y - self._gap - rect.y(), 0)


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
