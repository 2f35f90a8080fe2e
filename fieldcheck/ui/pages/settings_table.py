"""Forms and languages as a table: a thin model, and a view in which the arrows go from cell to cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import LANGUAGES, SOURCE, Texts, language_or_tag
from fieldcheck.ui import theme
from fieldcheck.ui.pages.list_look import row_focus
from fieldcheck.ui.tokens import Size
from fieldcheck.viewmodels.settings_state import LISTS, CellView, FormLine

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 32
_COLUMN = 46
_FIRST = 236
"""Pixels at 100 %: how high a line is, how wide a language, and how wide the titles of the forms."""
_FIRST_MOST = 440
"""Pixels at 100 %: the titles take what the languages leave, up to this."""

SHARED_LISTS = N_("Gedeelde keuzelijsten")
SHARE = N_("{n} %")
ABSENT = "–"
APPROVED = "✓"
STALE = "!"


def form_title(line: FormLine, texts: Texts) -> str:
    """What a line of the table is called."""
    return texts.text(SHARED_LISTS) if line.id == LISTS else line.title or line.id


def language_name(tag: str, texts: Texts) -> str:
    """In Dutch on a Dutch screen; elsewhere as its speakers call it."""
    known = language_or_tag(tag)
    return known.name_dutch if texts.tag == SOURCE else known.name_native


class StandingModel(QAbstractTableModel):
    """Forms below each other, languages beside each other; a language a form was written in is left out."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._lines: tuple[FormLine, ...] = ()
        self._tags: tuple[str, ...] = ()

    def set_lines(self, lines: tuple[FormLine, ...]) -> None:
        """Show these forms instead; where only numbers changed the selection stays."""
        if lines == self._lines:
            return
        tags = _tags(lines)
        same = tags == self._tags and [one.id for one in lines] == [one.id for one in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._tags = lines, tags
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(tags) - 1))
        else:
            self.endResetModel()

    def subject(self, index: _AnyIndex) -> tuple[str, str]:
        """Form and language of a cell."""
        return self._lines[index.row()].id, self._tags[index.column()]

    def place(self, form: str, tag: str) -> QModelIndex:
        """Where a form and a language stand; an invalid index where they do not."""
        rows = [line.id for line in self._lines]
        if form not in rows or tag not in self._tags:
            return QModelIndex()
        return self.index(rows.index(form), self._tags.index(tag))

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """How many forms."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: _AnyIndex | None = None) -> int:
        """How many languages."""
        return 0 if parent is not None and parent.isValid() else len(self._tags)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """The tags above, the titles of the forms at the side."""
        if orientation is Qt.Orientation.Horizontal:
            tag = self._tags[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return tag.partition("-")[0]
            return language_name(tag, self._texts) if role == Qt.ItemDataRole.ToolTipRole else None
        title = form_title(self._lines[section], self._texts)
        return title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What is translated in per cent, with a sign for what is approved or stale."""
        line, tag = self._lines[index.row()], self._tags[index.column()]
        cell = line.cell(tag)
        match Qt.ItemDataRole(role):
            case Qt.ItemDataRole.DisplayRole:
                return _sign(cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(_colour(cell))
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._spoken(line, tag, cell)
        return None

    def _spoken(self, line: FormLine, tag: str, cell: CellView | None) -> str:
        words = self._texts.text
        parts = [form_title(line, self._texts), language_name(tag, self._texts)]
        if line.broken:
            parts.append(words(N_("dit formulier heeft fouten")))
        elif cell is None:
            parts.append(words(N_("niet in deze taal")))
        else:
            parts.append(words(SHARE, n=cell.share))
            parts.append(words(N_("goedgekeurd") if cell.settled else N_("concept")))
            parts += [words(N_("verouderd: {n}"), n=cell.stale)] if cell.stale else []
        return ", ".join(parts)


def _tags(lines: tuple[FormLine, ...]) -> tuple[str, ...]:
    there = {one.tag for line in lines for one in line.cells if not one.own}
    known = [one.tag for one in LANGUAGES if one.tag in there]
    return (*known, *sorted(there - set(known)))


def _sign(cell: CellView | None) -> str:
    if cell is None:
        return ABSENT
    if cell.settled:
        return APPROVED
    return f"{cell.share}{STALE if cell.stale else ''}"


def _colour(cell: CellView | None) -> str:
    tokens = theme.current().tokens
    if cell is None:
        return tokens.muted
    return tokens.good if cell.settled else tokens.ink if cell.whole else tokens.caution


class StandingTable(QTableView):
    """The arrows go from cell to cell; ``reached`` tells form and language, ``opened`` a press of Enter."""

    reached = Signal(str, str)
    opened = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        look = theme.current()
        self.standing = StandingModel(texts, self)
        self.setModel(self.standing)
        self.setAccessibleName(texts.text(N_("Formulieren en talen")))
        self.setObjectName("standing")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(_style())
        for header, size in ((self.horizontalHeader(), _COLUMN), (self.verticalHeader(), _ROW)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(look.px(size))
            header.setMinimumSectionSize(look.px(size))
            header.setSectionsClickable(False)
            header.setHighlightSections(True)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit_titles()
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentChanged.connect(self._reach)
        self.activated.connect(lambda _index: self.opened.emit())

    def show_lines(self, lines: tuple[FormLine, ...], selected: tuple[str, str]) -> None:
        """Show these forms, the cell ``selected`` marked; tells nobody, because nobody went there."""
        self.standing.set_lines(lines)
        self._fit_titles()
        place = self.standing.place(*selected)
        if place.isValid() and place != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(place)
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wide screen the titles are read in full."""
        self._fit_titles()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here by Tab stands in a cell, and sees which."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.standing.index(0, 0))

    def _fit_titles(self) -> None:
        px = theme.current().px
        taken = self.horizontalHeader().length() + self.verticalScrollBar().sizeHint().width()
        spare = self.width() - taken - 2 * self.frameWidth()
        self.verticalHeader().setFixedWidth(min(max(spare, px(_FIRST)), px(_FIRST_MOST)))

    def _reach(self, index: QModelIndex) -> None:
        if index.isValid():
            self.reached.emit(*self.standing.subject(index))


def _style() -> str:
    look = theme.current()
    tokens, px = look.tokens, look.px
    return (
        f"QTableView {{ font-size: {px(Size.SMALL)}px; }}"
        f"QTableView::item {{ border-bottom: 1px solid {tokens.line}; }}"
        f"QTableView::item:selected {{ background: {tokens.accent_soft}; color: {tokens.ink};"
        f" border: 2px solid {tokens.accent}; }}"
        f"{row_focus('QTableView')}"
        f"QTableCornerButton::section {{ background: transparent; border: none; }}"
        f"QHeaderView {{ background: transparent; }}"
        f"QHeaderView::section {{ background: transparent; border: none; color: {tokens.muted};"
        f" border-bottom: 1px solid {tokens.line}; font-size: {px(Size.SMALL)}px; padding: 0 {px(4)}px; }}"
        f"QHeaderView::section:checked {{ color: {tokens.ink}; font-weight: 600; }}"
        f"QHeaderView::section:vertical {{ color: {tokens.ink}; }}"
    )
