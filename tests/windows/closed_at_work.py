"""The real command, its window closed by hand; run as ``python -m tests.windows.closed_at_work ENDING``.

Starts ``python -m fieldcheck --practice`` in this process, with two hands at its window: a first start,
a talk and papers, and then the ending: ``idle`` (at the desk), ``talk`` (in the middle of the talk, faster
than the disk follows), ``sheet`` (with a sheet open) or ``locked``. FIELDCHECK_HOME holds the data.
"""

from __future__ import annotations

import gc
import os
import runpy
import sys
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from fieldcheck import windows
from fieldcheck.ui.window import MainWindow
from fieldcheck.viewmodels.shell import Screen
from tests.windows.driving import ANSWER_MS, CONTROL, Hands, begin_talk, first_start

ENDINGS = ("idle", "talk", "sheet", "locked")
_open_windows = windows.open_windows


def wait(holds: Callable[[], bool]) -> None:
    """Let the application run until something is so."""
    until = monotonic() + ANSWER_MS / 1000
    while not holds():
        assert monotonic() < until, "it never was so"
        QApplication.processEvents()


def work(window: MainWindow, ending: str) -> None:
    """Pages come and go, a paper is shown; then everything is as the ending wants it."""
    assert not gc.isenabled(), "Python would collect in the middle of the end of a widget"
    hands = Hands(window, wait)
    first_start(hands)
    talk = begin_talk(hands)
    for _ in range(8):
        talk.answer_one()
    if ending == "talk":
        return
    hands.rest()
    hands.key(Qt.Key.Key_Escape)
    hands.signs("1")
    hands.arrive(Screen.DESK)
    hands.key(Qt.Key.Key_R, CONTROL)
    hands.arrive(Screen.LETTERS)
    hands.until(lambda: hands.shows("main"))
    hands.tab_to("main")
    hands.key(Qt.Key.Key_Return)
    hands.sheet()
    if ending == "sheet":
        return
    hands.key(Qt.Key.Key_Escape)
    hands.sheet_gone()
    hands.key(Qt.Key.Key_F1)
    hands.sheet()
    hands.key(Qt.Key.Key_Escape)
    hands.sheet_gone()
    if ending == "locked":
        hands.key(Qt.Key.Key_L, CONTROL)
        hands.arrive(Screen.UNLOCK)


def work_and_close(window: MainWindow, ending: str) -> None:
    """Closes as the system does: by an event of its own. What goes wrong here ends the process at once."""
    try:
        work(window, ending)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(9)
    print("worked", flush=True)
    QTimer.singleShot(0, window, lambda: _close(window))


def _close(window: MainWindow) -> None:
    sheet = QApplication.activeModalWidget()
    if sheet is not None:
        sheet.close()
    window.close()


def main(ending: str) -> None:
    """What ``python -m fieldcheck --practice`` does, with hands."""

    def open_with_hands(
        *, practice: bool, language: str, opened: Callable[[MainWindow], None] | None = None
    ) -> int:
        def begin(window: MainWindow) -> None:
            if opened is not None:
                opened(window)
            QTimer.singleShot(0, window, lambda: work_and_close(window, ending))

        return _open_windows(practice=practice, language=language, opened=begin)

    windows.open_windows = open_with_hands
    sys.argv = ["fieldcheck", "--practice"]
    runpy.run_module("fieldcheck", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    assert sys.argv[1] in ENDINGS
    main(sys.argv[1])
