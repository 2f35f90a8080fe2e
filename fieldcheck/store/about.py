"""What is on record about one case, or of one kind: read from the journal itself, excerpts among it.

Which entries of a case to look at, the trail says: it has a line of everything but single answers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, FormDigest
from fieldcheck.domain.journal import Entry
from fieldcheck.store import entries as rows
from fieldcheck.store import excerpts
from fieldcheck.store.failures import translated
from fieldcheck.store.reading import SqlReading

# The trail names the first entry of each talk and referral, and the links of things. What could not be
# applied left no line there. Of all these, only those that name the case count.
_NEAR = """
    SELECT ?1 UNION SELECT subject FROM trail WHERE case_id = ?1 UNION SELECT subject FROM unplaced
"""
_OF_CASE = f"""
    WITH near AS MATERIALIZED ({_NEAR}),
    everything AS MATERIALIZED ({rows.those("subject IN near")}),
    naming AS (
        SELECT subject FROM everything
        WHERE kind IN ('interview.started', 'referral.sent', 'thing.linked')
            AND payload IS NOT NULL AND payload ->> '$.case' = ?1
    )
    SELECT * FROM everything WHERE payload IS NOT NULL AND CASE subject_kind
        WHEN 'case' THEN subject = ?1
        WHEN 'interview' THEN subject IN (SELECT subject FROM naming)
        WHEN 'referral' THEN subject IN (SELECT subject FROM naming)
        WHEN 'thing' THEN CASE
            WHEN kind IN ('thing.recorded', 'thing.brought') THEN subject IN (SELECT subject FROM naming)
            ELSE payload ->> '$.case' = ?1
        END
        ELSE 0
    END {rows.ORDER}
"""  # noqa: S608 - constants
_OF_KIND = f"SELECT * FROM ({rows.those('kind = ?1')}) WHERE payload IS NOT NULL {rows.ORDER}"  # noqa: S608
# That a kind is not that of an answer is said twice, so that SQLite sees that the index has it.
_OF_OTHER_KIND = f"""
    SELECT * FROM ({rows.those("kind = ?1 AND kind <> 'answer.recorded'")})
    WHERE payload IS NOT NULL {rows.ORDER}
"""  # noqa: S608 - constants
_TALLY = """
    SELECT kind, count(*) FROM journal
    WHERE kind IN (SELECT value FROM json_each(?)) AND kind <> 'answer.recorded' GROUP BY kind
"""
# All that are known but those of which only an excerpt came: there are far more arrivals than cases.
_CASES = """
    SELECT (SELECT count(*) FROM cases) - (
        SELECT count(DISTINCT subject) FROM excerpts AS brought
        WHERE kind IN ('case.opened', 'case.received') AND subject IN (SELECT id FROM cases) AND NOT EXISTS (
            SELECT 1 FROM journal
            WHERE subject = brought.subject AND kind IN ('case.opened', 'case.received')
        )
    )
"""
_FORMS = """
    SELECT forms.digest FROM forms WHERE EXISTS (
        SELECT 1 FROM interviews CROSS JOIN journal ON subject = interviews.id
        WHERE form_digest = forms.digest AND kind = 'interview.started' AND payload IS NOT NULL
    ) ORDER BY forms.digest
"""
"""The forms of talks whose beginning is in a chain; those that came as an excerpt alone are not."""


class JournalReading(SqlReading):
    """What is read from the journal by what it is about."""

    def entries_about(self, case: CaseId) -> tuple[Entry, ...]:
        """What is on record about one case, by clock, without what was erased.

        The entries of the case, of its interviews and referrals, and of the things linked with it.
        """
        return self._read(_OF_CASE, case)

    def answers_about(self, case: CaseId) -> tuple[Entry, ...]:
        """Every answer that was recorded in the talks of a case, by clock, without what was erased."""
        query = "SELECT id FROM interviews WHERE case_id = ?"
        with self._lock, translated():
            talks = [str(talk) for (talk,) in self._connection.execute(query, (case,))]
            return self._kept(talks, events.ANSWER_RECORDED)

    def entries_on(self, subject: str, kind: str) -> tuple[Entry, ...]:
        """Every entry of one kind with this very subject, by clock, without what was erased."""
        with self._lock, translated():
            return self._kept([subject], kind)

    def _kept(self, subjects: Iterable[str], kind: str) -> tuple[Entry, ...]:
        """Of these subjects, without what was erased; under the lock."""
        found = rows.about(self._connection, subjects, kind)
        return tuple(entry for entry in found if entry.payload is not None)

    def entries_of(self, kind: str) -> tuple[Entry, ...]:
        """Every entry of one kind, by clock, without what was erased. Of answers, this reads the journal."""
        return self._read(_OF_KIND if kind == events.ANSWER_RECORDED else _OF_OTHER_KIND, kind)

    def tally(self, kinds: Collection[str]) -> dict[str, int]:
        """How many entries of each of these kinds stand in the chains; none of a single answer."""
        with self._lock, translated():
            found = dict(self._connection.execute(_TALLY, (json.dumps(sorted(kinds)),)))
        return {kind: int(found.get(kind, 0)) for kind in kinds}

    def cases_told_of(self) -> int:
        """How many cases the chains open, or receive from elsewhere."""
        with self._lock, translated():
            return int(self._connection.execute(_CASES).fetchone()[0])

    def forms_used(self) -> tuple[FormDigest, ...]:
        """The forms that the talks in the chains were held with, by digest."""
        with self._lock, translated():
            return tuple(FormDigest(digest) for (digest,) in self._connection.execute(_FORMS))

    def excerpts(self) -> tuple[Entry, ...]:
        """Every entry that came without the rest of its chain, by clock."""
        with self._lock, translated():
            return tuple(excerpts.every(self._connection))

    def _read(self, query: str, about: str) -> tuple[Entry, ...]:
        with self._lock, translated():
            return tuple(map(rows.entry_of, self._connection.execute(query, (about,))))
