"""Bringing the tables up to date with entries that arrive late: as a whole replay would, without the whole.

Entries count in the order of their clocks, and another laptop's come long after they were written. When
nothing kept here that is later has to do with what they are about, they can simply be applied. Otherwise all
is replayed but the answers of talks that nothing new is about: no other entry changes what those say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Entry
from fieldcheck.store import entries as rows
from fieldcheck.store import projections, schema

_NAMING = ("case", "other", "into")
"""Where a payload names what else its entry is about."""
_FAR_REACHING = frozenset({events.THINGS_MERGED, events.THINGS_PARTED, events.THINGS_KEPT_APART})
"""Kinds whose effect depends on things that their entry does not name."""

_CASES_OF = """
    SELECT case_id FROM interviews WHERE id IN (SELECT value FROM json_each(?1))
    UNION SELECT case_id FROM referrals WHERE id IN (SELECT value FROM json_each(?1))
"""
_OF_CASES = """
    SELECT id FROM interviews WHERE case_id IN (SELECT value FROM json_each(?1))
    UNION SELECT id FROM referrals WHERE case_id IN (SELECT value FROM json_each(?1))
"""
_LATER = f"""
    WITH about AS MATERIALIZED (SELECT value FROM json_each(?1)),
    arrived AS MATERIALIZED (SELECT value FROM json_each(?2))
    SELECT 1 FROM ({rows.EVERYTHING}) WHERE clock >= ?3 AND id NOT IN (SELECT value FROM arrived) AND (
        subject IN (SELECT value FROM about) OR (kind <> 'answer.recorded' AND payload IS NOT NULL AND (
            payload ->> '$.case' IN (SELECT value FROM about)
            OR payload ->> '$.other' IN (SELECT value FROM about)
            OR payload ->> '$.into' IN (SELECT value FROM about)
        ))
    ) LIMIT 1
"""  # noqa: S608 - constants


def update(connection: sqlcipher.Connection, arrived: Sequence[Entry], own: DeviceId) -> None:
    """Bring every table to where a replay of all entries would bring it, now that ``arrived`` are kept.

    None of them may have counted before, and nothing may have been erased with them.
    """
    if _stand_apart(connection, arrived):
        projections.apply(connection, sorted(arrived, key=_order), own)
    else:
        _replay(connection, arrived, own)


def _order(entry: Entry) -> tuple[str, str, int]:
    return entry.clock, entry.device, entry.sequence


def _stand_apart(connection: sqlcipher.Connection, arrived: Sequence[Entry]) -> bool:
    """Whether nothing kept here, written at the time of ``arrived`` or later, is about the same."""
    if not arrived:
        return True
    if any(entry.kind in _FAR_REACHING for entry in arrived):
        return False
    about = _about(connection, arrived)
    first = min(entry.clock for entry in arrived)
    ids = json.dumps([entry.id for entry in arrived])
    return connection.execute(_LATER, (json.dumps(sorted(about)), ids, first)).fetchone() is None


def _about(connection: sqlcipher.Connection, arrived: Iterable[Entry]) -> set[str]:
    """What ``arrived`` are about: their subjects, the cases of these, and all that belongs to those cases."""
    about = set()
    for entry in arrived:
        named = (entry.payload or {}).get
        about |= {entry.subject, *(str(named(name)) for name in _NAMING if named(name))}
    for query in (_CASES_OF, _OF_CASES):
        about |= {str(one) for (one,) in connection.execute(query, (json.dumps(sorted(about)),))}
    return about


def _replay(connection: sqlcipher.Connection, arrived: Sequence[Entry], own: DeviceId) -> None:
    touched = {entry.subject for entry in arrived if entry.subject_kind == "interview"}
    here = {str(one) for (one,) in connection.execute("SELECT id FROM interviews")}
    kept = json.dumps(sorted(here - touched))
    connection.execute("PRAGMA defer_foreign_keys = ON")  # until the talks of the kept answers are back
    for table in schema.PROJECTIONS:
        if table in (schema.answers, schema.attachments):
            connection.execute(
                f"DELETE FROM {table.name} WHERE interview NOT IN (SELECT value FROM json_each(?1))",  # noqa: S608
                (kept,),
            )
        else:
            connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
    projections.apply(connection, rows.in_order(connection, answered=kept), own)
