"""Checking a proof of control that somebody shows; it tells nothing of an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.scanning import Paper, Scanned, issued_at, proof_check, read_scan
from fieldcheck.usecases.desk import Desk


class ProofStanding(StrEnum):
    """What can be said of a proof of control."""

    ON_RECORD = "on-record"
    """It was issued; this laptop has it in its journal."""
    OF_TODAY = "of-today"
    """Its signs belong to this action; another laptop issued it."""
    UNKNOWN = "unknown"
    """Only its serial was typed, and this laptop did not issue it: its check signs tell more."""
    FOREIGN = "foreign"
    """Its signs do not belong to this action, or are not those that were printed."""


PROOF_STANDINGS = {
    ProofStanding.ON_RECORD: N_("Dit controlebewijs is bij deze controle afgegeven."),
    ProofStanding.OF_TODAY: N_("Dit controlebewijs hoort bij deze controle; een andere laptop gaf het af."),
    ProofStanding.UNKNOWN: N_(
        "Deze laptop kent dit nummer niet; een andere laptop kan het hebben afgegeven. "
        "Scan de code, of typ achter het nummer ook de controletekens die eronder staan."
    ),
    ProofStanding.FOREIGN: N_(
        "Dit bewijs hoort niet bij deze controle, of het is niet goed gelezen. "
        "Lees het nog eens; blijft het zo, vraag dan de coördinator."
    ),
}
"""What is said of it."""


@dataclass(frozen=True, slots=True)
class ProofCheck:
    """What a proof of control is worth. Nothing in it tells an outcome, a language or a post.

    Attributes:
        issued: when it was issued (UTC), None when that is not known.
        closes: whether the person's way is over by it; False when the person came back to a post since;
            None when this laptop does not know.
    """

    serial: str
    standing: ProofStanding
    issued: datetime | None = None
    closes: bool | None = None


def check_proof(desk: Desk, text: str) -> ProofCheck:
    """Whether this proof (its serial typed, or its code scanned) is of this action, and of when.

    Raises InvalidValue for what is no serial of a proof.
    """
    desk.actor.require(Deed.CHECK_PROOF)
    scanned = read_scan(text)
    if scanned.paper is not Paper.PROOF:
        raise InvalidValue(
            N_("Dit is een zaakcode, geen nummer van een controlebewijs."),
            remedy=N_("Het nummer staat onder de code van het bewijs, zoals CB-7K3M8Q."),
        )
    known = desk.store.proof(scanned.code)
    if known is None:
        return _unheard_of(desk, scanned)
    row, recorded = known
    if scanned.check and not _fits(desk, scanned, recorded):
        return ProofCheck(scanned.code, ProofStanding.FOREIGN)
    return ProofCheck(scanned.code, ProofStanding.ON_RECORD, recorded, row.stage is CaseStage.CLOSED)


_SLACK = 600
"""Seconds between drawing a proof and its entry, at most."""


def _fits(desk: Desk, scanned: Scanned, recorded: datetime) -> bool:
    """Whether the printed signs are of the moment before it went on record."""
    moments = (recorded - timedelta(seconds=one) for one in range(_SLACK))
    return any(proof_check(desk.action.id, scanned.code, at) == scanned.check for at in moments)


def _unheard_of(desk: Desk, scanned: Scanned) -> ProofCheck:
    if not scanned.check:
        return ProofCheck(scanned.code, ProofStanding.UNKNOWN)
    at = issued_at(desk.action.id, scanned.code, scanned.check, desk.action.day)
    standing = ProofStanding.FOREIGN if at is None else ProofStanding.OF_TODAY
    return ProofCheck(scanned.code, standing, at)
