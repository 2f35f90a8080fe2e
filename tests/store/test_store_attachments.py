"""Files given as answers: in the encrypted database with their entry, or neither is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from store_drafts import KEY, SteppingClock, answer, attached, opened, started

from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.errors import Bug, BundleRefused, StorageFailed
from fieldcheck.domain.identifiers import CaseId, DeviceId, InterviewId
from fieldcheck.domain.journal import Break, Entry, sha256_hex
from fieldcheck.store.connection import connect
from fieldcheck.store.database import DatabaseStore, create_store, open_store

MakeStore = Callable[..., DatabaseStore]
TALK, CASE = InterviewId("talk-1"), CaseId("case-1")
MARKER = b"BED-MET-SCHIMMEL"
PHOTO = b"\xff\xd8" + MARKER * 40_000
NAME = "photo-3f9a1c2b.jpg"


def contents(store: DatabaseStore) -> dict[str, bytes]:
    rows = store._connection.execute("SELECT digest, content FROM attachment_contents")
    return {digest: bytes(content) for digest, content in rows}


def named(store: DatabaseStore) -> set[str]:
    return {digest for entry in store.entries() if (digest := digest_of(entry))}


def tamper(path: Path, *statements: str) -> None:
    """What somebody with the key could do to a closed store."""
    connection = connect(path, KEY)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_the_bytes_come_back_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), attached(PHOTO)])
    assert store.interview(TALK).answers["/data/bed"].value == NAME
    store.close()
    store = open_store(path, KEY, SteppingClock())
    photo = store.attachment(TALK, NAME)
    assert (photo.content, photo.media_type, photo.name) == (PHOTO, "image/jpeg", NAME)
    assert store.attachment_content(sha256_hex(PHOTO)) == PHOTO
    assert store.broken() == []
    store.close()


def test_unknown_ones_are_key_errors(store: DatabaseStore) -> None:
    with pytest.raises(KeyError):
        store.attachment(TALK, NAME)
    with pytest.raises(KeyError):
        store.attachment_content("0" * 64)


def test_no_file_holds_them_in_plain(store: DatabaseStore, tmp_path: Path) -> None:
    store.record([opened(), started(), attached(PHOTO)])
    store.back_up(tmp_path / "copy.db")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) > 2 * len(PHOTO), "they are in there somewhere"
    for path in files:
        data = path.read_bytes()
        assert MARKER not in data, path.name
        assert sha256_hex(PHOTO).encode() not in data, path.name


def test_rebuilding_keeps_them(store: DatabaseStore) -> None:
    store.record([opened(), started(), attached(PHOTO), answer("/data/bed", "", state="not-asked")])
    before = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == before
    assert store.attachment(TALK, NAME).content == PHOTO, "cleared, and still part of the history"
    store.record([attached(b"nieuw", "photo-00000001.jpg")])
    assert store.attachment(TALK, NAME).content == PHOTO, "replaced, and still part of the history"
    assert named(store) == contents(store).keys()


def test_the_same_file_twice_is_kept_once(store: DatabaseStore) -> None:
    store.record([opened(), started(), attached(PHOTO), attached(PHOTO, "photo-00000001.jpg")])
    assert list(contents(store).values()) == [PHOTO]
    assert store.attachment(TALK, "photo-00000001.jpg").content == PHOTO


@pytest.mark.parametrize(
    "bad",
    [
        replace(attached(PHOTO), attached=PHOTO + b"!"),
        replace(attached(PHOTO), attached=None),
        replace(answer(), attached=PHOTO),
        replace(answer(), payload={**answer().payload, "attachment": {"digest": "../../etc/passwd"}}),
        replace(answer(), payload={**answer().payload, "attachment": None}),
    ],
)
def test_bytes_that_do_not_fit_their_entry_are_not_recorded(store: DatabaseStore, bad: Any) -> None:
    store.record([opened(), started()])
    heads = store.heads()
    with pytest.raises(Bug):
        store.record([answer(), bad])
    assert store.heads() == heads
    assert contents(store) == {}


def test_bytes_do_not_stay_when_the_entry_cannot_count(store: DatabaseStore) -> None:
    store.record([opened(), started()])
    with pytest.raises(Bug):
        store.record([attached(PHOTO), answer(interview="nobody's")])
    assert contents(store) == {}


# Tampering


@pytest.mark.parametrize("change", ["x'00'", "zeroblob(640002)"])
def test_changed_bytes_are_found(tmp_path: Path, change: str) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), attached(PHOTO)])
    store.close()
    tamper(
        path,
        "DROP TRIGGER attachments_keep_content",
        f"UPDATE attachment_contents SET content = {change}",  # noqa: S608 - our own words
    )
    store = open_store(path, KEY, SteppingClock())
    assert store.broken() == [Break(DeviceId("device-a"), 3, "attachment")]
    with pytest.raises(StorageFailed, match="bijlage is beschadigd"):
        store.attachment(TALK, NAME)
    store.close()


def test_removed_bytes_are_found(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), attached(PHOTO)])
    store.close()
    tamper(path, "DROP TRIGGER attachments_stay", "DELETE FROM attachment_contents")
    store = open_store(path, KEY, SteppingClock())
    assert store.broken() == [Break(DeviceId("device-a"), 3, "attachment")]
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attachment_contents SET content = x'00'",
        "DELETE FROM attachment_contents",
        "INSERT OR REPLACE INTO attachment_contents SELECT digest, x'00' FROM attachment_contents",
    ],
)
def test_the_table_itself_refuses_changes(tmp_path: Path, change: str) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), attached(PHOTO)])
    store.close()
    with pytest.raises(sqlcipher.DatabaseError, match=r"keeps its bytes|names this attachment"):
        tamper(path, change)


# Erasing


def test_erasing_a_case_erases_its_files_and_not_those_of_others(
    store: DatabaseStore, tmp_path: Path
) -> None:
    store.record([opened(), started(), attached(PHOTO), attached(b"gedeeld", "photo-00000002.jpg")])
    store.record([opened("case-2", "BV-0002-6"), started("talk-2", "case-2")])
    store.record([attached(b"gedeeld", "photo-00000003.jpg", interview="talk-2")])
    store.erase_case(CASE)
    assert list(contents(store).values()) == [b"gedeeld"]
    assert store.attachment(InterviewId("talk-2"), "photo-00000003.jpg").content == b"gedeeld"
    assert store.broken() == []
    with pytest.raises(KeyError):
        store.attachment(TALK, NAME)
    store.erase_case(CaseId("case-2"))
    assert contents(store) == {}
    store.close()
    connection = connect(tmp_path / "device-a.db", KEY)  # freed pages hold zeros, also for who has the key
    connection.execute(f"ATTACH DATABASE '{tmp_path / 'plain.db'}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    assert MARKER not in (tmp_path / "plain.db").read_bytes()


# Merging


def test_entries_and_their_files_are_merged_together(make_store: MakeStore) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), attached(PHOTO)])
    ours.merge(theirs.entries(), contents(theirs))
    assert ours.attachment(TALK, NAME).content == PHOTO
    assert ours.broken() == []
    assert ours.merge(theirs.entries()).subjects == frozenset(), "known already, with its bytes"


@pytest.mark.parametrize("brought", [{}, {sha256_hex(PHOTO): PHOTO[:-1]}, {"0" * 64: PHOTO}])
def test_a_missing_or_changed_file_is_refused_and_changes_nothing(
    make_store: MakeStore, brought: dict[str, bytes]
) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), attached(PHOTO)])
    with pytest.raises(BundleRefused, match="bijlage"):
        ours.merge(theirs.entries(), brought)
    assert ours.heads() == ()
    assert contents(ours) == {}


def test_bytes_that_no_entry_names_are_left_out(make_store: MakeStore) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), answer()])
    ours.merge(theirs.entries(), {sha256_hex(PHOTO): PHOTO})
    assert contents(ours) == {}


def test_what_was_erased_does_not_come_back(make_store: MakeStore) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), attached(PHOTO)])
    everything, files = list(theirs.entries()), contents(theirs)
    ours.merge(everything, files)
    theirs.erase_case(CASE)
    ours.merge(theirs.entries())
    assert contents(ours) == {}
    ours.merge(everything, files)
    assert contents(ours) == {}
    assert ours.broken() == []


def test_a_lost_file_is_healed_by_a_bundle_that_has_it(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), attached(PHOTO)])
    store.close()
    tamper(path, "DROP TRIGGER attachments_stay", "DELETE FROM attachment_contents")
    store = open_store(path, KEY, SteppingClock())
    store.merge(store.entries(), {sha256_hex(PHOTO): PHOTO})
    assert store.broken() == []
    assert store.attachment(TALK, NAME).content == PHOTO
    store.close()


def test_a_name_for_bytes_that_is_no_digest_is_refused(make_store: MakeStore) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), attached(PHOTO)])
    entries = list(theirs.entries())
    payload: dict[str, Any] = {**(entries[-1].payload or {}), "attachment": {"digest": "../x", "size": 1}}
    entries[-1] = _rechained(entries[-1], payload)
    with pytest.raises(BundleRefused, match="onleesbaar"):
        ours.merge(entries)


def _rechained(entry: Entry, payload: dict[str, Any]) -> Entry:
    from fieldcheck.domain.journal import canonical_json

    changed = replace(entry, payload=payload, payload_digest=sha256_hex(canonical_json(payload)))
    return replace(changed, digest=changed.computed_digest())


# A disk that is full, and a process that is killed


def test_a_full_database_takes_neither_answer_nor_file(store: DatabaseStore) -> None:
    store.record([opened(), started()])
    heads = store.heads()
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 20}").fetchone()
    photo = attached(PHOTO)
    with pytest.raises(StorageFailed, match="vol") as failure:
        store.record([answer(), photo])
    assert failure.value.remedy
    assert store.heads() == heads
    assert contents(store) == {}
    assert store.interview(TALK).answers == {}
    store._connection.execute("PRAGMA max_page_count = 100000").fetchone()
    store.record([photo])  # the same draft again, once there is room
    assert store.attachment(TALK, NAME).content == PHOTO
    assert store.broken() == []


RECORDER = """
import sys, itertools, pathlib
from store_drafts import KEY, SteppingClock, attached
from fieldcheck.store.database import open_store
store = open_store(pathlib.Path(sys.argv[1]), KEY, SteppingClock())
for number in itertools.count(int(sys.argv[2])):
    content = str(number).encode() * 40_000
    store.record([attached(content, f"photo-{number:08x}.jpg")])
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_killed_at_any_moment_answer_and_file_are_both_there_or_neither(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started()])
    store.close()
    last = -1
    for lines in (1, 4, 9):
        acknowledged = _record_until_killed(path, last + 1, lines)
        store = open_store(path, KEY, SteppingClock())
        assert store.broken() == []
        assert named(store) == contents(store).keys()
        last = max(
            int(str(entry.payload["value"])[6:14], 16)
            for entry in store.entries()
            if entry.payload is not None and "attachment" in entry.payload
        )
        assert last >= acknowledged
        store.close()


def _record_until_killed(path: Path, first: int, lines: int) -> int:
    """Let another process record until it has acknowledged some; the last number it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), *sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", RECORDER, str(path), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split("\n")
    return max(int(text) for text in (*said, *rest[:-1]) if text)
