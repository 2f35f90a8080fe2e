"""A thing in one line, as a list shows it."""

from __future__ import annotations

from fieldcheck.domain.things.address_line import address_text
from fieldcheck.domain.things.thing import Thing


def thing_text(thing: Thing) -> str:
    """What a thing is called: its name, else its plate, address or KvK number."""
    plate = thing.plate.canonical if thing.plate is not None else ""
    address = address_text(thing.address) if thing.address is not None else ""
    return thing.name or plate or address or f"KvK {thing.kvk}"


def thing_details(thing: Thing) -> str:
    """What else is known of it: address, plate with its country, KvK number; "" for nothing."""
    shown, plate = thing_text(thing), thing.plate
    parts = [
        "" if plate is None or plate.canonical == shown else plate.canonical,
        "" if plate is None else plate.country,
        address_text(thing.address) if thing.address is not None else "",
        f"KvK {thing.kvk}" if thing.kvk else "",
    ]
    return " · ".join(part for part in parts if part and part != shown)
