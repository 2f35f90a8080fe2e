"""Choices as tiles: in columns, packed beside each other, or as the steps of one scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.answers.base import Answer, Setting
from fieldcheck.ui.choice import ChoiceRow
from fieldcheck.ui.controls import Size, Space
from fieldcheck.ui.pictures import draw_centred, picture
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, Look, QuestionView

_WRAP = int(Qt.TextFlag.TextWordWrap)
_PICTURE, _PICTURE_TURNED = 112, 160
_NARROWEST = 200
"""A column is never narrower than this (pixels at 100 %)."""


class ChoiceTile(ChoiceRow):
    """A choice as a box: picture on top, the digit before the words, Dutch beneath them."""

    narrowest = 120

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
        high = self._words_high(inner) + 2 * look.px(Space.M)
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
            self._text(painter, place, self._dutch, self._dutch_font(), tokens.muted, start=True)
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

    def __init__(self) -> None:
        super().__init__("")
        self.first = self.last = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _measure(self, width: int) -> int:
        look = theme.current()
        inner = width - 2 * look.px(Space.XS)
        high = look.px(_DOT_ROW) + _text_high(self._words_font(), inner, self._words) + look.px(Space.S)
        if self._dutch:
            high += look.px(Space.XS) + _text_high(self._dutch_font(), inner, self._dutch)
        return high

    def _words_font(self) -> QFont:
        return theme.current().font(Size.TITLE if self._turned else Size.DUTCH, 600)

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
        painter.setPen(QPen(QColor(border), look.px(2)))
        painter.setBrush(QColor(tokens.accent if on else tokens.surface))
        painter.drawEllipse(QPointF(middle, y), radius, radius)
        box = QRect(round(middle - radius), round(y - radius), 2 * radius, 2 * radius)
        if on:
            inset = radius // 2
            painting.tick(painter, box.adjusted(inset, inset, -inset, -inset), tokens.on_accent, look.px(3))
        elif self._digit:
            painter.setFont(look.font(Size.SMALL, 600))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._digit)
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
        painter.setPen(QColor(look.tokens.muted))
        top += high + look.px(Space.XS)
        painter.drawText(QRect(edge, top, width, max(self.height() - top, 1)), flags, self._dutch)


_DOT_ROW = 52
"""How high the line with the dots is (pixels at 100 %)."""


class TilesAnswer(Answer):
    """Choices in a grid, packed, or in one row of steps."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._choices: tuple[ChoiceView, ...] = ()
        self._shown: tuple[QuestionView, Setting] | None = None
        self._tiles: list[ChoiceTile] = []
        self._arranged: tuple[object, ...] = ()
        self._columns = 0
        self._look = Look.GRID

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the choices, arranged as the form asks."""
        self._shown = (question, setting)
        self._choices, self._look, self._columns = question.choices, question.look, question.columns
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        self._arrange()
        for one, choice in zip(self._tiles, question.choices, strict=True):
            one.show_choice(
                choice.label,
                "" if setting.turned else choice.dutch,
                digit=choice.key if setting.active else "",
                right_to_left=setting.mirrored,
                turned=setting.turned,
                image=choice.image,
            )
            one.enlarge(choice.image)
            one.show_chosen(choice.chosen, several=question.kind is not Kind.ONE)
            one.setProperty("value", choice.value)

    def tiles(self) -> tuple[ChoiceTile, ...]:
        """The tiles in use."""
        return tuple(self._tiles)

    def resizeEvent(self, event: object) -> None:
        """Other widths hold other numbers of columns."""
        if self._shown is not None and self._shape() != self._arranged:
            self.present(*self._shown)

    def _arrange(self) -> None:
        wanted = self._shape()
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self._clear()
        make = StepButton if self._look is Look.STEPS else ChoiceTile
        self._tiles = [make() if make is StepButton else ChoiceTile("") for _ in self._choices]
        for place, one in enumerate(self._tiles):
            one.setObjectName(f"choice-{place + 1}")
            one.clicked.connect(lambda _checked=False, tile=one: self._on_tile(tile))
        if self._look is Look.PACKED:
            WrappingRow(*self._tiles, parent=self)
        else:
            self._grid(wanted[1])

    def _shape(self) -> tuple[Look, int, int]:
        """What decides where every tile stands: the look, the columns, and how many there are."""
        count = len(self._choices)
        if self._look is Look.STEPS:
            return self._look, count, count
        return self._look, 0 if self._look is Look.PACKED else self._columns or self._fitting(), count

    def _fitting(self) -> int:
        room = max(self.width(), theme.current().px(640))
        return min(max(room // theme.current().px(_NARROWEST), 1), 4)

    def _grid(self, columns: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0 if self._look is Look.STEPS else theme.current().px(Space.M))
        grid.setVerticalSpacing(theme.current().px(Space.M))
        for place, one in enumerate(self._tiles):
            if isinstance(one, StepButton):
                one.first, one.last = place == 0, place == len(self._tiles) - 1
            grid.addWidget(one, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def _clear(self) -> None:
        old = self.layout()
        for one in self._tiles:
            one.hide()
            one.setParent(None)
            one.deleteLater()
        self._tiles = []
        if old is not None:
            import shiboken6

            shiboken6.delete(old)

    def _on_tile(self, one: ChoiceTile) -> None:
        value = one.property("value")
        one.show_chosen(any(choice.value == value and choice.chosen for choice in self._choices))
        self.chosen.emit(value)


def _text_high(font: QFont, width: int, text: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAP, text).height()
