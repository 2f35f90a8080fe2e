"""What is on record about one case, or of one kind: read from the journal itself, excerpts among it.

The journal has no index but its order, since appending is the hot path: this reads all of it, and is for
work that shows progress, not for a screen that waits.
"""

from __future__ import annotations

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Entry
from fieldcheck.store import entries as rows
from fieldcheck.store import excerpts
from fieldcheck.store.failures import translated
from fieldcheck.store.reading import SqlReading

# Which entries name their case: the first of every interview and referral, and the links of things.
_OF_CASE = f"""
    WITH everything AS ({rows.EVERYTHING}),
    naming AS (
        SELECT subject, kind FROM everything
        WHERE kind IN ('interview.started', 'referral.sent', 'thing.linked')
            AND payload IS NOT NULL AND payload ->> '$.case' = ?1
    )
    SELECT * FROM everything WHERE payload IS NOT NULL AND CASE subject_kind
        WHEN 'case' THEN subject = ?1
        WHEN 'interview' THEN subject IN (SELECT subject FROM naming)
        WHEN 'referral' THEN subject IN (SELECT subject FROM naming)
        WHEN 'thing' THEN CASE kind
            WHEN 'thing.recorded' THEN subject IN (SELECT subject FROM naming)
            ELSE payload ->> '$.case' = ?1
        END
        ELSE 0
    END {rows.ORDER}
"""  # noqa: S608 - constants
_OF_KIND = f"SELECT * FROM ({rows.EVERYTHING}) WHERE kind = ?1 AND payload IS NOT NULL {rows.ORDER}"  # noqa: S608


class JournalReading(SqlReading):
    """What is read from the journal by what it is about."""

    def entries_about(self, case: CaseId) -> tuple[Entry, ...]:
        """What is on record about one case, by clock, without what was erased.

        The entries of the case, of its interviews and referrals, and of the things linked with it.
        """
        return self._read(_OF_CASE, case)

    def entries_of(self, kind: str) -> tuple[Entry, ...]:
        """Every entry of one kind, by clock, without what was erased."""
        return self._read(_OF_KIND, kind)

    def excerpts(self) -> tuple[Entry, ...]:
        """Every entry that came without the rest of its chain, by clock."""
        with self._lock, translated():
            return tuple(excerpts.every(self._connection))

    def _read(self, query: str, about: str) -> tuple[Entry, ...]:
        with self._lock, translated():
            return tuple(map(rows.entry_of, self._connection.execute(query, (about,))))
