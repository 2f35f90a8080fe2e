"""A list of choices as an item view: quick with thousands of them, and drawn like the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.pictures import draw_centred, picture
from fieldcheck.ui.tokens import Size, Space

ROW = int(Qt.ItemDataRole.UserRole)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_PICTURE = 44


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line: a sign before it ("" for none), the person's words, Dutch at the far end.

    ``spoken`` is all of it for a screen reader; ``held`` is a line that is being moved. With ``caution`` what
    stands in the place of the Dutch is a warning.
    """

    value: str
    sign: str
    words: str
    dutch: str
    chosen: bool
    spoken: str
    image: bytes = b""
    held: bool = False
    caution: bool = False


class ListModel(QAbstractListModel):
    """The lines of now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show(self, rows: tuple[ListRow, ...]) -> None:
        """Other lines; the same number of them only changes what they say."""
        if rows == self._rows:
            return
        if len(rows) == len(self._rows) and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> tuple[ListRow, ...]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The line itself, and its words for searching and reading aloud."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words if role == Qt.ItemDataRole.DisplayRole else row.spoken
        return None


class ListDelegate(QStyledItemDelegate):
    """Draws a line as a row of choices: sign, words, Dutch, tick; mirrored for scripts from the right."""

    mirrored = False
    turned = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words need at the width of the view, at least what a finger needs."""
        look, row = theme.current(), index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else look.px(480)
        high = look.px(Size.PRESSABLE)
        if isinstance(row, ListRow):
            font = _words_font(self.turned)
            words, dutch, _, _ = _places(QRect(0, 0, width, 0), row, font)
            high = max(
                high,
                _high(font, words, row.words) + look.px(Space.L),
                _high(_dutch_font(), dutch, row.dutch) + look.px(Space.L),
                look.px(_PICTURE + Space.S) if row.image else 0,
            )
        return QSize(width, high + look.px(Space.XS))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One line."""
        row = index.data(ROW)
        if not isinstance(row, ListRow):
            return
        look = theme.current()
        tokens, state = look.tokens, option.state
        rect = option.rect.adjusted(0, 0, 0, -look.px(Space.XS))
        corner = look.px(Size.CORNER)
        at = bool(state & QStyle.StateFlag.State_Selected)
        on = row.chosen or row.held
        border = tokens.accent if on else tokens.line
        fill = tokens.accent_soft if on else tokens.surface
        painter.save()
        painting.box(painter, rect, fill=fill, border=border, width=2 if on else 1, corner=corner)
        font = _words_font(self.turned)
        words, dutch, sign, tick = _places(rect, row, font)
        if row.sign:
            painting.key_cap(painter, self._side(rect, sign), look, row.sign, chosen=on)
        if row.image:
            place = QRect(
                words.left() - look.px(_PICTURE + Space.M), rect.top(), look.px(_PICTURE), rect.height()
            )
            side = look.px(_PICTURE)
            draw_centred(painter, self._side(rect, place), picture(row.image, side, side))
        self._text(painter, rect, words, row.words, font, tokens.ink, start=True)
        aside = tokens.caution if row.caution else tokens.muted
        self._text(painter, rect, dutch, row.dutch, _dutch_font(), aside, start=False)
        if row.chosen:
            painting.tick(painter, self._side(rect, tick), tokens.accent, look.px(3))
        if at and state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, rect, look, corner=corner)
        elif at:
            painting.box(painter, rect, fill="", border=tokens.control, width=2, corner=corner)
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        whole: QRect,
        place: QRect,
        text: str,
        font: QFont,
        colour: str,
        *,
        start: bool,
    ) -> None:
        side = Qt.AlignmentFlag.AlignLeft if start != self.mirrored else Qt.AlignmentFlag.AlignRight
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | _WRAP
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(self._side(whole, place), flags, text)

    def _side(self, whole: QRect, place: QRect) -> QRect:
        if not self.mirrored:
            return place
        left = whole.left() + whole.right() - place.right()
        return QRect(left, place.top(), place.width(), place.height())


def _words_font(turned: bool) -> QFont:
    return theme.current().font(Size.TITLE if turned else Size.DUTCH, 600)


def _dutch_font() -> QFont:
    return theme.current().font(Size.BODY)


def _high(font: QFont, place: QRect, text: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, place.width(), 10_000), _WRAP, text).height()


def _places(rect: QRect, row: ListRow, font: QFont) -> tuple[QRect, QRect, QRect, QRect]:
    """Where words, Dutch, sign and tick go, as if the line ran from left to right."""
    look = theme.current()
    edge, gap, side = look.px(Space.M), look.px(Space.M), look.px(20)
    middle = rect.center().y()
    cap = painting.key_cap_width(look, row.sign) if row.sign else 0
    sign = QRect(rect.left() + edge, middle - look.px(12), cap, look.px(24))
    start = sign.left() + (cap + gap if cap else 0) + (look.px(_PICTURE + Space.M) if row.image else 0)
    tick = QRect(rect.right() - edge - side, middle - side // 2, side, side)
    end = tick.left() - gap
    wanted = QFontMetrics(_dutch_font()).horizontalAdvance(row.dutch) + 2 if row.dutch else 0
    free = end - start - QFontMetrics(font).horizontalAdvance(row.words) - gap
    dutch_width = min(wanted, max(free, int((end - start) * 0.4)))
    words_width = max(end - start - dutch_width - (gap if dutch_width else 0), 1)
    words = QRect(start, rect.top(), words_width, rect.height())
    dutch = QRect(end - dutch_width, rect.top(), dutch_width, rect.height())
    return words, dutch, sign, tick


class ChoiceList(QListView):
    """An item view of choices that is as high as its lines, until ``most`` of them; then it scrolls."""

    def __init__(self, name: str, *, most: int = 6) -> None:
        super().__init__()
        self._most = most
        self.lines = ListModel(self)
        self.look = ListDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self.look)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)

    def present(self, rows: tuple[ListRow, ...], *, mirrored: bool, turned: bool) -> None:
        """Show these lines; the line that was current stays so where it can."""
        current = self.currentIndex().row()
        if self.look.turned != turned:
            self.scheduleDelayedItemsLayout()
        self.look.mirrored, self.look.turned = mirrored, turned
        self.lines.show(rows)
        if rows and self.currentIndex().row() < 0 <= current:
            self.go(min(current, len(rows) - 1))
        self.fit()
        self.viewport().update()

    def go(self, place: int) -> None:
        """Make a line the current one."""
        self.setCurrentIndex(self.lines.index(place))

    def current(self) -> ListRow | None:
        """The current line."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, ListRow) else None

    def fit(self) -> None:
        """Take the height of the lines there are."""
        shown = min(self.lines.rowCount(), self._most)
        high = sum(self.sizeHintForRow(place) for place in range(shown))
        self.setFixedHeight(max(high, theme.current().px(Size.PRESSABLE)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is pressed with Alt is the page's: Alt+Left goes back."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """Other widths wrap other words."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.fit()
