"""The post desk: what a role is offered, one click one case, search by key, and presenting writes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.ui.controls import Notice
from fieldcheck.ui.labels import Label
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_list import listed
from fieldcheck.ui.pages.desk_rows import ListModel, case_row
from fieldcheck.ui.pages.desk_sheets import AcknowledgeSheet, LanguageSheet
from tests.gallery.desk import cases, referral, state
from tests.gallery.scenes import NOW
from tests.gallery.still import Still
from tests.gallery.street import street


@pytest.fixture
def heard(qtbot: QtBot) -> Still:
    return Still(state(rows=cases()))


@pytest.fixture
def page(qtbot: QtBot, heard: Still) -> DeskPage:
    made = DeskPage(heard, texts("nl"), Still(street(may_move=False)))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def sheet(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_presenting_any_state_asks_for_nothing(page: DeskPage, heard: Still) -> None:
    heard.become(state(role=Role.COORDINATOR, search="041", acute=(referral(398, 4),), everywhere=True))
    heard.become(state(role=Role.ISZW_INSPECTOR, may_assess=True, inbox=(referral(398, 4),)))
    assert heard.heard == []


def test_an_action_of_another_day_says_so(page: DeskPage, heard: Still) -> None:
    below = [label.text() for label in page.findChildren(Label) if "Voorbeeldgemeente" in label.text()]
    heard.become(state(practice=False, day=NOW.date() + timedelta(days=1)))
    other = [label.text() for label in page.findChildren(Label) if "Voorbeeldgemeente" in label.text()]
    assert len(below) == len(other) == 1
    assert "22 november 2026" in below[0]
    assert "vandaag" not in below[0]
    assert "23 november 2026, niet vandaag" in other[0]


@pytest.mark.parametrize(
    ("days", "hours", "more", "told"),
    [
        (0, 0, {}, False),
        (1, 0, {}, True),
        (-1, 0, {}, True),
        (-1, -2, {}, False),  # half past three at night: still the work of the evening before
        (1, 0, {"practice": True}, False),
        (1, 0, {"may_coordinate": True}, False),
        (-1, 0, {"may_assess": True}, False),
        (1, 0, {"may_interview": False}, False),
    ],
)
def test_who_talks_to_people_is_told_of_an_action_of_another_day(
    page: DeskPage, heard: Still, days: int, hours: int, more: dict[str, bool], told: bool
) -> None:
    known = {"practice": False, "day": NOW.date() + timedelta(days=days), "now": NOW + timedelta(hours=hours)}
    heard.become(state(**known | more))
    words = [one.words() for one in page.findChildren(Notice) if one.isVisible()]
    assert [one for one in words if "niet voor vandaag" in one] == (words if told else [])
    assert bool(words) is told


def test_a_referral_is_listed_whatever_became_of_it(page: DeskPage, heard: Still) -> None:
    inbox = tuple(replace(referral(398, 4), id=ReferralId(stage), stage=stage) for stage in ReferralStage)
    heard.become(state(role=Role.ISZW_INSPECTOR, may_assess=True, inbox=inbox))
    words = [row.below for row in listed(heard.state, texts("nl"))]
    assert len(set(words)) == len(ReferralStage)
    assert page.cases.rows.rowCount() == len(ReferralStage)


def test_a_service_finds_what_was_referred_to_it_again_beside_its_cases() -> None:
    waiting, over = (
        replace(referral(number, 4), id=ReferralId(stage), stage=stage)
        for number, stage in ((398, ReferralStage.ACKNOWLEDGED), (399, ReferralStage.DONE))
    )
    (case, *_) = cases()
    there = state(
        role=Role.MUNICIPAL_CLERK, rows=(case, replace(case, id=waiting.case)), inbox=(over, waiting)
    )
    shown = listed(there, texts("nl"))
    assert [row.subject for row in shown] == [waiting, case, over]
    assert shown[0].below == "doorverwezen · bevestigd"


def test_what_was_referred_here_is_counted_where_it_is_listed(page: DeskPage, heard: Still) -> None:
    tab = page.findChild(QWidget, "show-cases")
    assert tab is not None
    assert tab.accessibleName() == "Zaken"
    one = referral(398, 4)
    inbox = (one, replace(one, id=ReferralId("over"), stage=ReferralStage.DONE))
    heard.become(state(role=Role.MUNICIPAL_CLERK, inbox=inbox))
    assert tab.accessibleName() == "Zaken · 1 doorverwezen"
    heard.become(state(role=Role.MUNICIPAL_CLERK, inbox=inbox[1:]))
    assert tab.accessibleName() == "Zaken"


def test_one_click_opens_a_case_once(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    place = page.cases.visualRect(page.cases.rows.index(0)).center()
    qtbot.mouseClick(page.cases.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.cases.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [name for name, _ in heard.heard] == ["open_case"]


def test_a_case_is_found_and_opened_by_keys(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.search
    type_text("0411")
    assert heard.heard[-1] == ("find", ("0411",))
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.cases, Qt.Key.Key_Down)
    qtbot.keyClick(page.cases, Qt.Key.Key_Return)
    assert heard.heard[-1] == ("open_case", (cases()[1],))


def test_a_new_talk_asks_for_the_language_by_digit(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = sheet(page, LanguageSheet)
    asked.findChild(QWidget, "language-pl").click()  # type: ignore[union-attr]
    assert heard.heard == [("new_interview", ("pl",))]


def test_who_took_an_acute_referral_over_needs_a_name(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    heard.become(replace(heard.state, acute=(referral(398, 4),)))
    page.findChild(QWidget, "acknowledge").click()  # type: ignore[union-attr]
    asked = sheet(page, AcknowledgeSheet)
    assert isinstance(asked, AcknowledgeSheet)
    confirm = asked.findChild(QWidget, "confirm")
    confirm.click()  # type: ignore[union-attr]
    assert (asked.isVisible(), heard.heard) == (True, [])
    type_text("B. Inspecteur Şahin", asked.who.edit)
    confirm.click()  # type: ignore[union-attr]
    assert [name for name, _ in heard.heard] == ["acknowledge"]


def test_a_role_is_offered_only_what_it_may(page: DeskPage, heard: Still) -> None:
    assert (page.new.isVisible(), page.export.isVisible()) == (True, False)
    heard.become(state(may_interview=False, may_export=True))
    assert (page.new.isVisible(), page.export.isVisible()) == (False, True)


def test_the_list_model_is_a_good_one(qtbot: QtBot) -> None:
    model = ListModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [case_row(one, texts("nl"), NOW) for one in cases()]
    for shown in (rows, rows[:3], [], rows):
        model.set_rows(shown)
        assert model.rowCount() == len(shown)
    spoken = model.data(model.index(0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "BV-0412-7, Pools · 11 antwoorden, gesprek loopt, 3 min"
    assert tester.model() is model


def test_a_search_says_by_what_a_case_was_found_also_to_who_assesses() -> None:
    (row, *_) = cases()
    by = "uitgezonden door Oranje Tulp"
    found = state(rows=(row,), inbox=(), search="tulp", may_assess=True, found_by={row.id: by})
    (shown,) = listed(found, texts("nl"))
    assert shown.below.startswith(by)
    assert listed(replace(found, search=""), texts("nl")) == ()


@pytest.mark.parametrize("may", [True, False])
def test_nobody_is_told_to_begin_a_talk_that_they_may_not_have(
    page: DeskPage, heard: Still, *, may: bool
) -> None:
    heard.become(state(role=Role.HANDHAVER if may else Role.PARTNER, rows=(), may_interview=may))
    said = [one.text() for one in page._stack.currentWidget().findChildren(Label)]
    assert any("Nieuw gesprek" in words for words in said) is may
