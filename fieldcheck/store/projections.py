"""What the tables for reading say after the journal's entries.

Entries are applied in the order that decides what counts: by clock, then device. Kinds that no table shows
have no handler; the journal keeps them. ``projecting`` says what each kind does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Entry, canonical_json
from fieldcheck.store.projecting import (
    cases,
    dossier,
    flow,
    interviews,
    papers,
    people,
    referrals,
    tallies,
    things,
    trail,
)
from fieldcheck.store.projecting.payloads import Handler, Malformed, Orphaned
from fieldcheck.store.projecting.tallies import recount
from fieldcheck.store.schema import PROJECTIONS

__all__ = [
    "CASES_OPENED",
    "HANDLERS",
    "Malformed",
    "Orphaned",
    "apply",
    "count",
    "digest",
    "place",
    "project",
    "recount",
    "replay",
]

CASES_OPENED = "cases"


_COUNTED = {events.CASE_OPENED: CASES_OPENED}


HANDLERS: Mapping[str, Handler] = {
    kind: handler
    for room in (cases, interviews, papers, referrals, flow, people, dossier, things, trail)
    for kind, handler in room.HANDLERS.items()
}


def project(connection: sqlcipher.Connection, entry: Entry, own: DeviceId) -> frozenset[str]:
    """Bring the tables up to date with one entry; returns the subjects it touched.

    All but the tallies: those follow once for all entries that are written together.

    Raises Malformed or Orphaned, before anything was written.
    """
    count(connection, entry, own)
    return place(connection, entry)


def place(connection: sqlcipher.Connection, entry: Entry) -> frozenset[str]:
    """As :func:`project`, of an entry that was counted before."""
    handler = HANDLERS.get(entry.kind)
    case = "" if handler is None or entry.payload is None else handler(connection, entry, entry.payload)
    trail.leave(connection, entry, case)
    return frozenset((entry.subject, case)) - {""}


def replay(connection: sqlcipher.Connection, entries: Iterable[Entry], own: DeviceId) -> None:
    """Make every table anew. Entries that cannot count (yet) are passed over: the journal keeps them."""
    for table in PROJECTIONS:
        connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
    apply(connection, _counted(connection, entries, own))


def _counted(connection: sqlcipher.Connection, entries: Iterable[Entry], own: DeviceId) -> Iterator[Entry]:
    for entry in entries:
        count(connection, entry, own)
        yield entry


def apply(connection: sqlcipher.Connection, entries: Iterable[Entry]) -> None:
    """Apply entries that were counted, in their order. Those that cannot count (yet) are passed over."""
    counted: set[str] = set()
    for entry in entries:
        try:
            touched = place(connection, entry)
        except Malformed:
            continue
        except Orphaned:
            connection.execute(
                "INSERT INTO unplaced (device, sequence, subject) VALUES (?,?,?) ON CONFLICT DO NOTHING",
                (entry.device, entry.sequence, entry.subject),
            )
            continue
        if entry.kind in tallies.CHANGING:
            counted |= touched
    recount(connection, counted)


def digest(connection: sqlcipher.Connection) -> str:
    """SHA-256 over the rows of every table, each in the order of its key."""
    total = hashlib.sha256()
    for table in PROJECTIONS:
        keys = ", ".join(column.name for column in table.primary_key)
        total.update(f"{table.name}\n".encode())
        for row in connection.execute(f"SELECT * FROM {table.name} ORDER BY {keys}"):  # noqa: S608 - our own names
            total.update(canonical_json(row) + b"\n")
    return total.hexdigest()


def count(connection: sqlcipher.Connection, entry: Entry, own: DeviceId) -> None:
    """Count an entry of this laptop (``own``) that takes a number, once, whatever it says."""
    if entry.device == own and entry.kind in _COUNTED:
        connection.execute(
            "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1",
            (_COUNTED[entry.kind],),
        )
