"""A new recovery sheet when the old one is lost: printed and read back before the old one stops working."""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.key_changes import OPENS, put_on_record
from fieldcheck.usecases.ports import RECOVERY, RecoverySheet, Renewed, Vault
from fieldcheck.usecases.private_keys import PRIVATE, key_name, own_key, withhold_all
from fieldcheck.usecases.proving import require_no_wait


def new_sheet(desk: Desk, vault: Vault, *, proof: str) -> tuple[Renewed, bytes]:
    """A new recovery code and its sheet (PDF); the old code opens until :func:`replace_sheet`.

    ``proof`` is the passphrase of who sits here: a lost sheet may be in somebody's hands, so it proves
    nothing. Raises NotAllowed, WrongPassphrase, UserFixable while waiting after wrong tries.
    """
    desk.actor.require(Deed.RENEW_RECOVERY)
    require_no_wait(vault, desk.actor.name)
    renewed = vault.renewing(by=desk.actor.name, proof=proof)
    sheet = RecoverySheet(renewed.code, desk.store.device, desk.clock(), desk.action.practice)
    return renewed, desk.papers.recovery_sheet(sheet)


def replace_sheet(desk: Desk, vault: Vault, renewed: Renewed, *, typed: str) -> None:
    """Put the new sheet in force: from now on the old one opens nothing; on record without the code.

    It opens the sealed notes if their key is sealed to who makes it: nobody gives away what is not theirs.
    ``typed`` is the last group of the code as it stands on the paper, so that a sheet that never left the
    printer replaces none.

    Raises NotAllowed, InvalidValue when ``typed`` is another group, StorageFailed: the old sheet still opens.
    """
    desk.actor.require(Deed.RENEW_RECOVERY)
    if typed.strip().upper() != renewed.code.rpartition("-")[2]:
        raise InvalidValue(
            N_("Dit is niet de laatste groep van de nieuwe herstelcode."),
            kept=N_("Het oude herstelblad geldt nog."),
            remedy=N_("Kijk op het nieuwe blad: het zijn de laatste vijf tekens."),
        )
    store, before = desk.store, vault.recipients().get(RECOVERY)
    own = {code: value for code in sorted(PRIVATE) if (value := own_key(store, code)) is not None}
    for code, value in own.items():
        store.add_private(key_name(code), value, [renewed.recipient])

    def in_force() -> bool:
        return vault.recipients().get(RECOVERY) == renewed.recipient

    def take_back() -> None:
        desk.write(events.RECOVERY_KEPT, "session", store.device, {})
        withhold_all(store, renewed.recipient)

    def tell() -> None:
        desk.write(
            events.RECOVERY_RENEWED, "session", store.device, {"reads": list(own), OPENS: renewed.recipient}
        )

    put_on_record(renewed.put_in_force, tell=tell, holds=in_force, take_back=take_back)
    if before is not None and before != renewed.recipient:
        withhold_all(store, before)
