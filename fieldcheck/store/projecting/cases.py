"""Actions, and the persons who pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.journal import Entry, canonical_json
from fieldcheck.store.projecting.flow import begin_visit
from fieldcheck.store.projecting.payloads import Handler, Malformed, moment, only_row, text


def _action_opened(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """The newest version counts, whoever wrote it down last; of one version, what was written down last."""
    content = payload.get("action")
    try:
        version = action_from_json(content).version
    except InvalidValue as error:
        raise Malformed("action") from error
    known = connection.execute("SELECT content FROM actions WHERE id = ?", (entry.subject,)).fetchone()
    if known is not None and json.loads(known[0]).get("version", 0) > version:
        return ""
    connection.execute(
        "INSERT INTO actions (id, content, clock) VALUES (?,?,?)"
        " ON CONFLICT DO UPDATE SET content = excluded.content, clock = excluded.clock",
        (entry.subject, canonical_json(content).decode(), entry.clock),
    )
    return ""


def _case_opened(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    code, post = text(payload, "code"), text(payload, "post")
    connection.execute(
        "INSERT INTO cases (id, code, post, stage, opened, changed, interview, route, proof_serial, place,"
        " since) VALUES (?,?,?,?,?,?,NULL,'','',?,?) ON CONFLICT DO NOTHING",
        (entry.subject, code, post, CaseStage.WAITING.value, entry.at, entry.at, post, moment(entry)),
    )
    begin_visit(connection, entry, entry.subject, post, called=True)
    return entry.subject


def _assessment_made(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return only_row(
        connection.execute(
            "UPDATE cases SET changed = ? WHERE id = ? RETURNING id", (entry.at, entry.subject)
        )
    )


def _route_decided(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    to = text(payload, "to")
    return only_row(
        connection.execute(
            "UPDATE cases SET route = ?, stage = ?, changed = ? WHERE id = ? RETURNING id",
            (to, CaseStage.UNDERWAY.value, entry.at, entry.subject),
        )
    )


HANDLERS: Mapping[str, Handler] = {
    events.ACTION_OPENED: _action_opened,
    events.ACTION_CHANGED: _action_opened,
    events.ACTION_UPDATED: _action_opened,
    events.CASE_OPENED: _case_opened,
    events.ASSESSMENT_MADE: _assessment_made,
    events.ROUTE_DECIDED: _route_decided,
}
