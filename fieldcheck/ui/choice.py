"""A choice as a row across the column: a digit, the person's words, Dutch at the far end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.icons import Icon, drawn
from fieldcheck.ui.pictures import draw_centred, picture
from fieldcheck.ui.tokens import Size, Space, Tokens

PICTURE, PICTURE_TURNED = 72, 112
"""How high a picture before a choice is, in pixels at 100 %."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAP = int(Qt.TextFlag.TextWordWrap)


class ChoiceRow(QPushButton):
    """One choice; the whole row can be pressed. What is chosen shows by border, filling and a tick.

    Args:
        words: the choice in the person's language.
        dutch: the same in Dutch, "" when that is the person's language or on the turned screen.
        digit: the key that chooses it, "" for none; whoever owns the page listens to the key.
        right_to_left: mirrors the row (the page stays as it is).
        turned: larger, for the screen that is turned to the person.
        image: a picture to stand before the words, b"" for none.
    """

    def __init__(
        self,
        words: str,
        dutch: str = "",
        *,
        digit: str = "",
        right_to_left: bool = False,
        turned: bool = False,
        image: bytes = b"",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._enters = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._shown: tuple[object, ...] = ()
        self._heights: dict[int, int] = {}
        self._picture = QPixmap()
        self.show_choice(words, dutch, digit=digit, right_to_left=right_to_left, turned=turned, image=image)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choice(
        self,
        words: str,
        dutch: str = "",
        *,
        digit: str = "",
        right_to_left: bool = False,
        turned: bool = False,
        image: bytes = b"",
        icon: Icon | None = None,
        rich: str = "",
        rich_dutch: str = "",
        caution: bool = False,
    ) -> None:
        """Become another choice; a page keeps its rows from question to question, which is quicker.

        ``icon`` is a sign in place of a picture; ``rich`` and ``rich_dutch`` are the words as Qt rich text,
        "" where nothing is marked up. With ``caution`` what stands in the place of the Dutch is a warning.
        """
        shown = (words, dutch, digit, right_to_left, turned, image, icon, rich, rich_dutch, caution)
        if shown == self._shown:
            return
        self._shown = shown
        self._words, self._dutch, self._digit = words, dutch, digit
        self._mirrored, self._turned, self._caution = right_to_left, turned, caution
        side = theme.current().px(PICTURE_TURNED if turned else PICTURE)
        self._picture = picture(image, side * 3 // 2, side) if icon is None else drawn(icon, side * 2 // 3)
        self._rich = {text: html for text, html in ((words, rich), (dutch, rich_dutch)) if html}
        self._heights.clear()
        self._dutch_wanted = QFontMetrics(self._dutch_font()).horizontalAdvance(dutch) + 2
        self._words_wanted = QFontMetrics(self._words_font()).horizontalAdvance(words)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setAccessibleDescription(dutch)
        self.updateGeometry()
        self.update()

    def show_chosen(self, chosen: bool, *, several: bool | None = None) -> None:
        """Whether it is chosen; ``several`` says whether others can be chosen beside it.

        A screen reader calls it a check box or a radio button accordingly. Qt's own exclusion is off while
        the state is shown: only the view-model decides what is chosen.
        """
        single = self.autoExclusive() if several is None else not several
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(single)

    def press_by_enter(self) -> None:
        """Let Enter press the row that has the focus, also beside a main button."""
        self._enters = True

    def event(self, event: QEvent) -> bool:
        """Keeps Enter for the focused row where it presses."""
        asks = self._enters and event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next choice and choose nothing; Space chooses, and Enter where it presses."""
        if self._enters and event.key() in _ENTER:
            self.click()
            return
        step = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.focusNextPrevChild(step)
            return
        super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Long words wrap; the row grows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the longer of the two texts, never under 60 px."""
        # Layouts ask this dozens of times for one page, and measuring text is what costs.
        if width not in self._heights:
            self._heights[width] = self._measure(width)
        return self._heights[width]

    def _measure(self, width: int) -> int:
        look = theme.current()
        _, words, dutch, _ = self._places(QRect(0, 0, width, 0))
        high = max(
            self._high(self._words, self._words_font(), words),
            self._high(self._dutch, self._dutch_font(), dutch),
        )
        least = look.px(Size.CHOICE_HEIGHT + (Space.L if self._turned else 0))
        return max(high + 2 * look.px(Space.M), self._picture.height() + 2 * look.px(Space.S), least)

    def _high(self, text: str, font: QFont, place: QRect) -> int:
        if text in self._rich:
            return painting.rich_height(self._rich[text], font, place.width())
        return QFontMetrics(font).boundingRect(place, _WRAP, text).height()

    def sizeHint(self) -> QSize:
        """Wide by nature; the height follows the width."""
        width = theme.current().px(480)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns wrap the words instead of cutting them."""
        return QSize(theme.current().px(240), theme.current().px(Size.CHOICE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the row, mirrored for scripts that run from right to left."""
        look = theme.current()
        tokens, chosen, painter = look.tokens, self.isChecked() or self.isDown(), QPainter(self)
        corner = look.px(Size.CORNER)
        border = tokens.accent if chosen else tokens.ink if self.underMouse() else tokens.control
        fill = tokens.accent_soft if chosen else tokens.surface
        painting.box(painter, self.rect(), fill=fill, border=border, width=2 if chosen else 1, corner=corner)
        cap, words, dutch, sign = self._places(self.rect())
        if self._digit:
            painting.key_cap(painter, self._mirror(cap), look, self._digit, chosen=chosen)
        if not self._picture.isNull():
            draw_centred(painter, self._mirror(self._picture_place(cap)), self._picture)
        self._text(painter, words, self._words, self._words_font(), tokens.ink, start=True)
        self._text(painter, dutch, self._dutch, self._dutch_font(), self._beside(tokens), start=False)
        if self.isChecked():
            painting.tick(painter, self._mirror(sign), tokens.accent, look.px(3))
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner)

    def _beside(self, tokens: Tokens) -> str:
        """The colour of what stands beside the words."""
        return tokens.caution if self._caution else tokens.muted

    def _words_font(self) -> QFont:
        return theme.current().font(Size.PERSON if self._turned else Size.CHOICE, 600)

    def _dutch_font(self) -> QFont:
        return theme.current().font(Size.BODY)

    def _text(
        self, painter: QPainter, place: QRect, text: str, font: QFont, colour: str, *, start: bool
    ) -> None:
        left = start != self._mirrored
        if text in self._rich:
            painting.rich_words(painter, self._mirror(place), self._rich[text], font, colour, left=left)
            return
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | _WRAP
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(self._mirror(place), flags, text)

    def _mirror(self, place: QRect) -> QRect:
        if not self._mirrored:
            return place
        return QRect(self.width() - place.right() - 1, place.top(), place.width(), place.height())

    def _places(self, rect: QRect) -> tuple[QRect, QRect, QRect, QRect]:
        """Where key cap, words, Dutch and tick go, as if the row ran from left to right."""
        look = theme.current()
        edge, gap = look.px(Space.L), look.px(Space.L)
        cap_width = painting.key_cap_width(look, self._digit) if self._digit else 0
        cap_high, sign = look.px(Space.XL), look.px(20)
        middle = rect.center().y()
        cap = QRect(edge, middle - cap_high // 2, cap_width, cap_high)
        start = edge + (cap_width + gap if self._digit else 0)
        start += 0 if self._picture.isNull() else self._picture.width() + gap
        tick_at = QRect(rect.width() - edge - sign, middle - sign // 2, sign, sign)
        end = tick_at.left() - look.px(Space.M) if self.isCheckable() else tick_at.right() + 1
        dutch_width = self._dutch_width(end - start)
        top, high = rect.top() + look.px(Space.S), rect.height() - 2 * look.px(Space.S)
        words_end = end - dutch_width - (gap if dutch_width else 0)
        words = QRect(start, top, max(words_end - start, 1), high)
        return cap, words, QRect(end - dutch_width, top, dutch_width, high), tick_at

    def _picture_place(self, cap: QRect) -> QRect:
        look, size = theme.current(), self._picture.size()
        start = cap.right() + 1 + look.px(Space.L) if self._digit else look.px(Space.L)
        return QRect(start, (self.height() - size.height()) // 2, size.width(), size.height())

    def _dutch_width(self, room: int) -> int:
        if not self._dutch:
            return 0
        free = room - self._words_wanted - theme.current().px(Space.XL)
        return min(self._dutch_wanted, max(free, int(room * 0.4)))
