"""Choices as tiles: in columns, packed beside each other, or as the steps of one scale."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.answers.base import Answer, Setting, show_choice
from fieldcheck.ui.choice import ChoiceRow
from fieldcheck.ui.controls import Size, Space
from fieldcheck.ui.pictures import draw_centred, picture
from fieldcheck.ui.wrapping import Columns, WrappingRow
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, Look, QuestionView

_WRAP = int(Qt.TextFlag.TextWordWrap)
_PICTURE, _PICTURE_TURNED = 112, 160
_MOST_COLUMNS = 4
_SIZES = (Size.CHOICE, Size.DUTCH, Size.BODY, Size.SMALL)
_SIZES_TURNED = (Size.PERSON, Size.TITLE, Size.CHOICE, Size.DUTCH)
"""Words get smaller before a word that is too long for its tile is broken."""


class ChoiceTile(ChoiceRow):
    """A choice as a box: picture on top, the digit before the words, Dutch beneath them."""

    narrowest = 120
    sizes: tuple[int, ...] = _SIZES

    def _words_font(self) -> QFont:
        """The largest type in which the longest word still fits the tile."""
        room = self.width() - 2 * theme.current().px(Space.M) - self._lead()
        return self._fitting(room)

    def _fitting(self, room: int) -> QFont:
        font = super()._words_font()
        for size in _SIZES_TURNED if self._turned else self.sizes:
            font = theme.current().font(size, 600)
            if _widest_word(font, self._words) <= room:
                break
        return font

    def needed(self) -> int:
        """How wide it has to be for its longest word, in pixels."""
        look = theme.current()
        widest = max(
            _widest_word(super()._words_font(), self._words) + self._lead(),
            _widest_word(self._dutch_font(), self._dutch),
            self._picture.width(),
        )
        return widest + 2 * look.px(Space.M)

    def sizeHint(self) -> QSize:
        """As wide as its words on one line, within reason."""
        look = theme.current()
        cap = painting.key_cap_width(look, self._digit) + look.px(Space.M) if self._digit else 0
        words = max(self._words_wanted + cap, self._dutch_wanted, self._picture.width())
        width = min(max(words + 2 * look.px(Space.L) + look.px(28), look.px(self.narrowest)), look.px(480))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns wrap the words."""
        look = theme.current()
        return QSize(look.px(self.narrowest), look.px(Size.CHOICE_HEIGHT))

    def _measure(self, width: int) -> int:
        look = theme.current()
        inner = width - 2 * look.px(Space.M)
        words = _text_high(self._fitting(inner - self._lead()), inner - self._lead(), self._words)
        high = words + 2 * look.px(Space.M)
        if self._dutch:
            high += look.px(Space.XS) + _text_high(self._dutch_font(), inner, self._dutch)
        if not self._picture.isNull():
            high += self._picture.height() + look.px(Space.S)
        return max(high, look.px(Size.CHOICE_HEIGHT))

    def _words_high(self, inner: int) -> int:
        return _text_high(self._words_font(), inner - self._lead(), self._words)

    def _lead(self) -> int:
        look = theme.current()
        cap = painting.key_cap_width(look, self._digit) + look.px(Space.M) if self._digit else 0
        return cap + look.px(28)  # the tick stands at the other end

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, picture, digit, words, Dutch, tick."""
        look = theme.current()
        tokens, chosen, painter = look.tokens, self.isChecked() or self.isDown(), QPainter(self)
        corner, edge = look.px(Size.CORNER), look.px(Space.M)
        border = tokens.accent if chosen else tokens.ink if self.underMouse() else tokens.control
        painting.box(
            painter,
            self.rect(),
            fill=tokens.accent_soft if chosen else tokens.surface,
            border=border,
            width=2 if chosen else 1,
            corner=corner,
        )
        inner = self.rect().adjusted(edge, edge, -edge, -edge)
        if not self._picture.isNull():
            high = self._picture.height()
            draw_centred(painter, QRect(inner.left(), inner.top(), inner.width(), high), self._picture)
            inner.setTop(inner.top() + high + look.px(Space.S))
        self._paint_words(painter, inner)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner)

    def _paint_words(self, painter: QPainter, inner: QRect) -> None:
        look = theme.current()
        tokens = look.tokens
        words_high = self._words_high(inner.width())
        dutch_high = _text_high(self._dutch_font(), inner.width(), self._dutch) if self._dutch else 0
        gap = look.px(Space.XS) if dutch_high else 0
        top = inner.top() + max((inner.height() - words_high - gap - dutch_high) // 2, 0)
        start = inner.left()
        if self._digit:
            cap_high = look.px(Space.XL)
            cap = QRect(start, top + max((self._first_line() - cap_high) // 2, 0),
                        painting.key_cap_width(look, self._digit), cap_high)  # fmt: skip
            painting.key_cap(painter, self._mirror(cap), look, self._digit, chosen=self.isChecked())
            start = cap.right() + 1 + look.px(Space.M)
        words = QRect(start, top, inner.right() + 1 - start - look.px(28), words_high)
        self._text(painter, words, self._words, self._words_font(), tokens.ink, start=True)
        if self._dutch:
            place = QRect(inner.left(), top + words_high + gap, inner.width(), dutch_high)
            self._text(painter, place, self._dutch, self._dutch_font(), self._beside(tokens), start=True)
        if self.isChecked():
            side = look.px(20)
            sign = QRect(inner.right() - side, top + max((self._first_line() - side) // 2, 0), side, side)
            painting.tick(painter, self._mirror(sign), tokens.accent, look.px(3))

    def _first_line(self) -> int:
        return QFontMetrics(self._words_font()).height()

    def enlarge(self, image: bytes) -> None:
        """Show the picture at the size of a tile."""
        side = theme.current().px(_PICTURE_TURNED if self._turned else _PICTURE)
        self._picture = picture(image, side * 2, side) if image else QPixmap()
        self._heights.clear()


class StepButton(ChoiceTile):
    """One step of a scale: a dot on a line, the words under it."""

    narrowest = 44
    sizes = (Size.DUTCH, Size.BODY, Size.SMALL)

    def __init__(self) -> None:
        super().__init__("")
        self.first = self.last = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _measure(self, width: int) -> int:
        look = theme.current()
        inner = width - 2 * look.px(Space.XS)
        high = look.px(_DOT_ROW) + _text_high(self._fitting(inner), inner, self._words) + look.px(Space.S)
        if self._dutch:
            high += look.px(Space.XS) + _text_high(self._dutch_font(), inner, self._dutch)
        return high

    def _words_font(self) -> QFont:
        return self._fitting(self.width() - 2 * theme.current().px(Space.XS))

    def _fitting(self, room: int) -> QFont:
        sizes = (Size.TITLE, *self.sizes) if self._turned else self.sizes
        fonts = [theme.current().font(size, 600) for size in sizes]
        return next((font for font in fonts if _widest_word(font, self._words) <= room), fonts[-1])

    def _dutch_font(self) -> QFont:
        return theme.current().font(Size.SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, dot, words."""
        look, painter = theme.current(), QPainter(self)
        tokens = look.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, y, radius = self.width() / 2, look.px(_DOT_ROW) / 2, look.px(18)
        painter.setPen(QPen(QColor(tokens.control), look.px(2)))
        starts, ends = (self.last, self.first) if self._mirrored else (self.first, self.last)
        if not starts:
            painter.drawLine(QPointF(0, y), QPointF(middle - radius, y))
        if not ends:
            painter.drawLine(QPointF(middle + radius, y), QPointF(self.width(), y))
        on = self.isChecked() or self.isDown()
        border = tokens.accent if on else tokens.ink if self.underMouse() else tokens.control
        dot = QRect(round(middle - radius), round(y - radius), 2 * radius, 2 * radius)
        painting.mark(painter, dot, look, self._digit, chosen=on, border=border)
        self._paint_label(painter)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=look.px(Size.CORNER))

    def _paint_label(self, painter: QPainter) -> None:
        look = theme.current()
        edge = look.px(Space.XS)
        width = self.width() - 2 * edge
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | _WRAP
        high = _text_high(self._words_font(), width, self._words)
        top = look.px(_DOT_ROW)
        painter.setFont(self._words_font())
        painter.setPen(QColor(look.tokens.ink))
        painter.drawText(QRect(edge, top, width, high), flags, self._words)
        painter.setFont(self._dutch_font())
        painter.setPen(QColor(self._beside(look.tokens)))
        top += high + look.px(Space.XS)
        painter.drawText(QRect(edge, top, width, max(self.height() - top, 1)), flags, self._dutch)


_DOT_ROW = 52
"""How high the line with the dots is (pixels at 100 %)."""


class TilesAnswer(Answer):
    """Choices in a grid, packed, or in one row of steps."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._choices: tuple[ChoiceView, ...] = ()
        self._tiles: list[ChoiceTile] = []
        self._arranged: tuple[object, ...] = ()
        self._columns = 0
        self._look = Look.GRID

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the choices, arranged as the form asks."""
        self._choices, self._look, self._columns = question.choices, question.look, question.columns
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        self._arrange()
        for one, choice in zip(self._tiles, question.choices, strict=True):
            show_choice(one, choice, setting, self.texts, several=question.kind is not Kind.ONE)
            one.enlarge(choice.image)

    def tiles(self) -> tuple[ChoiceTile, ...]:
        """The tiles in use."""
        return tuple(self._tiles)

    def _arrange(self) -> None:
        """Tiles of the wanted kind and number, in their layout; what is there already is kept."""
        wanted = (self._look, len(self._choices))
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self._clear()
        steps = self._look is Look.STEPS
        self._tiles = [StepButton() if steps else ChoiceTile("") for _ in self._choices]
        for place, one in enumerate(self._tiles):
            one.setObjectName(f"choice-{place + 1}")
            one.clicked.connect(lambda _checked=False, tile=one: self._on_tile(tile))
            if isinstance(one, StepButton):
                one.first, one.last = place == 0, place == len(self._tiles) - 1
        if self._look is Look.PACKED:
            WrappingRow(*self._tiles, parent=self)
        else:
            Columns(*self._tiles, fitting=self._fitting, gap=0 if steps else Space.M, parent=self)
        if self.isVisible():
            for one in self._tiles:
                one.show()

    def _fitting(self, width: int) -> int:
        """How many columns the form asks for, or fit the longest word among the choices."""
        if self._look is Look.STEPS:
            return len(self._tiles)
        if self._columns:
            return self._columns
        gap = theme.current().px(Space.M)
        widest = max((tile.needed() for tile in self._tiles), default=1) + gap
        return min(max((width + gap) // widest, 1), _MOST_COLUMNS, max(len(self._tiles), 1))

    def _clear(self) -> None:
        old = self.layout()
        for one in self._tiles:
            one.hide()
            one.setParent(None)
            one.deleteLater()
        self._tiles = []
        if old is not None:
            shiboken6.delete(old)

    def _on_tile(self, one: ChoiceTile) -> None:
        value = one.property("value")
        one.show_chosen(any(choice.value == value and choice.chosen for choice in self._choices))
        self.chosen.emit(value)


def _widest_word(font: QFont, text: str) -> int:
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0) + 2


def _text_high(font: QFont, width: int, text: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAP, text).height()
