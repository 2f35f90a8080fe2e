"""The inbox of the inspectorate: one row a referral, the order they stand in, and which of them show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import (
    CLOSED_STAGES,
    FirstAssessment,
    Outcome,
    Referral,
    ReferralStage,
    Urgency,
)
from fieldcheck.i18n import Texts, local_day

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = 24 * MINUTES_AN_HOUR

MINUTES = N_("{minutes} min")
HOURS = N_("{hours} u {minutes} min")
LAST_DAY = N_("bedenktijd: laatste dag vandaag")
DUE_TODAY = N_("vervolg: vandaag")


class Shown(StrEnum):
    """Which referrals of the inbox show."""

    ALL = "all"
    WAITING = "waiting"
    MINE = "mine"
    REFLECTION = "reflection"
    FOLLOW_UP = "follow-up"
    DECLINED = "declined"
    DONE = "done"


SHOWN = {
    Shown.ALL: N_("Alle"),
    Shown.WAITING: N_("Wacht op bevestiging"),
    Shown.MINE: N_("Door mij overgenomen"),
    Shown.REFLECTION: N_("Bedenktijd"),
    Shown.FOLLOW_UP: N_("Vervolg gepland"),
    Shown.DECLINED: N_("Niet opgepakt"),
    Shown.DONE: N_("Afgerond"),
}
"""The choice in words."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One referral in the inbox.

    Attributes:
        minutes: how long it waited, up to its acknowledgement or now.
        left: days until the last day of the reflection period, 0 on it, below nought after it; None when none
            runs or ended lately.
        due: days until the first thing that is planned, as ``left``; None without one.
    """

    id: ReferralId
    case_code: str
    urgency: Urgency
    stage: ReferralStage
    sent: datetime
    minutes: int
    sent_by: str
    acknowledged_by: str
    assessment: FirstAssessment | None
    outcome: Outcome | None = None
    outcome_words: str = ""
    mine: bool = False
    left: int | None = None
    due: int | None = None
    case: CaseId | None = None

    @property
    def closed(self) -> bool:
        """Whether nobody works on it any more."""
        return self.stage in CLOSED_STAGES

    def shows(self, shown: Shown) -> bool:
        """Whether it is among these."""
        match shown:
            case Shown.ALL:
                return True
            case Shown.WAITING:
                return self.stage is ReferralStage.SENT
            case Shown.MINE:
                return self.mine and not self.closed
            case Shown.REFLECTION:
                return self.left is not None
            case Shown.FOLLOW_UP:
                return self.due is not None
            case Shown.DECLINED:
                return self.stage is ReferralStage.DECLINED
            case Shown.DONE:
                return self.stage is ReferralStage.DONE


def inbox_rows(
    referrals: Iterable[Referral],
    now: datetime,
    *,
    name: str,
    ends: Mapping[CaseId, date] | None = None,
    due: Mapping[CaseId, date] | None = None,
) -> tuple[InboxRow, ...]:
    """Rows for who is called ``name``: as pressing as the store gives them, what is over last.

    ``ends`` has the last day of the reflection periods that show, ``due`` the first day of what is planned.
    """
    today, last, first = local_day(now), ends or {}, due or {}
    rows = [
        _row(one, now, name, left=_days(today, last.get(one.case)), due=_days(today, first.get(one.case)))
        for one in referrals
    ]
    return tuple(sorted(rows, key=lambda row: row.closed))


def among(rows: Iterable[InboxRow], shown: Shown) -> tuple[InboxRow, ...]:
    """The rows that are among these, in their order; what has a day by that day."""
    found = [row for row in rows if row.shows(shown)]
    if shown is Shown.REFLECTION:
        found.sort(key=lambda row: row.left or 0)
    if shown is Shown.FOLLOW_UP:
        found.sort(key=lambda row: row.due or 0)
    return tuple(found)


def waited(minutes: int, words: Texts) -> str:
    """How long something waited, with its units: minutes, then hours, then days."""
    if minutes < MINUTES_AN_HOUR:
        return words.text(MINUTES, minutes=minutes)
    if minutes < 2 * MINUTES_A_DAY:
        hours, rest = divmod(minutes, MINUTES_AN_HOUR)
        return words.text(HOURS, hours=hours, minutes=rest)
    return words.plural("{n} dag", "{n} dagen", minutes // MINUTES_A_DAY)


def period_left(left: int, words: Texts) -> str:
    """What is left of a reflection period of which the last day is ``left`` days ahead, below nought: ago."""
    if left == 0:
        return words.text(LAST_DAY)
    if left < 0:
        return words.plural("bedenktijd: voorbij sinds {n} dag", "bedenktijd: voorbij sinds {n} dagen", -left)
    return words.plural("bedenktijd: nog {n} dag", "bedenktijd: nog {n} dagen", left)


def due_in(due: int, words: Texts) -> str:
    """When something that is planned is due, ``due`` days ahead, below nought: ago."""
    if due == 0:
        return words.text(DUE_TODAY)
    if due < 0:
        return words.plural("vervolg: {n} dag over tijd", "vervolg: {n} dagen over tijd", -due)
    return words.plural("vervolg: over {n} dag", "vervolg: over {n} dagen", due)


def _days(today: date, day: date | None) -> int | None:
    return None if day is None else (day - today).days


def _row(referral: Referral, now: datetime, name: str, *, left: int | None, due: int | None) -> InboxRow:
    until = referral.acknowledged or now
    return InboxRow(
        id=referral.id,
        case_code=referral.case_code,
        urgency=referral.urgency,
        stage=referral.stage,
        sent=referral.sent,
        minutes=max(int((until - referral.sent).total_seconds() // 60), 0),
        sent_by=referral.sent_by,
        acknowledged_by=referral.acknowledged_by,
        assessment=referral.assessment,
        outcome=referral.outcome,
        case=referral.case,
        outcome_words=referral.outcome_words,
        mine=name in referral.acknowledged_by.split(", "),
        left=left,
        due=due,
    )
