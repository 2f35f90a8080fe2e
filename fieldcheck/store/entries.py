"""Journal entries as rows: one table, read and appended to by hand-written SQL because it is the hot path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.identifiers import DeviceId, EntryId
from fieldcheck.domain.journal import GENESIS, Entry, Head, canonical_json

_COLUMNS = (
    "device, sequence, id, at, clock, actor, role, capacity, subject_kind, subject, kind,"
    " payload, payload_digest, previous, digest"
)
_INSERT = f"INSERT INTO journal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constants
_CHUNK = f"""
    SELECT {_COLUMNS} FROM journal WHERE device = ? AND sequence > ? AND sequence <= ?
    ORDER BY sequence LIMIT 500
"""  # noqa: S608 - constants
_IN_ORDER = f"SELECT {_COLUMNS} FROM journal ORDER BY clock, device, sequence"  # noqa: S608 - constants


def append(connection: sqlcipher.Connection, entry: Entry) -> None:
    """Write one entry; the table refuses a second one at the same place."""
    payload = None if entry.payload is None else canonical_json(entry.payload).decode()
    connection.execute(
        _INSERT,
        (
            entry.device,
            entry.sequence,
            entry.id,
            entry.at,
            entry.clock,
            entry.actor,
            entry.role,
            entry.capacity,
            entry.subject_kind,
            entry.subject,
            entry.kind,
            payload,
            entry.payload_digest,
            entry.previous,
            entry.digest,
        ),
    )


def chunk(connection: sqlcipher.Connection, device: DeviceId, after: int, until: int) -> list[Entry]:
    """The next entries of one device's chain, at most 500."""
    return [_entry(row) for row in connection.execute(_CHUNK, (device, after, until))]


def in_order(connection: sqlcipher.Connection) -> Iterator[Entry]:
    """Every entry in the order that decides what counts: by clock, then device."""
    return map(_entry, connection.execute(_IN_ORDER))


def entry_at(connection: sqlcipher.Connection, device: DeviceId, sequence: int) -> Entry | None:
    """The entry at one place of one chain, or None."""
    found = chunk(connection, device, sequence - 1, sequence)
    return found[0] if found else None


def heads(connection: sqlcipher.Connection) -> dict[DeviceId, Head]:
    """The newest entry of every device, found by hopping through the key and not by reading the table."""
    found: dict[DeviceId, Head] = {}
    device = ""
    while row := connection.execute(
        "SELECT device FROM journal WHERE device > ? ORDER BY device LIMIT 1", (device,)
    ).fetchone():
        device = row[0]
        sequence, digest = connection.execute(
            "SELECT sequence, digest FROM journal WHERE device = ? ORDER BY sequence DESC LIMIT 1", (device,)
        ).fetchone()
        found[DeviceId(device)] = Head(DeviceId(device), sequence, digest)
    return found


def no_head(device: DeviceId) -> Head:
    """The head of a device that wrote nothing yet."""
    return Head(device, 0, GENESIS)


def erase(connection: sqlcipher.Connection, places: Iterable[tuple[DeviceId, int]]) -> None:
    """Forget what the entries at these places held; who, when and what kind stay, and so does the chain."""
    connection.executemany("UPDATE journal SET payload = NULL WHERE device = ? AND sequence = ?", places)


def _entry(row: tuple[Any, ...]) -> Entry:
    device, sequence, id_, at, clock, actor, role, capacity, subject_kind, subject, kind = row[:11]
    payload, payload_digest, previous, digest = row[11:]
    return Entry(
        id=EntryId(id_),
        device=DeviceId(device),
        sequence=sequence,
        at=at,
        clock=clock,
        actor=actor,
        role=role,
        capacity=capacity,
        subject_kind=subject_kind,
        subject=subject,
        kind=kind,
        payload=None if payload is None else _payload(payload),
        payload_digest=payload_digest,
        previous=previous,
        digest=digest,
    )


def _payload(text: str) -> dict[str, Any]:
    """What a payload says. One that we cannot have written still reads, as something its digest denies."""
    try:
        value = json.loads(text, parse_float=_altered)
    except ValueError:
        return {"": text}
    return value if isinstance(value, dict) else {"": text}


def _altered(number: str) -> str:
    return f"\0{number}"
