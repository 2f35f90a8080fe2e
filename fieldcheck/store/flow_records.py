"""Queues, visits, counts and homes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, distinct, func, select
from sqlalchemy import case as when

from fieldcheck.domain.flow import Home, HomeResult, Passing, PostFlow, Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId, HomeId, VisitId
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.store import schema
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_VISITS = schema.visits.c
_INTERVIEWS = schema.interviews.c
_REFERRALS = schema.referrals.c
_NONE = timedelta(0)


class FlowRecords(SqlReading):
    """The way through the posts, and past the homes."""

    def visits(self, case: CaseId) -> tuple[Visit, ...]:
        """Every visit of one case, the first one first."""
        query = _visit_rows().where(_VISITS.case_id == case).order_by(_VISITS.queued, _VISITS.id)
        with self._reading() as connection:
            return tuple(map(_visit, connection.execute(query)))

    def queue(self, post: str, *, limit: int = 500) -> tuple[Visit, ...]:
        """Who waits at a post or sits at its table, the longest waiting first."""
        open_ = [VisitStage.WAITING.value, VisitStage.AT.value]
        query = _visit_rows().where(_VISITS.post == post, _VISITS.stage.in_(open_))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(_VISITS.queued, _VISITS.id).limit(limit))
            return tuple(map(_visit, rows))

    def flows(self, posts: Iterable[str], now: datetime) -> tuple[PostFlow, ...]:
        """The flow of each of these posts, in their order; persons."""
        persons = func.count(distinct(_VISITS.case_id))
        by_stage = select(_VISITS.post, _VISITS.stage, persons).group_by(_VISITS.post, _VISITS.stage)
        everybody = select(_VISITS.post, persons).group_by(_VISITS.post)
        first = func.min(_VISITS.queued)
        waiting = select(_VISITS.post, first).where(_VISITS.stage == VisitStage.WAITING.value)
        with self._reading() as connection:
            stages = {(row[0], row[1]): row[2] for row in connection.execute(by_stage)}
            came = {row[0]: row[1] for row in connection.execute(everybody)}
            since = {row[0]: row[1] for row in connection.execute(waiting.group_by(_VISITS.post))}
            passings = connection.execute(select(schema.passings))
            counted = {(row.post, row.what): row.persons for row in passings}
            talks = {row[0]: row[1:] for row in connection.execute(_talked())}
        return tuple(
            PostFlow(
                post=post,
                passed=came.get(post, 0) + counted.get((post, Passing.PASSED.value), 0),
                waiting=stages.get((post, VisitStage.WAITING.value), 0),
                at=stages.get((post, VisitStage.AT.value), 0),
                done=stages.get((post, VisitStage.DONE.value), 0),
                refused=stages.get((post, VisitStage.REFUSED.value), 0)
                + counted.get((post, Passing.REFUSED.value), 0),
                skipped=stages.get((post, VisitStage.SKIPPED.value), 0),
                left=stages.get((post, VisitStage.LEFT.value), 0),
                interviewed=talks.get(post, (0, 0))[0],
                referred=talks.get(post, (0, 0))[1],
                longest_wait=max(now - parse_utc(since[post]), _NONE) if post in since else _NONE,
            )
            for post in posts
        )

    def counted(self, post: str) -> dict[Passing, int]:
        """Persons who were counted at a post without a case of their own."""
        passings = schema.passings.c
        query = select(passings.what, passings.persons).where(passings.post == post)
        with self._reading() as connection:
            return dict.fromkeys(Passing, 0) | {
                Passing(row.what): row.persons for row in connection.execute(query)
            }

    def homes(self) -> tuple[Home, ...]:
        """Every home that was planned or visited, by sector and name."""
        homes = schema.homes.c
        with self._reading() as connection:
            rows = connection.execute(select(schema.homes).order_by(homes.sector, homes.name, homes.id))
            return tuple(map(_home, rows))


def _talked() -> Select[Any]:
    """Persons interviewed and referred, by the post where their case was opened."""
    talked = (_INTERVIEWS.stage == InterviewStage.FINISHED.value) & (_INTERVIEWS.refused == 0)
    referred = _REFERRALS.stage != ReferralStage.WITHDRAWN.value
    return (
        select(
            _CASES.post,
            func.count(distinct(when((talked, _CASES.id)))),
            func.count(distinct(when((referred, _CASES.id)))),
        )
        .select_from(
            schema.cases.outerjoin(schema.interviews, _INTERVIEWS.case_id == _CASES.id).outerjoin(
                schema.referrals, _REFERRALS.case_id == _CASES.id
            )
        )
        .group_by(_CASES.post)
    )


def _visit_rows() -> Select[Any]:
    return select(schema.visits, _CASES.code).select_from(
        schema.visits.join(schema.cases, _CASES.id == _VISITS.case_id)
    )


def _visit(row: Row[Any]) -> Visit:
    return Visit(
        id=VisitId(row.id),
        case=CaseId(row.case_id),
        case_code=row.code,
        post=row.post,
        stage=VisitStage(row.stage),
        queued=parse_utc(row.queued),
        called=None if row.called is None else parse_utc(row.called),
        ended=None if row.ended is None else parse_utc(row.ended),
        reason=row.reason,
        by=row.actor,
    )


def _home(row: Row[Any]) -> Home:
    return Home(
        id=HomeId(row.id),
        name=row.name,
        sector=row.sector,
        result=HomeResult(row.result),
        persons=row.persons,
        reason=row.reason,
        changed=parse_utc(row.changed),
        by=row.actor,
    )
