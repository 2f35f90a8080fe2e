"""The first action of a coordinator, from nothing: this laptop becomes theirs, the others follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fieldcheck.domain.action import COORDINATOR, Action
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ActionId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import parse_date
from fieldcheck.usecases.ports import Clock, Store
from fieldcheck.usecases.preparing import LaptopPlan, equip, found
from fieldcheck.usecases.setup import take_over

PREFIX = "CO"
"""Begins the case codes of the coordinator's laptop."""
LONGEST = 120
"""How long a name of an action, a park or a municipality may be (characters): it stands on papers."""


@dataclass(frozen=True, slots=True)
class Where:
    """What an action is called, and where and when it is."""

    name: str
    park: str
    municipality: str
    day: date


def read_day(typed: str, tag: str, today: date) -> date:
    """The day of an action that is to come, as somebody typed it.

    Raises InvalidValue for what is no date, and for a day that is over.
    """
    day = parse_date(typed, tag)
    if day < today:
        raise InvalidValue(N_("Deze dag is voorbij. Kies vandaag of een dag die nog komt."))
    return day


def begin_action(store: Store, where: Where, *, user: str, beginning: Action, clock: Clock) -> Action:
    """Found an action and make this laptop the coordinator's; ``beginning`` is what it starts with.

    Only the coordinator and the street have a key then: each partner gets one with its laptop, and its
    secret never lies here. Raises InvalidValue without a name, park or municipality, or for one too long.
    """
    for given in (where.name, where.park, where.municipality):
        if not given.strip() or len(given.strip()) > LONGEST:
            raise InvalidValue(
                N_("Geef de actie een naam, een park en een gemeente, elk van ten hoogste {n} tekens."),
                n=LONGEST,
            )
    action = replace(
        beginning,
        id=ActionId(new_uuid7(clock())),
        name=where.name.strip(),
        park=where.park.strip(),
        municipality=where.municipality.strip(),
        day=where.day,
    )
    founded = found(action, clock=clock, keyed=(COORDINATOR,))
    plan = LaptopPlan(COORDINATOR, PREFIX, COORDINATOR, (Role.COORDINATOR,))
    take_over(store, equip(founded, plan, device=store.device), user=user, founded=True)
    return founded.action
