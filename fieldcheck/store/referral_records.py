"""Referrals, the most pressing first."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy import case as when

from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral, ReferralStage, Urgency
from fieldcheck.store import schema
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_REFERRALS = schema.referrals.c


class ReferralRecords(SqlReading):
    """The referrals of a store."""

    def referral(self, referral: ReferralId) -> Referral:
        """One referral; KeyError when unknown."""
        with self._reading() as connection:
            row = connection.execute(_referral_rows().where(_REFERRALS.id == referral)).first()
        if row is None:
            raise KeyError(referral)
        return _referral(row)

    def referrals(self, *, to: str = "", case: CaseId | None = None) -> tuple[Referral, ...]:
        """Referrals, the unacknowledged first, then by urgency and waiting time."""
        query = _referral_rows().order_by(*_MOST_PRESSING)
        if to:
            query = query.where(_REFERRALS.recipient == to)
        if case is not None:
            query = query.where(_REFERRALS.case_id == case)
        with self._reading() as connection:
            return tuple(map(_referral, connection.execute(query)))


_MOST_PRESSING = (
    when((_REFERRALS.stage == ReferralStage.SENT.value, 0), else_=1),
    when({urgency.value: place for place, urgency in enumerate(Urgency)}, value=_REFERRALS.urgency),
    _REFERRALS.sent,
    _REFERRALS.id,
)


def _referral_rows() -> Select[Any]:
    return select(schema.referrals, _CASES.code).select_from(
        schema.referrals.join(schema.cases, _CASES.id == _REFERRALS.case_id)
    )


def _referral(row: Row[Any]) -> Referral:
    return Referral(
        id=ReferralId(row.id),
        case=CaseId(row.case_id),
        case_code=row.code,
        to=row.recipient,
        urgency=Urgency(row.urgency),
        why=tuple(json.loads(row.why)),
        how=row.how,
        sent_by=row.sent_by,
        sent=parse_utc(row.sent),
        stage=ReferralStage(row.stage),
        acknowledged_by=row.acknowledged_by,
        acknowledged=None if row.acknowledged is None else parse_utc(row.acknowledged),
        assessment=None if row.assessment is None else FirstAssessment(row.assessment),
        sealed_note=row.sealed_note,
        assessed=None if row.assessed is None else parse_utc(row.assessed),
        alarm=row.alarm,
        asked=row.asked,
        effect=row.effect,
        reason=row.reason,
        result=row.result,
        escalated=row.escalated,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_words=row.outcome_words,
        outcome_at=None if row.outcome_at is None else parse_utc(row.outcome_at),
    )
