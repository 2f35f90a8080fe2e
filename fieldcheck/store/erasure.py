"""Erasing a case: the payloads of all that belongs to it go, the digests stay."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.identifiers import CaseId

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


def erase_case(connection: sqlcipher.Connection, case: CaseId) -> frozenset[str]:
    """Erase the payloads of a case and of its interviews and referrals; returns the subjects touched."""
    found = connection.execute(_BELONGING, (case,)).fetchall()
    connection.executemany(
        "UPDATE journal SET payload = NULL WHERE place = ?", [(place,) for place, _ in found]
    )
    return frozenset(subject for _, subject in found)
