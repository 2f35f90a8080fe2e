"""What of one case a partner may have: the field of each recipient, as kinds of journal entries.

A partner gets what its task needs and nothing else of the journal. The rule is written here once: what is not
named does not travel. Another case never does, so neither does an entry that names one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.journal import Entry

_OPENING = frozenset({events.CASE_OPENED, events.CASE_RECEIVED})
_TALKS = frozenset(
    {
        events.INTERVIEW_STARTED,
        events.ANSWER_RECORDED,
        events.INTERVIEW_MOVED,
        events.LANGUAGE_SWITCHED,
        events.NOTE_RECORDED,
        events.INTERVIEW_PAUSED,
        events.INTERVIEW_RESUMED,
        events.INTERVIEW_FINISHED,
    }
)
_JUDGED = frozenset({events.ASSESSMENT_MADE, events.ROUTE_DECIDED})
_DOSSIER = frozenset(
    {
        events.QUALIFICATION_SET,
        events.REFLECTION_OFFERED,
        events.FOLLOW_UP_PLANNED,
        events.COMENSHA_REPORTED,
        events.SHELTER_REQUESTED,
    }
)
_THINGS = frozenset({events.THING_RECORDED, events.THING_BROUGHT, events.THING_LINKED, events.THING_UNLINKED})
_SEALED = frozenset({events.CONTACT_AGREED, events.NOTE_SEALED})
"""These travel only to whom their own payload says they are sealed (``to``: a code, or a list of them)."""
_REFERRAL = frozenset(
    {
        events.REFERRAL_SENT,
        events.REFERRAL_ACKNOWLEDGED,
        events.REFERRAL_ANSWERED,
        events.REFERRAL_DONE,
        events.REFERRAL_WITHDRAWN,
    }
)
_FIELDS: Mapping[str, frozenset[str]] = {
    "iszw": _OPENING | _TALKS | _JUDGED | _DOSSIER | _THINGS | {events.IDENTITY_RECORDED},
    # Registers people, and learns nothing of what was said elsewhere in the street.
    "municipality": _OPENING | {events.IDENTITY_RECORDED},
}
_ANYBODY = _OPENING
"""What every other partner gets beside the referral itself: that there is such a case, by its code."""

OUTCOME_KINDS = frozenset(
    {
        events.REFERRAL_ACKNOWLEDGED,
        events.REFERRAL_ANSWERED,
        events.REFERRAL_ASSESSED,
        events.REFERRAL_DONE,
        events.OUTCOME_GIVEN,
    }
)
"""What an outcome bundle brings back: what happens with a referral, never what a person is."""


def shared_with(
    recipient: str, case: CaseId, referrals: Collection[ReferralId], entries: Iterable[Entry]
) -> tuple[Entry, ...]:
    """What of ``entries``, all about ``case``, a recipient may have; in their order.

    ``referrals`` are those to this recipient: whom else was alerted is not its business.
    """
    field = _FIELDS.get(recipient, _ANYBODY)
    return tuple(
        entry
        for entry in entries
        if entry.payload is not None
        and not _names_another(case, entry.payload)
        and (
            entry.kind in field
            or (entry.kind in _REFERRAL and entry.subject in referrals)
            or (entry.kind in _SEALED and recipient in _sealed_to(entry.payload))
        )
    )


def outcome_of(referrals: Collection[ReferralId], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What of ``entries`` the reporter hears of these referrals.

    An assessment with a sealed note stays where it is: that there is one is not the reporter's business.
    """
    return tuple(
        entry
        for entry in entries
        if entry.kind in OUTCOME_KINDS
        and entry.subject in referrals
        and entry.payload is not None
        and not entry.payload.get("sealed_note")
    )


def _names_another(case: CaseId, payload: Mapping[str, object]) -> bool:
    return any(payload.get(name, case) != case for name in ("case", "other"))


def _sealed_to(payload: Mapping[str, object]) -> tuple[str, ...]:
    to = payload.get("to")
    if isinstance(to, str):
        return (to,)
    return tuple(one for one in to if isinstance(one, str)) if isinstance(to, list | tuple) else ()
