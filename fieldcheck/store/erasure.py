"""Erasing a case: the payloads of all that belongs to it go, the digests stay.

A thing (an employer, a dwelling, a vehicle) that no other case was ever linked with goes along: nobody else
spoke of it. One that others belong to stays, without this case.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.store import entries as rows

# Interviews and referrals name their case in their first entry; projections may not know them (yet).
_BELONGING = """
    WITH subjects AS (
        SELECT ?1 AS subject
        UNION SELECT subject FROM journal
        WHERE subject_kind IN ('interview', 'referral') AND payload IS NOT NULL AND payload ->> '$.case' = ?1
    )
    SELECT place, subject FROM journal
    WHERE payload IS NOT NULL AND (
        (subject_kind IN ('case', 'interview', 'referral') AND subject IN (SELECT subject FROM subjects))
        OR payload ->> '$.case' = ?1 OR payload ->> '$.other' = ?1
    )
"""
_OF_THING = """
    SELECT place, subject FROM journal WHERE subject_kind = 'thing' AND subject = ? AND payload IS NOT NULL
"""
_CODES = f"""
    SELECT DISTINCT payload ->> '$.code' FROM ({rows.EVERYTHING})
    WHERE kind IN ('case.opened', 'case.received') AND subject = ?1 AND payload ->> '$.code' IS NOT NULL
"""  # noqa: S608 - constants
# A question about another case, and its answer, say with which code that one shares a number.
_QUESTIONED = """
    SELECT place, subject FROM journal
    WHERE kind IN ('identity.questioned', 'identity.confirmed') AND payload ->> '$.with' = ?
"""
_OWN_THINGS = f"""
    SELECT subject FROM ({rows.EVERYTHING}) WHERE kind = 'thing.linked' AND payload IS NOT NULL
    GROUP BY subject HAVING min(payload ->> '$.case') = ?1 AND max(payload ->> '$.case') = ?1
"""  # noqa: S608 - constants


_NAMING = f"""
    SELECT subject FROM ({rows.EVERYTHING})
    WHERE kind IN ('things.merged', 'things.parted', 'things.kept-apart') AND payload IS NOT NULL
        AND (payload ->> '$.into' = ?1 OR payload ->> '$.other' = ?1)
"""  # noqa: S608 - constants


def naming(connection: sqlcipher.Connection, things: Iterable[str]) -> frozenset[str]:
    """The things of which somebody ever said that they are, or are not, one of ``things``."""
    found = (row for thing in things for row in connection.execute(_NAMING, (thing,)))
    return frozenset(str(subject) for (subject,) in found)


def own_things(connection: sqlcipher.Connection, case: CaseId) -> list[str]:
    """The things that this case was linked with, and no other."""
    return [subject for (subject,) in connection.execute(_OWN_THINGS, (case,))]


def codes_of(connection: sqlcipher.Connection, case: CaseId) -> list[str]:
    """What a case is called wherever somebody names it; nothing once it is erased."""
    return [code for (code,) in connection.execute(_CODES, (case,))]


def erase_case(
    connection: sqlcipher.Connection, case: CaseId, codes: Iterable[str], things: Iterable[str]
) -> frozenset[str]:
    """Erase the payloads of a case, its interviews and referrals, its own ``things``, and what names it.

    ``codes`` are what it is called. Returns the subjects touched.
    """
    found = connection.execute(_BELONGING, (case,)).fetchall()
    for code in codes:
        found += connection.execute(_QUESTIONED, (code,)).fetchall()
    for thing in things:
        found += connection.execute(_OF_THING, (thing,)).fetchall()
    connection.executemany(
        "UPDATE journal SET payload = NULL WHERE place = ?", [(place,) for place, _ in found]
    )
    return frozenset(subject for _, subject in found)
