"""Strokes that several controls share: rounded boxes, key caps, ticks and the focus ring."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextDocument, QTextOption

from fieldcheck.ui.theme import Theme
from fieldcheck.ui.tokens import Size, Space


def box(
    painter: QPainter, rect: QRect, *, fill: str, border: str = "", width: float = 1, corner: float
) -> None:
    """A rounded box whose border lies wholly inside ``rect``; "" as border draws none."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if border else 0.0
    painter.setPen(QPen(QColor(border), width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, corner - half, corner - half)


def focus_ring(painter: QPainter, rect: QRect, theme: Theme, *, corner: int, gap: str = "") -> None:
    """The 3 px accent ring; ``gap`` is the colour of a line inside it, for filled controls."""
    box(painter, rect, fill="", border=theme.tokens.accent, width=Size.FOCUS, corner=corner)
    if gap:
        inner = rect.adjusted(Size.FOCUS, Size.FOCUS, -Size.FOCUS, -Size.FOCUS)
        box(painter, inner, fill="", border=gap, width=2, corner=corner - Size.FOCUS)


def key_cap_width(theme: Theme, text: str) -> int:
    """How wide the key cap of ``text`` is, in pixels."""
    metrics = QFontMetrics(theme.font(Size.SMALL, 600))
    return max(metrics.horizontalAdvance(text) + theme.px(Space.L), theme.px(32))


def key_cap(painter: QPainter, rect: QRect, theme: Theme, text: str, *, chosen: bool = False) -> None:
    """A key as it lies on the keyboard, with its sign."""
    tokens = theme.tokens
    fill, ink = (tokens.accent, tokens.on_accent) if chosen else (tokens.sunken, tokens.muted)
    box(painter, rect, fill=fill, corner=theme.px(6))
    painter.setPen(QColor(ink))
    painter.setFont(theme.font(Size.SMALL, 600))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def rich_height(html: str, font: QFont, width: int) -> int:
    """How high rich text is at a width, in pixels."""
    return math.ceil(_document(html, font, "", width, left=True).size().height())


def rich_words(painter: QPainter, rect: QRect, html: str, font: QFont, colour: str, *, left: bool) -> None:
    """Rich text in the middle of the height of ``rect``, against its left or right side."""
    document = _document(html, font, colour, rect.width(), left=left)
    painter.save()
    spare = rect.height() - document.size().height()
    painter.translate(rect.left(), rect.top() + max(spare / 2, 0.0))
    document.drawContents(painter)
    painter.restore()


def _document(html: str, font: QFont, colour: str, width: int, *, left: bool) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    option = QTextOption(
        (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignAbsolute
    )
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    document.setDefaultTextOption(option)
    document.setHtml(f'<span style="color:{colour}">{html}</span>' if colour else html)
    document.setTextWidth(max(width, 1))
    return document


def tick(painter: QPainter, rect: QRect, colour: str, width: float) -> None:
    """A tick that fills ``rect``, drawn so that no font is needed."""
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    left, top, wide, high = rect.left(), rect.top(), rect.width(), rect.height()
    painter.drawPolyline(
        [
            QPointF(left + wide * 0.12, top + high * 0.52),
            QPointF(left + wide * 0.40, top + high * 0.80),
            QPointF(left + wide * 0.90, top + high * 0.22),
        ]
    )


def mark(
    painter: QPainter,
    rect: QRect,
    theme: Theme,
    digit: str,
    *,
    chosen: bool,
    border: str,
    square: bool = False,
) -> None:
    """A dot or a ``square`` that can be chosen and fills ``rect``: with a tick once it is, else its digit."""
    tokens = theme.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(border), theme.px(2)))
    painter.setBrush(QColor(tokens.accent if chosen else tokens.surface))
    if square:
        painter.drawRoundedRect(rect, theme.px(6), theme.px(6))
    else:
        painter.drawEllipse(rect)
    if chosen:
        inset = rect.width() // 4
        tick(painter, rect.adjusted(inset, inset, -inset, -inset), tokens.on_accent, theme.px(3))
    elif digit:
        painter.setFont(theme.font(Size.SMALL, 600))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, digit)
