"""What the tables for reading say after each kind of entry.

Entries are applied in the order that decides what counts: by clock, then device. A handler reads all it
needs from the payload before it writes, so that a malformed entry leaves nothing half-applied.
Kinds that no table shows have no handler; the journal keeps them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.journal import Entry, canonical_json
from fieldcheck.domain.referral import FirstAssessment, ReferralStage, Urgency
from fieldcheck.store.schema import PROJECTIONS

CASES_OPENED = "cases"
REFUSED = "refused"
"""The reason with which an interview is paused when the person does not want to talk."""
CONTROL_PROOF = "control-proof"

_COUNTED = {events.CASE_OPENED: CASES_OPENED}


class Malformed(Exception):
    """A payload does not hold what its kind says."""


class Orphaned(Exception):
    """An entry is about a case, interview or referral that this store does not know, or no longer knows."""


Handler = Callable[[sqlcipher.Connection, Entry, Mapping[str, Any]], str]
"""Applies an entry; returns the id of the case it belongs to, "" where there is none."""


def project(connection: sqlcipher.Connection, entry: Entry, own: DeviceId) -> frozenset[str]:
    """Bring the tables up to date with one entry; returns the subjects it touched.

    Raises Malformed or Orphaned, before anything was written.
    """
    if entry.device == own and entry.kind in _COUNTED:
        _count(connection, _COUNTED[entry.kind])
    handler = HANDLERS.get(entry.kind)
    if handler is None or entry.payload is None:
        return frozenset((entry.subject,))
    return frozenset((entry.subject, handler(connection, entry, entry.payload))) - {""}


def replay(connection: sqlcipher.Connection, entries: Iterable[Entry], own: DeviceId) -> None:
    """Make every table anew. Entries that cannot count (yet) are passed over: the journal keeps them."""
    for table in PROJECTIONS:
        connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
    for entry in entries:
        try:
            project(connection, entry, own)
        except (Malformed, Orphaned):
            continue


def digest(connection: sqlcipher.Connection) -> str:
    """SHA-256 over the rows of every table, each in the order of its key."""
    total = hashlib.sha256()
    for table in PROJECTIONS:
        keys = ", ".join(column.name for column in table.primary_key)
        total.update(f"{table.name}\n".encode())
        for row in connection.execute(f"SELECT * FROM {table.name} ORDER BY {keys}"):  # noqa: S608 - our own names
            total.update(canonical_json(row) + b"\n")
    return total.hexdigest()


def _count(connection: sqlcipher.Connection, name: str) -> None:
    connection.execute(
        "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1",
        (name,),
    )


# Reading payloads


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str):
        raise Malformed(name)
    return value


def _one_of(words: type[StrEnum], payload: Mapping[str, Any], name: str) -> str:
    value = _text(payload, name)
    if value not in words._value2member_map_:
        raise Malformed(name)
    return value


def _lines(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        raise Malformed(name)
    return canonical_json(value).decode()


# Writing rows


def _only_row(rows: Iterator[Any]) -> str:
    """The case id that a statement returned; the statement touches one row or none."""
    for (case,) in rows:
        return str(case)
    raise Orphaned


def _require_case(connection: sqlcipher.Connection, case: str) -> None:
    if connection.execute("SELECT 1 FROM cases WHERE id = ?", (case,)).fetchone() is None:
        raise Orphaned


def _set_stage(connection: sqlcipher.Connection, case: str, stage: CaseStage, at: str) -> None:
    connection.execute("UPDATE cases SET stage = ?, changed = ? WHERE id = ?", (stage.value, at, case))


def _action_opened(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    content = payload.get("action")
    try:
        action_from_json(content)
    except InvalidValue as error:
        raise Malformed("action") from error
    connection.execute(
        "INSERT INTO actions (id, content, clock) VALUES (?,?,?)"
        " ON CONFLICT DO UPDATE SET content = excluded.content, clock = excluded.clock",
        (entry.subject, canonical_json(content).decode(), entry.clock),
    )
    return ""


def _case_opened(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    code, post = _text(payload, "code"), _text(payload, "post")
    connection.execute(
        "INSERT INTO cases (id, code, post, stage, opened, changed, interview, route, proof_serial)"
        " VALUES (?,?,?,?,?,?,NULL,'','') ON CONFLICT DO NOTHING",
        (entry.subject, code, post, CaseStage.WAITING.value, entry.at, entry.at),
    )
    return entry.subject


def _interview_started(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case = _text(payload, "case")
    row = (
        entry.subject,
        case,
        _text(payload, "form_id"),
        _text(payload, "form_digest"),
        _text(payload, "language"),
        InterviewStage.RUNNING.value,
        _text(payload, "position"),
        entry.clock,
        entry.at,
        entry.at,
    )
    _require_case(connection, case)
    connection.execute(
        "INSERT INTO interviews (id, case_id, form_id, form_digest, language, stage, position, moved,"
        " started, changed, refused) VALUES (?,?,?,?,?,?,?,?,?,?,0) ON CONFLICT DO NOTHING",
        row,
    )
    connection.execute(
        "UPDATE cases SET interview = ?, stage = ?, changed = ? WHERE id = ?",
        (entry.subject, CaseStage.INTERVIEW.value, entry.at, case),
    )
    return case


# The hot path. One row is written, and none of the interview's own: its position, how many answers it has
# and when it changed last are read from its answers.
_ANSWER = """
    INSERT INTO answers
        (interview, reference, value, state, language, capacity, at, clock, position, carried, times)
    VALUES (?,?,?,?,?,?,?,?,?,?,1)
    ON CONFLICT DO UPDATE SET value = excluded.value, state = excluded.state, language = excluded.language,
        capacity = excluded.capacity, at = excluded.at, clock = excluded.clock, position = excluded.position,
        carried = excluded.carried, times = times + 1
"""


def _answer_recorded(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    row = (
        entry.subject,
        _text(payload, "reference"),
        _text(payload, "value"),
        _one_of(AnswerState, payload, "state"),
        _text(payload, "language"),
        entry.capacity,
        entry.at,
        entry.clock,
        _text(payload, "position"),
        _text(payload, "from") if "from" in payload else "",
    )
    attached = _attached(entry, payload)
    case = _only_row(connection.execute("SELECT case_id FROM interviews WHERE id = ?", (entry.subject,)))
    connection.execute(_ANSWER, row)
    if attached is not None:
        connection.execute(_ATTACHMENT, attached)
    return case


# What was replaced since keeps its row: the journal still names it.
_ATTACHMENT = """
    INSERT INTO attachments (interview, name, digest, media_type, size) VALUES (?,?,?,?,?)
    ON CONFLICT DO UPDATE SET digest = excluded.digest, media_type = excluded.media_type, size = excluded.size
"""


def _attached(entry: Entry, payload: Mapping[str, Any]) -> tuple[str | int, ...] | None:
    if "attachment" not in payload:
        return None
    named = payload["attachment"]
    try:
        sha256 = digest_of(entry)
    except ValueError as error:
        raise Malformed("attachment") from error
    size = named.get("size")
    if type(size) is not int:
        raise Malformed("size")
    return entry.subject, _text(payload, "value"), sha256, _text(named, "media_type"), size


def _interview_moved(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _only_row(
        connection.execute(
            "UPDATE interviews SET position = ?, moved = ?, changed = ? WHERE id = ? RETURNING case_id",
            (_text(payload, "position"), entry.clock, entry.at, entry.subject),
        )
    )


def _language_switched(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _only_row(
        connection.execute(
            "UPDATE interviews SET language = ?, changed = ? WHERE id = ? RETURNING case_id",
            (_text(payload, "language"), entry.at, entry.subject),
        )
    )


def _note_recorded(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _only_row(
        connection.execute(
            "UPDATE interviews SET changed = ? WHERE id = ? RETURNING case_id", (entry.at, entry.subject)
        )
    )


def _interview_paused(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    refused = int(_text(payload, "reason") == REFUSED)
    return _put_interview(connection, entry, InterviewStage.PAUSED, CaseStage.PAUSED, refused)


def _interview_resumed(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _put_interview(connection, entry, InterviewStage.RUNNING, CaseStage.INTERVIEW, 0)


def _interview_finished(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    refused = int(payload.get("refused") == "yes")
    return _put_interview(connection, entry, InterviewStage.FINISHED, CaseStage.TO_DECIDE, refused)


def _put_interview(
    connection: sqlcipher.Connection, entry: Entry, stage: InterviewStage, case_stage: CaseStage, refused: int
) -> str:
    case = _only_row(
        connection.execute(
            "UPDATE interviews SET stage = ?, refused = ?, changed = ? WHERE id = ? RETURNING case_id",
            (stage.value, refused, entry.at, entry.subject),
        )
    )
    _set_stage(connection, case, case_stage, entry.at)
    return case


def _assessment_made(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _only_row(
        connection.execute(
            "UPDATE cases SET changed = ? WHERE id = ? RETURNING id", (entry.at, entry.subject)
        )
    )


def _route_decided(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    to = _text(payload, "to")
    return _only_row(
        connection.execute(
            "UPDATE cases SET route = ?, stage = ?, changed = ? WHERE id = ? RETURNING id",
            (to, CaseStage.UNDERWAY.value, entry.at, entry.subject),
        )
    )


def _referral_sent(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case = _text(payload, "case")
    row = (
        entry.subject,
        case,
        _text(payload, "to"),
        _one_of(Urgency, payload, "urgency"),
        _lines(payload, "why"),
        _text(payload, "how"),
        entry.actor,
        entry.at,
        ReferralStage.SENT.value,
    )
    _require_case(connection, case)
    connection.execute(
        "INSERT INTO referrals (id, case_id, recipient, urgency, why, how, sent_by, sent, stage,"
        " acknowledged_by, acknowledged, assessment, sealed_note, assessed)"
        " VALUES (?,?,?,?,?,?,?,?,?,'',NULL,NULL,'',NULL) ON CONFLICT DO NOTHING",
        row,
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, case))
    return case


def _referral_acknowledged(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """Who took it over first, and when, stays; a later name is added to it."""
    by = _text(payload, "by")
    return _update_referral(
        connection,
        entry,
        "acknowledged_by = CASE WHEN acknowledged_by = '' THEN ?"
        " WHEN instr(', ' || acknowledged_by || ', ', ', ' || ? || ', ') THEN acknowledged_by"
        " ELSE acknowledged_by || ', ' || ? END,"
        " acknowledged = COALESCE(acknowledged, ?), stage = CASE stage WHEN 'sent' THEN ? ELSE stage END",
        (by, by, by, entry.at, ReferralStage.ACKNOWLEDGED.value),
    )


def _referral_withdrawn(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _update_referral(connection, entry, "stage = ?", (ReferralStage.WITHDRAWN.value,))


_STAGE_AFTER = {
    FirstAssessment.TAKEN_UP: ReferralStage.ACCEPTED,
    FirstAssessment.OTHER_ROUTE: ReferralStage.DECLINED,
    FirstAssessment.NO_CAPACITY: ReferralStage.DECLINED,
    FirstAssessment.NOT_TAKEN_UP: ReferralStage.DECLINED,
}


def _referral_assessed(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    assessment = _one_of(FirstAssessment, payload, "assessment")
    note = _text(payload, "sealed_note")
    # A later assessment without a note leaves the earlier note standing.
    columns = "assessment = ?, sealed_note = coalesce(nullif(?, ''), sealed_note), assessed = ?"
    values = [assessment, note, entry.at]
    stage = _STAGE_AFTER.get(FirstAssessment(assessment))
    if stage is not None:
        columns, values = columns + ", stage = ?", [*values, stage.value]
    return _update_referral(connection, entry, columns, tuple(values))


def _update_referral(
    connection: sqlcipher.Connection, entry: Entry, columns: str, values: tuple[str, ...]
) -> str:
    case = _only_row(
        connection.execute(
            f"UPDATE referrals SET {columns} WHERE id = ? RETURNING case_id",  # noqa: S608 - our own names
            (*values, entry.subject),
        )
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, case))
    return case


def _paper_issued(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    paper, serial = _text(payload, "paper"), _text(payload, "serial")
    language, sha256 = _text(payload, "language"), _text(payload, "digest")
    _require_case(connection, entry.subject)
    connection.execute(
        "INSERT INTO papers (device, sequence, case_id, paper, serial, language, digest, issued)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (entry.device, entry.sequence, entry.subject, paper, serial, language, sha256, entry.at),
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, entry.subject))
    if paper == CONTROL_PROOF:
        connection.execute(
            "UPDATE cases SET stage = ?, proof_serial = ? WHERE id = ?",
            (CaseStage.CLOSED.value, serial, entry.subject),
        )
    return entry.subject


HANDLERS: Mapping[str, Handler] = {
    events.ACTION_OPENED: _action_opened,
    events.CASE_OPENED: _case_opened,
    events.INTERVIEW_STARTED: _interview_started,
    events.ANSWER_RECORDED: _answer_recorded,
    events.INTERVIEW_MOVED: _interview_moved,
    events.LANGUAGE_SWITCHED: _language_switched,
    events.NOTE_RECORDED: _note_recorded,
    events.INTERVIEW_PAUSED: _interview_paused,
    events.INTERVIEW_RESUMED: _interview_resumed,
    events.INTERVIEW_FINISHED: _interview_finished,
    events.ASSESSMENT_MADE: _assessment_made,
    events.ROUTE_DECIDED: _route_decided,
    events.REFERRAL_SENT: _referral_sent,
    events.REFERRAL_ACKNOWLEDGED: _referral_acknowledged,
    events.REFERRAL_WITHDRAWN: _referral_withdrawn,
    events.REFERRAL_ASSESSED: _referral_assessed,
    events.PAPER_ISSUED: _paper_issued,
}
