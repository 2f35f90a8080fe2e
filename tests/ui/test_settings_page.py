"""The settings: keys go through the table, and what is read to its end can be approved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.i18n import texts
from fieldcheck.ui import theme
from fieldcheck.ui.pages.settings import SettingsPage
from fieldcheck.ui.pages.settings_sheet import ApproveSheet
from fieldcheck.ui.pages.settings_table import StandingModel
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.settings_state import FormLine, ReadingView, Section, SettingsState
from tests.gallery.settings_scenes import state
from tests.gallery.still import Still, still_shell


@pytest.fixture
def heard() -> Still:
    return Still(state())


@pytest.fixture
def frame() -> Frame:
    nowhere: object = None
    return Frame(texts("nl"), still_shell(), nowhere)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot, heard: Still, frame: Frame) -> SettingsPage:
    made = SettingsPage(heard, frame)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_presenting_any_state_asks_for_nothing(page: SettingsPage, heard: Still) -> None:
    heard.become(replace(state(), selected=("housing", "pl"), section=Section.LAPTOP, testing=True))
    heard.become(SettingsState("J. Voorbeeld", "0.1.0", "oefenlaptop", forms=(FormLine("x", broken=True),)))
    heard.become(state(approvable=False))
    assert heard.heard == []


def test_arrows_go_from_language_to_language_and_enter_opens_the_texts(
    qtbot: QtBot, page: SettingsPage, heard: Still
) -> None:
    page.forms.table.setFocus()
    qtbot.keyClick(page.forms.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.forms.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.forms.table, Qt.Key.Key_Return)
    assert heard.heard == [("select", ("intake-park", "es")), ("select", ("iszw-depth", "es")), ("read", ())]


def test_a_click_chooses_a_language(qtbot: QtBot, page: SettingsPage, heard: Still) -> None:
    table = page.forms.table
    place = table.visualRect(table.standing.place("housing", "ro")).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.heard == [("select", ("housing", "ro"))]


def test_what_is_approved_or_not_here_offers_no_approving(page: SettingsPage, heard: Still) -> None:
    assert page.forms.read.isVisible()
    heard.become(replace(state(), selected=("intake-park", "pl")))
    assert not page.forms.read.isVisible()
    heard.become(state(approvable=False))
    assert not page.forms.read.isVisible()


def test_each_part_of_the_page_is_one_press_away(qtbot: QtBot, page: SettingsPage, heard: Still) -> None:
    for section in Section:
        qtbot.mouseClick(page.findChild(QWidget, section.value), Qt.MouseButton.LeftButton)
    assert heard.heard == [("show", (section,)) for section in Section]


def test_the_table_is_a_good_model_and_says_each_cell(page: SettingsPage) -> None:
    model = StandingModel(texts("nl"))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = state().forms
    model.set_lines(lines[:2])
    model.set_lines(lines)
    said = model.data(model.place("intake-park", "lt"), int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Kort gesprek op het park, Litouws, 97 %, concept, verouderd: 6"
    approved = model.place("intake-park", "pl")
    assert model.data(approved, int(Qt.ItemDataRole.DisplayRole)) == "✓"


def reading(count: int, *, whole: bool = True) -> ReadingView:
    return ReadingView(
        "intake-park", "pl", tuple((f"Vraag {n}?", f"Pytanie {n}?") for n in range(count)), whole
    )


def opened(qtbot: QtBot, view: ReadingView) -> ApproveSheet:
    sheet = ApproveSheet(texts("nl"), view, "Kort gesprek op het park · Pools", "J. Voorbeeld", None)
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    with qtbot.waitExposed(sheet):
        sheet.open()
    return sheet


def test_only_who_came_to_the_last_text_can_approve(qtbot: QtBot) -> None:
    sheet = opened(qtbot, reading(80))
    assert not sheet.confirm.isEnabled()
    bar = sheet.pages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert not sheet.confirm.isEnabled()
    qtbot.keyClick(sheet.pages, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    bar.setValue(bar.maximum())
    bar.setValue(0)
    assert sheet.confirm.isEnabled()
    sheet.who.edit.clear()
    with qtbot.assertNotEmitted(sheet.approved):
        sheet.confirm.click()
    sheet.who.edit.setText(" J. Kowalska ")
    with qtbot.waitSignal(sheet.approved) as told:
        sheet.confirm.click()
    assert told.args == ["J. Kowalska"]


def test_few_texts_are_read_at_once_and_gaps_are_never_approved(qtbot: QtBot) -> None:
    qtbot.waitUntil(opened(qtbot, reading(3)).confirm.isEnabled)
    sheet = opened(qtbot, reading(80, whole=False))
    sheet.pages.verticalScrollBar().setValue(sheet.pages.verticalScrollBar().maximum())
    assert not sheet.confirm.isEnabled()


def test_look_and_language_are_asked_of_the_window(qtbot: QtBot, page: SettingsPage, frame: Frame) -> None:
    asked: list[object] = []
    frame.relook, frame.speak = asked.append, asked.append
    page.look.theme.setCurrentIndex(page.look.theme.findData("dark"))
    page.look.theme.activated.emit(1)
    page.look.scale.setCurrentIndex(page.look.scale.findData("1.5"))
    page.look.scale.activated.emit(2)
    page.look.language.setCurrentIndex(page.look.language.findData("en"))
    page.look.language.activated.emit(1)
    first, second, spoken = asked
    assert isinstance(first, theme.Theme)
    assert isinstance(second, theme.Theme)
    assert (first.tokens.name, second.scale, spoken) == ("dark", 1.5, "en")
