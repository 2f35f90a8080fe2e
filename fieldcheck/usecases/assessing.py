"""What the labour inspectorate does with the cases that were referred to it; its notes are its own."""

from __future__ import annotations

from collections.abc import Collection

from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW, route_of
from fieldcheck.domain.case_dossier import About
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.sealed_notes import sealed_draft
from fieldcheck.usecases.sealing import seal_to, unseal_here

CLOSES_WITH = {
    FirstAssessment.OTHER_ROUTE: Outcome.OTHER_ROUTE,
    FirstAssessment.NO_CAPACITY: Outcome.NO_CAPACITY,
    FirstAssessment.NOT_TAKEN_UP: Outcome.DECLINED,
}
"""First assessments that close the referral: they are given as an outcome, with a reason for the reporter."""


SHOWN_CLOSED = 200
"""Referrals in the inbox that are over; older ones are found by their case."""


def inbox(desk: Desk, *, always: Collection[CaseId] = ()) -> tuple[Referral, ...]:
    """What waits for ISZW: unacknowledged first, then by urgency and waiting time.

    Of those that nobody works on any more the newest ``SHOWN_CLOSED``, and those of the cases in ``always``.
    """
    desk.actor.require(Deed.ASSESS)
    codes = {ISZW, *(one.code for one in route_of(desk.action).targets if one.recipient == ISZW)}
    return desk.store.referrals(recipients=sorted(codes), closed=SHOWN_CLOSED, always=always)


def give_first_assessment(
    desk: Desk, referral: ReferralId, assessment: FirstAssessment, *, note: str = ""
) -> Changes:
    """ISZW's first assessment of a case it goes on with. The note is sealed to ISZW the moment it is written.

    Raises InvalidValue for an assessment that closes the referral: the reporter hears of that by
    ``reviewing.give_outcome``, with the reason.
    """
    desk.actor.require(Deed.ASSESS)
    if assessment in CLOSES_WITH:
        raise InvalidValue(
            N_("Hiermee sluit u de verwijzing: geef een terugkoppeling, met de reden."),
            remedy=N_("Kies Terugkoppelen."),
        )
    sealed = seal_to(desk, note.strip().encode(), [ISZW]) if note.strip() else ""
    payload = {"assessment": assessment.value, "sealed_note": sealed}
    drafts = [desk.draft(events.REFERRAL_ASSESSED, "referral", referral, payload)]
    if sealed:
        # A referral shows its newest note only; the dossier of the case keeps every one.
        case = desk.store.referral(referral).case
        drafts.append(sealed_draft(desk, case, sealed, about=About.ASSESSMENT))
    return desk.store.record(drafts)


def read_note(desk: Desk, referral: Referral) -> str:
    """ISZW's own note, "" when there is none. Needs ISZW's identity on this laptop."""
    desk.actor.require(Deed.ASSESS)
    if not referral.sealed_note:
        return ""
    return unseal_here(desk, referral.sealed_note, [ISZW]).decode()
