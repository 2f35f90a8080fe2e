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


class Shown(StrEnum):
    """Which referrals of the inbox show."""

    ALL = "all"
    WAITING = "waiting"
    MINE = "mine"
    REFLECTION = "reflection"
    DECLINED = "declined"
    DONE = "done"


SHOWN = {
    Shown.ALL: N_("Alle"),
    Shown.WAITING: N_("Wacht op bevestiging"),
    Shown.MINE: N_("Door mij overgenomen"),
    Shown.REFLECTION: N_("Bedenktijd"),
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
            case Shown.DECLINED:
                return self.stage is ReferralStage.DECLINED
            case Shown.DONE:
                return self.stage is ReferralStage.DONE


def inbox_rows(
    referrals: Iterable[Referral], now: datetime, *, name: str, ends: Mapping[CaseId, date] | None = None
) -> tuple[InboxRow, ...]:
    """Rows for who is called ``name``: as pressing as the store gives them, what is over last.

    ``ends`` has the last day of the reflection periods that show.
    """
    rows = [_row(referral, now, name, (ends or {}).get(referral.case)) for referral in referrals]
    return tuple(sorted(rows, key=lambda row: row.closed))


def among(rows: Iterable[InboxRow], shown: Shown) -> tuple[InboxRow, ...]:
    """The rows that are among these, in their order; reflection periods by their last day."""
    found = [row for row in rows if row.shows(shown)]
    if shown is Shown.REFLECTION:
        found.sort(key=lambda row: row.left or 0)
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


def _row(referral: Referral, now: datetime, name: str, ends: date | None) -> InboxRow:
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
        left=None if ends is None else (ends - local_day(now)).days,
    )
