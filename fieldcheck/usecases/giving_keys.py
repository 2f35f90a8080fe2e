"""Giving and taking the key of the sealed notes: only who can read them decides who else can."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import RECOVERY, Store, Vault
from fieldcheck.usecases.private_keys import key_name, own_key
from fieldcheck.usecases.proving import require_no_wait

_KEY = key_name(ISZW)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read here what is sealed to the inspectorate.

    Attributes:
        here: whether this laptop has that key at all; nothing else counts without it.
        names: the users who can, in the order of the users.
        waiting: users who must unlock once before they can be given the key.
        own: whether it is sealed to whoever unlocked this laptop, who can then let others read.
        sheet: whether the recovery sheet can.
        lies_open: the key still stands in the open, until everybody who wrote notes here unlocked once.
    """

    here: bool = False
    names: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    own: bool = False
    sheet: bool = False
    lies_open: bool = False


def readers(desk: Desk, vault: Vault) -> Readers:
    """Who can read the sealed notes on this laptop. Raises NotAllowed for a role that may not know."""
    desk.actor.require(Deed.RENEW_RECOVERY)
    have, lies_open = desk.store.private_to(_KEY), desk.store.lies_open(_KEY)
    slots = vault.recipients()
    return Readers(
        here=bool(have) or lies_open,
        names=tuple(name for name in vault.users() if slots.get(name) in have),
        waiting=tuple(name for name in vault.users() if name not in slots),
        own=own_key(desk.store, ISZW) is not None,
        sheet=lies_open or slots.get(RECOVERY) in have,
        lies_open=lies_open,
    )


def give_key(desk: Desk, vault: Vault, name: str, *, proof: str) -> None:
    """Let ``name`` read the sealed notes too; on record by name.

    Args:
        desk: of whoever keeps the users and can read the notes.
        vault: the locked store of this laptop.
        name: a user of this laptop.
        proof: the passphrase of who gives, or the recovery code.

    Raises NotAllowed, WrongPassphrase, UserFixable for who has not the key or while waiting, InvalidValue for
    somebody who must unlock once first.
    """
    desk.actor.require(Deed.KEEP_USERS)
    value = _own_key(desk)
    recipient = vault.recipients().get(name)
    if name not in vault.users() or recipient is None:
        raise InvalidValue(
            N_("{name} moet deze laptop eerst één keer ontgrendelen."),
            remedy=N_("Daarna kunt u de sleutel geven."),
            name=name,
        )
    _require_proof(desk, vault, proof)
    desk.write(events.KEY_GIVEN, "session", desk.store.device, {"user": name, "key": ISZW})
    desk.store.add_private(_KEY, value, [recipient])


def take_key(desk: Desk, vault: Vault, name: str, *, proof: str) -> None:
    """Let ``name`` no longer read the sealed notes; never the last one. Proof and errors as :func:`give_key`.

    Who had the key may have read what was there; what is taken is the reading from now on.
    """
    desk.actor.require(Deed.KEEP_USERS)
    _own_key(desk)
    require_other_reader(desk.store, vault, name)
    _require_proof(desk, vault, proof)
    desk.write(events.KEY_TAKEN, "session", desk.store.device, {"user": name, "key": ISZW})
    forget_reader(desk.store, vault.recipients().get(name))


def others_read(store: Store, vault: Vault, name: str) -> bool:
    """Whether somebody else on this laptop, or its recovery sheet, could read the sealed notes."""
    have, slots = store.private_to(_KEY), vault.recipients()
    return any(slots.get(one) in have for one in (*vault.users(), RECOVERY) if one != name)


def require_other_reader(store: Store, vault: Vault, name: str) -> None:
    """Raise InvalidValue when nobody else on this laptop could read the sealed notes without ``name``."""
    if vault.recipients().get(name) in store.private_to(_KEY) and not others_read(store, vault, name):
        raise InvalidValue(
            N_("{name} is de enige die de afgeschermde notities op deze laptop kan lezen."),
            remedy=N_("Laat {name} de sleutel eerst aan een collega geven, of een nieuw herstelblad maken."),
            name=name,
        )


def forget_reader(store: Store, recipient: str | None) -> None:
    """Take the key of the sealed notes away from the identity of a user, who may have none."""
    if recipient is not None:
        store.withhold_private(_KEY, [recipient])


def _own_key(desk: Desk) -> bytes:
    value = own_key(desk.store, ISZW)
    if value is None:
        raise UserFixable(
            N_("Alleen wie de afgeschermde notities kan lezen, bepaalt wie dat nog meer kan."),
            remedy=N_("Vraag een collega die ze kan lezen; de lijst van gebruikers zegt wie dat is."),
        )
    return value


def _require_proof(desk: Desk, vault: Vault, proof: str) -> None:
    require_no_wait(vault, desk.actor.name)
    vault.prove(desk.actor.name, proof)
