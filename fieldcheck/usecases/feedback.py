"""What became of it: outcomes that came back to whoever referred, unread until that person saw them."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes

SCREEN = "feedback"
"""What a look at an outcome is called on record."""


MOST = 50
"""Outcomes that are shown; whoever has more unread than these reads the newest first."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """An outcome that came back; ``unread`` until who referred looked at the case after it came."""

    referral: Referral
    unread: bool


def feedback(desk: Desk) -> tuple[Feedback, ...]:
    """The outcomes of what this desk's user referred, the newest ``MOST`` first; none for who may not."""
    if not desk.actor.may(Deed.SEE_OUTCOME):
        return ()
    back = [one for one in desk.store.referrals(sent_by=desk.actor.name) if one.outcome_at is not None]
    back.sort(key=lambda one: (one.outcome_at or one.sent, one.id), reverse=True)
    return tuple(Feedback(one, _unread(desk, one)) for one in back[:MOST])


def feedback_seen(desk: Desk, case: CaseId) -> Changes:
    """Put on record that the outcome of a case was looked at."""
    desk.actor.require(Deed.SEE_OUTCOME)
    return desk.write(events.RECORD_VIEWED, "case", case, {"screen": SCREEN})


def _unread(desk: Desk, one: Referral) -> bool:
    looks = desk.store.trail(case=one.case, actor=desk.actor.name, kind=events.RECORD_VIEWED, limit=1)
    return not looks or one.outcome_at is None or looks[0].at < one.outcome_at
