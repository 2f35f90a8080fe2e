"""The reflection period: that somebody was told of it, what they answered, and how many days are left.

At the slightest indication it is offered; how long it lasts is in ``qualification`` (facts 3 [V1]).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fieldcheck.domain.dossier import DossierEntry
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.qualification import reflection_end


class ReflectionAnswer(StrEnum):
    """What the person said when told of the reflection period."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATER = "later"


ANSWERS = {
    ReflectionAnswer.ACCEPTED: N_("Wil bedenktijd"),
    ReflectionAnswer.DECLINED: N_("Wil geen bedenktijd"),
    ReflectionAnswer.LATER: N_("Beslist later"),
}
"""The answer in words."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """One time that somebody was told of the reflection period.

    Attributes:
        told: the day on which it was told.
        answer: what the person said.
        dublin: whether the person is under the Dublin regulation, which makes it 30 days.
        ends: the last day at its longest, None when it does not run.
        language: BCP 47 tag of the language it was told in.
        by: who told it.
        at: when that was written down.
    """

    told: date
    answer: ReflectionAnswer
    dublin: bool
    ends: date | None
    language: str
    by: str
    at: datetime

    def days_left(self, today: date) -> int | None:
        """Days until the last day, 0 on it, below nought after it; None when it does not run."""
        return None if self.ends is None else (self.ends - today).days


def offered(told: date, answer: ReflectionAnswer, *, dublin: bool, today: date) -> date | None:
    """The last day of the period after this answer; None when the person did not accept it.

    Raises InvalidValue for a day that has yet to come.
    """
    if told > today:
        raise InvalidValue(
            N_("Deze dag moet nog komen: vul de dag in waarop u over de bedenktijd vertelde."),
        )
    return reflection_end(told, dublin) if answer is ReflectionAnswer.ACCEPTED else None


def reflection_of(entry: DossierEntry) -> Reflection:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    content = entry.content
    return Reflection(
        told=date.fromisoformat(content["told"]),
        answer=ReflectionAnswer(content["answer"]),
        dublin=content["dublin"] is True,
        ends=date.fromisoformat(content["ends"]) if content["ends"] else None,
        language=str(content["language"]),
        by=entry.actor,
        at=entry.at,
    )
