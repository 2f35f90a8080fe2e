"""What was agreed to do next in a case: what, on which day, by whom, and whether it was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fieldcheck.domain.dossier import DossierEntry
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import EntryId


class FollowUpStage(StrEnum):
    """How far something that was agreed is."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


FOLLOW_UP_STAGES = {
    FollowUpStage.PLANNED: N_("gepland"),
    FollowUpStage.DONE: N_("gedaan"),
    FollowUpStage.DROPPED: N_("vervallen"),
}
"""The stage in words."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that was agreed, as it stands now.

    Attributes:
        id: the entry by which it was planned.
        on: the day it is to be done, None without a day.
        who: who does it.
        reason: why it was dropped, "" otherwise.
        by: who wrote its stage down, ``at`` when.
    """

    id: EntryId
    what: str
    on: date | None
    who: str
    stage: FollowUpStage
    reason: str
    by: str
    at: datetime

    def overdue(self, today: date) -> bool:
        """Whether its day is past and nobody did it."""
        return self.stage is FollowUpStage.PLANNED and self.on is not None and self.on < today


def follow_up_of(entry: DossierEntry) -> FollowUp:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    content = entry.content
    return FollowUp(
        id=EntryId(str(content.get("of") or entry.id)),
        what=str(content["what"]),
        on=date.fromisoformat(content["on"]) if content["on"] else None,
        who=str(content["who"]),
        stage=FollowUpStage(content["stage"]),
        reason=str(content.get("reason", "")),
        by=entry.actor,
        at=entry.at,
    )


def newest_of_each(written: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Each thing that was agreed, as written last: open ones first, by day, without a day last."""
    found = {one.id: one for one in written}
    return tuple(sorted(found.values(), key=_order))


def _order(one: FollowUp) -> tuple[bool, date, datetime]:
    return one.stage is not FollowUpStage.PLANNED, one.on or date.max, one.at
