"""Referrals, the most pressing first."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy import case as when
from sqlalchemy import text as sql

from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.referral import (
    CLOSED_STAGES,
    FirstAssessment,
    Outcome,
    Referral,
    ReferralStage,
    Urgency,
)
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

    def outcomes(self, sent_by: str, *, limit: int) -> tuple[Referral, ...]:
        """Referrals of one officer of which the outcome is known, the newest outcome first."""
        query = (
            _referral_rows()
            .where(_REFERRALS.sent_by == sent_by, _REFERRALS.outcome_at.is_not(None))
            .order_by(_REFERRALS.outcome_at.desc(), _REFERRALS.id.desc())
        )
        with self._reading() as connection:
            return tuple(map(_referral, connection.execute(query.limit(limit))))

    def referrals(
        self,
        *,
        recipients: Collection[str] = (),
        case: CaseId | None = None,
        stages: Collection[ReferralStage] = (),
        closed: int | None = None,
        always: Collection[CaseId] = (),
    ) -> tuple[Referral, ...]:
        """Referrals, the unacknowledged first, then by urgency and waiting time.

        Args:
            recipients: codes of those it went to; all for none.
            case: of one case.
            stages: only in these stages; in any for none.
            closed: at most this many that nobody works on any more, the newest of them; None for all.
            always: cases whose referrals are not left out by ``closed``.
        """
        wanted = [
            *([_REFERRALS.recipient.in_(list(recipients))] if recipients else []),
            *([_REFERRALS.case_id == case] if case is not None else []),
            *([_REFERRALS.stage.in_([one.value for one in stages])] if stages else []),
        ]
        query = _referral_rows().where(*wanted).order_by(*_MOST_PRESSING)
        if closed is not None:
            over = _REFERRALS.stage.in_([one.value for one in CLOSED_STAGES])
            newest = select(_REFERRALS.id).where(over, *wanted).order_by(_REFERRALS.sent.desc())
            # One value, however many cases: SQLite takes no more than so many of them in a statement.
            kept = sql("referrals.case_id IN (SELECT value FROM json_each(:always))")
            query = query.where(~over | _REFERRALS.id.in_(newest.limit(closed)) | kept)
            query = query.params(always=json.dumps(list(always)))
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
