"""The trail and the users: by keyboard, and what a role without a part in the street is offered."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.crypto import Strength
from fieldcheck.domain import events
from fieldcheck.i18n import texts
from fieldcheck.ui.controls import LeadingButton
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.passphrase_sheet import PassphraseSheet
from fieldcheck.ui.pages.renewal_sheet import RenewalSheet
from fieldcheck.ui.pages.trail import TrailPage
from fieldcheck.ui.pages.users import UsersPage
from fieldcheck.usecases.giving_keys import Readers
from fieldcheck.viewmodels.passphrase import PassphraseState
from fieldcheck.viewmodels.renewal import RenewalState
from fieldcheck.viewmodels.trail import TrailState
from fieldcheck.viewmodels.users import UsersState
from tests.gallery.keeping_scenes import administrator, reader, trail_state
from tests.gallery.scenes import Stage
from tests.gallery.still import Still, still_shell

NL = Stage("nl")


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def frame() -> Any:
    return SimpleNamespace(texts=texts("nl"), shell=still_shell())


def trail_page(qtbot: QtBot, state: TrailState) -> tuple[TrailPage, Still]:
    heard = Still(state)
    page = TrailPage(heard, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    return page, heard


def users_page(qtbot: QtBot, **more: object) -> tuple[UsersPage, Still]:
    state = UsersState(own="J. Voorbeeld", users=("J. Voorbeeld", "P. Nieuw"), loaded=True, **more)  # type: ignore[arg-type]
    heard = Still(state)
    page = UsersPage(heard, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    return page, heard


def test_a_case_code_is_typed_and_a_kind_is_picked_with_the_keys(qtbot: QtBot) -> None:
    page, heard = trail_page(qtbot, trail_state(NL))
    page.code.edit.setFocus()
    type_text("BV-0411-9", page.code.edit)
    qtbot.keyClick(page.code.edit, Qt.Key.Key_Return)
    assert heard.heard[0] == ("narrow", ("BV-0411-9", "", ""))
    page.kind.setFocus()
    at = page.kind.findData(events.CASE_OPENED)
    for _ in range(at):
        qtbot.keyClick(page.kind, Qt.Key.Key_Down)
    page.kind.activated.emit(page.kind.currentIndex())
    assert heard.heard[-1] == ("narrow", ("BV-0411-9", "", events.CASE_OPENED))


def test_a_line_is_read_aloud_whole_and_older_ones_come_below(qtbot: QtBot) -> None:
    state = trail_state(NL)
    page, heard = trail_page(qtbot, state)
    QAbstractItemModelTester(page.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    spoken = page.table.lines.data(page.table.lines.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("22-11-2026")
    assert "doorverwijzing verstuurd" in str(spoken)
    page.table.setCurrentIndex(page.table.lines.index(5, 0))
    older = tuple(replace(one, id=f"o{one.id}") for one in state.rows)
    heard.become(replace(state, rows=(*state.rows, *older), more=False))
    assert page.table.currentIndex().row() == 5
    assert page.table.lines.rowCount() == 80
    assert not page.older.isVisible()


def test_nothing_is_done_without_proof_and_what_was_typed_leaves_the_screen(qtbot: QtBot) -> None:
    page, heard = users_page(qtbot, strength=Strength(4, ""), same=True)
    type_text("A. Ander", page.name.edit)
    type_text("geheim", page.new.first.edit)
    type_text("geheim", page.new.again.edit)
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert "add" not in {name for name, _ in heard.heard}
    type_text("de mijne", page.proof.edit)
    qtbot.keyClick(page.new.again.edit, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("add", ("A. Ander", "geheim", "de mijne"))
    heard.become(replace(heard.state, told="A. Ander kan deze laptop nu ontgrendelen."))
    assert {field.text() for field in (page.proof, page.name, page.new.first, page.new.again)} == {""}


@pytest.mark.parametrize(("chosen", "may"), [("", False), ("J. Voorbeeld", False), ("P. Nieuw", True)])
def test_only_somebody_else_can_be_withdrawn(qtbot: QtBot, chosen: str, may: bool) -> None:
    page, heard = users_page(qtbot, chosen=chosen)
    type_text("de mijne", page.proof.edit)
    assert page.withdraw.isEnabled() is may
    qtbot.mouseClick(page.withdraw, Qt.MouseButton.LeftButton)
    assert (("withdraw", ("de mijne",)) in heard.heard) is may


@pytest.mark.parametrize(
    ("known", "give", "take"),
    [
        (Readers(here=True, names=("J. Voorbeeld",), own=True), True, False),
        (Readers(here=True, names=("J. Voorbeeld", "P. Nieuw"), own=True), False, True),
        (Readers(here=True, names=("P. Nieuw",)), False, False),
    ],
)
def test_only_who_reads_the_notes_lets_others_read_them(
    qtbot: QtBot, known: Readers, give: bool, take: bool
) -> None:
    page, heard = users_page(qtbot, chosen="P. Nieuw", readers=known)
    assert page.notes.isVisible()
    type_text("de mijne", page.proof.edit)
    for button, name, may in ((page.give, "give", give), (page.take, "take", take)):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert ((name, ("de mijne",)) in heard.heard) is may


def test_where_there_are_no_sealed_notes_nobody_is_asked_about_them(qtbot: QtBot) -> None:
    page, _heard = users_page(qtbot, readers=Readers())
    assert not page.notes.isVisible()


def test_a_new_recovery_sheet_by_keyboard_alone(qtbot: QtBot) -> None:
    heard = Still(RenewalState())
    sheet = RenewalSheet(heard, texts("nl"), None)  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    type_text("de mijne", sheet.proof.edit)
    qtbot.keyClick(sheet.proof.edit, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("begin", ("de mijne",))
    heard.become(RenewalState(code="7K3M8-2QX4T-9HB0D-V6NRA-3PE7W-1CJ5Z-8YF2G", sheet=b"%PDF"))
    assert sheet.proof.text() == ""
    assert not sheet.main.isEnabled()
    assert not sheet.typed.isEnabled()
    sheet.written.setFocus()
    qtbot.keyClick(sheet.written, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("keep", ())
    heard.become(replace(heard.state, kept=True))
    type_text("8yf2g", sheet.typed.edit)
    qtbot.keyClick(sheet.typed.edit, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("finish", ("8yf2g",))
    heard.become(RenewalState(done=True))
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(sheet.main, Qt.Key.Key_Return)


@pytest.mark.parametrize(("scene", "own"), [(reader, "open-trail"), (administrator, "open-users")])
def test_who_has_no_part_in_the_street_is_offered_only_the_own_page(
    qtbot: QtBot, scene: Any, own: str
) -> None:
    page = shown(qtbot, scene(NL))
    assert isinstance(page, DeskPage)
    page.setFocus()
    QApplication.processEvents()
    buttons = {one.objectName() for one in page.findChildren(QWidget) if one.isVisible() and one.objectName()}
    offered = {
        *("open-trail", "open-users", "settings", "search", "new-interview", "letters", "export", "homes"),
        *("take-over", "take-in", "day", "prepare", "closing", "cases", "show-queue", "feedback"),
    }
    assert buttons & offered == {own, "settings"}
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == own
    assert isinstance(focused, LeadingButton)
    assert focused.leads, "the only thing to do is drawn as the main action"


def test_ones_own_passphrase_is_changed_by_keyboard_alone(qtbot: QtBot) -> None:
    heard = Still(PassphraseState())
    sheet = PassphraseSheet(heard, texts("nl"), None)  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    assert not sheet.main.isEnabled()
    type_text("nieuw", sheet.new.first.edit)
    type_text("nieuw", sheet.new.again.edit)
    assert heard.heard[-1] == ("weigh", ("nieuw", "nieuw"))
    heard.become(PassphraseState(strength=Strength(4, ""), same=True))
    qtbot.keyClick(sheet.new.again.edit, Qt.Key.Key_Return)
    assert "change" not in {name for name, _ in heard.heard}
    assert QApplication.focusWidget() is sheet.proof.edit
    type_text("oud", sheet.proof.edit)
    qtbot.keyClick(sheet.new.again.edit, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("change", ("nieuw", "oud"))
    heard.become(PassphraseState(done=True))
    assert {field.text() for field in (sheet.proof, sheet.new.first, sheet.new.again)} == {""}
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(sheet.main, Qt.Key.Key_Return)
