"""Widgets that were left are collected on the thread of the screen."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldcheck.ui.garbage import ScreenCollector
from fieldcheck.ui.jobs import QtJobs

ROOT = Path(__file__).resolve().parents[2]
MANY_PAGES_LEFT = """
import gc
from PySide6.QtCore import QCoreApplication, QObject
from fieldcheck.ui.garbage import ScreenCollector

class Page(QObject):
    def __init__(self):
        super().__init__()
        self.me = self
        self.destroyed.connect(lambda *_: None)  # as ui/binding.py does

def leave_pages():
    [Page() for _ in range(400)]  # more than Qt has locks, so the two meet on one

app = QCoreApplication([])
gc.set_threshold(1)
collector = ScreenCollector()
leave_pages()
collector.stop()
del collector
gc.collect()
print("ended")
"""


class Left:
    """Something in a cycle that says on which thread it went."""

    def __init__(self, gone: list[int]) -> None:
        self.me, self._gone = self, gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[ScreenCollector]:
    made = ScreenCollector()
    yield made
    made.stop()
    made.stop()
    assert not gc.isenabled()


def test_what_the_worker_makes_due_goes_on_the_screens_thread(
    collector: ScreenCollector, qtbot: QtBot
) -> None:
    jobs, gone = QtJobs(), []  # type: tuple[QtJobs, list[int]]
    kept: list[list[object]] = []
    Left(gone)
    jobs.run(lambda: kept.extend([[]] for _ in range(100_000)), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: bool(gone))
    jobs.close()
    assert gone == [threading.get_ident()]


def test_nothing_is_collected_before_it_is_due(collector: ScreenCollector) -> None:
    gc.collect()
    gone: list[int] = []
    Left(gone)
    collector.collect_due()
    assert gone == []


def test_the_end_of_the_collector_waits_for_nothing() -> None:
    """With Python's own collecting on, this waits for ever nearly every time: see decision 007."""
    done = subprocess.run(
        [sys.executable, "-c", MANY_PAGES_LEFT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout + done.stderr == "ended\n"
