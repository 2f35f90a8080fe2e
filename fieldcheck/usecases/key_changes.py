"""A change of the key slots, on record before it is made: whoever opens a laptop is never unknown."""

from __future__ import annotations

from collections.abc import Callable

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import RECOVERY, Vault
from fieldcheck.usecases.private_keys import withhold_all

OPENS = "opens"
"""In what tells of a change: the identity (``age1...``) of the slot that opens once it is made."""


def put_on_record(
    put_in_force: Callable[[], None],
    *,
    tell: Callable[[], object],
    holds: Callable[[], bool],
    take_back: Callable[[], object],
) -> None:
    """Write what is about to change, then change it; taken back on record when it could not be.

    A power cut in between leaves a line too many, which :func:`settle` finds, never a change that nobody was
    told of. A disk that refuses at the very last has made the change: then nothing is taken back.

    Args:
        put_in_force: makes the change.
        tell: writes in the journal what is about to change.
        holds: whether it is in force; asked after a refusal.
        take_back: writes that it is not in force after all, and undoes what was prepared.

    Raises what ``put_in_force`` raises.
    """
    tell()
    try:
        put_in_force()
    except BaseException:
        if not holds():
            take_back()
        raise


def settle(desk: Desk, vault: Vault) -> None:
    """Put on record what the key slots are, where a power cut kept a change that was told from being made.

    The slots are never touched here: nobody is locked out by a line, and a passphrase or sheet that opens
    after all does not stay unknown. Whoever sits down next writes it. A new passphrase with the old one as
    proof shows in no slot: whoever chose it notices by itself which of the two opens.
    """
    store = desk.store
    told = _newest(desk, (events.USER_ADDED, events.USER_WITHDRAWN))
    for name, entry in told.items():
        opens = name in vault.users()
        if opens is not (entry.kind == events.USER_ADDED):
            so = events.USER_ADDED if opens else events.USER_WITHDRAWN
            desk.write(so, "session", store.device, {"user": name})
    for made, kept in (
        (events.PASSPHRASE_CHANGED, events.PASSPHRASE_KEPT),
        (events.RECOVERY_RENEWED, events.RECOVERY_KEPT),
    ):
        for name, entry in _newest(desk, (made, kept)).items():
            wanted, stands = (entry.payload or {}).get(OPENS), vault.recipients().get(name or RECOVERY)
            later = name in told and told[name].sequence > entry.sequence  # another slot of that name
            if entry.kind == made and wanted and stands and stands != wanted and not later:
                desk.write(kept, "session", store.device, {"user": name} if name else {})
                withhold_all(store, str(wanted))


def _newest(desk: Desk, kinds: tuple[str, ...]) -> dict[str, Entry]:
    """The newest of these entries of this laptop, by the name of who it is about; "" for the sheet."""
    device = desk.store.device
    found = [one for kind in kinds for one in desk.store.entries_of(kind) if one.device == device]
    return {
        str((one.payload or {}).get("user", "")): one for one in sorted(found, key=lambda one: one.sequence)
    }
