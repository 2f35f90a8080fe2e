"""A thing as JSON and back; strict, because it arrives from other machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.things.address import LARGEST_NUMBER, Address
from fieldcheck.domain.things.plates import Plate
from fieldcheck.domain.things.thing import Thing, ThingKind

_THING = ("kind", "name", "kvk", "address", "plate")
_ADDRESS = ("street", "number", "addition", "postcode", "place", "unit", "country")
_PLATE = ("canonical", "country", "fits")


def thing_to_json(thing: Thing) -> dict[str, Any]:
    """The thing as a JSON object; an address or plate that is not known is null."""
    return {
        "kind": thing.kind.value,
        "name": thing.name,
        "kvk": thing.kvk,
        "address": _parts(thing.address, _ADDRESS),
        "plate": _parts(thing.plate, _PLATE),
    }


def _parts(value: Address | Plate | None, names: tuple[str, ...]) -> dict[str, Any] | None:
    return None if value is None else {name: getattr(value, name) for name in names}


def thing_from_json(value: object) -> Thing:
    """The thing that :func:`thing_to_json` wrote.

    Raises InvalidValue with the place of the first field that is missing, unknown or of the wrong kind. The
    error holds nothing of what the thing is.
    """
    fields = _fields(value, "thing", _THING)
    try:
        kind = ThingKind(_text(fields["kind"], "kind"))
    except ValueError:
        raise _invalid("kind") from None
    name, kvk = _text(fields["name"], "name"), _text(fields["kvk"], "kvk")
    return Thing(kind, name, kvk, _address(fields["address"]), _plate(fields["plate"]))


def _address(value: object) -> Address | None:
    if value is None:
        return None
    fields = _fields(value, "address", _ADDRESS)
    number = fields["number"]
    if type(number) is not int or not 0 <= number <= LARGEST_NUMBER:
        raise _invalid("address.number")
    texts = {name: _text(fields[name], f"address.{name}") for name in _ADDRESS if name != "number"}
    return Address(number=number, **texts)


def _plate(value: object) -> Plate | None:
    if value is None:
        return None
    fields = _fields(value, "plate", _PLATE)
    if type(fields["fits"]) is not bool:
        raise _invalid("plate.fits")
    return Plate(
        _text(fields["canonical"], "plate.canonical"),
        _text(fields["country"], "plate.country"),
        fields["fits"],
    )


def _fields(value: object, place: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise _invalid(place)
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _invalid(place)
    return value


def _invalid(place: str) -> InvalidValue:
    return InvalidValue(
        N_("De gegevens van een werkgever of voertuig kloppen niet bij “{place}”."), place=place
    )
