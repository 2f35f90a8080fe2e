"""What the labour inspectorate does with the cases that were referred to it; its notes are its own."""

from __future__ import annotations

import base64

from fieldcheck.crypto import seal, unseal
from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.referral import FirstAssessment, Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes


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
