"""The real application in a process that will be killed; run as ``python -m tests.windows.killed_at_work``.

Answers one question after the other and writes one JSON line for every answer
as soon as the bar says that all is saved. FIELDCHECK_HOME holds the data of an earlier first start.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication

from fieldcheck.ui.window import MainWindow
from fieldcheck.windows import open_windows
from tests.windows.driving import ANSWER_MS, Hands, begin_talk, unlock


def wait(holds: Callable[[], bool]) -> None:
    """Let the application run until something is so."""
    until = monotonic() + ANSWER_MS / 1000
    while not holds():
        assert monotonic() < until, "it never was so"
        QApplication.processEvents()


def work(window: MainWindow) -> None:
    """Unlock, begin a talk, answer to its end, and wait there for the end of the process."""
    hands = Hands(window, wait)
    unlock(hands)
    talk = begin_talk(hands)
    told: set[str] = set()
    while not talk.model.state.at_end:
        talk.answer_one()
        wait(lambda: hands.marked_saved)
        told |= tell(talk.model.state.page, talk.recorded(), told)
    wait(lambda: False)


def tell(page: str, answers: dict[str, tuple[str, str]], told: set[str]) -> set[str]:
    """One line for each answer that was not told yet, as the mark now covers it."""
    for reference, (value, state) in answers.items():
        if reference not in told:
            line = {"reference": reference, "value": value, "state": state, "page": page}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return set(answers)


if __name__ == "__main__":
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    try:
        sys.exit(open_windows(practice=True, language="nl", opened=work))
    finally:
        os._exit(1)  # whoever reads our lines waits for this end
