"""What became of it: outcomes that came back to whoever referred, unread until that person saw them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    back = desk.store.outcomes(desk.actor.name, limit=MOST)
    seen = desk.store.last_views([one.case for one in back], desk.actor.name)
    return tuple(Feedback(one, _unread(one, seen.get(one.case))) for one in back)


def feedback_seen(desk: Desk, case: CaseId) -> Changes:
    """Put on record that the outcome of a case was looked at."""
    desk.actor.require(Deed.SEE_OUTCOME)
    return desk.write(events.RECORD_VIEWED, "case", case, {"screen": SCREEN})


def _unread(one: Referral, seen: datetime | None) -> bool:
    return seen is None or one.outcome_at is None or seen < one.outcome_at
