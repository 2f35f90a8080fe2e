"""Queues, visits, counts and homes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from fieldcheck.domain.flow import Home, HomeResult, Passing, PostFlow, Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId, HomeId, VisitId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.store import schema
from fieldcheck.store.joined_persons import twice_at_posts
from fieldcheck.store.projecting.counting import Tally
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_VISITS = schema.visits.c
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
        posts = tuple(posts)
        first = select(func.min(_VISITS.queued)).where(_VISITS.stage == VisitStage.WAITING.value)
        with self._reading() as connection:
            tally = _tallies(connection, posts)
            since = {post: connection.scalar(first.where(_VISITS.post == post)) for post in posts}
            passings = connection.execute(select(schema.passings))
            counted = {(row.post, row.what): row.persons for row in passings}
        return tuple(
            PostFlow(
                post=post,
                passed=tally[post, Tally.CAME] + sum(counted.get((post, what.value), 0) for what in Passing),
                waiting=tally[post, VisitStage.WAITING],
                at=tally[post, VisitStage.AT],
                done=tally[post, VisitStage.DONE],
                refused=tally[post, VisitStage.REFUSED] + counted.get((post, Passing.REFUSED.value), 0),
                skipped=tally[post, VisitStage.SKIPPED],
                left=tally[post, VisitStage.LEFT],
                interviewed=tally[post, Tally.TALKED_HERE],
                referred=tally[post, Tally.REFERRED_HERE],
                longest_wait=_NONE if since[post] is None else max(now - parse_utc(since[post]), _NONE),
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


def _tallies(connection: Connection, posts: Collection[str]) -> Counter[tuple[str, str]]:
    """All amounts of these posts that have no hour, by post and what is counted."""
    tallies = schema.tallies.c
    wanted = [*Tally, *VisitStage]
    query = select(tallies.post, tallies.what, tallies.amount).where(
        tallies.what.in_([what.value for what in wanted]), tallies.hour == "", tallies.post.in_(posts)
    )
    found = Counter({(row.post, row.what): row.amount for row in connection.execute(query)})
    found.subtract(
        {(post, what): n for (what, hour, post), n in twice_at_posts(connection).items() if not hour}
    )
    return found


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
