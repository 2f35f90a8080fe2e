"""A disk that is full, read-only or gone, and a process that is killed: what was acknowledged is there."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_drafts import KEY, SteppingClock, answer, opened, started

from fieldcheck.crypto import Stretching
from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.identifiers import DeviceId, InterviewId
from fieldcheck.store.database import DatabaseStore, create_store, open_store
from fieldcheck.store.files import write_private
from fieldcheck.store.vault import FileVault

DEVICE = DeviceId("device-a")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk takes root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(store: DatabaseStore) -> int:
    """Record until the disk refuses; the number of answers that were acknowledged."""
    acknowledged = 0

    def record() -> None:
        nonlocal acknowledged
        while acknowledged < 20_000:
            store.record([answer(value=f"{acknowledged} {'x' * 500}")])
            acknowledged += 1

    with pytest.raises(StorageFailed, match="vol") as failure:
        record()
    assert failure.value.remedy
    return acknowledged


def exhaust(path: Path) -> None:
    """Take all the room that is left."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while os.write(descriptor, b"\0" * 4096):
            pass
    os.close(descriptor)


def answers_in(store: DatabaseStore) -> int:
    return sum(entry.kind == "answer.recorded" for entry in store.entries())


def test_a_full_disk_loses_nothing_acknowledged(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * 300_000)
    path = small_disk / "fieldcheck.db"
    store = create_store(path, KEY, DEVICE, SteppingClock())
    store.record([opened(), started()])
    acknowledged = fill(store)
    assert acknowledged > 10
    with pytest.raises(StorageFailed):
        store.record([answer(value="y" * 20_000)])
    assert answers_in(store) == acknowledged
    assert (
        store.interview(InterviewId("talk-1"))
        .answers["/data/pay/amount"]
        .value.startswith(f"{acknowledged - 1} ")
    )
    with pytest.raises(StorageFailed):
        store.back_up(small_disk / "copy.db")
    assert sorted(one.name for one in small_disk.glob("copy*")) == []
    filler.unlink()
    store.record([answer(value="weer ruimte")])
    assert store.broken() == []
    store.close()
    store = open_store(path, KEY, SteppingClock())
    assert answers_in(store) == acknowledged + 1
    assert store.broken() == []
    store.close()


def test_a_store_that_does_not_fit_is_not_half_made(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"\0" * 1_020_000)
    vault = FileVault(small_disk / "laptop", SteppingClock(), stretching=Stretching(64, 1, 1))
    with pytest.raises(StorageFailed):
        vault.create("A. Jansen", "vier woorden", DEVICE)
    assert not vault.exists()
    assert list((small_disk / "laptop").iterdir()) == []
    (small_disk / "filler").unlink()
    vault.create("A. Jansen", "vier woorden", DEVICE).store.close()


def test_key_slots_survive_a_full_disk(small_disk: Path) -> None:
    vault = FileVault(small_disk / "laptop", SteppingClock(), stretching=Stretching(64, 1, 1))
    vault.create("A. Jansen", "vier woorden", DEVICE).store.close()
    exhaust(small_disk / "filler")
    with pytest.raises(StorageFailed):
        vault.changing("A. Jansen", "vijf woorden", proof="vier woorden").put_in_force()
    (small_disk / "filler").unlink()
    vault.unlock("A. Jansen", "vier woorden").close()


def test_a_read_only_disk_is_said_plainly(small_disk: Path) -> None:
    path = small_disk / "fieldcheck.db"
    store = create_store(path, KEY, DEVICE, SteppingClock())
    store.record([opened()])
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageFailed) as failure:
        open_store(path, KEY, SteppingClock()).record([started()])
    assert failure.value.remedy


def test_a_full_database_refuses_and_keeps_what_it_has(store: DatabaseStore) -> None:
    """The same as on a full disk, for those who may not mount one: SQLite's own limit."""
    store.record([opened(), started()])
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 5}").fetchone()
    acknowledged = fill(store)
    assert answers_in(store) == acknowledged
    store._connection.execute("PRAGMA max_page_count = 100000").fetchone()
    store.record([answer(value="weer ruimte")])
    assert answers_in(store) == acknowledged + 1
    assert store.broken() == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "keyslots.json"
    write_private(path, b"old")
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    path.unlink()
    path.mkdir()
    with pytest.raises(StorageFailed, match=r"keyslots\.json"):
        write_private(path, b"newer")
    assert [one.name for one in tmp_path.iterdir()] == ["keyslots.json"]


def test_threads_take_turns(store: DatabaseStore) -> None:
    store.record([opened(), started()])

    def work(number: int) -> None:
        for step in range(50):
            store.record([answer(f"/data/q{number}", str(step))])
            store.cases()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers_in(store) == 200
    assert store.broken() == []


RECORDER = """
import sys, itertools, pathlib
from store_drafts import KEY, SteppingClock, answer
from fieldcheck.store.database import open_store
store = open_store(pathlib.Path(sys.argv[1]), KEY, SteppingClock())
for number in itertools.count(int(sys.argv[2])):
    store.record([answer(f"/data/q{number % 40}", str(number))])
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_killed_at_any_moment_every_acknowledged_answer_is_there(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DEVICE, SteppingClock())
    store.record([opened(), started()])
    store._connection.execute("PRAGMA wal_autocheckpoint = 50").fetchone()
    store.close()
    acknowledged = -1
    for _ in range(5):
        acknowledged = _record_until_killed(path, acknowledged + 1)
        store = open_store(path, KEY, SteppingClock())
        kept = {e.payload["value"] for e in store.entries() if e.kind == "answer.recorded" and e.payload}
        assert kept >= {str(number) for number in range(acknowledged + 1)}
        assert len(kept) <= acknowledged + 2  # one may be on disk that nobody was told of
        assert store.broken() == []
        digest = store.projections_digest()
        store.rebuild()
        assert store.projections_digest() == digest
        acknowledged = max(map(int, kept))
        store.close()


def _record_until_killed(path: Path, first: int) -> int:
    """Let another process record until it has acknowledged some; the last number it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), *sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", RECORDER, str(path), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        for _ in range(random.randint(1, 150)):  # noqa: S311 - no secret
            line = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split("\n")
    numbers = [int(text) for text in (line.strip(), *rest[:-1]) if text]
    return max(numbers)
