"""The worker: one thread, in order, results on the thread of the screen, nothing handed in is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fieldcheck.ui.jobs import QtJobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[QtJobs]:
    made = QtJobs()
    yield made
    made.close()


def test_work_is_away_and_its_result_comes_back(jobs: QtJobs, qtbot: QtBot) -> None:
    came: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        came.append((worker, threading.get_ident()))

    jobs.run(threading.get_ident, done, pytest.fail)
    qtbot.waitUntil(lambda: bool(came))
    worker, screen = came[0]
    assert worker != screen == threading.get_ident()


def test_an_error_comes_back_as_it_was(jobs: QtJobs, qtbot: QtBot) -> None:
    came: list[Exception] = []

    def work() -> None:
        raise ValueError("nee")

    jobs.run(work, pytest.fail, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], ValueError)
    assert threading.current_thread() is threading.main_thread()


def test_work_is_done_in_order_by_one_thread(jobs: QtJobs, qtbot: QtBot) -> None:
    came: list[tuple[int, int]] = []
    for number in range(50):
        jobs.run(lambda number=number: (number, threading.get_ident()), came.append, pytest.fail)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(came) == 50)
    assert [number for number, _ in came] == list(range(50))
    assert len({thread for _, thread in came}) == 1


def test_a_cancelled_job_says_nothing(jobs: QtJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[str] = []
    first = jobs.run(lambda: gate.wait(5), lambda _: came.append("first"), pytest.fail)
    waiting = jobs.run(lambda: came.append("begun"), lambda _: came.append("waiting"), pytest.fail)
    jobs.run(lambda: None, lambda _: came.append("last"), pytest.fail)
    first.cancel()
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: "last" in came)
    assert came == ["last"]


def test_closing_finishes_what_was_handed_in_and_says_nothing_more(qtbot: QtBot) -> None:
    jobs = QtJobs()
    gate = threading.Event()
    written: list[int] = []
    told: list[object] = []
    jobs.run(lambda: gate.wait(5), told.append, told.append)
    for number in range(3):
        jobs.run(lambda number=number: written.append(number), told.append, told.append)  # type: ignore[misc]
    gate.set()
    jobs.close()
    jobs.close()
    qtbot.wait(1)
    assert written == [0, 1, 2]
    assert told == []
