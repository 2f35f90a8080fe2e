"""Journal entries as rows: one table, read and appended to by hand-written SQL because it is the hot path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.identifiers import DeviceId, EntryId
from fieldcheck.domain.journal import GENESIS, Entry, Head

_PLACES = 40
"""Bits of a row's key that hold the sequence; the bits above hold the device's number.

One integer orders the whole journal by chain, so that appending touches one page and no index.
"""
_COLUMNS = (
    "id, at, clock, actor, role, capacity, subject_kind, subject, kind,"
    " payload, payload_digest, previous, digest"
)
_INSERT = f"INSERT INTO journal (place, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
_SELECT = f"""
    SELECT device, place & ((1 << {_PLACES}) - 1) AS sequence, {_COLUMNS}
    FROM journal JOIN devices ON number = place >> {_PLACES}
"""  # noqa: S608 - constants
_CHUNK = f"{_SELECT} WHERE place > ? AND place <= ? ORDER BY place LIMIT 500"
EVERYTHING = f"""
    {_SELECT} UNION ALL SELECT device, sequence, {_COLUMNS} FROM excerpts
"""  # noqa: S608 - constants
"""Every entry kept here, as :func:`entry_of` reads it, excerpts among them."""
ORDER = "ORDER BY clock, device, sequence"
"""The order that decides what counts."""
_KEYS = f"""
    SELECT clock, device, sequence, place FROM (
        SELECT clock, device, place & ((1 << {_PLACES}) - 1) AS sequence, place
        FROM journal JOIN devices ON number = place >> {_PLACES}
        UNION ALL SELECT clock, device, sequence, NULL FROM excerpts
    ) {ORDER}
"""  # noqa: S608 - constants
_AT_PLACES = f"{_SELECT} WHERE place IN (SELECT value FROM json_each(?))"  # noqa: S608
_OF_EXCERPTS = f"SELECT device, sequence, {_COLUMNS} FROM excerpts"  # noqa: S608 - constants
_AT_ONCE = 500


def those(condition: str) -> str:
    """The query for every entry that meets ``condition``, excerpts among them."""
    return f"{_SELECT} WHERE {condition} UNION ALL {_OF_EXCERPTS} WHERE {condition}"


_ABOUT = those("subject IN (SELECT value FROM json_each(?1)) AND (?2 = '' OR kind LIKE ?2)")

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""As canonical_json, whose check for floats was made when the payload's digest was."""


def number_of(connection: sqlcipher.Connection, device: DeviceId) -> int:
    """The short number under which this store keeps a device's chain; a new device gets the next."""
    query = "SELECT number FROM devices WHERE device = ?"
    row = connection.execute(query, (device,)).fetchone()
    if row is None:
        connection.execute("INSERT INTO devices (device) VALUES (?)", (device,))
        row = connection.execute(query, (device,)).fetchone()
    return int(row[0])


def append(connection: sqlcipher.Connection, entry: Entry, number: int) -> None:
    """Write one entry of the device with this number; the table refuses a second one at the same place."""
    payload = None if entry.payload is None else _encode(entry.payload)
    connection.execute(
        _INSERT,
        (
            number << _PLACES | entry.sequence,
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


def chunk(connection: sqlcipher.Connection, number: int, after: int, until: int) -> list[Entry]:
    """The next entries of one device's chain, at most 500."""
    start = number << _PLACES
    return [entry_of(row) for row in connection.execute(_CHUNK, (start | after, start | until))]


def in_order(connection: sqlcipher.Connection) -> Iterator[Entry]:
    """Every entry in the order that decides what counts: by clock, then device; excerpts among them.

    Only the keys are sorted, so that a large journal does not have to be in memory.
    """
    keys = connection.execute(_KEYS)
    while portion := keys.fetchmany(_AT_ONCE):
        places = json.dumps([place for *_, place in portion if place is not None])
        found = {row[:2]: row for row in connection.execute(_AT_PLACES, (places,))}
        for _clock, device, sequence, place in portion:
            known = found.get((device, sequence)) if place is not None else None
            yield entry_of(known or _excerpt(connection, device, sequence))


def _excerpt(connection: sqlcipher.Connection, device: str, sequence: int) -> tuple[Any, ...]:
    query = f"{_OF_EXCERPTS} WHERE device = ? AND sequence = ?"
    return tuple(connection.execute(query, (device, sequence)).fetchone())


def about(connection: sqlcipher.Connection, subjects: Iterable[str], kinds: str = "") -> list[Entry]:
    """Every entry with one of these subjects, excerpts among them, in the order that decides what counts.

    ``kinds`` is a LIKE pattern that their kind fits; "" takes all.
    """
    values = (json.dumps(sorted(subjects)), kinds)
    found = map(entry_of, connection.execute(_ABOUT, values))
    return sorted(found, key=lambda entry: (entry.clock, entry.device, entry.sequence))


def entry_at(connection: sqlcipher.Connection, number: int, sequence: int) -> Entry | None:
    """The entry at one place of one chain, or None."""
    found = chunk(connection, number, sequence - 1, sequence) if sequence else []
    return found[0] if found else None


def heads(connection: sqlcipher.Connection) -> dict[DeviceId, Head]:
    """The newest entry of every device, found through the key and not by reading the table."""
    found: dict[DeviceId, Head] = {}
    for number, device in connection.execute("SELECT number, device FROM devices").fetchall():
        row = connection.execute(
            "SELECT place, digest FROM journal WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1",
            (number << _PLACES, number + 1 << _PLACES),
        ).fetchone()
        if row is not None:
            found[DeviceId(device)] = Head(DeviceId(device), row[0] - (number << _PLACES), row[1])
    return found


def no_head(device: DeviceId) -> Head:
    """The head of a device that wrote nothing yet."""
    return Head(device, 0, GENESIS)


def erase(connection: sqlcipher.Connection, number: int, sequences: Iterable[int]) -> None:
    """Forget what these entries of one chain held; who, when and what kind stay, and so does the chain."""
    connection.executemany(
        "UPDATE journal SET payload = NULL WHERE place = ?",
        [(number << _PLACES | sequence,) for sequence in sequences],
    )


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry of a row: device, sequence, then the columns in their order."""
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
        value = _decode(text)
    except ValueError:
        return {"": text}
    return value if isinstance(value, dict) else {"": text}


def _altered(number: str) -> str:
    return f"\0{number}"


_decode = json.JSONDecoder(parse_float=_altered).decode
"""One decoder for all: making one takes as long as reading a payload with it."""
