"""Who may unlock this laptop: adding somebody and withdrawing somebody, both on record by name only."""

from __future__ import annotations

from collections.abc import Callable

from fieldcheck.domain import events
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.giving_keys import forget_reader, require_other_reader
from fieldcheck.usecases.key_changes import put_on_record
from fieldcheck.usecases.passphrases import require_strong
from fieldcheck.usecases.ports import Vault
from fieldcheck.usecases.proving import require_no_wait


def users(desk: Desk, vault: Vault) -> tuple[str, ...]:
    """Names that may unlock this laptop, in the order they were added. NotAllowed for another role."""
    desk.actor.require(Deed.KEEP_USERS)
    return vault.users()


def add_user(desk: Desk, vault: Vault, name: str, passphrase: str, *, proof: str) -> None:
    """Let one more person unlock this laptop; the database itself is not touched.

    Args:
        desk: of whoever keeps the users.
        vault: the locked store of this laptop.
        name: as it comes into the journal with everything that person does.
        passphrase: of the new person, at least of :data:`~fieldcheck.usecases.passphrases.LEAST_STRENGTH`.
        proof: the passphrase of who adds, or the recovery code: an unattended laptop lets nobody in.

    Raises NotAllowed, WrongPassphrase, InvalidValue for the name or a weak passphrase, UserFixable while
    waiting after wrong tries, StorageFailed.
    """
    desk.actor.require(Deed.KEEP_USERS)
    name = " ".join(name.split())
    require_strong(passphrase)
    require_no_wait(vault, desk.actor.name)
    put_through = vault.adding(name, passphrase, by=desk.actor.name, proof=proof)
    _on_record(desk, vault, name, put_through, events.USER_ADDED, undone=events.USER_WITHDRAWN)


def withdraw_user(desk: Desk, vault: Vault, name: str, *, proof: str) -> None:
    """Let somebody no longer unlock this laptop; never oneself, never the last one.

    What that person did stays on record. ``proof`` and errors as for :func:`add_user`; InvalidValue as well
    for the only one who can read the sealed notes of this laptop.
    """
    desk.actor.require(Deed.KEEP_USERS)
    require_no_wait(vault, desk.actor.name)
    require_other_reader(desk.store, vault, name)
    put_through = vault.withdrawing(name, by=desk.actor.name, proof=proof)
    recipient = vault.recipients().get(name)
    _on_record(desk, vault, name, put_through, events.USER_WITHDRAWN, undone=events.USER_ADDED)
    forget_reader(desk.store, recipient)


def _on_record(
    desk: Desk, vault: Vault, name: str, put_through: Callable[[], None], kind: str, *, undone: str
) -> None:
    put_on_record(
        put_through,
        tell=lambda: desk.write(kind, "session", desk.store.device, {"user": name}),
        holds=lambda: (name in vault.users()) is (kind == events.USER_ADDED),
        take_back=lambda: desk.write(undone, "session", desk.store.device, {"user": name}),
    )
