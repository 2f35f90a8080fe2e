"""Signs drawn as lines, needing no font and no file: for people who do not read, and for buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from fieldcheck.domain.interview import AnswerState
from fieldcheck.ui import painting, theme
from fieldcheck.ui.tokens import Size, Space


class Icon(StrEnum):
    """What a sign says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    SILENT = "silent"
    SPEAKER = "speaker"
    SPEAKING = "speaking"


_BY_VALUE = {
    "yes": Icon.YES,
    "no": Icon.NO,
    "unknown": Icon.UNKNOWN,
    "dont_know": Icon.UNKNOWN,
    "does_not_know": Icon.UNKNOWN,
    "rather_not": Icon.SILENT,
    "refused": Icon.SILENT,
}
BY_STATE = {AnswerState.DOES_NOT_KNOW: Icon.UNKNOWN, AnswerState.REFUSED: Icon.SILENT}
"""The states that the person opposite can give without a word."""


def icons_of(values: Iterable[str]) -> dict[str, Icon]:
    """The sign of each choice where a question is answered by yes and no; {} for every other question."""
    found = {value: _BY_VALUE[value] for value in values if value in _BY_VALUE}
    return found if {Icon.YES, Icon.NO} <= set(found.values()) else {}


def drawn(icon: Icon, side: int) -> QPixmap:
    """A sign of ``side`` pixels, in the colours of now."""
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, QRectF(0, 0, side, side), icon, theme.current().tokens.ink)
    painter.end()
    return pixmap


def paint(painter: QPainter, place: QRectF, icon: Icon, colour: str) -> None:
    """Draw a sign that fills a square place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(place.width(), place.height())
    painter.translate(place.center().x() - side / 2, place.center().y() - side / 2)
    painter.scale(side / 100, side / 100)
    pen = QPen(QColor(colour), 7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[icon](painter)
    painter.restore()


def _circle(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(50, 50), 45, 45)


def _yes(painter: QPainter) -> None:
    _circle(painter)
    painter.drawPolyline([QPointF(28, 52), QPointF(44, 68), QPointF(73, 33)])


def _no(painter: QPainter) -> None:
    _circle(painter)
    painter.drawLine(QPointF(33, 33), QPointF(67, 67))
    painter.drawLine(QPointF(67, 33), QPointF(33, 67))


def _unknown(painter: QPainter) -> None:
    _circle(painter)
    hook = QPainterPath(QPointF(36, 38))
    hook.cubicTo(QPointF(36, 18), QPointF(66, 18), QPointF(65, 38))
    hook.cubicTo(QPointF(64, 50), QPointF(50, 48), QPointF(50, 61))
    painter.drawPath(hook)
    painter.drawPoint(QPointF(50, 77))


def _silent(painter: QPainter) -> None:
    """A face whose mouth is closed with stitches."""
    _circle(painter)
    painter.drawPoint(QPointF(34, 36))
    painter.drawPoint(QPointF(66, 36))
    painter.drawLine(QPointF(26, 64), QPointF(74, 64))
    for x in (36, 50, 64):
        painter.drawLine(QPointF(x, 55), QPointF(x, 73))


def _speaker(painter: QPainter) -> None:
    cone = [(14, 38), (30, 38), (50, 20), (50, 80), (30, 62), (14, 62)]
    painter.drawPolygon([QPointF(x, y) for x, y in cone])
    painter.drawArc(QRectF(48, 34, 24, 32), -60 * 16, 120 * 16)
    painter.drawArc(QRectF(46, 20, 44, 60), -60 * 16, 120 * 16)


def _speaking(painter: QPainter) -> None:
    """A square: pressing makes it stop."""
    painter.setBrush(painter.pen().color())
    painter.drawRoundedRect(QRectF(24, 24, 52, 52), 6, 6)


_DRAWINGS: dict[Icon, Callable[[QPainter], None]] = {
    Icon.YES: _yes,
    Icon.NO: _no,
    Icon.UNKNOWN: _unknown,
    Icon.SILENT: _silent,
    Icon.SPEAKER: _speaker,
    Icon.SPEAKING: _speaking,
}


class IconButton(QPushButton):
    """A button that is a sign, with words beside it where there are any; ``name`` is for a screen reader."""

    def __init__(self, icon: Icon, name: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._large = icon, large
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_sign(icon, name)

    def show_sign(self, icon: Icon, name: str, words: str = "") -> None:
        """Change the sign and what it is called; ``words`` are written beside it."""
        self._sign = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()
        self.update()

    def set_large(self, *, large: bool) -> None:
        """Large where the sign is all there is to go by."""
        if large != self._large:
            self._large = large
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """A square, wider where words stand beside the sign."""
        look = theme.current()
        side = look.px(72 if self._large else Size.PRESSABLE)
        words = self.text()
        if not words:
            return QSize(side, side)
        wide = QFontMetrics(_font(large=self._large)).horizontalAdvance(words.replace("&&", "&"))
        return QSize(side + wide + look.px(Space.L), side)

    def minimumSizeHint(self) -> QSize:
        """Signs are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box, the sign, the words."""
        look, painter = theme.current(), QPainter(self)
        tokens, corner = look.tokens, look.px(Size.CORNER)
        on = self.isChecked() or self.isDown()
        painting.box(
            painter,
            self.rect(),
            fill=tokens.accent_soft if on else tokens.surface if self._large else "",
            border=tokens.accent if on else tokens.control,
            width=2 if on else 1,
            corner=corner,
        )
        high = self.height()
        inset = high * 0.2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - high if mirrored else 0
        colour = tokens.ink if self._large else tokens.accent
        paint(painter, QRectF(x + inset, inset, high - 2 * inset, high - 2 * inset), self._sign, colour)
        if self.text():
            painter.setFont(_font(large=self._large))
            painter.setPen(QColor(tokens.ink))
            left = 0 if mirrored else high
            room = self.rect().adjusted(left, 0, -(high if mirrored else look.px(Space.S)), 0)
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(room, flags, self.text().replace("&&", "&"))
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner)


def _font(*, large: bool) -> QFont:
    return theme.current().font(Size.CHOICE if large else Size.BODY, 600)
