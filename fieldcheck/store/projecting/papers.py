"""Papers that were handed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.flow import VisitStage
from fieldcheck.domain.journal import Entry
from fieldcheck.store.projecting.flow import end_visits
from fieldcheck.store.projecting.payloads import Handler, require_case, text

CONTROL_PROOF = "control-proof"


def _paper_issued(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    paper, serial = text(payload, "paper"), text(payload, "serial")
    language, sha256 = text(payload, "language"), text(payload, "digest")
    require_case(connection, entry.subject)
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
        end_visits(connection, entry, entry.subject, VisitStage.DONE)
    return entry.subject


HANDLERS: Mapping[str, Handler] = {
    events.PAPER_ISSUED: _paper_issued,
}
