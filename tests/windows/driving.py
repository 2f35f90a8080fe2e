"""Two hands at the laptop: keys and mouse go to the window with the focus, as the system delivers them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck import assets
from fieldcheck.bootstrap import Installation, data_folder
from fieldcheck.domain.interview import AnswerState
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.ui.pages.wizard import WizardPage
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.theme import load_fonts
from fieldcheck.ui.window import MainWindow
from fieldcheck.usecases.desk import Desk
from fieldcheck.viewmodels.interview import STATE_LETTERS, InterviewViewModel
from fieldcheck.viewmodels.interview_state import Kind, QuestionView
from fieldcheck.viewmodels.shell import Screen
from fieldcheck.viewmodels.wizard import Step
from fieldcheck.windows import Program, assemble
from tests.morning import now
from tests.ui.typing_keys import type_text

USER = "H. de Wit"
PASSPHRASE = "stro koffie lantaarn plank"
ANSWER_MS = 20_000
"""How long anything may take on a machine that does much at once; nothing waits this long on purpose."""
Given = str | dict[str, str]
"""An answer in lexical form, or ``{"state": ...}``; as in the files of the practice workers."""
ANSWERS: dict[str, Given] = {
    **json.loads(
        (assets.folder("resources") / "practice" / "workers" / "4-evicted-papers-kept.json").read_text(
            encoding="utf-8"
        )
    )["answers"],
    "agency_name": "Żółty Kłos Uitzendwerk (fictief)",
}
"""What the fictitious worker says, by question name: evicted within a day, papers with the employer."""
W = TypeVar("W", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


Wait = Callable[[Callable[[], bool]], None]
"""Lets the program go on until something is so; raises when it never is."""


def begin(qtbot: QtBot, *, album: Path | None = None) -> tuple[Hands, Program]:
    """The program, started on the folder in FIELDCHECK_HOME; close it after use."""
    missing = load_fonts(assets.fonts())
    installation = Installation(data_folder(practice=True), now)
    program = assemble(installation, practice=True, language="nl", missing_fonts=missing)
    program.window.show()

    def wait(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=ANSWER_MS)

    return Hands(program.window, wait, album=album), program


@dataclass(frozen=True)
class Starts:
    """Starts and ends the program, as often as a test wants."""

    start: Callable[[], Hands]
    stop: Callable[[], None]


class Hands:
    """What a person sees of the program on the screen, and can do to it."""

    def __init__(self, window: MainWindow, wait: Wait, *, album: Path | None = None) -> None:
        self.window, self._wait = window, wait
        self._frame: Frame = window._frame
        self._album, self._pictures = album, 0
        self.hold(window)

    # Looking

    @property
    def screen(self) -> Screen:
        """Which screen shows."""
        return self._frame.shell.state.place.screen

    @property
    def desk(self) -> Desk:
        """Who sits here; only to be asked what is on disk, while the worker rests."""
        return self._frame.workplace.desk

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._wait(lambda: bool(holds()))

    def arrive(self, screen: Screen) -> None:
        """Wait until a screen shows and the worker has nothing left to do."""
        self.until(lambda: self.screen is screen)
        self.rest()

    def rest(self) -> None:
        """Wait until everything handed to the worker was done and told."""
        rested: list[None] = []
        self._frame.workplace.jobs.run(lambda: None, rested.append, _fail)
        self.until(lambda: rested)

    def find(self, kind: type[W], name: str, *, inside: QWidget | None = None) -> W:
        """What is on the screen under this name; in the sheet on top when there is one."""
        top = inside or QApplication.activeModalWidget() or self.window
        found = [one for one in top.findChildren(kind, name) if one.isVisible()]
        assert len(found) == 1, f"{name}: {len(found)} on the screen"
        return found[0]

    def shows(self, name: str) -> bool:
        """Whether something of this name can be seen and pressed."""
        top = QApplication.activeModalWidget() or self.window
        return any(one.isVisible() and one.isEnabled() for one in top.findChildren(QWidget, name))

    def photograph(self, name: str) -> None:
        """Keep a picture, when somebody wants to look."""
        if self._album is None:
            return
        self._pictures += 1
        self.settle()
        top = QApplication.activeModalWidget() or self.window
        top.grab().save(str(self._album / f"{self._pictures:02d}-{name}.png"))

    @staticmethod
    def settle() -> None:
        """Let a layout that was just changed come to rest; it does in a few rounds."""
        for _ in range(5):
            QApplication.processEvents()

    @property
    def marked_saved(self) -> bool:
        """Whether the bar says that everything is saved."""
        state = self._frame.shell.state
        return state.saved is not None and not state.waiting

    # Doing

    def hold(self, window: QWidget) -> None:
        """Give a window the focus, as the window manager does that a bare display lacks."""
        self.until(lambda: window.windowHandle() is not None and window.windowHandle().isExposed())
        window.activateWindow()
        self.until(window.isActiveWindow)

    def sheet(self) -> QWidget:
        """Wait for the sheet over the window, and give it the focus."""
        self.until(lambda: QApplication.activeModalWidget() is not None)
        top = QApplication.activeModalWidget()
        assert top is not None
        self.hold(top)
        return top

    def sheet_gone(self) -> None:
        """Wait until the window has the keys again."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.hold(self.window)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        focused = QGuiApplication.focusWindow()
        assert focused is not None, "no window has the focus"
        QTest.keyClick(focused, key, modifier)

    def signs(self, text: str) -> None:
        """Press digits and letters of the plain alphabet, one by one."""
        for sign in text:
            if sign == "?":
                self.key(Qt.Key.Key_Question, SHIFT)
            else:
                self.key(Qt.Key(ord(sign.upper())))

    def write(self, text: str) -> None:
        """Write into the field that has the focus, in any script."""
        type_text(text)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until this control has the focus."""
        for _ in range(60):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def click(self, name: str, *, inside: QWidget | None = None) -> None:
        """Press the mouse on what has this name, of several the one ``inside`` something."""
        self.until(lambda: self.shows(name))
        self.settle()
        control = self.find(QWidget, name, inside=inside)
        window = control.window().windowHandle()
        at = control.mapTo(control.window(), control.rect().center())
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, NONE, QPoint(at))


def unlock(hands: Hands, *, user: str = USER, passphrase: str = PASSPHRASE) -> None:
    """The passphrase, up to the desk."""
    hands.arrive(Screen.UNLOCK)
    hands.until(lambda: hands.find(QLineEdit, "name").text() == user)
    hands.photograph("unlock")
    hands.write(passphrase)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def first_start(hands: Hands) -> None:
    """Passphrase, recovery code, the practice action, self-test, up to the desk."""
    page = hands.window.page()
    assert isinstance(page, WizardPage)
    hands.write(USER)
    hands.key(Qt.Key.Key_Tab)
    hands.write(PASSPHRASE)
    hands.key(Qt.Key.Key_Tab)
    hands.write(PASSPHRASE)
    hands.photograph("wizard-passphrase")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: page._model.state.step is Step.RECOVERY)
    hands.until(lambda: page._model.state.sheet)
    hands.tab_to("written-down")
    hands.key(Qt.Key.Key_Space)
    hands.photograph("wizard-recovery")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: page._model.state.step is Step.ACTION)
    hands.photograph("wizard-action")
    hands.key(Qt.Key.Key_Space)  # practising has the focus
    hands.until(lambda: page._model.state.step is Step.SELF_TEST)
    hands.until(lambda: page._model.state.checks)
    hands.photograph("wizard-self-test")
    assert all(check.ok for check in page._model.state.checks)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def begin_talk(hands: Hands, answers: dict[str, Given] = ANSWERS, *, forms: bool = True) -> Talk:
    """A new talk in Polish with the usual form, at its first question; ``forms``: there are more of them."""
    hands.key(Qt.Key.Key_N, CONTROL)
    hands.sheet()
    if forms:
        hands.photograph("form")
        hands.signs("1")
    hands.until(lambda: hands.shows("language-pl"))
    hands.sheet()
    hands.photograph("language")
    hands.signs("pools")  # its place in the list depends on what was spoken here before
    hands.key(Qt.Key.Key_Return)
    hands.sheet_gone()
    hands.arrive(Screen.INTERVIEW)
    talk = Talk(hands, answers)
    hands.until(talk.begun)
    assert talk.model.state.language == "pl"
    return talk


class Talk:
    """The interview on the screen, answered from a file of a practice worker."""

    def __init__(self, hands: Hands, answers: dict[str, Given]) -> None:
        self._hands, self._answers = hands, answers
        self.asked: list[str] = []

    @property
    def model(self) -> InterviewViewModel:
        """What the page presents; only looked at."""
        page = self._hands.window.findChild(InterviewPage)
        assert isinstance(page, InterviewPage)
        return page._model

    def recorded(self) -> dict[str, tuple[str, str]]:
        """Value and state of every answer, by reference, as the screen has them."""
        answers = self.model._run.answers()
        return {
            ref: (value, state.value)
            for ref, (value, state) in answers.items()
            if state is not AnswerState.NOT_ASKED
        }

    def begun(self) -> bool:
        """Whether the first question is on the screen."""
        return self._hands.window.findChild(InterviewPage) is not None

    def answer_all(self, look: Callable[[str], None] = lambda _name: None) -> None:
        """Answer question after question with keys, up to the last page."""
        for _ in range(400):
            if self.model.state.at_end:
                return
            self.answer_one(look)
        raise AssertionError("the talk has no end")

    def answer_one(self, look: Callable[[str], None] = lambda _name: None) -> str:
        """Answer what is asked now, and return its reference ("" for a page that only tells)."""
        question = self.model.state.active_question
        if question is None or question.kind is Kind.NOTE:
            self._hands.key(Qt.Key.Key_Return)
            return ""
        name = question.reference.rpartition("/")[2]
        look(name)
        self.asked.append(name)
        given = self._answers.get(name)
        before = (self.model.state.page, self.model.state.active)
        if given is None:
            self._hands.key(Qt.Key.Key_Return)
        elif isinstance(given, dict):
            self._state(given["state"])
        else:
            self._give(question, given)
        after = (self.model.state.page, self.model.state.active)
        assert after != before or self.model.state.at_end, f"{name}: the key led nowhere"
        return question.reference

    def answer_by_mouse(self) -> None:
        """The same with the mouse; only what has to be written is written."""
        question = self.model.state.active_question
        given = None if question is None else self._answers.get(question.reference.rpartition("/")[2])
        if question is None or question.kind is Kind.NOTE or given is None:
            self._hands.click("main")
        elif isinstance(given, dict):
            self._hands.click(f"state-{given['state']}", inside=self._block(question))
        elif question.kind in (Kind.ONE, Kind.MANY):
            values = [choice.value for choice in question.choices]
            for one in given.split():
                self._hands.click(f"choice-{values.index(one) + 1}", inside=self._block(question))
            if question.kind is Kind.MANY:
                self._hands.click("main")
        else:
            self._hands.write(_as_written(question.kind, given))
            self._hands.click("main")

    def _block(self, question: QuestionView) -> QuestionBlock:
        """Where this question stands; a page can ask several."""
        blocks = self._hands.window.page().findChildren(QuestionBlock)
        return next(one for one in blocks if one.isVisible() and one.reference == question.reference)

    def _state(self, state: str) -> None:
        letter = next(letter for letter, meant in STATE_LETTERS.items() if meant.value == state)
        self._hands.signs(letter)

    def _give(self, question: QuestionView, value: str) -> None:
        if question.kind in (Kind.ONE, Kind.MANY):
            keys = {choice.value: choice.key for choice in question.choices}
            for one in value.split():
                self._hands.signs(keys[one])
            if question.kind is Kind.MANY or self._waits(keys, value):
                self._hands.key(Qt.Key.Key_Return)
            return
        self._hands.write(_as_written(question.kind, value))
        self._hands.key(Qt.Key.Key_Return)

    @staticmethod
    def _waits(keys: dict[str, str], value: str) -> bool:
        """Whether a longer number could follow, so that Enter has to say that this was all."""
        return any(key != keys[value] and key.startswith(keys[value]) for key in keys.values())


def _as_written(kind: Kind, value: str) -> str:
    if kind is Kind.DATE:
        year, month, day = value.split("-")
        return f"{day}-{month}-{year}"
    return value.replace(".", ",") if kind is Kind.NUMBER else value


def _fail(error: Exception) -> None:
    raise error
