"""Things as JSON: what was written reads back, anything else is refused without telling what it holds."""

from __future__ import annotations

from typing import Any

import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.things.address import parse_address
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_from_json, thing_to_json

AGENCY = Thing(
    ThingKind.AGENCY, "Verzonnen Uitzendwerk B.V.", "12345678", parse_address("Bosweg", "12", "6710 AB")
)
VAN = Thing(ThingKind.VEHICLE, plate=parse_plate("xk 482 t", "NL"))


@pytest.mark.parametrize("thing", [AGENCY, VAN])
def test_what_was_written_reads_back(thing: Thing) -> None:
    assert thing_from_json(thing_to_json(thing)) == thing


def broken(**changes: Any) -> dict[str, Any]:
    return {**thing_to_json(AGENCY), **changes}


ADDRESS = thing_to_json(AGENCY)["address"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (None, "thing"),
        ({}, "thing"),
        (broken(extra=1), "thing"),
        (broken(kind="victim"), "kind"),
        (broken(name=7), "name"),
        (broken(address=[]), "address"),
        (broken(address={**ADDRESS, "number": True}), "address.number"),
        (broken(address={**ADDRESS, "number": 100_000}), "address.number"),
        (broken(address={**ADDRESS, "street": None}), "address.street"),
        (broken(plate={"canonical": "XK-482-T", "country": "NL", "fits": "yes"}), "plate.fits"),
    ],
)
def test_the_place_of_what_is_wrong_is_named_and_nothing_else(value: object, place: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        thing_from_json(value)
    assert refusal.value.fields == {"place": place}
    assert "Verzonnen" not in str(refusal.value)


@pytest.mark.parametrize("value", [broken(kvk="123"), broken(name="", kvk="", address=None)])
def test_what_no_thing_can_be_is_refused(value: object) -> None:
    with pytest.raises(InvalidValue):
        thing_from_json(value)
