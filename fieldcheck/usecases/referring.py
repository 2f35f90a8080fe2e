"""The acute lane: sent at once, open until a named person acknowledges it, first assessed by ISZW."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from fieldcheck.crypto import seal, unseal
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, ReferralId, new_uuid7
from fieldcheck.domain.referral import FirstAssessment, Referral, Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes

ISZW = "iszw"
"""Recipient code of the labour inspectorate (Nederlandse Arbeidsinspectie, before 2022 ISZW)."""


@dataclass(frozen=True, slots=True)
class NewReferral:
    """What the officer fills in; ``why`` is one reason a line, ``how`` the way it was reached."""

    case: CaseId
    to: str
    urgency: Urgency
    why: tuple[str, ...]
    how: str


def send_referral(desk: Desk, new: NewReferral) -> Referral:
    """Refer now. Raises InvalidValue without a reason or a way of reaching."""
    desk.actor.require(Deed.REFER)
    why = tuple(line.strip() for line in new.why if line.strip())
    if not why:
        raise InvalidValue(N_("Schrijf waarom u doorverwijst."))
    if not new.how.strip():
        raise InvalidValue(N_("Kies hoe de ontvanger bereikt is."))
    referral = ReferralId(new_uuid7(desk.clock()))
    payload = {
        "case": new.case,
        "to": new.to,
        "urgency": new.urgency.value,
        "why": list(why),
        "how": new.how.strip(),
    }
    desk.write(events.REFERRAL_SENT, "referral", referral, payload)
    return desk.store.referral(referral)


def acknowledge_referral(desk: Desk, referral: ReferralId, *, by: str, how: str) -> Changes:
    """A named person took it over. Raises InvalidValue without a name."""
    desk.actor.require(Deed.ACKNOWLEDGE)
    if not by.strip():
        raise InvalidValue(N_("Schrijf de naam van wie de doorverwijzing heeft overgenomen."))
    payload = {"by": by.strip(), "how": how.strip()}
    return desk.write(events.REFERRAL_ACKNOWLEDGED, "referral", referral, payload)


def withdraw_referral(desk: Desk, referral: ReferralId, *, reason: str) -> Changes:
    """Take a referral back, with the reason. Raises InvalidValue without one."""
    desk.actor.require(Deed.REFER)
    if not reason.strip():
        raise InvalidValue(N_("Schrijf waarom u de doorverwijzing intrekt."))
    return desk.write(events.REFERRAL_WITHDRAWN, "referral", referral, {"reason": reason.strip()})


def open_referrals(desk: Desk) -> tuple[Referral, ...]:
    """Referrals nobody acknowledged yet; they stay on top of the desk."""
    return tuple(one for one in desk.store.referrals() if one.acknowledged is None and not _closed(one))


def _closed(referral: Referral) -> bool:
    return referral.stage.value in ("withdrawn", "declined", "accepted")


def inbox(desk: Desk) -> tuple[Referral, ...]:
    """What waits for ISZW: unacknowledged first, then by urgency and waiting time."""
    desk.actor.require(Deed.ASSESS)
    return desk.store.referrals(to=ISZW)


def give_first_assessment(
    desk: Desk, referral: ReferralId, assessment: FirstAssessment, *, note: str = ""
) -> Changes:
    """ISZW's first assessment. The note is sealed to ISZW the moment it is written."""
    desk.actor.require(Deed.ASSESS)
    sealed = ""
    if note.strip():
        recipient = desk.action.recipient(ISZW).age
        sealed = base64.b64encode(seal(note.strip().encode(), [recipient])).decode()
    payload = {"assessment": assessment.value, "sealed_note": sealed}
    return desk.write(events.REFERRAL_ASSESSED, "referral", referral, payload)


def read_note(desk: Desk, referral: Referral) -> str:
    """ISZW's own note, "" when there is none. Needs ISZW's identity on this laptop."""
    desk.actor.require(Deed.ASSESS)
    if not referral.sealed_note:
        return ""
    identity = desk.secret(f"age.{ISZW}")
    return unseal(base64.b64decode(referral.sealed_note), identity).decode()
