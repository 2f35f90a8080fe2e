"""The handbook in a sheet over the window: contents and search at the left, the chapter at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.buttons import PrimaryButton
from fieldcheck.ui.fields import Field
from fieldcheck.ui.frames import row, stack
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.leaving import looks_up
from fieldcheck.ui.pages.list_look import row_focus
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Space
from fieldcheck.viewmodels.handbook import Handbook, Part

_WIDE, _HIGH, _CONTENTS = 1120, 500, 320
"""Pixels at 100 %."""
_AROUND = 230
"""Title, foot, edges and the frame of the system (px)."""
_SHARE = 0.9
"""Of the width of the screen, at most."""
_PART = Qt.ItemDataRole.UserRole


class HandbookSheet(Sheet):
    """Opens at ``part``. Everything is read from the bundled files: no network, no browser."""

    def __init__(self, book: Handbook, part: Part, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Handboek")), parent)
        look, room = theme.current(), self.screen().availableGeometry()
        self.setMinimumWidth(min(look.px(_WIDE), round(room.width() * _SHARE)))
        self._book, self._texts, self._chapter = book, texts, ""
        self._high = min(look.px(_HIGH), room.height() - look.px(_AROUND))
        self._build()
        self._list_parts(part)
        self.search.edit.textChanged.connect(lambda _text: self._list_parts(self._now()))
        self.search.edit.returnPressed.connect(self.contents.setFocus)
        self.contents.currentItemChanged.connect(lambda now, _before: self._show(now))
        self.pages.anchorClicked.connect(self._follow)
        self._show(self.contents.currentItem())
        self.search.setFocus()

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self.search = Field(words(N_("Zoeken in het handboek")))
        looks_up(self.search.edit)
        self.search.edit.setObjectName("search-handbook")
        self._nothing = Label(words(N_("Deze woorden staan niet in het handboek.")), Face.MUTED)
        self._nothing.hide()
        self.contents = QListWidget()
        self.contents.setObjectName("contents")
        self.contents.setAccessibleName(words(N_("Inhoud")))
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setStyleSheet(_contents_style())
        left = QWidget()
        left.setFixedWidth(look.px(_CONTENTS))
        stack(self.search, self._nothing, self.contents, gap=Space.S, parent=left)
        self.pages = QTextBrowser()
        self.pages.setObjectName("chapter")
        self.pages.setOpenLinks(False)
        self.pages.setTabChangesFocus(True)
        self.pages.setMinimumHeight(self._high)
        self.pages.setSearchPaths([str(self._book.folder)])
        self.pages.setStyleSheet(_page_style())
        self.body.addLayout(row(left, self.pages, gap=Space.L))
        close = PrimaryButton(words(N_("Sluiten")))
        close.setObjectName("close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        self.close_with(None, close)

    def _now(self) -> Part | None:
        item = self.contents.currentItem()
        part = None if item is None else item.data(_PART)
        return part if isinstance(part, Part) else None

    def _list_parts(self, current: Part | None) -> None:
        """Fill the contents with what holds the words, and stay at the part that is read when it does."""
        found = self._book.search(self.search.text())
        self.contents.blockSignals(True)
        self.contents.clear()
        for part in found:
            item = QListWidgetItem("   " * (part.level - 1) + part.heading)
            item.setData(_PART, part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, part.heading)
            font = item.font()
            font.setBold(part.level == 1)
            item.setFont(font)
            self.contents.addItem(item)
        self.contents.setCurrentRow(found.index(current) if current in found else 0)
        self.contents.blockSignals(False)
        self._nothing.setVisible(not found)
        self._show(self.contents.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        part: Part = item.data(_PART)
        if part.chapter != self._chapter:
            self._chapter = part.chapter
            self.pages.setMarkdown(self._book.text(part.chapter))
            _give_room(self.pages.document())
        self.pages.setAccessibleName(part.heading)
        self._mark()
        self._scroll_to(part.at)

    def _scroll_to(self, at: int) -> None:
        block = heading_block(self.pages.document(), at)
        self.pages.setTextCursor(QTextCursor(block))
        top = self.pages.document().documentLayout().blockBoundingRect(block).top()
        self.pages.verticalScrollBar().setValue(round(top) - theme.current().px(Space.S) if at else 0)

    def _mark(self) -> None:
        """Let every word that was searched for stand out."""
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = self.pages.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(QColor(theme.current().tokens.caution_soft))
                marks.append(mark)
                cursor = self.pages.document().find(word, cursor)
        self.pages.setExtraSelections(marks)

    def _follow(self, url: QUrl) -> None:
        part = self._book.linked(url.toString())
        if part is not None:
            self.search.edit.clear()
            self._list_parts(part)


def heading_block(document: QTextDocument, at: int) -> QTextBlock:
    """The block of the heading with this number, counted from 0; the first block when there are fewer."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            if at == 0:
                return block
            at -= 1
        block = block.next()
    return document.begin()


def _give_room(document: QTextDocument) -> None:
    """Markdown itself leaves hardly any room above a heading or a paragraph."""
    look, cursor, block = theme.current(), QTextCursor(document), document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        form = block.blockFormat()
        if cursor.currentTable() is None and cursor.currentList() is None:
            form.setTopMargin(look.px(Space.L if form.headingLevel() else Space.S))
            cursor.setBlockFormat(form)
        block = block.next()


def _page_style() -> str:
    look = theme.current()
    return (
        f"QTextBrowser {{ background: {look.tokens.surface}; border: 1px solid {look.tokens.line};"
        f" border-radius: {look.px(8)}px; padding: {look.px(8)}px; }}"
        f"QTextBrowser:focus {{ border: 2px solid {look.tokens.accent}; padding: {look.px(8) - 1}px; }}"
    )


def _contents_style() -> str:
    look = theme.current()
    tokens, px = look.tokens, look.px
    return (
        f"QListWidget::item {{ min-height: {px(30)}px; padding: 0 {px(8)}px; border-radius: {px(8)}px;"
        f" border: 1px solid transparent; color: {tokens.ink}; }}"
        f"QListWidget::item:selected {{ background: {tokens.accent_soft}; border: 2px solid {tokens.accent};"
        f" color: {tokens.ink}; }}"
        f"{row_focus('QListWidget')}"
    )
