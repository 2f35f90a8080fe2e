"""A request for shelter for a group: how many, of whom minors, where not, and what the answer was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from fieldcheck.domain.dossier import DossierEntry
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import EntryId


class ShelterStage(StrEnum):
    """What became of a request."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


SHELTER_STAGES = {
    ShelterStage.REQUESTED: N_("gevraagd"),
    ShelterStage.CONFIRMED: N_("toegezegd"),
    ShelterStage.DECLINED: N_("afgewezen"),
}
"""The stage in words."""


class Moment(StrEnum):
    """When it is asked: for an action to come, or for people who stand here now."""

    BEFORE = "before"
    ON_THE_DAY = "on-the-day"


MOMENTS = {
    Moment.BEFORE: N_("vooraf, voor verwachte personen"),
    Moment.ON_THE_DAY: N_("op de dag zelf"),
}
"""The moment in words."""


@dataclass(frozen=True, slots=True)
class Group:
    """For whom a place is asked.

    Attributes:
        persons: how many, minors among them (persons, at least 1).
        men, women: adults; what is left over is not known.
        minors: under 18.
        region: where they cannot go, in words; "" without a limit.
        on: the day from which it is needed.
        moment: asked before the action or on the day.
    """

    persons: int
    men: int
    women: int
    minors: int
    region: str
    on: date
    moment: Moment

    def __post_init__(self) -> None:
        """Raise InvalidValue for numbers that cannot be right."""
        if self.persons < 1:
            raise InvalidValue(N_("Vraag opvang voor ten minste één persoon."))
        if min(self.men, self.women, self.minors) < 0:
            raise InvalidValue(N_("Een aantal personen kan niet onder nul zijn."))
        if self.men + self.women + self.minors > self.persons:
            raise InvalidValue(
                N_("Mannen, vrouwen en minderjarigen zijn samen {sum}, meer dan de {persons} personen."),
                remedy=N_("Tel minderjarigen niet ook bij de mannen of vrouwen."),
                sum=self.men + self.women + self.minors,
                persons=self.persons,
            )


def group_to_json(group: Group) -> dict[str, Any]:
    """For whom a place is asked, as JSON; its moment is not among it."""
    return {
        "persons": group.persons,
        "men": group.men,
        "women": group.women,
        "minors": group.minors,
        "region": group.region,
        "on": group.on.isoformat(),
    }


@dataclass(frozen=True, slots=True)
class ShelterRequest:
    """A request as it stands now; ``id`` is the entry that made it, ``reason`` why it was declined."""

    id: EntryId
    group: Group
    stage: ShelterStage
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ExpectedShelter:
    """Places asked before the action, for people who are expected; nobody is a case yet.

    Attributes:
        name: who was asked, and for whom when they were asked more than once; tells the requests apart.
        group: how many; its moment is before the action.
        stage: what they answered; ``reason`` why not.
    """

    name: str
    group: Group
    stage: ShelterStage
    reason: str = ""

    @property
    def code(self) -> str:
        """What tells it from the others of its action."""
        return self.name


def shelter_of(entry: DossierEntry) -> ShelterRequest:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    content = entry.content
    return ShelterRequest(
        id=EntryId(str(content.get("of") or entry.id)),
        group=Group(
            persons=int(content["persons"]),
            men=int(content["men"]),
            women=int(content["women"]),
            minors=int(content["minors"]),
            region=str(content["region"]),
            on=date.fromisoformat(content["on"]),
            moment=Moment(content.get("moment", Moment.ON_THE_DAY)),
        ),
        stage=ShelterStage(content["stage"]),
        reason=str(content["reason"]),
        by=entry.actor,
        at=entry.at,
    )


def newest_requests(written: Iterable[ShelterRequest]) -> tuple[ShelterRequest, ...]:
    """Each request as it was written last, the newest first."""
    found = {one.id: one for one in written}
    return tuple(sorted(found.values(), key=lambda one: one.at, reverse=True))
