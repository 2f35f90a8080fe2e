"""The reflection period: told to the person, with the answer and the last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.reflection import ReflectionAnswer, offered, reflection_of
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.alarming import LOCAL
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import readable
from fieldcheck.usecases.ports import Changes

SHOWN_AFTER = 30
"""Days after its last day that a period still shows in a list; the dossier of the case keeps it for good."""


def today(desk: Desk) -> date:
    """The day it is in the street."""
    return desk.clock().astimezone(LOCAL).date()


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody was told of the reflection period.

    Attributes:
        on: the day; the period begins on it.
        answer: what the person said.
        dublin: under the Dublin regulation: 30 days, else three months.
        language: BCP 47 tag of the language it was told in, "" when nobody knows.
    """

    on: date
    answer: ReflectionAnswer
    dublin: bool
    language: str = ""


def offer_reflection(desk: Desk, case: CaseId, told: Told) -> Changes:
    """Put on record that the reflection period was told of, with its last day.

    Raises InvalidValue for a day that has yet to come.
    Somebody who decides later is told again: that is an entry beside this one.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    ends = offered(told.on, told.answer, dublin=told.dublin, today=today(desk))
    payload = {
        "told": told.on.isoformat(),
        "ends": "" if ends is None else ends.isoformat(),
        "dublin": told.dublin,
        "answer": told.answer.value,
        "language": told.language,
    }
    return desk.write(events.REFLECTION_OFFERED, "case", case, payload)


def periods(desk: Desk) -> Mapping[CaseId, date]:
    """The last day of each period that runs, or that ended no more than ``SHOWN_AFTER`` days ago, by case.

    As in a dossier, what was told last counts: nothing runs for who said afterwards that they do not want it.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    entries = desk.store.dossier(kind=DossierKind.REFLECTION)
    told, _ = readable(entries, lambda entry: (entry.case, reflection_of(entry)))
    now = today(desk)
    return {
        case: last.ends
        for case, last in dict(told).items()
        if last.ends is not None and (now - last.ends).days <= SHOWN_AFTER
    }
