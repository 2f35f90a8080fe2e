"""The locked store: who opens it, what is refused, and that nothing readable lies on the disk."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from store_drafts import SteppingClock, answer, draft, opened, started

from fieldcheck.crypto import Stretching
from fieldcheck.domain.errors import InvalidValue, StorageFailed, StoreRefused, WrongPassphrase
from fieldcheck.domain.identifiers import CaseId, DeviceId
from fieldcheck.store.vault import FileVault

DEVICE = DeviceId("device-a")
USER, PASSPHRASE = "A. Jansen", "vier woorden zijn genoeg"


def test_a_new_store_opens_with_passphrase_and_with_the_printed_code(vault: FileVault) -> None:
    assert (vault.exists(), vault.users()) == (False, ())
    created = vault.create(USER, PASSPHRASE, DEVICE)
    created.store.record([opened()])
    created.store.close()
    assert (vault.exists(), vault.users()) == (True, (USER,))
    code = created.recovery_code.lower().replace("-", " ")
    for opening in (lambda: vault.unlock(USER, PASSPHRASE), lambda: vault.unlock_with_recovery_code(code)):
        store = opening()
        assert store.device == DEVICE
        assert [row.id for row in store.cases()] == ["case-1"]
        store.close()


def test_the_shipped_stretching_is_the_strong_one(tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "laptop", SteppingClock())
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    vault.unlock(USER, PASSPHRASE).close()
    slots = json.loads((tmp_path / "laptop" / "keyslots.json").read_text(encoding="utf-8"))["slots"]
    assert [slot["kdf"]["memory_kib"] for slot in slots] == [65536, 65536]


def test_wrong_ones_do_not_open(vault: FileVault) -> None:
    code = vault.create(USER, PASSPHRASE, DEVICE)
    code.store.close()
    for user, passphrase in ((USER, "iets anders"), ("niemand", PASSPHRASE), (USER, ""), ("#recovery", "x")):
        with pytest.raises(WrongPassphrase):
            vault.unlock(user, passphrase)
    with pytest.raises(InvalidValue):
        vault.unlock_with_recovery_code("1234")
    vault.unlock(USER, PASSPHRASE).close()


def test_wrong_tries_lengthen_the_waiting_and_the_right_one_ends_it(
    vault: FileVault, clock: SteppingClock, tmp_path: Path
) -> None:
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    waits = []
    for _ in range(12):
        with pytest.raises(WrongPassphrase):
            vault.unlock(USER, "mis")
        waits.append(vault.wait_seconds(USER))
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]
    assert FileVault(tmp_path / "laptop", clock).wait_seconds(USER) > 290  # a restart does not help
    assert vault.wait_seconds("niemand") == 0
    clock.advance(200)
    assert 90 < vault.wait_seconds(USER) <= 100
    clock.advance(200)
    assert vault.wait_seconds(USER) == 0
    vault.unlock(USER, PASSPHRASE).close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(USER, "mis")
    assert vault.wait_seconds(USER) == 0
    (tmp_path / "laptop" / "tries.json").write_bytes(b"\xff damaged")
    vault.unlock(USER, PASSPHRASE).close()


def test_a_new_passphrase_leaves_the_database_alone(vault: FileVault, tmp_path: Path) -> None:
    created = vault.create(USER, PASSPHRASE, DEVICE)
    created.store.close()
    before = (tmp_path / "laptop" / "fieldcheck.db").read_bytes()
    with pytest.raises(WrongPassphrase):
        vault.changing(USER, "nieuw wachtwoord", proof="mis")
    with pytest.raises(InvalidValue):
        vault.changing(USER, "  ", proof=PASSPHRASE)
    with pytest.raises(InvalidValue):
        vault.changing("Niemand", "nieuw wachtwoord", proof=created.recovery_code)
    changing = vault.changing(USER, "nieuw wachtwoord", proof=PASSPHRASE)
    vault.unlock(USER, PASSPHRASE).close()  # nothing is in force yet
    changing.put_in_force()
    assert (tmp_path / "laptop" / "fieldcheck.db").read_bytes() == before
    with pytest.raises(WrongPassphrase):
        vault.unlock(USER, PASSPHRASE)
    vault.unlock(USER, "nieuw wachtwoord").close()
    vault.unlock_with_recovery_code(created.recovery_code).close()


def test_a_store_is_never_made_over_another(vault: FileVault, tmp_path: Path) -> None:
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    with pytest.raises(StoreRefused):
        vault.create("B. de Vries", PASSPHRASE, DEVICE)
    (tmp_path / "laptop" / "keyslots.json").rename(tmp_path / "kept.json")
    with pytest.raises(StoreRefused):
        vault.create("B. de Vries", PASSPHRASE, DEVICE)
    (tmp_path / "kept.json").rename(tmp_path / "laptop" / "keyslots.json")
    vault.unlock(USER, PASSPHRASE).close()


@pytest.mark.parametrize(("user", "passphrase"), [("", PASSPHRASE), ("#x", PASSPHRASE), (USER, " ")])
def test_nameless_and_empty_are_refused_before_anything_is_made(
    vault: FileVault, tmp_path: Path, user: str, passphrase: str
) -> None:
    with pytest.raises(InvalidValue):
        vault.create(user, passphrase, DEVICE)
    assert not vault.exists()
    assert list(tmp_path.rglob("*.db*")) == []


def test_a_creation_that_was_cut_off_is_begun_anew(vault: FileVault, tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    folder.mkdir()
    (folder / "fieldcheck.db.new").write_bytes(b"half")
    (folder / "keyslots.json.part").write_bytes(b"half")
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["fieldcheck.db", "keyslots.json"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_others_may_read_nothing(vault: FileVault, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = vault.create(USER, PASSPHRASE, DEVICE).store
        store.record([opened()])
        store.back_up(tmp_path / "laptop" / "copy.db")
        with pytest.raises(WrongPassphrase):
            vault.unlock(USER, "mis")
        folder = tmp_path / "laptop"
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert {"fieldcheck.db", "fieldcheck.db-wal", "keyslots.json", "tries.json", "copy.db"} < set(modes)


def test_no_answer_name_or_key_is_readable_on_disk(vault: FileVault, tmp_path: Path) -> None:
    store = vault.create("gebruiker", "MARKER-passphrase", DEVICE).store
    store.record([opened(code="MARKER-code"), started(), answer(value="MARKER-answer")])
    store.record(
        [draft("note.recorded", "talk-1", actor="MARKER-actor", reference="/data", text="MARKER-note")]
    )
    store.keep_secret("device.key", b"MARKER-secret" * 100)
    store.back_up(tmp_path / "laptop" / "copy.db")
    while_open = {path.name: path.read_bytes() for path in (tmp_path / "laptop").iterdir()}
    store.close()
    after = {path.name: path.read_bytes() for path in (tmp_path / "laptop").iterdir()}
    assert len(while_open["fieldcheck.db-wal"]) > 10_000
    for content in (*while_open.values(), *after.values()):
        assert b"MARKER" not in content
        assert "MARKER".encode("utf-16-le") not in content
        assert b"SQLite format" not in content


def damaged(folder: Path, how: str) -> None:
    database = folder / "fieldcheck.db"
    content = database.read_bytes()
    if how == "missing":
        database.unlink()
    elif how == "empty":
        database.write_bytes(b"")
    elif how == "cut in the first page":
        database.write_bytes(content[:1000])
    elif how == "cut after some pages":
        database.write_bytes(content[: 4096 * 5])
    elif how == "cut by some bytes":
        database.write_bytes(content[:-100])
    elif how == "text":
        database.write_bytes(b"Beste collega, hierbij de lijst van vandaag.\n" * 300)
    elif how == "plain sqlite":
        import sqlite3

        database.unlink()
        plain = sqlite3.connect(database)
        plain.execute("CREATE TABLE journal (x)")
        plain.commit()
        plain.close()
    elif how == "one bit":
        database.write_bytes(content[:500] + bytes([content[500] ^ 1]) + content[501:])
    elif how == "another laptop's":
        other = FileVault(folder / "other", SteppingClock(), stretching=Stretching(64, 1, 1))
        other.create(USER, PASSPHRASE, DeviceId("device-b")).store.close()
        database.write_bytes((folder / "other" / "fieldcheck.db").read_bytes())


@pytest.mark.parametrize(
    "how",
    [
        "missing",
        "empty",
        "cut in the first page",
        "cut after some pages",
        "cut by some bytes",
        "text",
        "plain sqlite",
        "one bit",
        "another laptop's",
    ],
)
def test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is(
    vault: FileVault, tmp_path: Path, how: str
) -> None:
    store = vault.create(USER, PASSPHRASE, DEVICE).store
    store.record([opened(f"case-{number}") for number in range(50)])
    store.close()
    folder = tmp_path / "laptop"
    damaged(folder, how)
    before = {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}
    with pytest.raises(StoreRefused) as refusal:
        vault.unlock(USER, PASSPHRASE)
    assert "fieldcheck.db" in str(refusal.value)
    assert refusal.value.remedy
    after = {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b"[]", b'{"version": 9, "store": "x", "slots": []}']
)
def test_damaged_key_slots_are_refused(vault: FileVault, tmp_path: Path, content: bytes) -> None:
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    (tmp_path / "laptop" / "keyslots.json").write_bytes(content)
    with pytest.raises(StoreRefused):
        vault.unlock(USER, PASSPHRASE)
    with pytest.raises(StoreRefused):
        vault.users()


def test_a_store_opens_in_one_place_at_a_time(vault: FileVault) -> None:
    store = vault.create(USER, PASSPHRASE, DEVICE).store
    with pytest.raises(StorageFailed, match="ander venster"):
        vault.unlock(USER, PASSPHRASE)
    store.record([opened()])
    store.close()
    vault.unlock(USER, PASSPHRASE).close()


def test_a_backup_opens_with_the_same_passphrase(vault: FileVault, tmp_path: Path) -> None:
    store = vault.create(USER, PASSPHRASE, DEVICE).store
    store.record([opened(), started(), answer()])
    store.keep_secret("device.key", b"secret")
    target = tmp_path / "usb" / "copy.db"
    target.parent.mkdir()
    store.back_up(target)
    store.record([answer(value="na de kopie")])
    store.back_up(target)  # over the older one
    assert sorted(path.name for path in target.parent.iterdir()) == ["copy.db", "copy.db.keyslots.json"]
    expected = (store.projections_digest(), store.heads())
    store.close()
    target.rename(target.with_name("fieldcheck.db"))
    target.with_name("copy.db.keyslots.json").rename(target.with_name("keyslots.json"))
    copy = FileVault(target.parent, SteppingClock(), stretching=Stretching(64, 1, 1)).unlock(USER, PASSPHRASE)
    assert (copy.projections_digest(), copy.heads()) == expected
    assert copy.secret("device.key") == b"secret"
    assert copy.broken() == []
    copy.close()


def test_a_backup_to_nowhere_fails_plainly(vault: FileVault, tmp_path: Path) -> None:
    store = vault.create(USER, PASSPHRASE, DEVICE).store
    with pytest.raises(StorageFailed):
        store.back_up(tmp_path / "gone" / "copy.db")
    store.record([opened()])
    assert store.case(CaseId("case-1"))
    store.close()


def test_asking_who_has_a_slot_loads_nothing_heavy(vault: FileVault, tmp_path: Path) -> None:
    vault.create(USER, PASSPHRASE, DEVICE).store.close()
    script = (
        "import sys, datetime, pathlib\n"
        "from fieldcheck.store.vault import FileVault\n"
        "vault = FileVault(pathlib.Path(sys.argv[1]), lambda: datetime.datetime.now(datetime.UTC))\n"
        "assert vault.exists() and vault.users() and vault.wait_seconds('x') == 0\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'cryptography', 'argon2', 'pyhanko', 'pyrage', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "laptop")], capture_output=True, text=True, check=False
    )
    assert (out.stdout.strip(), out.stderr) == ("[]", "")
