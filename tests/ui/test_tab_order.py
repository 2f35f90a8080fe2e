"""Tab comes by the foot of a page last, also when the page was built further since."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.ui.buttons import OutlinedButton, PrimaryButton
from fieldcheck.ui.frames import Foot, stack
from fieldcheck.ui.tab_order import foot_last


def walk(page: QWidget, steps: int) -> list[str]:
    came_by = []
    for _ in range(steps):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert isinstance(now, OutlinedButton | PrimaryButton)
        came_by.append(now.label())
    return came_by


def test_what_is_built_later_comes_before_the_foot(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first = OutlinedButton("eerste")
    body = stack(first)
    stack(body, Foot(OutlinedButton("terug"), PrimaryButton("verder")), parent=page)
    page.show()
    body.addWidget(OutlinedButton("later"))
    body.addWidget(OutlinedButton("nog later"))
    QApplication.processEvents()
    page.activateWindow()
    first.setFocus()
    assert walk(page, 2) == ["terug", "verder"], "Qt keeps the order itself now: this is not needed any more"
    first.setFocus()
    foot_last(page)
    assert walk(page, 5) == ["later", "nog later", "terug", "verder", "eerste"]
    foot_last(page)
    assert walk(page, 2) == ["later", "nog later"]
