"""The interview in a real window, by keyboard alone: what is pressed, what is shown, what is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gallery.still import Still, still_shell
from practice_desk import practice_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import texts
from fieldcheck.ui.controls import ChoiceRow, Notice, StateChip
from fieldcheck.ui.icons import IconButton
from fieldcheck.ui.labels import Label
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.ui.speaking import Speaker
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, start_interview
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import Kind, Panel
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Screen, Shell

CONSENT = "/data/conversation/consent"
AGENCY = "/data/work/agency_name"
HOURS = "/data/pay/hours/hours_per_day"
AMOUNT = "/data/pay/pay_received/pay_amount"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = practice_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


class Opened:
    """An interview on screen."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.interviewing: Interviewing = start_interview(desk, open_case(desk).id, "pl")
        self.model = InterviewViewModel(self.interviewing, InlineJobs(), case_code="OE-0001-1")
        self.shell: Shell = still_shell()
        self.page = InterviewPage(self.model, texts("nl"), self.shell)
        qtbot.addWidget(self.page)
        self.page.resize(1366, 636)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.take_focus()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)

    def until(self, reference: str) -> None:
        """Press keys, first choice everywhere, until ``reference`` is asked."""
        for _ in range(120):
            if self.model.state.active == reference:
                return
            question = self.model.state.active_question
            if question is not None and question.kind is Kind.ONE:
                type_text("1")
            else:
                self.key(Qt.Key.Key_Return)
        raise AssertionError(f"{reference} was never asked")


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Opened:
    return Opened(qtbot, desk)


def test_enter_goes_on_and_a_digit_answers(opened: Opened, desk: Desk) -> None:
    opened.until(CONSENT)
    type_text("1")
    assert opened.model.state.active != CONSENT
    assert CONSENT in desk.store.interview(opened.interviewing.interview.id).answers
    assert opened.shell.state.saved is not None


def test_backspace_and_alt_left_go_back(opened: Opened) -> None:
    opened.until(CONSENT)
    type_text("1")
    opened.key(Qt.Key.Key_Backspace)
    assert opened.model.state.active == CONSENT
    chosen = [one for one in opened.page.findChildren(ChoiceRow) if one.isVisible() and one.isChecked()]
    assert len(chosen) == 1
    before = opened.model.state.page
    opened.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.model.state.page != before


def test_a_letter_records_a_state_and_the_chip_shows_it(opened: Opened) -> None:
    opened.until(CONSENT)
    type_text("?")
    opened.key(Qt.Key.Key_Backspace)
    chip = opened.page.findChild(StateChip, "state-does-not-know")
    assert isinstance(chip, StateChip)
    assert chip.isChecked()
    assert opened.interviewing.run.node(CONSENT).state is AnswerState.DOES_NOT_KNOW


def test_an_amount_is_typed_and_a_wrong_one_explained(opened: Opened, desk: Desk) -> None:
    opened.until(AMOUNT)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    type_text("12..x")
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active == AMOUNT
    assert opened.model.state.questions[0].problem
    field.selectAll()
    type_text("800")
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active != AMOUNT
    assert desk.store.interview(opened.interviewing.interview.id).answers[AMOUNT].value == "800"


def test_what_an_answer_makes_the_page_ask_is_asked_before_the_next_page(opened: Opened) -> None:
    opened.until(AMOUNT)
    type_text("800")
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active == "/data/pay/pay_received/pay_period"
    assert opened.model.state.questions[0].reference == AMOUNT
    period = opened.model.state.active_question
    assert period is not None
    type_text(next(choice.key for choice in period.choices if choice.value == "month"))
    assert opened.model.state.active == "/data/pay/pay_received/pay_net_gross"
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active == HOURS, "what is passed over stays open, and holds nobody up"
    type_text("8")
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active == "/data/pay/hours/hours_per_day_most"
    type_text("10")
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.active == "/data/pay/hours/days_per_week"
    run = opened.interviewing.run
    told = [run.node(one).value for one in (AMOUNT, period.reference, HOURS)]
    assert told == ["800", "month", "8"]


def test_a_state_by_mouse_goes_on_to_the_next_question_of_the_page(opened: Opened) -> None:
    opened.until(HOURS)
    (block,) = [one for one in opened.page.findChildren(QuestionBlock) if one.reference == HOURS]
    chip = block.findChild(StateChip, "state-refused")
    assert isinstance(chip, StateChip)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert opened.interviewing.run.node(HOURS).state is AnswerState.REFUSED
    assert opened.model.state.active == "/data/pay/hours/days_per_week"
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    type_text("6")
    opened.key(Qt.Key.Key_Return)
    assert opened.interviewing.run.node("/data/pay/hours/days_per_week").value == "6"


def test_two_answers_that_are_corrected_together_are_held_against_each_other(opened: Opened) -> None:
    opened.until(HOURS)
    most = "/data/pay/hours/hours_per_day_most"
    for hours in ("10", "12"):
        type_text(hours)
        opened.key(Qt.Key.Key_Return)
    opened.model.type_entry(HOURS, "4")
    opened.model.type_entry(most, "6")
    opened.model.next()
    run = opened.interviewing.run
    assert [run.node(one).value for one in (HOURS, most)] == ["4", "6"]
    opened.model.jump(HOURS)
    opened.model.type_entry(HOURS, "8")
    opened.model.type_entry(most, "7")
    opened.model.next()
    assert opened.model.state.active == most
    assert [run.node(one).value for one in (HOURS, most)] == ["4", "6"], "nothing was taken"


def test_what_cannot_be_is_explained_also_where_more_is_asked_below_it(opened: Opened) -> None:
    opened.until(HOURS)
    type_text("99")
    opened.key(Qt.Key.Key_Return)
    (first, *others) = opened.model.state.questions
    assert (first.reference, opened.model.state.active) == (HOURS, HOURS)
    assert first.problem == "Proszę wpisać liczbę godzin od 0 do 24."
    assert "van 0 tot en met 24" in first.dutch_problem
    (told,) = [one for one in opened.page.findChildren(Label) if first.problem in one.text()]
    assert first.dutch_problem in told.text(), "whoever types reads why"
    opened.key(Qt.Key.Key_F8)
    assert first.dutch_problem not in told.text()
    opened.key(Qt.Key.Key_F8)
    assert not any(one.problem for one in others)


@pytest.mark.parametrize("last", ["taken back", "refused"])
def test_a_page_whose_questions_went_away_is_left(opened: Opened, last: str) -> None:
    opened.until(AMOUNT)
    type_text("800")
    opened.key(Qt.Key.Key_Return)
    opened.model.jump(AMOUNT)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert len(opened.model.state.questions) == 3
    field.selectAll()
    opened.key(Qt.Key.Key_Delete)
    if last == "taken back":
        opened.key(Qt.Key.Key_Return)
    else:
        type_text("w")
        assert opened.interviewing.run.node(AMOUNT).state is AnswerState.REFUSED
    assert opened.model.state.active == HOURS


def test_a_state_letter_works_from_an_empty_number_field(opened: Opened) -> None:
    opened.until(AMOUNT)
    type_text("w")
    assert opened.interviewing.run.node(AMOUNT).state is AnswerState.REFUSED


def test_where_letters_are_written_a_state_says_the_key_that_records_it(opened: Opened) -> None:
    chip = opened.page.findChild(StateChip, "state-refused")
    assert isinstance(chip, StateChip)
    opened.until(CONSENT)
    assert chip.shown_key() == "W"
    opened.until(AGENCY)
    assert chip.shown_key() == "Alt+W"
    type_text("w")
    assert opened.model.state.questions[0].entry == "w"
    opened.key(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert opened.interviewing.run.node(AGENCY).state is AnswerState.REFUSED
    opened.until(AMOUNT)
    assert chip.shown_key() == "W"


def test_f2_switches_the_language_by_digit_or_by_typing_and_keeps_the_place(opened: Opened) -> None:
    opened.until(CONSENT)
    opened.key(Qt.Key.Key_F2)
    assert opened.model.state.panel is Panel.LANGUAGES
    third = opened.model.state.languages[2].tag
    type_text("3")
    assert (opened.model.state.language, opened.model.state.active) == (third, CONSENT)
    opened.key(Qt.Key.Key_F2)
    type_text("ned")
    opened.key(Qt.Key.Key_Return)
    assert (opened.model.state.language, opened.model.state.active) == ("nl", CONSENT)


def test_shift_f2_goes_back_to_the_language_before(opened: Opened) -> None:
    opened.until(CONSENT)
    before = opened.model.state.language
    opened.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert opened.model.state.language == "nl"
    opened.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert (opened.model.state.language, opened.model.state.active) == (before, CONSENT)


def test_f4_keeps_a_note_with_control_enter(opened: Opened, desk: Desk) -> None:
    opened.key(Qt.Key.Key_F4)
    type_text("Żona czeka w aucie, 2 dzieci.")
    opened.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.model.state.panel is Panel.NONE
    notes = [one.payload for one in desk.store.entries() if one.kind == "note.recorded"]
    assert notes[-1] is not None
    assert notes[-1]["text"] == "Żona czeka w aucie, 2 dzieci."


def test_f8_turns_the_screen_and_leaves_no_dutch_on_it(opened: Opened) -> None:
    opened.until(CONSENT)
    question = opened.model.state.active_question
    assert question is not None
    opened.key(Qt.Key.Key_F8)
    shown = [one.text() for one in opened.page.findChildren(QPushButton) if one.isVisible()]
    assert opened.model.state.turned
    assert "Toelichting voor u" not in shown
    assert not any(
        one.accessibleDescription() for one in opened.page.findChildren(ChoiceRow) if one.isVisible()
    )
    opened.key(Qt.Key.Key_Escape)
    assert not opened.model.state.turned


def test_escape_asks_why_and_a_digit_pauses(opened: Opened) -> None:
    opened.until(CONSENT)
    opened.key(Qt.Key.Key_Escape)
    assert opened.model.state.panel is Panel.PAUSE
    type_text("1")
    assert opened.model.state.paused
    assert opened.shell.state.place.screen is Screen.DESK


def test_a_refused_write_is_told_and_retried(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.until(CONSENT)

    def refuse(_pending: Any) -> Any:
        raise StorageFailed("De schijf is vol.")

    with monkeypatch.context() as full:
        full.setattr(opened.interviewing, "save", refuse)
        type_text("1")
        notice = opened.page.findChild(Notice, "notice")
        assert isinstance(notice, Notice)
        assert "De schijf is vol." in notice.words()
        assert opened.shell.state.waiting
    retry = opened.page.findChild(QPushButton, "retry")
    assert isinstance(retry, QPushButton)
    retry.setFocus()
    opened.key(Qt.Key.Key_Space)
    assert opened.model.state.failure is None
    assert not opened.shell.state.waiting


def test_presenting_a_foreign_state_writes_nothing(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    states = [opened.model.state]
    opened.until(AMOUNT)
    states.append(opened.model.state)
    opened.model.turn()
    states.append(opened.model.state)
    still = Still(states[0])
    page = InterviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    for state in (*states, *reversed(states)):
        still.become(state)
    assert still.heard == []


def test_alt_left_is_one_question_back_even_where_the_window_has_that_key(opened: Opened) -> None:
    taken = QShortcut(QKeySequence("Alt+Left"), opened.page)
    left: list[str] = []
    taken.activated.connect(lambda: left.append("left"))
    opened.until(CONSENT)
    type_text("1")
    opened.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (opened.model.state.active, left) == (CONSENT, [])


def test_f5_warns_of_listeners_first_and_says_when_there_is_no_voice(opened: Opened, tmp_path: Path) -> None:
    opened.page.aloud.use(Speaker(folders=(str(tmp_path),)))  # a machine without any voice
    opened.until(CONSENT)
    opened.key(Qt.Key.Key_F5)
    assert opened.model.state.panel is Panel.ALOUD
    assert not opened.model.state.aloud
    opened.key(Qt.Key.Key_Return)
    assert opened.model.state.aloud
    assert opened.model.state.panel is Panel.SILENT
    QApplication.processEvents()
    said = " ".join(label.text() for label in opened.page.findChildren(QLabel) if label.isVisible())
    assert "geen stem voor Pools" in said
    assert opened.model.state.active == CONSENT


def test_what_is_read_aloud_stops_with_the_page(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    voice = tmp_path / "espeak-ng"
    voice.write_text(
        '#!/bin/sh\n[ "$1" = --voices ] && echo "5 pl M x" || exec sleep 600\n', encoding="utf-8"
    )
    voice.chmod(0o755)
    speaker = Speaker(folders=(str(tmp_path),))
    opened.page.aloud.use(speaker)
    opened.until(CONSENT)
    opened.model.allow_aloud()
    for leave in (lambda: type_text("1"), opened.page.hide):
        opened.page.show()
        opened.key(Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: speaker.speaking)
        leave()
        assert not speaker.speaking


def test_on_the_turned_screen_a_sign_is_enough_to_answer(opened: Opened) -> None:
    opened.until(CONSENT)
    opened.model.turn()
    sign = opened.page.findChild(IconButton, "wordless-refused")
    assert isinstance(sign, IconButton)
    assert sign.isVisible()
    assert sign.accessibleName()
    sign.click()
    assert opened.interviewing.run.node(CONSENT).state is AnswerState.REFUSED
