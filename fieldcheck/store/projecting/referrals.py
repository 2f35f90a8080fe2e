"""Referrals and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.referral import FirstAssessment, ReferralStage, Urgency
from fieldcheck.store.projecting.payloads import Handler, lines, one_of, only_row, require_case, text


def _referral_sent(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case = text(payload, "case")
    row = (
        entry.subject,
        case,
        text(payload, "to"),
        one_of(Urgency, payload, "urgency"),
        lines(payload, "why"),
        text(payload, "how"),
        entry.actor,
        entry.at,
        ReferralStage.SENT.value,
    )
    require_case(connection, case)
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
    by = text(payload, "by")
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
    assessment = one_of(FirstAssessment, payload, "assessment")
    note = text(payload, "sealed_note")
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
    case = only_row(
        connection.execute(
            f"UPDATE referrals SET {columns} WHERE id = ? RETURNING case_id",  # noqa: S608 - our own names
            (*values, entry.subject),
        )
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, case))
    return case


HANDLERS: Mapping[str, Handler] = {
    events.REFERRAL_SENT: _referral_sent,
    events.REFERRAL_ACKNOWLEDGED: _referral_acknowledged,
    events.REFERRAL_WITHDRAWN: _referral_withdrawn,
    events.REFERRAL_ASSESSED: _referral_assessed,
}
