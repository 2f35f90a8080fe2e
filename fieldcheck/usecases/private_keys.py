"""Keys that are for persons: what was sealed to the inspectorate opens with the passphrase of its readers.

Everybody who unlocks a laptop has its database open. The inspectorate's identity therefore does not stand in
it in the open: it is sealed to the identity in the key slot of each person who may read, and to the recovery
sheet where such a person made it. ``decisions/014-sealed-to-persons-not-to-roles.md`` says why.
"""

from __future__ import annotations

import contextlib

from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.ports import RECOVERY, Store

PRIVATE = frozenset({ISZW})
"""Recipients whose identity is for persons: notes and safe contacts are sealed to the inspectorate. What the
others are sent is cases, and those stand on their laptops in the open."""


def key_name(code: str) -> str:
    """Under which name a store keeps the identity of a recipient."""
    return f"age.{code}"


def keep_identity(store: Store, code: str, secret: str) -> None:
    """Keep the identity of a recipient that a set-up bundle brought; a private one for whoever loads it.

    And for the recovery sheet, which the same person printed a moment ago. A store that no key slot opened is
    nobody's: there it stands in the open, until somebody who unlocks takes place.
    """
    if code not in PRIVATE or not store.opened_with:
        store.keep_secret(key_name(code), secret.encode())
        return
    known = store.slot_recipients
    mine = {known.get(slot, "") for slot in (store.opened_with, RECOVERY)} - {""}
    store.keep_private(key_name(code), secret.encode(), mine)


def own_key(store: Store, code: str) -> bytes | None:
    """A private key that is sealed to whoever unlocked this store, or None: what they can let others have.

    One that stands in the open opens for everybody for a while yet, and is nobody's to give.
    """
    recipient = store.slot_recipients.get(store.opened_with, "")
    return store.secret(key_name(code)) if recipient in store.private_to(key_name(code)) else None


def close_open_keys(store: Store, role: Role) -> None:
    """Seal keys that stand in the open, as on laptops of an earlier version, to whoever wrote notes here.

    Called when somebody takes place in ``role``. An open key goes once everybody who wrote a note here, and
    still has a slot, unlocked once; where nobody wrote any, to the first who takes place as inspector. Until
    then all is as it was: nobody is locked out of their own notes.
    """
    for code in PRIVATE:
        if store.lies_open(key_name(code)):
            _close(store, key_name(code), role)


def _close(store: Store, name: str, role: Role) -> None:
    slots, own = store.slot_recipients, store.slot_recipients.get(store.opened_with, "")
    if not own or store.opened_with == RECOVERY:
        return
    owners = _authors(store) & slots.keys()
    mine = store.opened_with in owners or (not owners and role is Role.ISZW_INSPECTOR)
    opening = store.private_to(name) & set(slots.values())
    have = opening | ({own} if mine else frozenset())
    waiting = [one for one in owners if slots[one] not in have]
    value = store.secret(name) or b""
    if (mine or owners) and not waiting:
        # A full disk keeps nobody out: the key stands open for a while longer, and it is tried again.
        with contextlib.suppress(StorageFailed):
            store.keep_private(name, value, have)
    elif mine:
        store.add_private(name, value, [own])


def _authors(store: Store) -> set[str]:
    """Who wrote a sealed note on this laptop."""
    notes = store.entries_of(events.NOTE_SEALED)
    return {entry.actor for entry in notes if entry.device == store.device}


def withhold_all(store: Store, recipient: str) -> None:
    """Take every private key away from an identity; what it does not have it stays without."""
    for code in PRIVATE:
        store.withhold_private(key_name(code), [recipient])
