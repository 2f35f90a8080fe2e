"""Key slots that change under each other's hands, or of which only the journal knows after a power cut."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.key_changes import OPENS, settle
from fieldcheck.usecases.passphrases import change_passphrase
from fieldcheck.usecases.preparing import Founded
from fieldcheck.usecases.recovery import new_sheet, replace_sheet
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.unlock import seat
from fieldcheck.viewmodels.workplace import Workplace
from tests.morning import now
from tests.quick_keys import QUICK
from tests.usecases.test_private_keys import KEY, NEW, OTHER, OWN, OWNER, THEIRS, WORDS, SharedLaptop

ANNA, BOB = "A. Voorbeeld", "B. Voorbeeld"
PHRASE = "acht groene emmers aan de dijk"
KINDS = (
    events.PASSPHRASE_CHANGED,
    events.PASSPHRASE_KEPT,
    events.RECOVERY_RENEWED,
    events.RECOVERY_KEPT,
    events.USER_ADDED,
    events.USER_WITHDRAWN,
)


@pytest.fixture
def shared(tmp_path: Path, founded: Founded) -> SharedLaptop:
    return SharedLaptop(tmp_path / "shared", founded)


def told(desk: Desk) -> list[str]:
    return [one.kind for one in desk.store.entries() if one.kind in KINDS]


def test_two_windows_that_add_somebody_at_once_add_both(shared: SharedLaptop) -> None:
    other_window = FileVault(shared.folder, now, stretching=QUICK)
    first = shared.vault.adding(ANNA, PHRASE, by=OWNER, proof=OWN)
    second = other_window.adding(BOB, PHRASE, by=OTHER, proof=THEIRS)
    changing = shared.vault.changing(OTHER, NEW, proof=THEIRS)
    first()
    second()
    changing.put_in_force()
    assert changing.in_force()
    assert shared.vault.users() == (OWNER, OTHER, ANNA, BOB)
    shared.vault.unlock(OTHER, NEW).close()


@pytest.mark.parametrize("what", ["adding", "withdrawing"])
def test_a_slot_that_gets_its_identity_while_another_changes_keeps_it(
    shared: SharedLaptop, what: str
) -> None:
    """The proof opens a slot of the first format, which is completed then and there."""
    shared.as_before()
    if what == "adding":
        shared.vault.adding(ANNA, PHRASE, by=OWNER, proof=OWN)()
    else:
        shared.vault.withdrawing(OTHER, by=OWNER, proof=OWN)()
    given = shared.vault.recipients()[OWNER]
    with shared.seat(OWNER, OWN):
        assert shared.vault.recipients()[OWNER] == given


def test_an_old_sheet_that_still_opens_after_a_power_cut_is_on_record(shared: SharedLaptop) -> None:
    with shared.seat(OWNER, OWN) as desk:
        before = desk.store.private_to(KEY)
        renewed, _ = new_sheet(desk, shared.vault, proof=OWN)
        key = desk.store.secret(KEY)
        assert key is not None
        desk.store.add_private(KEY, key, [renewed.recipient])
        about = {"reads": ["iszw"], OPENS: renewed.recipient}
        desk.write(events.RECOVERY_RENEWED, "session", desk.store.device, about)  # and the power is gone
        settle(desk, shared.vault)
        settle(desk, shared.vault)
        assert told(desk) == [events.RECOVERY_RENEWED, events.RECOVERY_KEPT]
        assert desk.store.private_to(KEY) == before
    assert shared.words("x", "", code=shared.code) == WORDS


def test_whoever_unlocks_next_puts_it_on_record(shared: SharedLaptop) -> None:
    with shared.seat(OWNER, OWN) as desk:
        desk.write(events.USER_ADDED, "session", desk.store.device, {"user": ANNA})  # and the power is gone
        installed = SimpleNamespace(vault=shared.vault, sit_down=lambda *_, **__: desk)
        assert seat(Workplace(installed, InlineJobs()), OWNER, desk.store) is desk  # type: ignore[arg-type]
        assert told(desk) == [events.USER_ADDED, events.USER_WITHDRAWN]


def test_changes_that_were_made_are_left_as_they_are(shared: SharedLaptop) -> None:
    with shared.seat(OWNER, OWN, Role.ADMINISTRATOR) as desk:
        renewed, _ = new_sheet(desk, shared.vault, proof=OWN)
        replace_sheet(desk, shared.vault, renewed, typed=renewed.code[-5:])
        change_passphrase(desk, shared.vault, NEW, proof=renewed.code)
        before = told(desk)
        settle(desk, shared.vault)
        assert told(desk) == before == [events.RECOVERY_RENEWED, events.PASSPHRASE_CHANGED]
