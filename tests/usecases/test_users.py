"""Who may unlock a laptop: a real vault, in which a slot comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue, NotAllowed, StorageFailed, UserFixable, WrongPassphrase
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.key_changes import settle
from fieldcheck.usecases.passphrases import LEAST_STRENGTH
from fieldcheck.usecases.users import add_user, users, withdraw_user
from fieldcheck.viewmodels.weighing import STRONG_ENOUGH
from tests.morning import now
from tests.quick_keys import QUICK
from tests.usecases.conftest import USER

OWN = "zes ezels in de mist"
NEW, PHRASE = "P. Nieuw", "zeven kale kippen vliegen over"


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "laptop", now, stretching=QUICK)


@pytest.fixture
def keeper(desk: Desk) -> Desk:
    return change_place(desk, role=Role.ADMINISTRATOR, post="intake")


def on_record(desk: Desk) -> list[tuple[str, str]]:
    kinds = (events.USER_ADDED, events.USER_WITHDRAWN)
    return [(one.kind, str(one.payload["user"])) for one in desk.store.entries() if one.kind in kinds]


def files(vault: FileVault, tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (tmp_path / "laptop").glob("*.json*")}


def test_a_new_user_unlocks_and_a_withdrawn_one_does_not(
    keeper: Desk, vault: FileVault, tmp_path: Path
) -> None:
    add_user(keeper, vault, f" {NEW} ", PHRASE, proof=OWN)
    assert users(keeper, vault) == (USER, NEW)
    device, database = keeper.store.device, tmp_path / "laptop" / "fieldcheck.db"
    keeper.store.close()
    before = database.read_bytes()
    opened = vault.unlock(NEW, PHRASE)
    assert opened.device == device
    opened.close()
    vault.withdrawing(NEW, by=USER, proof=OWN)()
    with pytest.raises(WrongPassphrase):
        vault.unlock(NEW, PHRASE)
    assert vault.users() == (USER,)
    vault.unlock(USER, OWN).close()
    assert len(database.read_bytes()) == len(before)  # the database is never encrypted anew


def test_both_are_on_record_by_name_and_without_a_secret(keeper: Desk, vault: FileVault) -> None:
    add_user(keeper, vault, NEW, PHRASE, proof=OWN)
    withdraw_user(keeper, vault, NEW, proof=OWN)
    assert on_record(keeper) == [(events.USER_ADDED, NEW), (events.USER_WITHDRAWN, NEW)]
    written = "".join(str(entry.payload) for entry in keeper.store.entries())
    assert PHRASE not in written
    assert OWN not in written


def test_whoever_forgot_the_own_passphrase_proves_it_with_the_sheet(tmp_path: Path) -> None:
    from fieldcheck.domain.identifiers import DeviceId

    vault = FileVault(tmp_path / "other", now, stretching=QUICK)
    made = vault.create(USER, OWN, DeviceId("device-b"))
    vault.adding(NEW, PHRASE, by="iemand anders", proof=made.recovery_code.lower())()
    made.store.close()
    vault.unlock(NEW, PHRASE).close()


def test_what_cannot_be_is_refused_and_changes_nothing(
    keeper: Desk, vault: FileVault, tmp_path: Path
) -> None:
    before = files(vault, tmp_path)
    for name, phrase in ((USER, PHRASE), (USER.upper(), PHRASE), ("", PHRASE), ("#x", PHRASE), (NEW, "kort")):
        with pytest.raises(InvalidValue):
            add_user(keeper, vault, name, phrase, proof=OWN)
    with pytest.raises(InvalidValue, match="laatste"):
        withdraw_user(keeper, vault, USER, proof=OWN)
    with pytest.raises(InvalidValue, match="staat niet"):
        withdraw_user(keeper, vault, "niemand", proof=OWN)
    assert files(vault, tmp_path) == before
    add_user(keeper, vault, NEW, PHRASE, proof=OWN)
    with pytest.raises(InvalidValue, match="uzelf"):
        withdraw_user(keeper, vault, USER, proof=OWN)
    assert on_record(keeper) == [(events.USER_ADDED, NEW)]
    with pytest.raises(InvalidValue):
        withdraw_user(keeper, vault, "#recovery", proof=OWN)


def test_an_unattended_laptop_lets_nobody_in(keeper: Desk, vault: FileVault) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            add_user(keeper, vault, NEW, PHRASE, proof="geraden")
    with pytest.raises(UserFixable, match="seconden"):
        add_user(keeper, vault, NEW, PHRASE, proof=OWN)
    assert users(keeper, vault) == (USER,)
    assert on_record(keeper) == []


def test_a_disk_that_refuses_leaves_the_old_users_and_says_so_on_record(
    keeper: Desk, vault: FileVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fieldcheck.store.files.publish", full)
    with pytest.raises(StorageFailed):
        add_user(keeper, vault, NEW, PHRASE, proof=OWN)
    monkeypatch.undo()
    assert users(keeper, vault) == (USER,)
    assert on_record(keeper) == [(events.USER_ADDED, NEW), (events.USER_WITHDRAWN, NEW)]


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.ADMINISTRATOR)]
)
def test_no_other_role_keeps_the_users(desk: Desk, vault: FileVault, role: Role) -> None:
    other = change_place(desk, role=role, post="intake")
    for attempt in (
        lambda: users(other, vault),
        lambda: add_user(other, vault, NEW, PHRASE, proof=OWN),
        lambda: withdraw_user(other, vault, USER, proof=OWN),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert vault.users() == (USER,)


def test_a_new_user_is_as_safe_as_the_first() -> None:
    assert LEAST_STRENGTH == STRONG_ENOUGH


@pytest.mark.parametrize("kind", [events.USER_ADDED, events.USER_WITHDRAWN])
def test_a_power_cut_before_the_slots_is_told_at_the_next_start(
    keeper: Desk, vault: FileVault, kind: str
) -> None:
    """The journal has the line, the slots do not have the change."""
    withdrawn = kind == events.USER_WITHDRAWN
    if withdrawn:
        add_user(keeper, vault, NEW, PHRASE, proof=OWN)
    settle(keeper, vault)
    told = on_record(keeper)
    keeper.write(kind, "session", keeper.store.device, {"user": NEW})
    settle(keeper, vault)
    settle(keeper, vault)
    so = events.USER_ADDED if withdrawn else events.USER_WITHDRAWN
    assert on_record(keeper) == [*told, (kind, NEW), (so, NEW)]
    assert (NEW in vault.users()) is withdrawn, "nobody is locked out by a line"
