"""A changed action on the import page, by keyboard: nothing is put in force by an Enter too many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldcheck.ui.pages.importing import ImportPage
from fieldcheck.viewmodels.importing import ImportState
from tests.gallery.bundle_scenes import change
from tests.gallery.scenes import Stage
from tests.gallery.still import Still, still_shell

NL = Stage("nl")


def shown(qtbot: QtBot) -> tuple[ImportPage, Still]:
    heard = Still(ImportState(working=True, file="x"))
    page = ImportPage(heard, NL.texts, still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page, heard


def test_what_is_asked_takes_the_keyboard_and_an_enter_leaves_all_as_it_was(qtbot: QtBot) -> None:
    page, heard = shown(qtbot)
    assert not page.update_card.isVisible()
    heard.become(ImportState(offered=change(NL)))
    QApplication.processEvents()
    assert page.update_card.isVisible()
    assert QApplication.focusWidget() is page.update_card.leave
    qtbot.keyClick(page.update_card.leave, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("leave", ())
    qtbot.keyClick(page.update_card.leave, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.update_card.put_in_force
    qtbot.keyClick(page.update_card.put_in_force, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("put_in_force", ())
    heard.become(ImportState())
    assert not page.update_card.isVisible()
