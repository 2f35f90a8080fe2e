"""Entries of other laptops that came without the rest of their chain: one case, for one partner.

They are kept beside the journal and count like it. Each holds by its own digest, and by the signature of the
bundle that brought it; when the whole chain arrives later, the same entry in the journal stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.errors import N_, BundleRefused
from fieldcheck.domain.identifiers import CaseId, DeviceId
from fieldcheck.domain.journal import Break, Entry, canonical_json, sha256_hex
from fieldcheck.store import entries as rows

_INSERT = (
    "INSERT INTO excerpts (device, sequence, id, at, clock, actor, role, capacity, subject_kind, subject,"
    " kind, payload, payload_digest, previous, digest) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT DO NOTHING"
)
_SELECT = (
    "SELECT device, sequence, id, at, clock, actor, role, capacity, subject_kind, subject, kind,"
    " payload, payload_digest, previous, digest FROM excerpts"
)


def take_in(connection: sqlcipher.Connection, incoming: Sequence[Entry], own: DeviceId) -> list[Entry]:
    """Keep what is new of ``incoming``; returns it.

    Raises BundleRefused when a place holds another entry, or when one is said to be of this laptop (``own``)
    and its journal does not hold it: it would stand where the next answer is to be written.
    """
    new = []
    for entry in incoming:
        kept = rows.entry_at(connection, rows.number_of(connection, entry.device), entry.sequence)
        kept = kept or _at(connection, entry)
        if kept is None and entry.device == own:
            raise BundleRefused(
                N_("De bundel bevat een regel van deze laptop zelf (nummer {sequence}) die hier niet is."),
                remedy=N_("Meld dit aan de coördinator: misschien is hier een oude reservekopie teruggezet."),
                sequence=entry.sequence,
            )
        if kept is None and entry.payload is not None:
            connection.execute(_INSERT, _row(entry))
            new.append(entry)
        elif kept is not None and kept.digest != entry.digest:
            raise BundleRefused(
                N_("Twee verschillende regels van apparaat {device} hebben nummer {sequence}."),
                remedy=N_("Vraag de afzender de bundel opnieuw te maken, en meld dit aan de coördinator."),
                device=entry.device,
                sequence=entry.sequence,
            )
    return new


def every(connection: sqlcipher.Connection) -> Iterator[Entry]:
    """Every entry kept here, by clock, then device."""
    return map(rows.entry_of, connection.execute(f"{_SELECT} ORDER BY clock, device, sequence").fetchall())


def drop_known(connection: sqlcipher.Connection, arrived: Iterable[Entry]) -> tuple[list[Entry], bool]:
    """Forget what the journal holds itself since ``arrived`` was taken in; what was erased here stays so.

    Returns what had not counted before, and whether anything counts less than it did, or than it says.
    """
    unseen, erased = [], False
    for entry in arrived:
        dropped = connection.execute(
            "DELETE FROM excerpts WHERE device = ? AND sequence = ? RETURNING payload IS NULL",
            (entry.device, entry.sequence),
        ).fetchall()
        if not dropped:
            unseen.append(entry)
            continue
        if dropped == [(1,)]:
            rows.erase(connection, rows.number_of(connection, entry.device), [entry.sequence])
        erased = erased or dropped == [(1,)] or entry.payload is None
    return unseen, erased


def require_same(connection: sqlcipher.Connection, arriving: Iterable[Entry]) -> None:
    """Raise BundleRefused when a chain that arrives says otherwise than an excerpt that came before it."""
    for entry in arriving:
        kept = _at(connection, entry)
        if kept is not None and kept.digest != entry.digest:
            raise BundleRefused(
                N_("Een regel van apparaat {device}, nummer {sequence}, is veranderd."),
                remedy=N_("Vraag de afzender de bundel opnieuw te maken, en meld dit aan de coördinator."),
                device=entry.device,
                sequence=entry.sequence,
            )


def breaks(connection: sqlcipher.Connection) -> list[Break]:
    """Which entries kept here do not hold by their own digests."""
    return [
        Break(entry.device, entry.sequence, "digest")
        for entry in every(connection)
        if entry.digest != entry.computed_digest()
        or (entry.payload is not None and entry.payload_digest != sha256_hex(canonical_json(entry.payload)))
    ]


_BELONGING = """
    SELECT device, sequence, subject FROM excerpts WHERE payload IS NOT NULL AND (
        subject = ?1 OR payload ->> '$.case' = ?1 OR payload ->> '$.other' = ?1 OR subject IN (
            SELECT subject FROM excerpts WHERE subject_kind IN ('interview', 'referral')
                AND payload IS NOT NULL AND payload ->> '$.case' = ?1
        )
    )
"""
_QUESTIONED = """
    SELECT device, sequence, subject FROM excerpts
    WHERE kind IN ('identity.questioned', 'identity.confirmed') AND payload ->> '$.with' = ?
"""
_OF_THING = "SELECT device, sequence, subject FROM excerpts WHERE subject_kind = 'thing' AND subject = ?"


def erase_case(
    connection: sqlcipher.Connection, case: CaseId, codes: Iterable[str], things: Iterable[str]
) -> frozenset[str]:
    """Forget what entries kept here say about a case (called ``codes``), and about its own ``things``.

    Returns the subjects touched.
    """
    found = connection.execute(_BELONGING, (case,)).fetchall()
    for code in codes:
        found += connection.execute(_QUESTIONED, (code,)).fetchall()
    for thing in things:
        found += connection.execute(_OF_THING, (thing,)).fetchall()
    connection.executemany(
        "UPDATE excerpts SET payload = NULL WHERE device = ? AND sequence = ?", [row[:2] for row in found]
    )
    return frozenset(subject for *_, subject in found)


def _at(connection: sqlcipher.Connection, entry: Entry) -> Entry | None:
    query = f"{_SELECT} WHERE device = ? AND sequence = ?"
    row = connection.execute(query, (entry.device, entry.sequence)).fetchone()
    return None if row is None else rows.entry_of(row)


def _row(entry: Entry) -> tuple[str | int | None, ...]:
    return (
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
        None if entry.payload is None else canonical_json(entry.payload).decode(),
        entry.payload_digest,
        entry.previous,
        entry.digest,
    )
