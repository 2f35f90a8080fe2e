"""The handbook in the program: found by keyboard, read without a network, the same as the bundled files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.domain.roles import PERMISSIONS, ROLES, Actor, Deed, LegalCapacity, Role
from fieldcheck.i18n import texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.buttons import OutlinedButton
from fieldcheck.ui.frames import stack
from fieldcheck.ui.handbook_sheet import HandbookSheet
from fieldcheck.ui.labels import Label
from fieldcheck.ui.shortcut_overview import ShortcutOverview, keys_of
from fieldcheck.ui.shortcuts import DAY, REFRESH
from fieldcheck.ui.theme import Theme, apply_theme
from fieldcheck.ui.tokens import LIGHT
from fieldcheck.viewmodels.handbook import CHAPTERS, Handbook
from fieldcheck.viewmodels.shell import Screen

Key = Qt.Key


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, Theme(LIGHT, 1.0))


def opened(qtbot: QtBot, tag: str = "nl", screen: Screen = Screen.DESK) -> HandbookSheet:
    book = Handbook(tag)
    sheet = HandbookSheet(book, book.begin(screen), texts(tag), None)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(sheet.search.edit.hasFocus)
    return sheet


def test_every_chapter_is_in_the_book_in_both_languages() -> None:
    folder = Handbook("nl").folder
    assert {path.stem for path in folder.glob("*.md")} == {name for both in CHAPTERS for name in both}


@pytest.mark.parametrize("tag", ["nl", "en"])
def test_the_contents_are_the_headings_of_the_pages(tag: str, qapp: QApplication) -> None:
    book = Handbook(tag)
    for chapter in dict.fromkeys(part.chapter for part in book.parts):
        document = QTextDocument()
        document.setMarkdown(book.text(chapter))
        blocks = [document.findBlockByNumber(at) for at in range(document.blockCount())]
        shown = [block.text() for block in blocks if 0 < block.blockFormat().headingLevel() <= 3]
        assert [part.heading for part in book.parts if part.chapter == chapter] == shown


def test_a_mark_of_the_roles_stands_in_its_own_column(qtbot: QtBot) -> None:
    sheet = opened(qtbot, screen=Screen.USERS)
    first = sheet.pages.document().find(texts("nl").text(_words(Deed.PREPARE)))
    table = first.currentTable()
    assert table is not None
    line = table.cellAt(first).row()
    marked = [table.cellAt(line, at).firstCursorPosition().block().text() == "✓" for at in range(1, 8)]
    assert marked == [role is Role.COORDINATOR for role in ROLES]


def _words(deed: Deed) -> str:
    return next(row.words for row in PERMISSIONS if row.deed is deed)


def test_words_are_found_read_and_left_with_the_keyboard_alone(qtbot: QtBot) -> None:
    sheet = opened(qtbot)
    everything = sheet.contents.count()
    QTest.keyClicks(sheet.search.edit, "bedenktijd")
    assert 0 < sheet.contents.count() < everything
    assert sheet.pages.extraSelections()
    QTest.keyClick(sheet.search.edit, Key.Key_Tab)
    assert sheet.contents.hasFocus()
    before = sheet.pages.document().toPlainText()
    QTest.keyClick(sheet.contents, Key.Key_End)
    assert sheet.pages.document().toPlainText() != before
    QTest.keyClick(sheet.contents, Key.Key_Tab)
    assert sheet.pages.hasFocus()
    QTest.keyClick(sheet.pages, Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible())


def test_a_part_stands_at_the_top_of_the_page(qtbot: QtBot) -> None:
    sheet = opened(qtbot)
    sheet.contents.setCurrentRow(5)
    top = sheet.pages.cursorForPosition(sheet.pages.viewport().rect().topLeft()).block()
    assert sheet.pages.textCursor().block().text() == sheet.contents.currentItem().text().strip()
    assert 0 <= sheet.pages.textCursor().blockNumber() - top.blockNumber() <= 1


def test_nothing_found_says_so_and_a_link_out_of_the_book_leads_nowhere(qtbot: QtBot) -> None:
    sheet = opened(qtbot)
    QTest.keyClicks(sheet.search.edit, "zeppelin")
    assert sheet._nothing.isVisible()
    page = sheet.pages.toPlainText()
    sheet._follow(QUrl("https://example.org/"))
    assert sheet.pages.toPlainText() == page
    sheet._follow(QUrl("rollen.md#de-beheerder"))
    assert sheet.pages.toPlainText().startswith("Wie wat mag")


def test_the_chapter_is_that_of_the_screen_and_the_language_that_of_the_officer() -> None:
    assert Handbook("nl").begin(Screen.REVIEW).chapter == "zaken-beoordelen"
    assert Handbook("en").begin(Screen.REVIEW).chapter == "reviewing-cases"
    assert Handbook("nl").begin(Screen.UNLOCK).chapter == "werken-aan-een-post"
    about = {
        Screen.DAY: ("De dag", "The day"),
        Screen.CLOSING: ("Afsluiten", "Closing"),
        Screen.PREPARE: ("Voorbereiden", "Preparing"),
        Screen.HOMES: ("Woningen", "Homes"),
        Screen.LETTERS: ("Het controlebewijs", "The proof of control"),
        Screen.USERS: ("De beheerder", "The administrator"),
    }
    for screen, both in about.items():
        assert tuple(Handbook(tag).begin(screen).heading for tag in ("nl", "en")) == both


def test_the_overview_of_keys_leads_to_it(qtbot: QtBot) -> None:
    read: list[bool] = []
    sheet = ShortcutOverview(texts("nl"), None, read=lambda: read.append(True))
    qtbot.addWidget(sheet)
    sheet.show()
    button = sheet.findChild(OutlinedButton, "handbook")
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    assert read == [True]


def test_the_overview_of_keys_begins_with_those_of_the_page_below(qtbot: QtBot) -> None:
    page, again = QWidget(), OutlinedButton("Opnieuw lezen", REFRESH)
    off, back = OutlinedButton("Nu niet", DAY), OutlinedButton("←  Postoverzicht")
    back.setObjectName("back")
    back.setAccessibleName("Postoverzicht")
    stack(again, off, back, parent=page)
    qtbot.addWidget(page)
    page.show()
    off.hide()
    assert keys_of(page) == (("F5", "Opnieuw lezen"), ("Esc", "Postoverzicht"))
    sheet = ShortcutOverview(texts("en"), page, page=page)
    said = [one.text() for one in sheet.findChildren(Label)]
    assert said.index("Opnieuw lezen") < said.index("Everywhere")


def test_the_overview_of_keys_leaves_out_the_work_of_other_roles(qtbot: QtBot) -> None:
    def shown(role: Role) -> set[str]:
        may = Actor("A. Voorbeeld", role, LegalCapacity.SUPERVISION, "post").may
        sheet = ShortcutOverview(texts("nl"), None, may=may)
        qtbot.addWidget(sheet)
        return {one.text() for one in sheet.findChildren(Label)}

    reader, inspector = shown(Role.AUDIT_READER), shown(Role.ISZW_INSPECTOR)
    everybody = {shortcuts.LOCK.what, shortcuts.HIDE.what, shortcuts.SETTINGS.what}
    assert everybody <= reader & inspector
    work = {shortcuts.ALARM.what, shortcuts.NEW_INTERVIEW.what, shortcuts.PAUSE.what, shortcuts.REVIEW}
    assert work <= inspector
    assert not work & reader
    assert {shortcuts.REFER.what, shortcuts.DAY.what} <= shown(Role.HANDHAVER) | shown(Role.COORDINATOR)
    assert not {shortcuts.REFER.what, shortcuts.DAY.what, shortcuts.HOMES.what} & inspector
