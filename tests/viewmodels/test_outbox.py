"""The outbox: in order, nothing called saved too early, and nothing lost when the desk is left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.journal import Draft
from fieldcheck.ui.jobs import QtJobs
from fieldcheck.usecases.interviewing import Pending
from fieldcheck.usecases.ports import Changes
from fieldcheck.viewmodels.jobs import HeldJobs, Jobs
from fieldcheck.viewmodels.outbox import Outbox, Written

START = datetime(2026, 11, 22, 5, tzinfo=UTC)


def pending(number: int) -> Pending:
    return Pending((Draft("answer.recorded", "interview", str(number), {}, "x", "handhaver", "supervision"),))


class Disk:
    """Takes what is saved; ``refuses`` is asked before every write."""

    def __init__(self, refuses: Callable[[], bool] = lambda: False) -> None:
        self.has: list[str] = []
        self.refuses = refuses

    def save(self, what: Pending) -> Changes:
        if self.refuses():
            raise StorageFailed("De schijf is vol.")
        self.has.append(what.drafts[0].subject)
        return Changes(at=START + timedelta(seconds=len(self.has)), subjects=frozenset())


class Watched:
    """An outbox and what it told."""

    def __init__(self, disk: Disk, jobs: Jobs) -> None:
        self.told: list[Written] = []
        self.box = Outbox(disk, jobs, self.told.append)

    def put(self, *numbers: int) -> None:
        for number in numbers:
            self.box.put(pending(number), f"vraag {number}")


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[QtJobs]:
    made = QtJobs()
    yield made
    made.close()


def test_what_waits_is_on_disk_before_the_store_is_closed() -> None:
    jobs, disk = HeldJobs(), Disk()
    watched = Watched(disk, jobs)
    watched.put(1, 2, 3)
    found: list[list[str]] = []
    jobs.run(lambda: found.append(list(disk.has)), lambda _: None, lambda error: pytest.fail(str(error)))
    jobs.release()
    assert found == [["1", "2", "3"]]
    assert watched.box.empty
    assert watched.told[-1] == Written((), START + timedelta(seconds=3), None)


def test_nothing_is_called_saved_before_the_disk_has_it() -> None:
    jobs, disk = HeldJobs(), Disk()
    watched = Watched(disk, jobs)
    watched.put(1, 2)
    assert watched.told[-1] == Written(("vraag 1", "vraag 2"), None, None)
    assert not watched.box.empty


def test_a_refused_write_keeps_its_place_and_the_next_one_begins_with_it() -> None:
    full = [True]
    jobs, disk = HeldJobs(), Disk(lambda: full[0])
    watched = Watched(disk, jobs)
    watched.put(1, 2)
    jobs.release()
    assert watched.told[-1].waiting == ("vraag 1", "vraag 2")
    assert isinstance(watched.told[-1].error, StorageFailed)
    full[0] = False
    watched.put(3)
    jobs.release()
    assert disk.has == ["1", "2", "3"]
    assert watched.told[-1].error is None


def test_what_was_written_before_a_failure_is_not_written_again() -> None:
    answers = iter([False, True, False, False])
    jobs, disk = HeldJobs(), Disk(lambda: next(answers))
    watched = Watched(disk, jobs)
    watched.put(1)
    jobs.release()
    watched.put(2)
    jobs.release()
    assert watched.told[-1].waiting == ("vraag 2",)
    watched.box.retry()
    jobs.release()
    assert disk.has == ["1", "2"]
    assert watched.box.empty


def test_closing_the_real_worker_writes_everything_that_was_put(worker: QtJobs) -> None:
    gate = threading.Event()
    disk = Disk(lambda: not gate.wait(5))
    watched = Watched(disk, worker)
    watched.put(*range(200))
    order: list[int] = []
    worker.run(lambda: order.append(len(disk.has)), lambda _: None, lambda error: pytest.fail(str(error)))
    gate.set()
    worker.close()
    assert disk.has == [str(number) for number in range(200)]
    assert order == [200]


def test_the_screen_may_add_while_the_worker_writes(worker: QtJobs, qtbot: QtBot) -> None:
    disk = Disk()
    watched = Watched(disk, worker)
    for number in range(300):
        watched.put(number)
    qtbot.waitUntil(lambda: watched.box.empty)
    assert disk.has == [str(number) for number in range(300)]
    assert watched.told[-1].error is None
