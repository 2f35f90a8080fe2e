"""Taking in the entries of other devices: a set union that refuses whatever does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.errors import N_, BundleRefused
from fieldcheck.domain.journal import Entry, Head, breaks, canonical_json, parse_utc, sha256_hex
from fieldcheck.store import entries as rows

_CLOCK = re.compile(r"\d{13}-[0-9a-f]{4}")
_TEXTS = tuple(
    name for name in Entry.__dataclass_fields__ if name not in {"sequence", "payload"}
)  # every other field is text


def require_well_formed(entry: Entry) -> None:
    """Raise BundleRefused unless every field has the shape of our own entries and the digests hold."""
    if not _is_well_formed(entry):
        raise _refusal(N_("Een regel van apparaat {device}, nummer {sequence}, is onleesbaar."), entry)
    payload_holds = entry.payload is None or sha256_hex(canonical_json(entry.payload)) == entry.payload_digest
    if not payload_holds or entry.computed_digest() != entry.digest:
        raise _refusal(N_("Een regel van apparaat {device}, nummer {sequence}, is veranderd."), entry)


def _is_well_formed(entry: Entry) -> bool:
    if not all(isinstance(getattr(entry, name), str) for name in _TEXTS):
        return False
    if (
        not isinstance(entry.sequence, int)
        or isinstance(entry.sequence, bool)
        or not 0 < entry.sequence < 1 << 53
    ):
        return False
    if not entry.device or not (entry.payload is None or isinstance(entry.payload, dict)):
        return False
    try:
        canonical_json(entry.payload)
        digest_of(entry)
        return parse_utc(entry.at).utcoffset() is not None and _CLOCK.fullmatch(entry.clock) is not None
    except (ValueError, TypeError, RecursionError):
        return False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a merge changed: entries that are ``new``, and those whose payload was ``erased`` elsewhere."""

    new: list[Entry]
    erased: list[Entry]


def take_in(connection: sqlcipher.Connection, incoming: Sequence[Entry], head: Head) -> Taken:
    """Add what is new of one device's chain after ``head``; returns what changed.

    Raises BundleRefused when two entries claim one place or the chain does not go on from ``head``.
    """
    by_place = _by_place(incoming)
    number = rows.number_of(connection, head.device)
    known = [entry for place, entry in by_place.items() if place <= head.sequence]
    new = [by_place[place] for place in sorted(by_place) if place > head.sequence]
    _require_chain(rows.entry_at(connection, number, head.sequence), new)
    erased = [entry for entry in known if _is_newly_erased(connection, number, entry)]
    rows.erase(connection, number, [entry.sequence for entry in erased])
    for entry in new:
        rows.append(connection, entry, number)
    return Taken(new, erased)


def together(taken: Iterable[Taken]) -> tuple[list[Entry], list[Entry]]:
    """What was new, and what was erased, in all chains."""
    taken = list(taken)
    return [entry for one in taken for entry in one.new], [entry for one in taken for entry in one.erased]


def _by_place(incoming: Sequence[Entry]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for entry in incoming:
        other = found.setdefault(entry.sequence, entry)
        if other.digest != entry.digest:
            raise _two_at_one_place(entry)
        if entry.payload is None:  # erased on either side is erased
            found[entry.sequence] = entry
    return found


def _is_newly_erased(connection: sqlcipher.Connection, number: int, entry: Entry) -> bool:
    kept = rows.entry_at(connection, number, entry.sequence)
    if kept is None or kept.digest != entry.digest:
        raise _two_at_one_place(entry)
    return entry.payload is None and kept.payload is not None


def _require_chain(last: Entry | None, new: Sequence[Entry]) -> None:
    line = [*([] if last is None else [last]), *new]
    for broken in breaks(line):
        if last is None or broken.sequence > last.sequence:  # the last one kept stands in for all before it
            raise BundleRefused(
                N_("De keten van apparaat {device} klopt niet bij nummer {sequence} ({reason})."),
                remedy=_REMEDY,
                device=broken.device,
                sequence=broken.sequence,
                reason=broken.reason,
            )


def _two_at_one_place(entry: Entry) -> BundleRefused:
    return BundleRefused(
        N_("Twee verschillende regels van apparaat {device} hebben nummer {sequence}."),
        kept=N_("Er is niets overgenomen; wat op elke laptop staat, blijft daar."),
        remedy=N_(
            "Is één instelbundel op twee laptops geladen, werk dan op één ervan verder en geef de andere een"
            " eigen bundel. Zo niet, meld dit aan de coördinator."
        ),
        device=entry.device,
        sequence=entry.sequence,
    )


_REMEDY = N_("Vraag de afzender de bundel opnieuw te maken, en meld dit aan de coördinator.")


def _refusal(message: str, entry: Entry) -> BundleRefused:
    return BundleRefused(message, remedy=_REMEDY, device=entry.device, sequence=entry.sequence)
