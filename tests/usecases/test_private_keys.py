"""Sealed notes on a shared laptop: who has the database open and every secret read out opens none."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from fieldcheck.bootstrap import Installation
from fieldcheck.crypto import unseal
from fieldcheck.domain import events
from fieldcheck.domain.errors import (
    BundleRefused,
    InvalidValue,
    NotAllowed,
    StorageFailed,
    UserFixable,
    WrongPassphrase,
)
from fieldcheck.domain.identifiers import CaseId, DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.database import DatabaseStore
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.giving_keys import give_key, readers, take_key
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.passphrases import change_passphrase
from fieldcheck.usecases.ports import RECOVERY, Store
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip
from fieldcheck.usecases.recovery import new_sheet, replace_sheet
from fieldcheck.usecases.sealed_notes import read_notes, seal_note
from fieldcheck.usecases.sealing import unseal_here
from fieldcheck.usecases.setup import take_over
from fieldcheck.usecases.users import withdraw_user
from tests.morning import now
from tests.quick_keys import QUICK

OWNER, OWN = "M. Bakker", "zes ezels in de mist"
OTHER, THEIRS = "J. Voorbeeld", "zeven kale kippen vliegen over"
WORDS = "Zijn zus Marta werkt in de kas bij de dijk"
PLAN = LaptopPlan("stand", "ST", "iszw", (Role.ISZW_INSPECTOR, Role.HANDHAVER, Role.ADMINISTRATOR))
KEY = "age.iszw"


class SharedLaptop:
    """One laptop with an inspector who set it up, and somebody else who may unlock it."""

    def __init__(self, folder: Path, founded: Founded, *, noted: bool = True) -> None:
        self.folder = folder
        self.vault = FileVault(folder, now, stretching=QUICK)
        made = self.vault.create(OWNER, OWN, DeviceId(new_uuid7(now())))
        self.code = made.recovery_code
        take_over(made.store, equip(founded, PLAN, device=made.store.device), user=OWNER)
        self.vault.adding(OTHER, THEIRS, by=OWNER, proof=OWN)()
        made.store.close()
        self.case = CaseId("")
        if not noted:
            return
        with self.seat(OWNER, OWN) as desk:
            self.case = open_case(replace(desk, actor=replace(desk.actor, role=Role.HANDHAVER))).id
            seal_note(desk, self.case, WORDS)

    @contextlib.contextmanager
    def seat(
        self, user: str, phrase: str, role: Role = Role.ISZW_INSPECTOR, *, code: str = ""
    ) -> Iterator[Desk]:
        store = self.vault.unlock_with_recovery_code(code) if code else self.vault.unlock(user, phrase)
        try:
            yield Installation(self.folder, now).sit_down(store, user=user, role=role)
        finally:
            store.close()

    def words(self, user: str, phrase: str, *, code: str = "") -> str | None:
        """What this person reads of the note, sitting down as inspector."""
        with self.seat(user, phrase, code=code) as desk:
            return read_notes(desk, self.case)[0].words

    def as_before(self) -> None:
        """Make of it what the version before left: the key in the open, slots without identities."""
        with self.seat(OWNER, OWN) as desk:
            key = desk.store.secret(KEY)
            assert key is not None
            desk.store.withhold_private(KEY, desk.store.private_to(KEY))
            desk.store.keep_secret(KEY, key)
        slots = self.folder / "keyslots.json"
        content = json.loads(slots.read_text())
        content["version"] = 1
        for slot in content["slots"]:
            del slot["identity"]
        slots.write_text(json.dumps(content))


@pytest.fixture
def shared(tmp_path: Path, founded: Founded) -> SharedLaptop:
    return SharedLaptop(tmp_path / "shared", founded)


def every_secret(store: object) -> dict[str, bytes]:
    assert isinstance(store, DatabaseStore)
    rows = store._connection.execute("SELECT name, value FROM secrets").fetchall()
    return {str(name): bytes(value) for name, value in rows}


def attack(desk: Desk, note: str) -> list[str]:
    """Try every secret of the store, and the attacker's own identity, on the note and on each other."""
    store = desk.store
    assert isinstance(store, DatabaseStore)
    keys = [value for value in every_secret(store).values()] + [store._person.secret.encode()]
    opened = []
    for key in [*keys]:
        for envelope in keys:
            with contextlib.suppress(BundleRefused, InvalidValue, UnicodeDecodeError):
                keys.append(unseal(envelope, key.decode()))
    for key in keys:
        with contextlib.suppress(BundleRefused, InvalidValue, UnicodeDecodeError):
            opened.append(unseal(base64.b64decode(note), key.decode()).decode())
    return opened


def note_of(desk: Desk) -> str:
    (entry,) = desk.store.entries_of(events.NOTE_SEALED)
    assert entry.payload is not None
    return str(entry.payload["sealed"])


def test_another_user_with_the_database_open_and_every_secret_read_out_opens_no_note(
    shared: SharedLaptop,
) -> None:
    assert shared.words(OWNER, OWN) == WORDS
    assert shared.words(OTHER, THEIRS) is None
    with shared.seat(OTHER, THEIRS) as desk:
        assert attack(desk, note_of(desk)) == []
        with pytest.raises(UserFixable, match="u hebt die sleutel niet"):
            unseal_here(desk, note_of(desk), ["iszw"])
        with pytest.raises(UserFixable, match="u hebt die sleutel niet"):
            take_in(desk, shared.folder / "x.asice.age", progress=lambda done, total: None)
    with shared.seat(OWNER, OWN) as desk:  # the attack itself is a real one: it works where there is a key
        assert WORDS in attack(desk, note_of(desk))


def test_the_attack_succeeds_on_a_laptop_as_it_was_before(shared: SharedLaptop) -> None:
    shared.as_before()
    store = shared.vault.unlock(OTHER, THEIRS)
    desk = Installation(shared.folder, now).sit_down(store, user=OTHER, role=Role.HANDHAVER)
    assert WORDS in attack(desk, note_of(desk))
    store.close()


def test_an_existing_laptop_is_closed_when_its_owner_unlocks_and_the_owner_still_reads(
    shared: SharedLaptop,
) -> None:
    shared.as_before()
    copy = shared.folder / "fieldcheck.schema-4.db"
    with shared.seat(OTHER, THEIRS) as desk:  # takes place as inspector first, and gains nothing by it
        assert desk.store.lies_open(KEY)
        assert desk.store.private_to(KEY) == frozenset()
        desk.store.back_up(copy)  # as is made before a schema is brought up to date
        key, database_key = desk.store.secret(KEY), shared.vault._unlocked(OTHER, THEIRS).key
        assert key is not None
    assert key in decrypted(copy, database_key)
    with shared.seat(OWNER, OWN, Role.HANDHAVER) as desk:  # in whatever role
        assert not desk.store.lies_open(KEY)
    assert shared.words(OWNER, OWN) == WORDS
    with shared.seat(OTHER, THEIRS) as desk:
        assert attack(desk, note_of(desk)) == []
    for file in (shared.folder / "fieldcheck.db", copy):
        assert key not in decrypted(file, database_key), file.name


PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16


def decrypted(file: Path, key: bytes) -> bytes:
    """Every byte under the encryption of a SQLCipher 4 file (AES-256-CBC for each page), free pages too."""
    content, pages = file.read_bytes(), []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body, iv = page[SALT if start == 0 else 0 : -RESERVED], page[-RESERVED:][:IV]
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        pages.append(cipher.update(body) + cipher.finalize())
    return b"".join(pages)


def test_while_the_key_lies_open_nobody_takes_it_along_who_does_not_write_notes(shared: SharedLaptop) -> None:
    shared.as_before()
    with shared.seat(OTHER, THEIRS, Role.ADMINISTRATOR) as desk:
        assert not readers(desk, shared.vault).own
        with pytest.raises(UserFixable, match="Alleen wie"):
            give_key(desk, shared.vault, OTHER, proof=THEIRS)
        renewed, _ = new_sheet(desk, shared.vault, proof=THEIRS)
        replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
    assert shared.words(OWNER, OWN) == WORDS
    assert shared.words(OTHER, THEIRS) is None
    assert shared.words("x", "", code=renewed.code) is None


def test_a_new_sheet_does_not_close_the_key_to_itself_alone(tmp_path: Path, founded: Founded) -> None:
    laptop = SharedLaptop(tmp_path / "laptop", founded, noted=False)
    laptop.as_before()
    with laptop.seat(OTHER, THEIRS, Role.HANDHAVER) as desk:
        renewed, _ = new_sheet(desk, laptop.vault, proof=THEIRS)
        replace_sheet(desk, laptop.vault, renewed, typed=renewed.code[-5:])
    with laptop.seat(OTHER, THEIRS, Role.HANDHAVER) as desk:
        assert desk.store.lies_open(KEY)
    with laptop.seat(OWNER, OWN) as desk:
        assert desk.store.secret(KEY) is not None
        assert not desk.store.lies_open(KEY)


def test_where_two_wrote_notes_both_keep_reading(shared: SharedLaptop) -> None:
    with shared.seat(OWNER, OWN, Role.ADMINISTRATOR) as desk:
        give_key(desk, shared.vault, OTHER, proof=OWN)
    with shared.seat(OTHER, THEIRS) as desk:
        seal_note(desk, shared.case, "Nog een notitie")
    shared.as_before()
    assert shared.words(OWNER, OWN) == WORDS
    with shared.seat(OWNER, OWN) as desk:
        assert desk.store.lies_open(KEY)  # until the other unlocked once
        assert readers(desk, shared.vault).lies_open
    assert shared.words(OTHER, THEIRS) == WORDS
    with shared.seat(OTHER, THEIRS) as desk:
        assert not desk.store.lies_open(KEY)
    assert shared.words(OWNER, OWN) == WORDS


def test_only_who_reads_lets_others_read_and_it_is_on_record(shared: SharedLaptop) -> None:
    with shared.seat(OTHER, THEIRS, Role.ADMINISTRATOR) as desk:
        assert readers(desk, shared.vault).names == (OWNER,)
        with pytest.raises(UserFixable, match="Alleen wie"):
            give_key(desk, shared.vault, OTHER, proof=THEIRS)
        with pytest.raises(UserFixable):
            take_key(desk, shared.vault, OWNER, proof=THEIRS)
    with shared.seat(OWNER, OWN, Role.ADMINISTRATOR) as desk:
        with pytest.raises(WrongPassphrase):
            give_key(desk, shared.vault, OTHER, proof="geraden")
        with pytest.raises(InvalidValue):
            give_key(desk, shared.vault, "niemand", proof=OWN)
        with pytest.raises(InvalidValue):
            give_key(desk, shared.vault, RECOVERY, proof=OWN)
        give_key(desk, shared.vault, OTHER, proof=OWN)
        assert readers(desk, shared.vault).names == (OWNER, OTHER)
    assert shared.words(OTHER, THEIRS) == WORDS
    with shared.seat(OWNER, OWN, Role.ADMINISTRATOR) as desk:
        take_key(desk, shared.vault, OTHER, proof=OWN)
        told = [(one.kind, one.payload) for one in desk.store.entries() if one.kind.startswith("key.")]
        assert [(kind, (payload or {}).get("user")) for kind, payload in told] == [
            (events.KEY_GIVEN, OTHER),
            (events.KEY_TAKEN, OTHER),
        ]
    assert shared.words(OTHER, THEIRS) is None


NEW = "negen natte narren lopen weg"


def changes(store: Store) -> list[tuple[str, dict[str, object]]]:
    kinds = (events.PASSPHRASE_CHANGED, events.PASSPHRASE_KEPT)
    told = [(one.kind, dict(one.payload or {})) for one in store.entries() if one.kind in kinds]
    return [(kind, {name: value for name, value in said.items() if name != "salt"}) for kind, said in told]


@pytest.mark.parametrize("by_sheet", [False, True])
def test_a_new_passphrase_keeps_the_notes_readable(shared: SharedLaptop, by_sheet: bool) -> None:
    code = shared.code if by_sheet else ""
    with shared.seat(OWNER, OWN, code=code) as desk:
        with pytest.raises(InvalidValue, match="te makkelijk"):
            change_passphrase(desk, shared.vault, "zwak", proof=OWN)
        with pytest.raises(WrongPassphrase):
            change_passphrase(desk, shared.vault, NEW, proof=THEIRS)
        change_passphrase(desk, shared.vault, NEW, proof=code or OWN)
        opens = shared.vault.recipients()[OWNER]
        how = {"with": "recovery-sheet", "opens": opens} if by_sheet else {}
        assert changes(desk.store) == [(events.PASSPHRASE_CHANGED, {"user": OWNER, **how})]
        assert len(desk.store.private_to(KEY)) == 2  # the owner and the sheet, nobody from before
    assert shared.words(OWNER, NEW) == WORDS
    assert shared.words("wie het blad heeft", "", code=shared.code) == WORDS
    with pytest.raises(WrongPassphrase):
        shared.vault.unlock(OWNER, OWN)
    assert shared.words(OTHER, THEIRS) is None


def test_a_forgotten_passphrase_does_not_take_the_notes_from_everybody(shared: SharedLaptop) -> None:
    """With a sheet of somebody who cannot read them only the old passphrase still does: it stays in force."""
    with shared.seat(OTHER, THEIRS) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=THEIRS)
        replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
    with shared.seat(OWNER, "", code=renewed.code) as desk:
        with pytest.raises(InvalidValue, match="niemand"):
            change_passphrase(desk, shared.vault, NEW, proof=renewed.code)
        assert changes(desk.store) == []
    assert shared.words(OWNER, OWN) == WORDS
    with shared.seat(OTHER, "", code=renewed.code) as desk:  # who never could read them loses nothing
        change_passphrase(desk, shared.vault, NEW, proof=renewed.code)
    assert shared.words(OTHER, NEW) is None


def test_nobody_gets_a_passphrase_who_had_none(shared: SharedLaptop) -> None:
    with (
        shared.seat("wie het blad heeft", "", code=shared.code) as desk,
        pytest.raises(InvalidValue, match="niet op deze laptop"),
    ):
        change_passphrase(desk, shared.vault, NEW, proof=shared.code)
    assert shared.vault.users() == (OWNER, OTHER)


def test_a_disk_that_refuses_leaves_the_old_passphrase_in_force(
    shared: SharedLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with shared.seat(OWNER, "", code=shared.code) as desk:
        before = desk.store.private_to(KEY)
        monkeypatch.setattr("fieldcheck.store.files.publish", full)
        with pytest.raises(StorageFailed):
            change_passphrase(desk, shared.vault, NEW, proof=shared.code)
        monkeypatch.undo()
        kinds = [kind for kind, _ in changes(desk.store)]
        assert kinds == [events.PASSPHRASE_CHANGED, events.PASSPHRASE_KEPT]
        assert desk.store.private_to(KEY) == before
    assert shared.words(OWNER, OWN) == WORDS


def test_the_only_reader_is_not_withdrawn_by_somebody_who_cannot_read(
    shared: SharedLaptop,
) -> None:
    with shared.seat(OTHER, THEIRS, Role.ADMINISTRATOR) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=THEIRS)
        replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
        with pytest.raises(InvalidValue, match="de enige"):
            withdraw_user(desk, shared.vault, OWNER, proof=THEIRS)
    assert shared.words(OWNER, OWN) == WORDS


def test_the_sheet_of_a_reader_opens_the_notes_and_its_use_is_on_record(shared: SharedLaptop) -> None:
    assert shared.words("wie het blad heeft", "", code=shared.code) == WORDS
    with shared.seat(OWNER, OWN) as desk:
        opened = [one.payload or {} for one in desk.store.entries() if one.kind == events.SESSION_OPENED]
    assert [one.get("with") for one in opened][-2:] == ["recovery-sheet", None]


@pytest.mark.parametrize(("user", "phrase", "read"), [(OWNER, OWN, WORDS), (OTHER, THEIRS, None)])
def test_a_renewed_sheet_replaces_the_old_one_and_opens_what_its_maker_could(
    shared: SharedLaptop, user: str, phrase: str, read: str | None
) -> None:
    with shared.seat(user, phrase) as desk:
        renewed, paper = new_sheet(desk, shared.vault, proof=phrase)
        assert paper.startswith(b"%PDF")
    assert shared.words("x", "", code=shared.code) == WORDS  # nothing changed yet
    with pytest.raises(WrongPassphrase):
        shared.vault.unlock_with_recovery_code(renewed.code)
    with shared.seat(user, phrase) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=phrase)
        with pytest.raises(InvalidValue, match="laatste groep"):
            replace_sheet(desk, shared.vault, renewed, typed="00000")
        replace_sheet(desk, shared.vault, renewed, typed=f" {renewed.code[-5:].lower()} ")
        written = [one.payload or {} for one in desk.store.entries() if one.kind == events.RECOVERY_RENEWED]
        assert [one["reads"] for one in written] == [["iszw"] if read else []]
        assert renewed.code[-5:] not in str([one.payload for one in desk.store.entries()])
        assert readers(desk, shared.vault).sheet is (read is not None)
    with pytest.raises(WrongPassphrase):
        shared.vault.unlock_with_recovery_code(shared.code)
    assert shared.words("x", "", code=renewed.code) == read


def test_a_sheet_is_renewed_on_ones_own_passphrase_alone(shared: SharedLaptop) -> None:
    with shared.seat(OWNER, OWN) as desk:
        for proof in ("geraden", shared.code):
            with pytest.raises(WrongPassphrase):
                new_sheet(desk, shared.vault, proof=proof)
        reader = replace(desk, actor=replace(desk.actor, role=Role.AUDIT_READER))
        with pytest.raises(NotAllowed):
            new_sheet(reader, shared.vault, proof=OWN)


def test_a_disk_that_refuses_leaves_the_old_sheet_in_force(
    shared: SharedLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with shared.seat(OWNER, OWN) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=OWN)
        monkeypatch.setattr("fieldcheck.store.files.publish", full)
        with pytest.raises(StorageFailed):
            replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
        monkeypatch.undo()
        kinds = [one.kind for one in desk.store.entries()][-2:]
        assert kinds == [events.RECOVERY_RENEWED, events.RECOVERY_KEPT]
        assert renewed.recipient not in desk.store.private_to(KEY)
    assert shared.words("x", "", code=shared.code) == WORDS


def test_a_sheet_that_is_in_force_after_all_keeps_opening_the_notes(
    shared: SharedLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key slots have their new name, and only then the disk refuses; then it is tried again."""

    def refuses(_: object) -> None:
        raise OSError(5, "Input/output error")

    with shared.seat(OWNER, OWN) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=OWN)
        with monkeypatch.context() as patch:
            patch.setattr("fieldcheck.store.files.settle", refuses)
            with pytest.raises(StorageFailed):
                replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
    assert shared.words("x", "", code=renewed.code) == WORDS
    with shared.seat(OWNER, OWN) as desk:
        assert [one.kind for one in desk.store.entries() if one.kind == events.RECOVERY_KEPT] == []
        replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
    assert shared.words("x", "", code=renewed.code) == WORDS


def test_a_passphrase_or_user_that_is_in_force_after_all_is_not_taken_back_on_record(
    shared: SharedLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: object) -> None:
        raise OSError(5, "Input/output error")

    with shared.seat(OWNER, "", Role.ADMINISTRATOR, code=shared.code) as desk:
        with monkeypatch.context() as patch:
            patch.setattr("fieldcheck.store.files.settle", refuses)
            with pytest.raises(StorageFailed):
                change_passphrase(desk, shared.vault, NEW, proof=shared.code)
            with pytest.raises(StorageFailed):
                withdraw_user(desk, shared.vault, OTHER, proof=shared.code)
        told = [one.kind for one in desk.store.entries()][-2:]
        assert told == [events.PASSPHRASE_CHANGED, events.USER_WITHDRAWN]
        assert shared.vault.users() == (OWNER,)
    assert shared.words(OWNER, NEW) == WORDS


def test_the_author_reads_on_another_laptop_of_the_inspectorate(
    shared: SharedLaptop, tmp_path: Path, founded: Founded
) -> None:
    """The note is sealed to the stand's identity: whoever has it there reads what the bundle brought."""
    second = FileVault(tmp_path / "second", now, stretching=QUICK)
    made = second.create(OWNER, "een heel andere zin hier", DeviceId(new_uuid7(now())))
    plan = replace(PLAN, name="stand2", prefix="SU")
    take_over(made.store, equip(founded, plan, device=made.store.device), user=OWNER)
    with shared.seat(OWNER, OWN) as desk:
        entries = tuple(desk.store.entries())
    made.store.merge(entries)
    desk = Installation(tmp_path / "second", now).sit_down(made.store, user=OWNER, role=Role.ISZW_INSPECTOR)
    assert read_notes(desk, shared.case)[0].words == WORDS
    made.store.close()


KEPT = Path(__file__).parent / "fixtures" / "laptop-schema-4"
"""A laptop as the program left it that knew no keys for persons: the same people, and a note of the owner."""


def test_a_laptop_of_an_earlier_release_is_closed_and_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    shutil.copytree(KEPT, folder)
    (folder / "fieldcheck.schema-2.db").write_bytes(b"a damaged copy of long ago" * 400)
    code = (folder / "code.txt").read_text().strip()
    vault = FileVault(folder, now, stretching=QUICK)

    def seat(opened: Store, user: str, role: Role = Role.ISZW_INSPECTOR) -> tuple[Desk, str | None]:
        desk = Installation(folder, now).sit_down(opened, user=user, role=role)
        inspector = replace(desk, actor=replace(desk.actor, role=Role.ISZW_INSPECTOR))
        (entry,) = opened.entries_of(events.NOTE_SEALED)
        return desk, read_notes(inspector, CaseId(entry.subject))[0].words

    desk, words = seat(vault.unlock(OTHER, THEIRS), OTHER)
    assert words == WORDS  # as before, until the owner unlocks
    assert desk.store.lies_open(KEY)
    key, database_key = desk.store.secret(KEY), vault._unlocked(OTHER, THEIRS).key
    assert key is not None
    desk.store.close()
    copy = folder / "fieldcheck.schema-4.db"
    assert key in decrypted(copy, database_key)
    desk, words = seat(vault.unlock(OWNER, OWN), OWNER, Role.HANDHAVER)
    assert words == WORDS
    assert readers(desk, vault).sheet is False
    desk.store.close()
    desk, words = seat(vault.unlock(OTHER, THEIRS), OTHER)
    assert words is None
    assert attack(desk, note_of(desk)) == []
    desk.store.close()
    for file in (folder / "fieldcheck.db", copy):
        assert key not in decrypted(file, database_key), file.name
    desk, words = seat(vault.unlock_with_recovery_code(code), OWNER)
    assert words is None  # the old sheet opens the laptop, and the notes only once it is renewed
    desk.store.close()
    desk, _ = seat(vault.unlock(OWNER, OWN), OWNER)
    renewed, _ = new_sheet(desk, vault, proof=OWN)
    replace_sheet(desk, vault, renewed, typed=renewed.code[-5:])
    desk.store.close()
    desk, words = seat(vault.unlock_with_recovery_code(renewed.code), OWNER)
    assert words == WORDS
    desk.store.close()
