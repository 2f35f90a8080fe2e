"""The window by keys alone: the first start with the real store, lock, hide, idle, theme."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.bootstrap import Installation
from fieldcheck.domain.action import NEUTRAL_POST
from fieldcheck.domain.look import Look
from fieldcheck.i18n import texts
from fieldcheck.ui import theme
from fieldcheck.ui import window as window_module
from fieldcheck.ui.frames import Column
from fieldcheck.ui.handbook_sheet import HandbookSheet
from fieldcheck.ui.jobs import QtJobs
from fieldcheck.ui.leaving import LeaveSheet
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_handover import TakeOverSheet
from fieldcheck.ui.pages.homes import HomesPage
from fieldcheck.ui.pages.settings import SettingsPage
from fieldcheck.ui.pages.unlock import UnlockPage
from fieldcheck.ui.pages.wizard import WizardPage
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.window import SCALE_STEP, MainWindow
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.wizard import Step, WizardViewModel
from fieldcheck.viewmodels.workplace import Workplace
from tests.morning import now

PASSPHRASE = "Łódź zeven kano's Σ broodplank 93"
NONE = Qt.KeyboardModifier.NoModifier
SLOW = 20_000
"""Key derivation and certificates take a while on a busy machine (ms); waiting ends when they are done."""


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[QtJobs]:
    made = QtJobs()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, jobs: QtJobs, tmp_path: Path) -> Iterator[MainWindow]:
    workplace = Workplace(Installation(tmp_path, now), jobs)
    shell = Shell(workplace, first=Screen.WIZARD)
    made = MainWindow(Frame(texts("nl"), shell, workplace, practice=True))
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def page(window: MainWindow, kind: type[QWidget]) -> QWidget:
    shown = window.page()
    assert isinstance(shown, kind)
    return shown


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def first_start(qtbot: QtBot, window: MainWindow) -> None:
    """From nothing to the desk, with keys only."""
    wizard = window.page()
    assert isinstance(wizard, WizardPage)
    type_text("Józef Ćwik")
    press(qtbot, Qt.Key.Key_Tab)
    type_text(PASSPHRASE)
    press(qtbot, Qt.Key.Key_Tab)
    type_text(PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    assert wizard._model.state.busy
    said = [label.text() for label in wizard.findChildren(QLabel) if label.isVisible()]
    assert "Nog niet hetzelfde" not in said, "the passphrase went off the screen, and what was said of it"
    assert wizard.main.text().startswith("Even wachten")
    qtbot.waitUntil(
        lambda: wizard._model.state.step is Step.RECOVERY and bool(wizard._model.state.sheet), timeout=SLOW
    )
    assert not wizard.main.isEnabled()
    assert wizard.recovery.code.text()
    wizard.recovery.written.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    wizard.main.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert wizard._model.state.step is Step.ACTION
    assert wizard.recovery.code.text() == "" or not wizard.recovery.isVisible()
    wizard.action.practise.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(wizard._model.state.checks), timeout=SLOW)
    assert [one.check for one in wizard._model.state.checks if not one.ok] == []
    wizard.main.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page(), DeskPage), timeout=SLOW)


def test_from_the_first_start_to_the_desk_and_back_in_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    first_start(qtbot, window)
    desk = window.page()
    assert isinstance(desk, DeskPage)
    qtbot.waitUntil(lambda: desk._model.state.loaded, timeout=SLOW)
    assert window.windowTitle() == "fieldcheck"
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock = window.page()
    assert isinstance(unlock, UnlockPage)
    qtbot.waitUntil(lambda: unlock.name.text() == "Józef Ćwik", timeout=SLOW)
    type_text("fout")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unlock._model.state.problem is not None, timeout=SLOW)
    assert unlock.secret.text() == ""
    type_text(PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page(), DeskPage), timeout=SLOW)


def test_what_was_wrong_with_a_code_is_gone_at_the_first_key_of_the_next(
    qtbot: QtBot, jobs: QtJobs, tmp_path: Path
) -> None:
    workplace = Workplace(Installation(tmp_path, now), jobs)
    model = WizardViewModel(workplace, Shell(workplace, first=Screen.WIZARD), set_up=True)
    wizard = WizardPage(model, texts("nl"))
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.action.file.edit.setText(str(tmp_path / "gone.asice.age"))
    wizard.action.code.edit.setFocus()
    qtbot.keyClicks(wizard.action.code.edit, "stro-kano")
    wizard.main.click()
    qtbot.waitUntil(lambda: model.state.problem is not None, timeout=SLOW)
    assert wizard._notice.isVisible()
    qtbot.keyClicks(wizard.action.code.edit, "s")
    assert (model.state.problem, wizard._notice.isVisible()) == (None, False)
    assert wizard.main.isEnabled()


def test_tab_on_a_locked_laptop_comes_by_everything_also_in_another_look(
    qtbot: QtBot, window: MainWindow
) -> None:
    first_start(qtbot, window)
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock = page(window, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    qtbot.waitUntil(lambda: unlock.name.text() == "Józef Ćwik", timeout=SLOW)
    order = ["passphrase", "unlock", "use-code", "name", "passphrase"]
    assert tabbed(qtbot, len(order)) == order
    with qtbot.waitActive(window):
        window.redraw()
        window.activateWindow()
    assert tabbed(qtbot, len(order)) == order


def tabbed(qtbot: QtBot, times: int) -> list[str]:
    """What has the focus, and what each Tab after it comes to."""
    names = []
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return names


def test_hiding_blanks_the_screen_and_keys_of_the_page_are_dead(qtbot: QtBot, window: MainWindow) -> None:
    hidden_page = window.page()
    press(qtbot, Qt.Key.Key_F12)
    assert not hidden_page.isVisible()
    press(qtbot, Qt.Key.Key_F12)
    assert hidden_page.isVisible()


def test_hiding_works_under_an_open_sheet(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_F1)
    sheet = window._overview
    assert sheet is not None
    page_below = window.page()
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet, Qt.Key.Key_F12)
    assert (page_below.isVisible(), window._frame.shell.state.hidden) == (False, True)


@pytest.mark.qt_log_ignore("does not support (grabbing|raise)", extend=True)
def test_hiding_and_locking_work_under_sheets_and_open_lists(qtbot: QtBot, window: MainWindow) -> None:
    first_start(qtbot, window)
    shell = window._frame.shell
    desk = page(window, DeskPage)
    qtbot.waitUntil(lambda: desk.findChild(QComboBox, "role") is not None, timeout=SLOW)
    role = desk.findChild(QComboBox, "role")
    assert role is not None

    def unfold() -> QWidget:
        role.showPopup()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        hanging = QApplication.activePopupWidget()
        assert hanging is not None
        return hanging

    qtbot.keyClick(unfold(), Qt.Key.Key_F12)
    assert (shell.state.hidden, QApplication.activePopupWidget()) == (True, None)
    press(qtbot, Qt.Key.Key_F12)
    window.show_handbook()
    (book,) = sheets(window, HandbookSheet)
    with qtbot.waitSignal(book.finished):
        qtbot.keyClick(book, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shell.state.place.screen is Screen.UNLOCK

    window.activateWindow()  # the offscreen platform gives it back to nobody
    unlock = window.page()
    assert isinstance(unlock, UnlockPage)
    qtbot.waitUntil(lambda: unlock.name.text() == "Józef Ćwik", timeout=SLOW)
    type_text(PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page(), DeskPage), timeout=SLOW)
    window.show_handbook()
    (book,) = sheets(window, HandbookSheet)
    with qtbot.waitSignal(book.finished):
        window._idle.timeout.emit()
    assert shell.state.place.screen is Screen.UNLOCK


def test_the_handbook_opens_by_its_key_but_not_before_the_person_opposite(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, HandbookSheet)
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    monkeypatch.setattr(window_module, "_OPPOSITE", (window._frame.shell.state.place.screen,))
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.activeModalWidget() is None


def test_the_bar_calls_a_post_as_the_desk_does(qtbot: QtBot, jobs: QtJobs, tmp_path: Path) -> None:
    workplace = Workplace(Installation(tmp_path, now), jobs)
    shell = Shell(workplace, first=Screen.WIZARD)
    window = MainWindow(Frame(texts("en"), shell, workplace, practice=True))
    qtbot.addWidget(window)
    for post in (NEUTRAL_POST, "Kiosk 3"):
        window._present_bar(replace(shell.state, park="Park", post=post))
        assert window._bar.place.text() == f"Park · {texts('en').text(post)}"
    assert texts("en").text(NEUTRAL_POST) != NEUTRAL_POST


def test_an_idle_laptop_locks_itself(qtbot: QtBot, jobs: QtJobs, tmp_path: Path) -> None:
    workplace = Workplace(Installation(tmp_path, now), jobs)
    shell = Shell(workplace, first=Screen.WIZARD)
    window = MainWindow(Frame(texts("nl"), shell, workplace, practice=True), idle_minutes=0.5)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first_start(qtbot, window)
    window._idle.start(1)
    qtbot.waitUntil(lambda: isinstance(window.page(), UnlockPage), timeout=SLOW)
    assert not workplace.unlocked


def test_the_overview_names_every_key_as_often_as_it_is_asked(qtbot: QtBot, window: MainWindow) -> None:
    for ask in (lambda: press(qtbot, Qt.Key.Key_F1), window.show_overview):
        ask()
        sheet = window._overview
        assert sheet is not None
        assert sheet.isVisible()
        with qtbot.waitSignal(sheet.destroyed):
            qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_what_is_scrolled_away_comes_into_sight_with_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(900, 300)
    first = QApplication.focusWidget()
    column = window.page().findChild(Column)
    assert first is not None
    assert column is not None
    window.setFocus()
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    assert first.visibleRegion().isEmpty(), "the window is too high to try this"
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert not first.visibleRegion().isEmpty()


def test_large_letters_do_not_make_the_window_larger_than_the_screen(
    qtbot: QtBot, window: MainWindow
) -> None:
    first_start(qtbot, window)
    window.resize(1366, 600)
    for _ in range(2):
        window._rescale(SCALE_STEP)
    QApplication.processEvents()
    assert theme.current().scale == 1.5
    assert (window.width(), window.height()) == (1366, 600)
    least = window.page().minimumSizeHint().height()
    assert window.minimumSizeHint().height() < least, "what does not fit is scrolled to"


def test_larger_and_darker_keep_what_the_model_knows(qtbot: QtBot, window: MainWindow) -> None:
    before = window.page()
    model = before._model  # type: ignore[attr-defined]
    press(qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.page() is not before
    assert window.page()._model is model  # type: ignore[attr-defined]
    assert (theme.current().scale, theme.current().tokens.name) == (1.25, "dark")


def test_the_first_pages_need_no_heavy_library() -> None:
    """The unlock window is up before the use cases, the store or the engine are loaded."""
    code = (
        "import sys; import fieldcheck.ui.window, fieldcheck.ui.pages.unlock, fieldcheck.ui.pages.wizard; "
        "heavy = ('sqlalchemy', 'lark', 'pyxform', 'cryptography', 'reportlab', 'fieldcheck.triage', "
        "'fieldcheck.engine', 'fieldcheck.store', 'fieldcheck.crypto'); "
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or None)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_the_settings_by_keys_and_another_language_at_once(qtbot: QtBot, window: MainWindow) -> None:
    first_start(qtbot, window)
    press(qtbot, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.page(), SettingsPage))
    opened = window.page()
    assert isinstance(opened, SettingsPage)
    total = opened._model
    qtbot.waitUntil(lambda: 0 < total.state.total == len(total.state.forms), timeout=SLOW)
    opened.forms.table.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    form, tag = total.state.selected
    assert form
    assert tag == "en"
    window._frame.speak("en")
    english = window.page()
    assert isinstance(english, SettingsPage)
    assert english is not opened
    assert english._texts.tag == "en"
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(window.page(), DeskPage))
    desk = page(window, DeskPage)
    assert desk._texts.tag == "en"  # type: ignore[attr-defined]


def test_what_was_chosen_is_told_for_the_next_start(qtbot: QtBot, window: MainWindow) -> None:
    told: list[Look] = []
    window._frame.keep = told.append
    press(qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    window._frame.speak("en")
    assert told == [Look("nl", "light", 125), Look("en", "light", 125)]
    window._frame.relook(theme.chosen("dark", 150))
    assert told[-1] == Look("en", "dark", 150)


@pytest.mark.parametrize(("name", "percent"), [("", 0), ("paars", 5000), ("light", -100)])
def test_a_look_that_is_not_there_is_the_usual_one(name: str, percent: int) -> None:
    assert theme.chosen(name, percent) == theme.Theme()


def test_tab_comes_by_what_stands_before_the_place_where_a_page_begins(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_the_middle(*_: object) -> QWidget:
        made = QWidget()
        names = ("before", "begin", "after")
        buttons = [QPushButton(name, made, objectName=name) for name in names]
        made.setFocusProxy(buttons[1])
        return made

    monkeypatch.setattr("fieldcheck.ui.window.make_page", in_the_middle)
    window._page_anew()
    come_by = [QApplication.focusWidget().objectName()]
    for _ in range(6):
        press(qtbot, Qt.Key.Key_Tab)
        come_by.append(QApplication.focusWidget().objectName())
    assert come_by[:2] == ["begin", "after"]
    assert "before" in come_by


def sheets(window: MainWindow, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def test_escape_goes_back_from_every_page_and_loses_no_word_unasked(qtbot: QtBot, window: MainWindow) -> None:
    first_start(qtbot, window)
    shell = window._frame.shell
    for screen in (
        Screen.SETTINGS,
        Screen.EXPORT,
        Screen.IMPORT,
        Screen.LETTERS,
        Screen.REFERRAL,
        Screen.CLOSING,
        Screen.DAY,
        Screen.TRAIL,
        Screen.USERS,
        Screen.PREPARE,
        Screen.HOMES,
    ):
        shell.go(screen)
        press(qtbot, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: isinstance(window.page(), DeskPage), timeout=SLOW)
    press(qtbot, Qt.Key.Key_Escape)
    assert isinstance(window.page(), DeskPage), "nothing lies behind the desk"
    shell.go(Screen.HOMES)
    homes = page(window, HomesPage)
    assert isinstance(homes, HomesPage)
    type_text("12-18", homes.many.edit)
    for key, modifier in ((Qt.Key.Key_Escape, NONE), (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)):
        qtbot.keyClick(homes.many.edit, key, modifier)
        (asked,) = sheets(window, LeaveSheet)
        qtbot.keyClick(asked, Qt.Key.Key_Escape)
        assert sheets(window, LeaveSheet) == []
        assert (window.page(), homes.many.text()) == (homes, "12-18")
    back = homes.findChild(QPushButton, "back")
    for pressed in (
        lambda: qtbot.mouseClick(back, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(back, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(back, Qt.Key.Key_Space),
    ):
        pressed()
        (asked,) = sheets(window, LeaveSheet)
        qtbot.keyClick(asked, Qt.Key.Key_Escape)
        assert (window.page(), homes.many.text(), back.isDown()) == (homes, "12-18", False)
    qtbot.keyClick(homes.many.edit, Qt.Key.Key_Escape)
    (asked,) = sheets(window, LeaveSheet)
    qtbot.mouseClick(asked.findChild(QPushButton, "leave"), Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), DeskPage)


def test_escape_closes_a_sheet_and_asks_where_something_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    first_start(qtbot, window)
    desk = window.page()
    assert isinstance(desk, DeskPage)
    for typed in ("", "FC1 een code"):
        desk.take_over.click()
        (sheet,) = sheets(window, TakeOverSheet)
        assert isinstance(sheet, TakeOverSheet)
        qtbot.waitUntil(lambda opened=sheet: QApplication.activeWindow() is opened)
        type_text(typed, sheet.code.edit)
        qtbot.keyClick(sheet.code.edit, Qt.Key.Key_Escape)
        if typed:
            (asked,) = sheets(window, LeaveSheet)
            assert sheet.isVisible()
            qtbot.keyClick(asked, Qt.Key.Key_Escape)
            assert (sheet.isVisible(), sheet.code.text()) == (True, typed)
            qtbot.keyClick(sheet.code.edit, Qt.Key.Key_Escape)
            (asked,) = sheets(window, LeaveSheet)
            qtbot.mouseClick(asked.findChild(QPushButton, "leave"), Qt.MouseButton.LeftButton)
        assert sheets(window, TakeOverSheet) == []
