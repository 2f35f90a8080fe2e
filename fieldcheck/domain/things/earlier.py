"""A thing that other actions met before: where, when, and how many persons belonged to it.

No person and no case comes along: a firm, a dwelling or a vehicle, and a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.domain.things.thing import Thing
from fieldcheck.domain.things.thing_json import thing_from_json, thing_to_json


@dataclass(frozen=True, slots=True)
class Earlier:
    """One action that met it. ``persons`` belonged to it there (persons, at least 1)."""

    park: str
    day: date
    persons: int


@dataclass(frozen=True, slots=True)
class CarriedThing:
    """A thing that goes along to another action; ``earlier`` are the actions that met it, newest first."""

    id: ThingId
    thing: Thing
    earlier: tuple[Earlier, ...]


def newest_first(met: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """Each action once, the newest first."""
    return tuple(sorted(set(met), key=lambda one: (one.day, one.park, one.persons), reverse=True))


def earlier_to_json(met: Iterable[Earlier]) -> list[dict[str, Any]]:
    """The actions that met a thing, as a JSON list."""
    return [{"park": one.park, "day": one.day.isoformat(), "persons": one.persons} for one in met]


def earlier_from_json(value: object) -> tuple[Earlier, ...]:
    """The list that :func:`earlier_to_json` wrote. Raises InvalidValue when it is anything else."""
    if not isinstance(value, list):
        raise _invalid("earlier")
    return tuple(_earlier(one) for one in value)


def _earlier(value: object) -> Earlier:
    if not isinstance(value, Mapping) or set(value) != {"park", "day", "persons"}:
        raise _invalid("earlier")
    park, day, persons = value["park"], value["day"], value["persons"]
    if not isinstance(park, str) or not isinstance(day, str) or type(persons) is not int or persons < 1:
        raise _invalid("earlier")
    try:
        return Earlier(park, date.fromisoformat(day), persons)
    except ValueError:
        raise _invalid("earlier.day") from None


def met_to_json(carried: CarriedThing) -> dict[str, Any]:
    """What a thing is and which actions met it, as JSON; its id is not among it."""
    return {"thing": thing_to_json(carried.thing), "earlier": earlier_to_json(carried.earlier)}


def carried_to_json(things: Iterable[CarriedThing]) -> list[dict[str, Any]]:
    """Things that go along, as a JSON list."""
    return [{"id": one.id, **met_to_json(one)} for one in things]


def carried_from_json(value: object) -> tuple[CarriedThing, ...]:
    """The list that :func:`carried_to_json` wrote. Raises InvalidValue when it is anything else."""
    if not isinstance(value, list):
        raise _invalid("things")
    return tuple(_carried(one) for one in value)


def _carried(value: object) -> CarriedThing:
    if not isinstance(value, Mapping) or set(value) != {"id", "thing", "earlier"}:
        raise _invalid("things")
    if not isinstance(value["id"], str) or not value["id"]:
        raise _invalid("things.id")
    thing = thing_from_json(value["thing"])
    return CarriedThing(ThingId(value["id"]), thing, earlier_from_json(value["earlier"]))


def _invalid(place: str) -> InvalidValue:
    return InvalidValue(N_("Wat van een andere actie meekwam, klopt niet bij “{place}”."), place=place)
