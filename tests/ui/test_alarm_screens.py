"""The alarm from every screen, discreet in the talk, on top of the desk until somebody answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from practice_desk import PASSPHRASE, USER, practice_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.bootstrap import Installation
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_, StorageFailed
from fieldcheck.domain.referral import Outcome
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import clock_time, texts
from fieldcheck.ui.pages.alarm_sheet import AlarmSheet
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_handover import FeedbackSheet, TakeOverSheet
from fieldcheck.ui.pages.desk_sheets import AcknowledgeSheet
from fieldcheck.ui.pages.interview import OpeningPage
from fieldcheck.ui.pages.referral import ReferralPage
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.ui.pages.unlock import UnlockPage
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.shortcut_overview import ShortcutOverview
from fieldcheck.ui.window import WATCH_SECONDS, MainWindow
from fieldcheck.usecases import alarming, referring
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.handing_over import handover_code
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.viewmodels.desk import FeedbackView
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace
from tests.alarm_route import with_route
from tests.gallery import desk as scenes
from tests.gallery.scenes import NOW
from tests.gallery.still import Still
from tests.gallery.street import street
from tests.morning import now

EFFECT = "Kan vannacht nergens slapen"
TELLING = ("acuut", "alarm", "inspectie", "iszw", "politie", "avim", "uitbuiting", "slachtoffer", "signal")
"""Words that would tell the person opposite what is going on."""


class Later:
    """The desk's clock, set forward by a test."""

    def __init__(self, clock: object) -> None:
        self._clock, self.by = clock, timedelta(0)

    def __call__(self) -> datetime:
        at: datetime = self._clock()  # type: ignore[operator]
        return at + self.by


@pytest.fixture
def later(tmp_path: Path) -> Iterator[tuple[Desk, Later]]:
    desk = practice_desk(tmp_path / "laptop")
    later = Later(desk.clock)
    yield replace(with_route(desk), clock=later), later
    desk.store.close()


@pytest.fixture
def desk(later: tuple[Desk, Later]) -> Desk:
    return later[0]


@pytest.fixture
def case(desk: Desk) -> CaseRow:
    return open_case(desk)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[MainWindow]:
    workplace = Workplace(Installation(tmp_path / "laptop", now), InlineJobs())
    workplace.unlocked_by(USER, desk.store)
    shell = Shell(workplace, first=Screen.UNLOCK)
    made = MainWindow(Frame(texts("nl"), shell, workplace, practice=True))
    shell.seated(desk)
    shell.go(Screen.DESK)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def alarm_key(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), Qt.Key.Key_F11)


def sheet(window: QWidget, kind: type[QWidget]) -> QWidget:
    (found,) = (one for one in window.findChildren(kind) if one.isVisible())
    return found


def press(within: QWidget, name: str) -> None:
    button = within.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def words_on(widget: QWidget) -> str:
    labels = (one for one in widget.findChildren(QLabel) if one.isVisible())
    buttons = (one for one in widget.findChildren(QPushButton) if one.isVisible())
    said = [*(one.text() for one in labels), *(one.text() for one in buttons)]
    named = (one for one in widget.findChildren(QWidget) if one.isVisible())
    return " ".join([widget.windowTitle(), *said, *(one.accessibleName() for one in named)]).casefold()


def test_from_the_desk_the_key_asks_whose_alarm_it_is(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    alarm_key(qtbot)
    page = window.page()
    assert isinstance(page, ReferralPage)
    type_text(case.code.lower())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    type_text(EFFECT)
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget().objectName() == "why":
            break
    type_text("Zegt dat hij niet weg mag")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    sent = desk.store.referrals(case=case.id)
    assert {one.effect for one in sent} == {EFFECT}
    assert len(sent) == 3


def test_in_the_talk_it_is_called_in_words_that_tell_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    talk = start_interview(desk, case.id, "pl")
    window._frame.shell.go(Screen.INTERVIEW, case.id, carried=talk)
    assert isinstance(window.page(), OpeningPage)
    alarm_key(qtbot)
    asked = sheet(window, AlarmSheet)
    qtbot.waitUntil(asked.isActiveWindow)
    assert not [word for word in TELLING if word in words_on(asked)]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.store.referrals() == (), "what may come of it is asked first"
    type_text(EFFECT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    sent = desk.store.referrals(case=case.id)
    assert len(sent) == 3
    assert {one.effect for one in sent} == {EFFECT}
    assert all(one.why for one in sent)
    assert not [word for word in TELLING if word in words_on(asked)]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not [one for one in window.findChildren(AlarmSheet) if one.isVisible()]
    assert isinstance(window.page(), OpeningPage), "the talk goes on where it was"
    assert not [word for word in TELLING if word in words_on(window)]


def test_at_the_papers_of_a_person_it_is_called_as_quietly_and_about_that_person(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    window._frame.shell.go(Screen.IDENTITY, case.id)
    alarm_key(qtbot)
    asked = sheet(window, AlarmSheet)
    qtbot.waitUntil(asked.isActiveWindow)
    assert case.code.casefold() in words_on(asked)
    assert not [word for word in TELLING if word in words_on(asked)]
    alarm_key(qtbot)
    assert sheet(window, AlarmSheet) is asked, "pressed twice it asks once"
    press(asked, "cancel")


@pytest.mark.parametrize("screen", [Screen.OUTCOME, Screen.THINGS])
def test_a_screen_of_a_case_takes_the_case_along(
    qtbot: QtBot, window: MainWindow, case: CaseRow, screen: Screen
) -> None:
    window._frame.shell.go(screen, case.id)
    alarm_key(qtbot)
    assert window._frame.shell.state.place == Place(Screen.REFERRAL, case.id)


def test_an_open_sheet_does_not_keep_the_alarm_from_anybody(
    qtbot: QtBot, window: MainWindow, case: CaseRow
) -> None:
    window.show_overview()
    over = sheet(window, ShortcutOverview)
    qtbot.waitUntil(over.isActiveWindow)
    alarm_key(qtbot)
    assert isinstance(window.page(), ReferralPage)
    assert not over.isVisible()


def test_the_bar_calls_as_the_key_does(qtbot: QtBot, window: MainWindow) -> None:
    button = window.findChild(QPushButton, "call-colleague")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), ReferralPage)


def test_nobody_signed_in_or_a_hidden_screen_calls_nobody(qtbot: QtBot, window: MainWindow) -> None:
    window._frame.shell.hide()
    window.sound_alarm()
    assert window._frame.shell.state.place.screen is Screen.DESK
    window._frame.shell.hide()
    window._frame.shell.lock()
    window.sound_alarm()
    assert window._frame.shell.state.place.screen is Screen.UNLOCK


def test_it_stays_on_top_until_a_named_person_answers_for_one_of_them(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    page = window.page()
    assert isinstance(page, DeskPage)
    page._model.refresh()
    (card,) = page.findChildren(QWidget, "acute")
    assert case.code.casefold() in words_on(card)
    assert "over 20 min gaat dit door naar politie" in words_on(card)
    before = len(desk.store.referrals())
    for left in range(before, 0, -1):
        assert len(page._model.state.acute) == left
        qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        asked = sheet(page, AcknowledgeSheet)
        assert isinstance(asked, AcknowledgeSheet)
        type_text("M. Żuk", asked.who.edit)
        press(asked, "confirm")
    assert page.findChildren(QWidget, "acute") == []
    assert {one.acknowledged_by for one in desk.store.referrals()} == {"M. Żuk"}


def test_silence_goes_on_whatever_screen_shows(
    window: MainWindow, later: tuple[Desk, Later], case: CaseRow
) -> None:
    desk, clock = later
    alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    sent = len(desk.store.referrals())
    window._frame.shell.go(Screen.LETTERS)
    clock.by = timedelta(minutes=21)
    for _ in range(WATCH_SECONDS):
        window._on_second()
    went = [one for one in desk.store.referrals() if one.escalated]
    assert went
    assert len(desk.store.referrals()) in (sent, sent + 1)
    window._frame.shell.lock()
    for _ in range(WATCH_SECONDS):
        window._on_second()


def test_who_only_said_no_took_nothing_over_and_every_stage_tells_its_hour(
    window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    first, second, *others = alarming.send_alarm(desk, case.id, ["reden"], EFFECT).referrals
    referring.decline_referral(desk, first.id, by="B. Politie", reason="geen wagen vrij")
    referring.acknowledge_referral(desk, second.id, by="M. de Boer", how="called")
    referring.accept_referral(desk, second.id, by="M. de Boer")
    for one in others:
        referring.withdraw_referral(desk, one.id, reason="dubbel gestuurd")
    window._frame.shell.go(Screen.REFERRAL, case.id)
    page = window.page()
    assert isinstance(page, ReferralPage)
    refused, accepted, *withdrawn = (
        words_on(one) for one in page.findChildren(QWidget) if one.objectName().startswith("sent-")
    )
    course = referring.settled(desk, case.id, desk.store.referrals(case=case.id))
    assert len(course) == len(desk.store.referrals(case=case.id))
    at, then = (clock_time(course[one.id].at) for one in (first, second))
    assert f"geantwoord door b. politie om {at}" in refused
    assert f"niet opgepakt om {at}, vastgelegd door {USER.casefold()}" in refused
    assert "overgenomen" not in refused
    assert "overgenomen door m. de boer om" in accepted
    assert f"opgepakt om {then}, vastgelegd door {USER.casefold()}" in accepted
    assert withdrawn
    assert all("ingetrokken om" in one for one in withdrawn)


def test_the_inspector_comes_to_the_case_that_was_opened_and_calls_about_the_one_in_view(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    other = open_case(desk)
    for one in (case, other):
        alarming.send_alarm(desk, one.id, ["reden"], EFFECT)
    actor = replace(desk.actor, role=Role.ISZW_INSPECTOR, post="iszw")
    shell = window._frame.shell
    shell.seated(replace(desk, actor=actor))
    shell.go(Screen.REVIEW, other.id)
    page = window.page()
    assert isinstance(page, ReviewPage)
    assert f"zaak {other.code}".casefold() in words_on(page)
    page._model.select(next(row.id for row in page._model.state.rows if row.case == case.id))
    assert f"zaak {case.code}".casefold() in words_on(page)
    alarm_key(qtbot)
    assert shell.state.place.screen is Screen.REFERRAL
    assert shell.state.place.subject == case.id
    shell.back()
    back = window.page()
    assert isinstance(back, ReviewPage)
    assert f"zaak {case.code}".casefold() in words_on(back)


def test_a_locked_laptop_says_that_something_waits_and_nothing_of_what(
    qtbot: QtBot, window: MainWindow, later: tuple[Desk, Later], case: CaseRow
) -> None:
    desk, clock = later
    sent = alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    clock.by = timedelta(minutes=21)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = window.page()
    assert isinstance(page, UnlockPage)
    assert f"hier wacht iets op antwoord, sinds {clock_time(sent.referrals[0].sent)}" in words_on(page)
    assert [word for word in (*TELLING, case.code.casefold()) if word in words_on(page)] == []


def test_what_was_due_behind_a_lock_goes_on_before_the_desk_is_read(
    window: MainWindow, later: tuple[Desk, Later], case: CaseRow, tmp_path: Path
) -> None:
    desk, clock = later
    alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    window._frame.shell.lock()
    clock.by = timedelta(minutes=21)
    store = Installation(tmp_path / "laptop", now).vault.unlock(USER, PASSPHRASE)
    window._frame.workplace.unlocked_by(USER, store)
    window._frame.shell.seated(replace(desk, store=store))
    window._frame.shell.go(Screen.DESK)
    page = window.page()
    assert isinstance(page, DeskPage)
    assert [one for one in store.referrals() if one.escalated]
    (card,) = page.findChildren(QWidget, "acute")
    assert "niemand bevestigde: doorgezet naar politie" in words_on(card)
    assert [word for word in ("gaat nu door", "over 0 min") if word in words_on(page)] == []


def test_a_desk_that_cannot_send_on_says_so_until_it_can(
    window: MainWindow, later: tuple[Desk, Later], case: CaseRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, clock = later
    alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    clock.by = timedelta(minutes=21)
    page = window.page()
    with monkeypatch.context() as full:
        full.setattr(type(desk.store), "record", _full)
        window._frame.watch.look()
        assert "gaat nu niet vanzelf door" in words_on(page)
        assert "de schijf is vol" in words_on(page)
    window._frame.watch.look()
    assert "gaat nu niet vanzelf door" not in words_on(page)
    assert [one for one in desk.store.referrals() if one.escalated]


def _full(*_: object) -> None:
    raise StorageFailed(N_("De schijf is vol."))


def test_minutes_on_the_desk_count_and_the_focus_stays(qtbot: QtBot) -> None:
    heard = Still(scenes.state(acute=(scenes.referral(398, 4),)))
    page = DeskPage(heard, texts("nl"), Still(street()))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    button = page.findChild(QWidget, "acknowledge")
    assert isinstance(button, QWidget)
    button.setFocus()
    heard.become(replace(heard.state, now=NOW + timedelta(minutes=3)))
    assert "wacht 7 min" in words_on(page)
    assert QApplication.focusWidget().objectName() == "acknowledge"
    assert page._timer.isActive()
    page.hide()
    assert not page._timer.isActive()
    assert heard.heard == []


def test_a_code_is_scanned_and_a_wrong_one_is_told(
    qtbot: QtBot, window: MainWindow, desk: Desk, case: CaseRow
) -> None:
    alarm = alarming.send_alarm(desk, case.id, ["reden"], EFFECT)
    sent = next(one for one in alarm.referrals if one.to == "iszw")
    text = handover_code(desk, sent).text
    assert text
    page = window.page()
    assert isinstance(page, DeskPage)
    for scanned in (text[:-40], text):
        page.take_over.click()
        asked = sheet(page, TakeOverSheet)
        assert isinstance(asked, TakeOverSheet)
        asked.code.edit.setText(scanned)
        press(asked, "take")
        if scanned != text:
            assert "niet helemaal gelezen" in page._notice.words()
    assert isinstance(window.page(), ReferralPage)


def test_what_came_back_is_new_until_it_was_looked_at(qtbot: QtBot) -> None:
    back = FeedbackView(
        case=scenes.referral(398, 4).case,
        case_code="BV-0398-6",
        name="Arbeidsinspectie",
        outcome=Outcome.ACCEPTED,
        words="De inspecteur belt morgen.",
        at=NOW,
        unread=True,
    )
    heard = Still(scenes.state(feedback=(back,)))
    page = DeskPage(heard, texts("nl"), Still(street()))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert "1 nieuw" in page.feedback.label()
    page.feedback.click()
    shown = sheet(page, FeedbackSheet)
    assert "de inspecteur belt morgen" in words_on(shown)
    assert heard.heard == [("see_feedback", ())]
    shown.close()
    heard.become(replace(heard.state, feedback=(replace(back, unread=False),)))
    assert page.feedback.label() == "Terugkoppeling"
    heard.become(replace(heard.state, feedback=()))
    assert not page.feedback.isVisible()
