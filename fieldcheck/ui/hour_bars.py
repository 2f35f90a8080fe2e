"""Small bars, one for each hour of the day: persons who came to a post. The numbers stand in words too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.tokens import Size, Space

_HIGH = 52
_WIDE = 30


class HourBars(QWidget):
    """Bars of equal width below each other's hour; ``most`` is the highest bar of the whole screen.

    Args:
        name: all of it in words, for who cannot see it.
        hours: (what the hour is called, persons), in turn.
        most: the number that is drawn full height, so that posts can be compared.
    """

    def __init__(self, name: str, hours: Sequence[tuple[str, int]], most: int) -> None:
        super().__init__()
        self._hours, self._most = tuple(hours), max(most, 1)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Every hour has room for its number."""
        look = theme.current()
        return QSize(max(len(self._hours), 1) * look.px(_WIDE), look.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The same: a bar that is cut would tell something else."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar, its number above it, its hour below it."""
        look, painter = theme.current(), QPainter(self)
        font = look.font(Size.SMALL - 2)
        line = QFontMetrics(font).height()
        room = self.height() - 2 * line
        painter.setFont(font)
        for at, (hour, persons) in enumerate(self._hours):
            place = QRect(at * look.px(_WIDE), 0, look.px(_WIDE), self.height())
            high = round(room * persons / self._most)
            base = self.height() - line
            if persons:
                bar = QRect(
                    place.left() + look.px(Space.XS),
                    base - max(high, 2),
                    place.width() - look.px(Space.S),
                    max(high, 2),
                )
                painting.box(painter, bar, fill=look.tokens.accent, corner=look.px(2))
                painter.setPen(QColor(look.tokens.ink))
                above = QRect(place.left(), bar.top() - line, place.width(), line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(persons))
            painter.setPen(QColor(look.tokens.muted))
            below = QRect(place.left(), base, place.width(), line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, hour)
