"""Bringing the tables up to date with entries that arrive late: as a whole replay would, without the whole.

Entries count in the order of their clocks, and another laptop's come long after they were written. So all
that the tables say of what they are about is taken away, and made anew from the journal, in order: the cases
with their talks and referrals, the things, the homes. What is held to be one, or to be two, is made anew
together. A case and the things that it belongs to are not: a link only asks whether its case was known by
then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Entry
from fieldcheck.store import entries as rows
from fieldcheck.store import projections

_NAMING = ("case", "other", "into")
"""Where a payload names what else is made anew together with what its entry is about."""
_LINKS = frozenset({events.THING_LINKED, events.THING_UNLINKED})
_ACTION = frozenset({events.ACTION_OPENED, events.ACTION_CHANGED, events.ACTION_UPDATED})
_IN_ANY_ORDER = frozenset({events.PERSONS_COUNTED, events.BUNDLE_EXPORTED, events.BUNDLE_IMPORTED})
"""Kinds that add something by themselves; so does every kind without a handler, which only leaves a trail."""
_MANY = 50_000
"""Entries after which a whole replay takes less memory, and hardly longer."""

_BELONGING = """
    WITH found AS MATERIALIZED (SELECT value FROM json_each(?1))
    SELECT case_id FROM interviews WHERE id IN found
    UNION SELECT id FROM interviews WHERE case_id IN found
    UNION SELECT case_id FROM referrals WHERE id IN found
    UNION SELECT id FROM referrals WHERE case_id IN found
    UNION SELECT case_id FROM joined_cases WHERE other IN found
    UNION SELECT other FROM joined_cases WHERE case_id IN found
    UNION SELECT one FROM apart_things WHERE two IN found
    UNION SELECT two FROM apart_things WHERE one IN found
"""
_MADE_ANEW = (
    ("answers", "interview"),
    ("attachments", "interview"),
    ("interviews", "id"),
    ("visits", "case_id"),
    ("referrals", "id"),
    ("papers", "case_id"),
    ("identities", "case_id"),
    ("joined_cases", "case_id"),
    ("dossier", "case_id"),
    ("search_keys", "subject"),
    ("thing_links", "thing"),
    ("apart_things", "one"),
    ("things", "id"),
    ("homes", "id"),
    ("cases", "id"),
    ("unplaced", "subject"),
)
"""Tables, and the column that says what a row is about."""


def update(connection: sqlcipher.Connection, arrived: Sequence[Entry], own: DeviceId) -> None:
    """Bring every table to where a replay of all entries would bring it, now that ``arrived`` are kept.

    None of them may have counted before, and nothing may have been erased with them.
    """
    if len(arrived) > _MANY:
        projections.replay(connection, rows.in_order(connection), own)
        return
    for entry in arrived:
        projections.count(connection, entry, own)
    alone, together = [], set()
    for entry in sorted(arrived, key=lambda one: (one.clock, one.device, one.sequence)):
        if entry.kind not in projections.HANDLERS or entry.kind in _IN_ANY_ORDER:
            alone.append(entry)
        elif entry.kind not in _ACTION:
            together.add(entry.subject)
    projections.apply(connection, alone)
    _make_actions_anew(connection, {entry.subject for entry in arrived if entry.kind in _ACTION})
    make_anew(connection, together)


def make_anew(connection: sqlcipher.Connection, subjects: Iterable[str]) -> None:
    """Make anew what the tables say of these subjects and of all that hangs together with them."""
    about, found = _together(connection, {*subjects, *_unplaced(connection)})
    if not about:
        return
    wanted = (json.dumps(sorted(about)),)
    connection.execute("PRAGMA defer_foreign_keys = ON")  # until everything is back
    for table, column in _MADE_ANEW:
        connection.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
            wanted,
        )
    connection.executemany("DELETE FROM trail WHERE id = ?", [(entry.id,) for entry in found])
    projections.apply(connection, found)
    projections.recount(connection, about)  # a case can be gone


def _together(connection: sqlcipher.Connection, subjects: set[str]) -> tuple[set[str], list[Entry]]:
    """All that hangs together with these subjects, and every entry about it, in their order."""
    about: set[str] = set()
    found: list[Entry] = []
    while subjects:
        about |= subjects
        entries = rows.about(connection, subjects)
        found += entries
        near = connection.execute(_BELONGING, (json.dumps(sorted(subjects)),)).fetchall()
        subjects = {*(str(one) for (one,) in near), *_named(entries)} - about
    return about, sorted(found, key=lambda one: (one.clock, one.device, one.sequence))


def _named(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.payload is None or entry.kind in _LINKS or entry.kind not in projections.HANDLERS:
            continue
        for name in _NAMING:
            named = entry.payload.get(name)
            if isinstance(named, str) and named:
                yield named


def _unplaced(connection: sqlcipher.Connection) -> Iterator[str]:
    """What entries are about that could not be applied: what they miss may just have come."""
    for (subject,) in connection.execute("SELECT DISTINCT subject FROM unplaced").fetchall():
        yield str(subject)


def _make_actions_anew(connection: sqlcipher.Connection, actions: Iterable[str]) -> None:
    """The action of each of these, as its entries say in their order; each leaves its trail once."""
    for action in actions:
        connection.execute("DELETE FROM actions WHERE id = ?", (action,))
        found = [entry for entry in rows.about(connection, [action], "action.%") if entry.kind in _ACTION]
        projections.apply(connection, found)
