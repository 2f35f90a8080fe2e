"""An address that was typed or said as one line."""

from __future__ import annotations

import re

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.things.address import Address, parse_address
from fieldcheck.domain.things.thing import Thing, ThingKind

_POSTCODE = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{3})\s?-?\s?([A-Za-z]{2})(?![A-Za-z0-9])")
# A dwelling on a park has the park's own number, with the word for what it is before it.
_KINDS = "chalet|bungalow|huisje|woning|caravan|stacaravan|plek|plaats|kavel|vak|unit|kamer|tent"
_UNIT_WORD = re.compile(rf"(?i)(?<=[0-9A-Za-z]) (?=(?:{_KINDS})\s*(?:nr\.?|nummer|no\.?)?\s*[0-9])")
_UNIT = re.compile(
    rf"(?i)^(?:{_KINDS})\b\s*"
    r"(?:nr\.?|nummer|no\.?)?\s*[A-Za-z]{0,2}[0-9][0-9A-Za-z\-]{0,9}$"
)
# Digits after a space are another number (Plein 1944 12): only a dash or a letter begins an addition.
_HOUSE_LAST = re.compile(
    r"(?P<street>.*[^\W\d_].*)\s+(?P<house>[0-9]{1,5}(?:\s?[-/]\s?[A-Za-z0-9]{1,4}|\s?[A-Za-z][A-Za-z0-9]{0,3})?)"
)


def read_address(line: str) -> Address:
    """The parts of an address on one line: ``Bosweg 12-A, chalet 14, 1234 AB Ede``.

    What cannot be told apart stays in the street, as it was written. Raises InvalidValue when it is too
    long.
    """
    text = " ".join(line.split())
    postcode = place = ""
    found = _POSTCODE.search(text)
    if found is not None:
        postcode = f"{found[1]} {found[2]}"
        place = text[found.end() :].strip(" ,;")
        text = text[: found.start()].strip(" ,;")
    parts = [part.strip() for part in re.split(r"[,;]", _UNIT_WORD.sub(", ", text)) if part.strip()]
    units = [part for part in parts if _UNIT.match(part)]
    others = [part for part in parts if part not in units]
    if not place and len(others) > 1:
        place = others.pop()
    street, house = _street(" ".join(others))
    if not street and not house and units and not postcode:
        street, units = units[0], units[1:]
    return parse_address(street, house, postcode, place, unit=", ".join(units))


def typed_dwelling(line: str) -> Address | None:
    """The address as far as it was typed, once it has a street and a number; None before that."""
    try:
        address = read_address(line)
    except InvalidValue:
        return None
    return address if address.street and address.number else None


def _street(text: str) -> tuple[str, str]:
    found = _HOUSE_LAST.fullmatch(text)
    if found is None:
        return text, ""
    return found["street"], found["house"]


def dwelling_at(line: str) -> Thing:
    """The dwelling at an address on one line; its name is the line when no single address can be read.

    Raises InvalidValue when the line is empty or too long.
    """
    text = " ".join(line.split())
    address = read_address(text) if text else None
    return Thing(ThingKind.DWELLING, "" if address is not None and address.key else text, address=address)


def address_text(address: Address) -> str:
    """The address as one line, which :func:`read_address` reads back."""
    dash = "-" if address.addition[:1].isdigit() else ""
    house = f"{address.number}{dash}{address.addition}" if address.number else ""
    town = " ".join(filter(None, (address.postcode, address.place)))
    return ", ".join(filter(None, (" ".join(filter(None, (address.street, house))), address.unit, town)))
