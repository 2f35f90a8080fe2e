"""A list that is edited by keyboard: add, remove, move up and down; its rows are words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, shortcuts, theme
from fieldcheck.ui.buttons import SignButton
from fieldcheck.ui.controls import OutlinedButton, Size, Space, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.viewmodels.preparation_state import RowView

_AnyIndex = QModelIndex | QPersistentModelIndex
_HIGH = 58
_GAP = 4
_WRONG = "!"


class RowModel(QAbstractListModel):
    """Holds the rows it was given; where only words changed the current row stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RowView, ...] = ()

    def set_rows(self, rows: tuple[RowView, ...]) -> None:
        """Show these instead."""
        if rows == self._rows:
            return
        same = len(rows) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._rows = rows
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.endResetModel()

    def row(self, at: int) -> RowView:
        """The row at this place."""
        return self._rows[at]

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """How many; none below another."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The title to show, the whole row to read aloud."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (_WRONG if one.wrong else "", one.title, one.below) if part)
        return None


class _RowDelegate(QStyledItemDelegate):
    """Title above, the rest small below; a sign where something is wrong."""

    def __init__(self, model: RowModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """All rows are equally high."""
        return QSize(0, theme.current().px(_HIGH + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """A card, accented when it is the one whose fields show."""
        look, one = theme.current(), self._model.row(index.row())
        tokens = look.tokens
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = whole.adjusted(0, 0, 0, -look.px(_GAP))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        corner = look.px(Size.CORNER)
        fill, border = (tokens.accent_soft, tokens.accent) if chosen else (tokens.surface, tokens.line)
        painting.box(painter, card, fill=fill, border=border, width=2 if chosen else 1, corner=corner)
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, card, look, corner=corner)
        inner = card.adjusted(look.px(Space.M), look.px(6), -look.px(Space.M), -look.px(6))
        if one.wrong:
            sign = QRect(inner.right() - look.px(20), inner.top(), look.px(20), inner.height())
            _words(painter, sign, _WRONG, look.tokens.caution, Size.LEAD, 700, right=True)
            inner.setRight(sign.left())
        half = inner.height() // 2
        _words(
            painter,
            QRect(inner.left(), inner.top(), inner.width(), half),
            one.title,
            tokens.ink,
            Size.BODY,
            600,
        )
        _words(
            painter,
            QRect(inner.left(), inner.top() + half, inner.width(), half),
            one.below,
            tokens.muted,
            Size.SMALL,
            400,
        )


def _words(
    painter: QPainter, place: QRect, words: str, colour: str, size: int, weight: int, *, right: bool = False
) -> None:
    font = theme.current().font(size, weight)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, cut)


class ListEditor(QWidget):
    """The list and its buttons; tells what a person wants and changes nothing by itself."""

    chosen = Signal(int)
    added = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, texts: Texts, name: str) -> None:
        super().__init__()
        text = texts.text
        self.view = QListView()
        self.view.setAccessibleName(name)
        self.view.setObjectName("items")
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = RowModel(self)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_RowDelegate(self.rows, self.view))
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._reach(now))
        self.add = press(OutlinedButton(text(N_("Toevoegen")), shortcuts.ADD), self.added.emit, name="add")
        self.remove = press(OutlinedButton(text(N_("Weghalen"))), self.removed.emit, name="remove")
        self.up = press(SignButton("↑"), lambda: self.moved.emit(-1), name="up")
        self.up.setAccessibleName(text(N_("Omhoog")))
        self.down = press(SignButton("↓"), lambda: self.moved.emit(1), name="down")
        self.down.setAccessibleName(text(N_("Omlaag")))
        self._presenting = False
        for key, act in (
            ("Delete", self.removed.emit),
            ("Alt+Up", lambda: self.moved.emit(-1)),
            ("Alt+Down", lambda: self.moved.emit(1)),
        ):
            short = QShortcut(QKeySequence(key), self.view)
            short.setContext(Qt.ShortcutContext.WidgetShortcut)
            short.activated.connect(act)
        first, second = row(self.add, None, self.up, self.down, gap=Space.S), row(self.remove, None)
        whole = stack(self.view, first, second, gap=Space.S, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self.view)

    def present(self, rows: tuple[RowView, ...], chosen: int, *, name: str, fixed: bool, held: bool) -> None:
        """Show these rows, ``chosen`` as the current one; tells nobody, because nobody chose.

        With ``fixed`` rows nothing is added, removed or moved; a ``held`` one stays in the list.
        """
        self._presenting = True
        self.view.setAccessibleName(name)
        self.rows.set_rows(rows)
        index = self.rows.index(chosen) if 0 <= chosen < len(rows) else QModelIndex()
        if index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
        self._presenting = False
        for button in (self.add, self.remove, self.up, self.down):
            button.setVisible(not fixed)
        self.remove.setEnabled(bool(rows) and not held)
        self.up.setEnabled(chosen > 0)
        self.down.setEnabled(0 <= chosen < len(rows) - 1)

    def _reach(self, index: QModelIndex) -> None:
        if not self._presenting and index.isValid():
            self.chosen.emit(index.row())
