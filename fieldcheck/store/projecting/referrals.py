"""Referrals and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.referral import FirstAssessment, Outcome, ReferralStage, Urgency
from fieldcheck.store.projecting.payloads import (
    Handler,
    Malformed,
    lines,
    one_of,
    only_row,
    require_case,
    text,
)


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
        *(_optional(payload, name) for name in ("alarm", "asked", "effect")),
    )
    require_case(connection, case)
    connection.execute(
        "INSERT INTO referrals (id, case_id, recipient, urgency, why, how, sent_by, sent, stage,"
        " acknowledged_by, acknowledged, assessment, sealed_note, assessed, alarm, asked, effect)"
        " VALUES (?,?,?,?,?,?,?,?,?,'',NULL,NULL,'',NULL,?,?,?) ON CONFLICT DO NOTHING",
        row,
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, case))
    return case


def _referral_acknowledged(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """Who took it over first, and when, stays; a later name is added to it."""
    by, how = text(payload, "by"), _optional(payload, "how")
    return _update_referral(
        connection,
        entry,
        "acknowledged_by = CASE WHEN acknowledged_by = '' THEN ?"
        " WHEN instr(', ' || acknowledged_by || ', ', ', ' || ? || ', ') THEN acknowledged_by"
        " ELSE acknowledged_by || ', ' || ? END,"
        " how = CASE WHEN acknowledged IS NULL AND ? != '' THEN ? ELSE how END,"
        " acknowledged = COALESCE(acknowledged, ?), stage = CASE stage WHEN 'sent' THEN ? ELSE stage END",
        (by, by, by, how, how, entry.at, ReferralStage.ACKNOWLEDGED.value),
    )


def _optional(payload: Mapping[str, Any], name: str) -> str:
    return text(payload, name) if name in payload else ""


def _referral_withdrawn(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    values = (ReferralStage.WITHDRAWN.value, text(payload, "reason"))
    return _update_referral(connection, entry, "stage = ?, reason = ?", values)


def _referral_answered(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """An answer is an acknowledgement too, by whoever gave it."""
    stage = ReferralStage(one_of(ReferralStage, payload, "answer"))
    if stage not in (ReferralStage.ACCEPTED, ReferralStage.DECLINED):
        raise Malformed("answer")
    reason = text(payload, "reason")
    _referral_acknowledged(connection, entry, payload)
    return _update_referral(connection, entry, "stage = ?, reason = ?", (stage.value, reason))


def _referral_done(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    values = (ReferralStage.DONE.value, text(payload, "result"))
    return _update_referral(connection, entry, "stage = ?, result = ?", values)


def _referral_escalated(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    return _update_referral(connection, entry, "escalated = ?", (text(payload, "referral"),))


def _outcome_given(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    values = (one_of(Outcome, payload, "outcome"), text(payload, "words"), entry.at)
    return _update_referral(connection, entry, "outcome = ?, outcome_words = ?, outcome_at = ?", values)


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
    events.REFERRAL_ANSWERED: _referral_answered,
    events.REFERRAL_DONE: _referral_done,
    events.REFERRAL_ESCALATED: _referral_escalated,
    events.OUTCOME_GIVEN: _outcome_given,
}
