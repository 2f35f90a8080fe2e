"""The passphrase of whoever sits here: how strong it must be, and changing it; on record without a secret."""

from __future__ import annotations

from fieldcheck.crypto import passphrase_strength
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.giving_keys import others_read
from fieldcheck.usecases.key_changes import OPENS, put_on_record
from fieldcheck.usecases.ports import Vault
from fieldcheck.usecases.private_keys import PRIVATE, key_name, withhold_all
from fieldcheck.usecases.proving import require_no_wait

LEAST_STRENGTH = 3
"""The least score (0 to 4) of a new passphrase, at the first start and ever after."""


def require_strong(passphrase: str) -> None:
    """Raise InvalidValue for a passphrase below :data:`LEAST_STRENGTH`."""
    if passphrase_strength(passphrase).score < LEAST_STRENGTH:
        raise InvalidValue(
            N_("Deze wachtwoordzin is te makkelijk te raden."),
            remedy=N_("Vier of vijf losse woorden zijn sterk en goed te onthouden."),
        )


def change_passphrase(desk: Desk, vault: Vault, new: str, *, proof: str) -> None:
    """Let a new passphrase open this laptop for whoever sits here; from now on the old one opens nothing.

    Args:
        desk: of whoever changes their own passphrase.
        vault: the locked store of this laptop.
        new: at least of :data:`LEAST_STRENGTH`.
        proof: the old passphrase; or the recovery code for who forgot it, which lets that person read the
            sealed notes as before only where the sheet itself can.

    Raises NotAllowed, WrongPassphrase, InvalidValue for a weak passphrase, for somebody without one on this
    laptop, and where nobody could read the sealed notes any more; UserFixable while waiting after wrong
    tries; StorageFailed: the old one still opens.
    """
    desk.actor.require(Deed.CHANGE_PASSPHRASE)
    require_strong(new)
    name, store = desk.actor.name, desk.store
    require_no_wait(vault, name)
    changing = vault.changing(name, new, proof=proof)
    before = vault.recipients().get(name)
    by_sheet = before != changing.recipient
    if by_sheet:
        _carry_keys(desk, vault, name, before, changing.recipient)
    how = {"with": "recovery-sheet", OPENS: changing.recipient} if by_sheet else {}

    def take_back() -> None:
        desk.write(events.PASSPHRASE_KEPT, "session", store.device, {"user": name})
        if by_sheet:
            withhold_all(store, changing.recipient)

    def tell() -> None:
        desk.write(events.PASSPHRASE_CHANGED, "session", store.device, {"user": name, **how})

    put_on_record(changing.put_in_force, tell=tell, holds=changing.in_force, take_back=take_back)
    if by_sheet and before is not None:
        withhold_all(store, before)


def _carry_keys(desk: Desk, vault: Vault, name: str, before: str | None, after: str) -> None:
    """What ``name`` could read, the new identity reads too, where this laptop was opened by who can."""
    store = desk.store
    for key in (key_name(code) for code in sorted(PRIVATE)):
        have = store.private_to(key)
        if before not in have:
            continue
        value = store.secret(key)
        if value is not None:
            store.add_private(key, value, [after])
            continue
        if not others_read(store, vault, name):
            raise InvalidValue(
                N_("Dan kan niemand de afgeschermde notities op deze laptop nog lezen."),
                remedy=N_("Alleen uw oude wachtwoordzin opent ze. Wijzig haar daarmee, als u die weer weet."),
            )
