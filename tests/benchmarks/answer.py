"""From a key press to the next question painted and the answer on disk: real window, store, worker and form.

What is timed ends when nothing is left to paint: the next question stands there, and the bar says that the
answer is saved. Beside it, in turns, the least that this could take: one bare row committed, and a bare
widget of the window's size painted whole.
"""

from __future__ import annotations

import random
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from fieldcheck import assets
from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.rehearsal import workers
from fieldcheck.store.connection import connect
from fieldcheck.ui.jobs import QtJobs
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.theme import Theme, apply_theme, load_fonts
from fieldcheck.ui.window import MainWindow
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Given
from fieldcheck.usecases.setup import set_up_practice
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, QuestionView, Saving
from fieldcheck.viewmodels.opening import Opening
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace
from fieldcheck.windows import SMALLEST
from tests.benchmarks.measuring import Line, spread

ANSWERS = 400
WARM_UP = 20
P99_LIMIT_MS = 50.0
LANGUAGES = ("pl", "ro", "en")
PATIENCE_S = 10
MOST_KEYS = 400
"""More keys than any interview needs; after that something goes round in a circle."""
_USER = "H. de Wit"
_SEED = 7


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds from one key press to each of the things that follow from it."""

    painted: float
    saved: float
    all: float


def measure() -> list[Line]:
    """Whole interviews, in three languages, until there are enough answers."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    load_fonts(assets.fonts())
    apply_theme(app, Theme())
    with TemporaryDirectory(prefix="fieldcheck-") as folder, closing(_Least(Path(folder))) as least:
        desk = _desk(Path(folder) / "practice")
        jobs = QtJobs()
        try:
            return _measured(app, desk, jobs, least)
        finally:
            jobs.close()
            desk.store.close()


def _measured(app: QApplication, desk: Desk, jobs: QtJobs, least: _Least) -> list[Line]:
    post, people = _Post(app, desk, jobs), workers()
    taken: list[Taken] = []
    bare: list[float] = []
    talks = 0
    while len(taken) < WARM_UP + ANSWERS:
        worker = people[talks % len(people)]
        talk = _Talk(post, LANGUAGES[talks % len(LANGUAGES)], dict(worker.answers), seed=_SEED + talks)
        talks += 1
        for one in talk.answers():
            taken.append(one)
            bare.append(least.once())
    post.window.close()
    taken, bare = taken[WARM_UP:], bare[WARM_UP:]
    every = [one.all for one in taken]
    return [
        *spread("next question painted", [one.painted for one in taken]),
        *spread("answer on disk and shown as saved", [one.saved for one in taken]),
        *spread("both, and nothing left to paint", every, p99_limit=P99_LIMIT_MS),
        *spread("bare row and bare repaint", bare),
        Line("answer to bare row and repaint, of the medians", median(every) / median(bare), "x"),
        Line("interviews", talks, ""),
    ]


def _desk(folder: Path) -> Desk:
    installed = Installation(folder)
    clock = installed.clock
    created = installed.vault.create(_USER, "stro koffie lantaarn plank", DeviceId(new_uuid7(clock())))
    set_up_practice(created.store, user=_USER, action=practice_action(), clock=clock)
    return installed.sit_down(created.store, user=_USER, role=Role.HANDHAVER)


class _Post:
    """The main window with somebody signed in."""

    def __init__(self, app: QApplication, desk: Desk, jobs: QtJobs) -> None:
        self.app, self.desk = app, desk
        workplace = Workplace(Installation(Path()), jobs)
        self.shell = Shell(workplace, first=Screen.DESK)
        workplace.unlocked_by(_USER, desk.store)
        self.shell.seated(desk)
        self.frame = Frame(texts=texts("nl"), shell=self.shell, workplace=workplace, practice=True)
        self.window = MainWindow(self.frame)
        self.window.resize(*SMALLEST)
        self.window.show()
        self.window.activateWindow()
        self.watch = _Painted(self.window)
        app.installEventFilter(self.watch)

    def settle(self) -> None:
        """Do everything that waits to be done now."""
        self.app.processEvents()

    def wait(self) -> None:
        """Sleep until something happens, then do it."""
        self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _Painted(QObject):
    """Counts the paintings of anything in a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.count += watched.window() is self._window
        return False


class _Talk:
    """One interview, full, from its first page to its last; ``says`` is by the name of a question."""

    def __init__(self, post: _Post, language: str, says: dict[str, Given], *, seed: int) -> None:
        self._post, self._says = post, says
        self._choosing = random.Random(seed)  # noqa: S311
        case = open_case(post.desk)
        place = Place(Screen.INTERVIEW, case.id, language)
        post.shell.go(place.screen, place.subject, carried=language)
        opening = post.frame.model(place, lambda: _never())
        while opening.state.model is None:
            if opening.state.trouble is not None:
                raise RuntimeError(opening.state.trouble.what)
            post.wait()
        self.model: InterviewViewModel = opening.state.model
        post.settle()
        self._press(Qt.Key.Key_F6, "")
        self._quiet()
        self._given: dict[str, str] = {}
        self._case = case.id

    def answers(self) -> list[Taken]:
        """Answer what has choices by its digits, timed; go past the rest; check that all of it is on disk."""
        taken = []
        for _ in range(MOST_KEYS):
            state = self.model.state
            question = state.active_question
            if state.at_end:
                break
            if question is None or question.kind is not Kind.ONE or question.reference in self._given:
                self._go_past()
                continue
            taken.append(self._timed(question))
        else:
            raise RuntimeError("the interview did not come to its end")
        self._check_disk()
        return taken

    def _timed(self, question: QuestionView) -> Taken:
        pick = self._pick(question)
        unambiguous = [c for c in question.choices if c.key.startswith(pick.key)] == [pick]
        self._given[question.reference] = pick.value
        app, model, watch, settle = self._post.app, self.model, self._post.watch, self._post.settle
        painted = saved = last = 0.0
        before, seen = model.state, watch.count
        receiver = app.focusWidget()
        began = perf_counter()
        _send(app, receiver, ord(pick.key), pick.key)
        if not unambiguous:
            _send(app, receiver, Qt.Key.Key_Return, "\r")
        while True:
            settle()
            moment = perf_counter()
            quiet = watch.count == seen
            seen = watch.count
            if not painted and not quiet and model.state.active != before.active:
                painted = moment - began
            if not saved and model.state.saving is Saving.SAVED and model.state.saved_at != before.saved_at:
                saved = moment - began
            if painted and saved and quiet:
                return Taken(painted, saved, last)
            last = moment - began
            if last > PATIENCE_S:
                raise RuntimeError(f"no next question after {question.reference}")
            if not (painted and saved):
                self._post.wait()

    def _pick(self, question: QuestionView) -> ChoiceView:
        """What this fictitious worker says; where nothing is written down, any choice with one digit."""
        said = self._says.get(question.reference.rsplit("/", 1)[-1])
        by_one_digit = [choice for choice in question.choices if len(choice.key) == 1]
        written = [choice for choice in by_one_digit if choice.value == said]
        return self._choosing.choice(written or by_one_digit)

    def _go_past(self) -> None:
        """Enter; where Enter is a new line, with Ctrl."""
        writes = isinstance(self._post.app.focusWidget(), QPlainTextEdit)
        modifier = Qt.KeyboardModifier.ControlModifier if writes else Qt.KeyboardModifier.NoModifier
        _send(self._post.app, self._post.app.focusWidget(), Qt.Key.Key_Return, "\r", modifier)
        self._quiet()

    def _press(self, key: int, text: str) -> None:
        _send(self._post.app, self._post.app.focusWidget(), key, text)

    def _quiet(self) -> None:
        """Wait, untimed, until the disk has everything and nothing is left to paint."""
        self._post.settle()
        while self.model.state.saving is Saving.WRITING:
            self._post.wait()
        self._post.settle()

    def _check_disk(self) -> None:
        row = self._post.desk.store.case(self._case)
        assert row.interview is not None
        kept = self._post.desk.store.interview(row.interview).answers
        for reference, value in self._given.items():
            answer = kept[reference]
            if (answer.value, answer.state) != (value, AnswerState.ANSWERED):
                raise RuntimeError(f"{reference}: {value} was shown as saved, {answer.value} is on disk")


class _Least:
    """One row into a bare table, and one widget of the window's size painted whole."""

    def __init__(self, folder: Path) -> None:
        path = folder / "bare.db"
        path.touch()
        self._connection = connect(path, bytes(range(32)))
        self._connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, payload TEXT)")
        self._widget = QWidget()
        layout = QVBoxLayout(self._widget)
        self._label = QLabel("question")
        layout.addWidget(self._label)
        self._widget.resize(*SMALLEST)
        self._widget.show()

    def once(self) -> float:
        began = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare (payload) VALUES (?)", ("answer" * 25,))
        self._connection.execute("COMMIT")
        self._widget.repaint()
        return perf_counter() - began

    def close(self) -> None:
        self._widget.close()
        self._connection.close()


def _send(
    app: QApplication,
    receiver: QObject | None,
    key: int,
    text: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    if receiver is None:
        raise RuntimeError("nothing in the window has the focus")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(receiver, QKeyEvent(kind, key, modifier, text))


def _never() -> Opening:
    raise RuntimeError("the interview's page was not made")
