"""Numbered steps from an empty file to today's schema.

A published step is never edited: files in the field were made by it. Steps import nothing of the
program, so that later code cannot change what they once did. Projections are made anew after any step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Statements(Protocol):
    """What a step runs on: a database connection inside a transaction."""

    def execute(self, sql: str, /) -> Iterable[tuple[int]]:
        """The rows of one statement."""
        ...


_FIRST = (
    "CREATE TABLE devices (number INTEGER NOT NULL PRIMARY KEY, device TEXT NOT NULL UNIQUE) STRICT",
    """
    CREATE TABLE journal (
        place INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL, at TEXT NOT NULL, clock TEXT NOT NULL,
        actor TEXT NOT NULL, role TEXT NOT NULL, capacity TEXT NOT NULL,
        subject_kind TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
        payload TEXT, payload_digest TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal keeps its rows'); END
    """,
    """
    CREATE TRIGGER journal_keeps_content BEFORE UPDATE ON journal
    WHEN NEW.payload IS NOT NULL
        OR NEW.place IS NOT OLD.place OR NEW.id IS NOT OLD.id
        OR NEW.at IS NOT OLD.at OR NEW.clock IS NOT OLD.clock OR NEW.actor IS NOT OLD.actor
        OR NEW.role IS NOT OLD.role OR NEW.capacity IS NOT OLD.capacity
        OR NEW.subject_kind IS NOT OLD.subject_kind OR NEW.subject IS NOT OLD.subject
        OR NEW.kind IS NOT OLD.kind OR NEW.payload_digest IS NOT OLD.payload_digest
        OR NEW.previous IS NOT OLD.previous OR NEW.digest IS NOT OLD.digest
    BEGIN SELECT RAISE(ABORT, 'only a payload can be erased'); END
    """,
    "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE forms (digest TEXT NOT NULL PRIMARY KEY, published BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE secrets (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE actions (id TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL, clock TEXT NOT NULL)
    STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cases (
        id TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL, post TEXT NOT NULL, stage TEXT NOT NULL,
        opened TEXT NOT NULL, changed TEXT NOT NULL, interview TEXT,
        route TEXT NOT NULL, proof_serial TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX cases_by_opening ON cases (opened)",
    """
    CREATE TABLE interviews (
        id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id),
        form_id TEXT NOT NULL, form_digest TEXT NOT NULL, language TEXT NOT NULL, stage TEXT NOT NULL,
        position TEXT NOT NULL, moved TEXT NOT NULL, started TEXT NOT NULL, changed TEXT NOT NULL,
        refused INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX interviews_by_case ON interviews (case_id)",
    """
    CREATE TABLE answers (
        interview TEXT NOT NULL REFERENCES interviews (id), reference TEXT NOT NULL,
        value TEXT NOT NULL, state TEXT NOT NULL, language TEXT NOT NULL, capacity TEXT NOT NULL,
        at TEXT NOT NULL, clock TEXT NOT NULL, position TEXT NOT NULL, times INTEGER NOT NULL,
        PRIMARY KEY (interview, reference)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE referrals (
        id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id),
        recipient TEXT NOT NULL, urgency TEXT NOT NULL, why TEXT NOT NULL, how TEXT NOT NULL,
        sent_by TEXT NOT NULL, sent TEXT NOT NULL, stage TEXT NOT NULL,
        acknowledged_by TEXT NOT NULL, acknowledged TEXT,
        assessment TEXT, sealed_note TEXT NOT NULL, assessed TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX referrals_by_case ON referrals (case_id)",
    """
    CREATE TABLE papers (
        device TEXT NOT NULL, sequence INTEGER NOT NULL, case_id TEXT NOT NULL REFERENCES cases (id),
        paper TEXT NOT NULL, serial TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL,
        issued TEXT NOT NULL,
        PRIMARY KEY (device, sequence)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)

_ATTACHMENTS = (
    "CREATE TABLE attachment_contents (digest TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL) STRICT",
    """
    CREATE TRIGGER attachments_keep_content BEFORE UPDATE ON attachment_contents
    BEGIN SELECT RAISE(ABORT, 'an attachment keeps its bytes'); END
    """,
    """
    CREATE TRIGGER attachments_stay BEFORE DELETE ON attachment_contents
    WHEN EXISTS (
        SELECT 1 FROM journal WHERE kind = 'answer.recorded' AND payload IS NOT NULL
            AND CASE WHEN json_valid(payload) THEN payload ->> '$.attachment.digest' END = OLD.digest
    )
    BEGIN SELECT RAISE(ABORT, 'an entry names this attachment'); END
    """,
    """
    CREATE TABLE attachments (
        interview TEXT NOT NULL REFERENCES interviews (id), name TEXT NOT NULL,
        digest TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (interview, name)
    ) STRICT, WITHOUT ROWID
    """,
)

# The answers are a projection: they are made anew, each with the talk that it was carried over from.
_CARRIED = (
    "DROP TABLE answers",
    """
    CREATE TABLE answers (
        interview TEXT NOT NULL REFERENCES interviews (id), reference TEXT NOT NULL,
        value TEXT NOT NULL, state TEXT NOT NULL, language TEXT NOT NULL, capacity TEXT NOT NULL,
        at TEXT NOT NULL, clock TEXT NOT NULL, position TEXT NOT NULL, times INTEGER NOT NULL,
        carried TEXT NOT NULL,
        PRIMARY KEY (interview, reference)
    ) STRICT, WITHOUT ROWID
    """,
)

_CONTROL_STREET = (
    "ALTER TABLE cases ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX cases_by_code ON cases (code)",
    "CREATE INDEX cases_by_place ON cases (place, opened)",
    *(
        f"ALTER TABLE referrals ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
        for column in (
            "alarm",
            "asked",
            "effect",
            "reason",
            "result",
            "escalated",
            "outcome",
            "outcome_words",
        )
    ),
    "ALTER TABLE referrals ADD COLUMN outcome_at TEXT",
    "CREATE INDEX papers_by_serial ON papers (serial)",
    """
    CREATE TABLE visits (
        id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), post TEXT NOT NULL,
        stage TEXT NOT NULL, queued TEXT NOT NULL, called TEXT, ended TEXT, waited INTEGER,
        reason TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX visits_by_case ON visits (case_id, queued)",
    "CREATE INDEX visits_by_post ON visits (post, stage, queued)",
    "CREATE INDEX visits_open ON visits (queued) WHERE ended IS NULL",
    "CREATE INDEX visits_by_wait ON visits (post, waited)",
    """
    CREATE TABLE passings (
        post TEXT NOT NULL, what TEXT NOT NULL, persons INTEGER NOT NULL, PRIMARY KEY (post, what)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE homes (
        id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sector TEXT NOT NULL, result TEXT NOT NULL,
        persons INTEGER, reason TEXT NOT NULL, changed TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE identities (
        case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id), content TEXT NOT NULL,
        changed TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE joined_cases (
        case_id TEXT NOT NULL REFERENCES cases (id), other TEXT NOT NULL REFERENCES cases (id),
        reason TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (case_id, other)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE things (
        id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
        merged_into TEXT NOT NULL, changed TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX things_by_kind ON things (kind, name)",
    "CREATE INDEX things_by_merger ON things (merged_into)",
    """
    CREATE TABLE apart_things (
        one TEXT NOT NULL REFERENCES things (id), two TEXT NOT NULL REFERENCES things (id),
        reason TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (one, two)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE thing_links (
        thing TEXT NOT NULL REFERENCES things (id), case_id TEXT NOT NULL REFERENCES cases (id),
        relation TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (thing, case_id, relation)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX thing_links_by_case ON thing_links (case_id)",
    """
    CREATE TABLE search_keys (
        kind TEXT NOT NULL, key TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (kind, key, subject)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX search_keys_by_subject ON search_keys (subject)",
    """
    CREATE TABLE dossier (
        id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
        at TEXT NOT NULL, clock TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX dossier_by_case ON dossier (case_id, kind, clock)",
    "CREATE INDEX dossier_by_kind ON dossier (kind, clock)",
    """
    CREATE TABLE bundles (
        id TEXT NOT NULL PRIMARY KEY, direction TEXT NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL,
        device_name TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, recipients TEXT NOT NULL,
        entries INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE trail (
        id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
        capacity TEXT NOT NULL, kind TEXT NOT NULL, subject_kind TEXT NOT NULL, subject TEXT NOT NULL,
        case_id TEXT NOT NULL, device TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX trail_by_case ON trail (case_id)",
    "CREATE INDEX trail_by_kind ON trail (kind)",
    "CREATE INDEX trail_by_actor ON trail (actor)",
    "CREATE INDEX trail_by_actor_and_kind ON trail (actor, kind)",
    "DROP INDEX cases_by_opening",
    "CREATE INDEX cases_by_opening ON cases (opened, id, code, post)",
    "CREATE INDEX interviews_by_stage ON interviews (stage, started)",
    "CREATE INDEX referrals_by_stage ON referrals (stage)",
    """
    CREATE TABLE tallies (
        what TEXT NOT NULL, hour TEXT NOT NULL, post TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (what, hour, post)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tallied (
        case_id TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Entries of other laptops that came without the rest of their chain; kept beside the journal.
    """
    CREATE TABLE excerpts (
        device TEXT NOT NULL, sequence INTEGER NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL,
        clock TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, capacity TEXT NOT NULL,
        subject_kind TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT,
        payload_digest TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (device, sequence)
    ) STRICT, WITHOUT ROWID
    """,
    "DROP TRIGGER attachments_stay",
    """
    CREATE TRIGGER attachments_stay BEFORE DELETE ON attachment_contents
    WHEN EXISTS (
        SELECT 1 FROM (SELECT kind, payload FROM journal UNION ALL SELECT kind, payload FROM excerpts)
        WHERE kind = 'answer.recorded' AND payload IS NOT NULL
            AND CASE WHEN json_valid(payload) THEN payload ->> '$.attachment.digest' END = OLD.digest
    )
    BEGIN SELECT RAISE(ABORT, 'an entry names this attachment'); END
    """,
)

_PARTIAL_REPLAY = (
    "CREATE INDEX excerpts_by_subject ON excerpts (subject)",
    "CREATE INDEX journal_by_subject ON journal (subject)",
    "CREATE INDEX papers_by_case ON papers (case_id)",
    "CREATE INDEX joined_cases_by_other ON joined_cases (other)",
    "CREATE INDEX apart_things_by_other ON apart_things (two)",
    "ALTER TABLE cases ADD COLUMN since TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE unplaced (
        device TEXT NOT NULL, sequence INTEGER NOT NULL, subject TEXT NOT NULL,
        PRIMARY KEY (device, sequence)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX unplaced_by_subject ON unplaced (subject)",
    # Single answers are not in it: writing one is the hot path, and nobody asks for all of them.
    "CREATE INDEX journal_by_kind ON journal (kind) WHERE kind <> 'answer.recorded'",
    "CREATE INDEX interviews_by_form ON interviews (form_digest)",
)
"""What making a part of the tables anew asks for; the rows themselves are made anew after a step."""

STEPS: Mapping[int, tuple[str, ...]] = {
    1: _FIRST,
    2: _ATTACHMENTS,
    3: _CARRIED,
    4: _CONTROL_STREET,
    5: _PARTIAL_REPLAY,
}
"""What brings a file from the schema before it to this number."""

NEWEST = max(STEPS)


def schema_of(connection: Statements) -> int:
    """The number of the last step that was applied, 0 for an empty file."""
    for (version,) in connection.execute("PRAGMA user_version"):
        return version
    return 0


def migrate(connection: Statements, steps: Mapping[int, tuple[str, ...]] = STEPS) -> bool:
    """Apply every step this file has not had, inside the caller's transaction; tells whether any did."""
    current = schema_of(connection)
    missing = [number for number in sorted(steps) if number > current]
    for number in missing:
        for statement in steps[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    return bool(missing)
