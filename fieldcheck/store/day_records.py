"""The whole day counted: by post and hour, each person once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, distinct, func, select
from sqlalchemy import case as when

from fieldcheck.domain.day import DayCounts, HourFlow, Loose, LooseEnd, PostWait
from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import Passing, VisitStage
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.domain.wording import Said
from fieldcheck.store import schema
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_VISITS = schema.visits.c
_TALKS = schema.interviews.c
_REFERRALS = schema.referrals.c
_HOUR = 13
"""Signs of ``2026-11-22T04``."""
_SECONDS = 86_400
_OPEN_TALKS = (InterviewStage.RUNNING.value, InterviewStage.PAUSED.value)


class DayRecords(SqlReading):
    """The flow by the hour, the waits, and persons counted once."""

    def hours(self) -> tuple[HourFlow, ...]:
        """Every post in every hour in which something happened there, by post and hour."""
        came = func.substr(_VISITS.queued, 1, _HOUR)
        went = func.substr(_VISITS.ended, 1, _HOUR)
        persons = func.count(distinct(_VISITS.case_id))
        arrived = select(_VISITS.post, came, persons).group_by(_VISITS.post, came)
        done = _VISITS.stage == VisitStage.DONE.value
        finished = select(_VISITS.post, went, persons).where(done).group_by(_VISITS.post, went)
        with self._reading() as connection:
            ins = {(row[0], row[1]): row[2] for row in connection.execute(arrived)}
            outs = {(row[0], row[1]): row[2] for row in connection.execute(finished)}
        return tuple(
            HourFlow(
                post,
                parse_utc(f"{hour}:00:00.000Z"),
                ins.get((post, hour), 0),
                outs.get((post, hour), 0),
            )
            for post, hour in sorted(ins.keys() | outs.keys())
        )

    def waits(self) -> tuple[PostWait, ...]:
        """How long persons waited at each post where somebody was called in, by post."""
        # Somebody who was received at the table at once did not wait: queued and called are one moment.
        waited = (func.julianday(_VISITS.called) - func.julianday(_VISITS.queued)) * _SECONDS
        query = (
            select(_VISITS.post, func.count(), func.avg(waited), func.max(waited))
            .where(_VISITS.called.is_not(None), _VISITS.called > _VISITS.queued)
            .group_by(_VISITS.post)
            .order_by(_VISITS.post)
        )
        with self._reading() as connection:
            return tuple(
                PostWait(row[0], row[1], timedelta(seconds=round(row[2])), timedelta(seconds=round(row[3])))
                for row in connection.execute(query)
            )

    def day_counts(self) -> DayCounts:
        """The whole street together, each person once."""
        with self._reading() as connection:
            persons = connection.execute(_persons()).one()
            talks = dict(_pairs(connection, select(_TALKS.stage, func.count()).group_by(_TALKS.stage)))
            passings = schema.passings.c
            counted = dict(
                _pairs(connection, select(passings.what, func.sum(passings.persons)).group_by(passings.what))
            )
        return DayCounts(
            cases=persons[0],
            talked=persons[1],
            talk_refused=persons[2],
            referred=persons[3],
            proofs=persons[4],
            passed=counted.get(Passing.PASSED.value, 0),
            refused=counted.get(Passing.REFUSED.value, 0),
            running=talks.get(InterviewStage.RUNNING.value, 0),
            paused=talks.get(InterviewStage.PAUSED.value, 0),
        )

    def unfinished(self, *, limit: int = 500) -> tuple[LooseEnd, ...]:
        """Talks that are not finished and persons who wait, the oldest first, at most ``limit`` of each."""
        talks = (
            select(_TALKS.id, _TALKS.stage, _CASES.code)
            .select_from(schema.interviews.join(schema.cases, _CASES.id == _TALKS.case_id))
            .where(_TALKS.stage.in_(_OPEN_TALKS))
            .order_by(_TALKS.started, _TALKS.id)
        )
        waiting = (
            select(_VISITS.id, _VISITS.post, _CASES.code)
            .select_from(schema.visits.join(schema.cases, _CASES.id == _VISITS.case_id))
            .where(_VISITS.stage == VisitStage.WAITING.value)
            .order_by(_VISITS.queued, _VISITS.id)
        )
        with self._reading() as connection:
            return (
                *(
                    LooseEnd(Loose.TALK, row.id, Said(_TALK_WORDS[row.stage], code=row.code))
                    for row in connection.execute(talks.limit(limit))
                ),
                *(
                    LooseEnd(
                        Loose.WAITING,
                        row.id,
                        Said(N_("zaak {code} wacht nog bij post {post}"), code=row.code, post=row.post),
                    )
                    for row in connection.execute(waiting.limit(limit))
                ),
            )


_TALK_WORDS: Mapping[str, str] = {
    InterviewStage.RUNNING.value: N_("het gesprek van zaak {code} loopt nog"),
    InterviewStage.PAUSED.value: N_("het gesprek van zaak {code} is gepauzeerd"),
}


def _persons() -> Any:
    finished = _TALKS.stage == InterviewStage.FINISHED.value
    by_case = (
        select(
            _TALKS.case_id.label("case_id"),
            func.max(when((finished & (_TALKS.refused == 0), 1), else_=0)).label("talked"),
            func.max(when((finished & (_TALKS.refused == 1), 1), else_=0)).label("refused"),
        )
        .group_by(_TALKS.case_id)
        .subquery()
    )
    referred = (
        select(_REFERRALS.case_id)
        .where(_REFERRALS.stage != ReferralStage.WITHDRAWN.value)
        .distinct()
        .subquery()
    )
    talked, refused = by_case.c.talked, by_case.c.refused
    return select(
        func.count(),
        func.coalesce(func.sum(talked), 0),
        func.coalesce(func.sum(when(((talked == 0) & (refused == 1), 1), else_=0)), 0),
        func.count(referred.c.case_id),
        func.coalesce(func.sum(when((_CASES.proof_serial != "", 1), else_=0)), 0),
    ).select_from(
        schema.cases.outerjoin(by_case, by_case.c.case_id == _CASES.id).outerjoin(
            referred, referred.c.case_id == _CASES.id
        )
    )


def _pairs(connection: Connection, query: Any) -> list[tuple[str, int]]:
    return [(row[0], int(row[1])) for row in connection.execute(query)]
