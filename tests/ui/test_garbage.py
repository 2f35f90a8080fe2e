"""Widgets that were left are collected on the thread of the screen."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fieldcheck.ui.garbage import ScreenCollector
from fieldcheck.ui.jobs import QtJobs


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
    assert gc.isenabled()


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
