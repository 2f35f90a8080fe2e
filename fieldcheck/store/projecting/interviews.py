"""Interviews, their answers and the files among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.journal import Entry
from fieldcheck.store.projecting.counting import Willing
from fieldcheck.store.projecting.payloads import (
    Handler,
    Malformed,
    one_of,
    only_row,
    require_case,
    set_stage,
    text,
)

REFUSED = "refused"
"""The reason with which an interview is paused when the person does not want to talk."""

_WILLING = {"yes": Willing.REFUSED, "later": Willing.LATER}
"""What entries say of whether the person refused the talk; anything else, or nothing, is no refusal."""


def _interview_started(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case = text(payload, "case")
    row = (
        entry.subject,
        case,
        text(payload, "form_id"),
        text(payload, "form_digest"),
        text(payload, "language"),
        InterviewStage.RUNNING.value,
        text(payload, "position"),
        entry.clock,
        entry.at,
        entry.at,
    )
    require_case(connection, case)
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
# and when it changed last are read from its answers. An interview that is not known gives no row.
_ANSWER = """
    INSERT INTO answers
        (interview, reference, value, state, language, capacity, at, clock, position, carried, times)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1 FROM interviews WHERE id = ?1
    ON CONFLICT DO UPDATE SET value = excluded.value, state = excluded.state, language = excluded.language,
        capacity = excluded.capacity, at = excluded.at, clock = excluded.clock, position = excluded.position,
        carried = excluded.carried, times = times + 1
    RETURNING (SELECT case_id FROM interviews WHERE id = answers.interview)
"""


def _answer_recorded(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    row = (
        entry.subject,
        text(payload, "reference"),
        text(payload, "value"),
        one_of(AnswerState, payload, "state"),
        text(payload, "language"),
        entry.capacity,
        entry.at,
        entry.clock,
        text(payload, "position"),
        text(payload, "from") if "from" in payload else "",
    )
    attached = _attached(entry, payload)
    case = only_row(connection.execute(_ANSWER, row))
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
    return entry.subject, text(payload, "value"), sha256, text(named, "media_type"), size


def _interview_moved(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return only_row(
        connection.execute(
            "UPDATE interviews SET position = ?, moved = ?, changed = ? WHERE id = ? RETURNING case_id",
            (text(payload, "position"), entry.clock, entry.at, entry.subject),
        )
    )


def _language_switched(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return only_row(
        connection.execute(
            "UPDATE interviews SET language = ?, changed = ? WHERE id = ? RETURNING case_id",
            (text(payload, "language"), entry.at, entry.subject),
        )
    )


def _note_recorded(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return only_row(
        connection.execute(
            "UPDATE interviews SET changed = ? WHERE id = ? RETURNING case_id", (entry.at, entry.subject)
        )
    )


def _interview_paused(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    said = _willing(payload)
    refused = Willing.REFUSED if text(payload, "reason") == REFUSED else said
    return _put_interview(connection, entry, InterviewStage.PAUSED, CaseStage.PAUSED, refused)


def _interview_resumed(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _put_interview(connection, entry, InterviewStage.RUNNING, CaseStage.INTERVIEW, Willing.YES)


def _willing(payload: Mapping[str, Any]) -> Willing:
    return _WILLING.get(str(payload.get("refused")), Willing.YES)


def _interview_finished(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    refused = _willing(payload)
    return _put_interview(connection, entry, InterviewStage.FINISHED, CaseStage.TO_DECIDE, refused)


def _put_interview(
    connection: sqlcipher.Connection,
    entry: Entry,
    stage: InterviewStage,
    case_stage: CaseStage,
    refused: Willing,
) -> str:
    case = only_row(
        connection.execute(
            "UPDATE interviews SET stage = ?, refused = ?, changed = ? WHERE id = ? RETURNING case_id",
            (stage.value, int(refused), entry.at, entry.subject),
        )
    )
    set_stage(connection, case, case_stage, entry.at)
    return case


HANDLERS: Mapping[str, Handler] = {
    events.INTERVIEW_STARTED: _interview_started,
    events.ANSWER_RECORDED: _answer_recorded,
    events.INTERVIEW_MOVED: _interview_moved,
    events.LANGUAGE_SWITCHED: _language_switched,
    events.NOTE_RECORDED: _note_recorded,
    events.INTERVIEW_PAUSED: _interview_paused,
    events.INTERVIEW_RESUMED: _interview_resumed,
    events.INTERVIEW_FINISHED: _interview_finished,
}
