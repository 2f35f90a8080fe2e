"""The coordinator's last screens on a real store: the day of the street, and its close."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coordinator_seat import frame_of, seated, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.domain import events
from fieldcheck.domain.roles import Role
from fieldcheck.ui.controls import Figure
from fieldcheck.ui.pages.closing import ClosingPage
from fieldcheck.ui.pages.day import DayPage
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.viewmodels.day import ClosingViewModel, DayViewModel
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Screen


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with seated(tmp_path / "desk") as coordinator:
        yield coordinator


@pytest.fixture
def frame(desk: Desk, tmp_path: Path) -> Any:
    return frame_of(desk, tmp_path / "desk")


def test_the_day_shows_who_came_with_their_denominator(qtbot: QtBot, desk: Desk, frame: Any) -> None:
    intake = change_place(desk, role=Role.HANDHAVER, post="intake")
    open_case(intake)
    model = DayViewModel(desk, InlineJobs())
    model.load()
    made = DayPage(model, frame)
    shown(qtbot, made)
    said = [label.text() for label in made.findChildren(QLabel)]
    figures = {figure.accessibleName() for figure in made.findChildren(Figure)}
    assert {"1 persoon met een zaak", "0 van 1 gesproken", "1 van 1 nog niet gesproken"} <= figures
    assert "0 van 0 geteld zonder zaak weigerden" in figures
    assert any("er is niet gekeken" in words for words in said)
    made.findChild(QWidget, "main").click()  # type: ignore[attr-defined]
    assert frame.shell.state.place.screen is Screen.CLOSING


def test_a_day_is_closed_with_a_reason_and_opened_again(qtbot: QtBot, desk: Desk, frame: Any) -> None:
    intake = change_place(desk, role=Role.HANDHAVER, post="intake")
    case = open_case(intake)
    intake.write(events.CASE_SENT, "case", case.id, {"from": "intake", "to": "gemeente", "reason": ""})
    model = ClosingViewModel(desk, InlineJobs(), frame.shell)
    model.load()
    made = ClosingPage(model, frame)
    shown(qtbot, made)
    assert made.findChild(QWidget, "waiting") is not None
    made.close_day.click()
    assert "schrijf kort waarom" in made._notice.words()
    type_text("bus vertrekt", made.reason.edit)
    made.close_day.click()
    assert model.state.closing.is_closed
    assert made.bundle.isVisible()
    assert not made.close_day.isVisible()
    type_text("er kwam nog iemand", made.reason.edit)
    made.reopen.click()
    assert not model.state.closing.is_closed
    assert made.close_day.isVisible()
    kinds = [entry.kind for entry in desk.store.entries() if entry.kind.startswith("day.")]
    assert kinds == [events.DAY_CLOSED, events.DAY_REOPENED]


def tab_through(qtbot: QtBot, page: QWidget) -> set[str]:
    """The names of all that Tab comes by."""
    shown(qtbot, page)
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    come_by = set()
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        come_by.add(QApplication.focusWidget().objectName())
    return come_by


def test_tab_comes_by_everything_on_the_last_screens_of_the_day(qtbot: QtBot, desk: Desk, frame: Any) -> None:
    intake = change_place(desk, role=Role.HANDHAVER, post="intake")
    case = open_case(intake)
    intake.write(events.CASE_SENT, "case", case.id, {"from": "intake", "to": "gemeente", "reason": ""})
    closing, day = ClosingViewModel(desk, InlineJobs(), frame.shell), DayViewModel(desk, InlineJobs())
    closing.load()
    day.load()
    assert {"reason", "back", "again", "main"} <= tab_through(qtbot, ClosingPage(closing, frame))
    assert {"back", "again", "main"} <= tab_through(qtbot, DayPage(day, frame))
