"""The whole day counted: by post and hour, each person once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select

from fieldcheck.domain.day import DayCounts, HourFlow, Loose, LooseEnd, PostWait
from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import Passing, VisitStage
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.domain.journal import parse_utc, utc_text
from fieldcheck.domain.wording import Said
from fieldcheck.store import schema
from fieldcheck.store.joined_persons import twice_at_posts, twice_in_all
from fieldcheck.store.projecting.counting import HOUR, Tally, Willing
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_VISITS = schema.visits.c
_TALKS = schema.interviews.c
_TALLIES = schema.tallies.c
_OF_THE_DAY = (Tally.OPENED, Tally.TALKED, Tally.NO_TALK, Tally.REFERRED, Tally.PROVED)
_OPEN_TALKS = (InterviewStage.RUNNING.value, InterviewStage.PAUSED.value)


class DayRecords(SqlReading):
    """The flow by the hour, the waits, and persons counted once."""

    def hours(self, since: datetime | None = None) -> tuple[HourFlow, ...]:
        """Every post in every hour in which something happened there, by post and hour.

        ``since`` leaves out the hours that were over before that moment.
        """
        first = "0" if since is None else utc_text(since)[:HOUR]  # "" stands for all hours together
        query = select(_TALLIES.what, _TALLIES.hour, _TALLIES.post, _TALLIES.amount).where(
            _TALLIES.what.in_([Tally.ARRIVED.value, Tally.FINISHED.value]), _TALLIES.hour >= first
        )
        with self._reading() as connection:
            over = twice_at_posts(connection)
            found = {
                (row.post, row.hour, row.what): row.amount - over[row.what, row.hour, row.post]
                for row in connection.execute(query)
            }
        return tuple(
            HourFlow(
                post,
                parse_utc(f"{hour}:00:00.000Z"),
                found.get((post, hour, Tally.ARRIVED), 0),
                found.get((post, hour, Tally.FINISHED), 0),
            )
            for post, hour in sorted({key[:2] for key in found})
        )

    def waits(self) -> tuple[PostWait, ...]:
        """How long persons waited at each post where somebody was called in, by post."""
        # Somebody who was received at the table at once did not wait: queued and called are one moment.
        with self._reading() as connection:
            calls, waited = _by_post(connection, Tally.CALLS), _by_post(connection, Tally.WAITED)
            longest = {
                post: connection.scalar(select(func.max(_VISITS.waited)).where(_VISITS.post == post))
                for post in calls
            }
        return tuple(
            PostWait(post, calls[post], _seconds(waited[post] / calls[post]), _seconds(longest[post]))
            for post in sorted(calls)
        )

    def day_counts(self) -> DayCounts:
        """The whole street together, each person once."""
        passings = schema.passings.c
        by_passing = select(passings.what, func.sum(passings.persons)).group_by(passings.what)
        by_stage = select(_TALKS.stage, func.count()).group_by(_TALKS.stage)
        with self._reading() as connection:
            over = twice_in_all(connection)
            persons = {
                what: sum(_by_post(connection, what).values()) - over[what.value] for what in _OF_THE_DAY
            }
            talks, counted = dict(_pairs(connection, by_stage)), dict(_pairs(connection, by_passing))
        return DayCounts(
            cases=persons[Tally.OPENED],
            talked=persons[Tally.TALKED],
            talk_refused=persons[Tally.NO_TALK],
            referred=persons[Tally.REFERRED],
            proofs=persons[Tally.PROVED],
            passed=counted.get(Passing.PASSED.value, 0),
            refused=counted.get(Passing.REFUSED.value, 0),
            running=talks.get(InterviewStage.RUNNING.value, 0),
            paused=talks.get(InterviewStage.PAUSED.value, 0),
        )

    def unfinished(self, *, limit: int = 500) -> tuple[LooseEnd, ...]:
        """Talks that are not finished and persons who wait, the oldest first, at most ``limit`` of each.

        So is whoever still sits at a table, unless a talk of that case is open or was declined.
        A talk that the person declined is over, until that person comes back to it.
        """
        talks = (
            select(_TALKS.id, _TALKS.stage, _CASES.code)
            .select_from(schema.interviews.join(schema.cases, _CASES.id == _TALKS.case_id))
            .where(_TALKS.stage.in_(_OPEN_TALKS), _TALKS.refused != Willing.REFUSED.value)
            .order_by(_TALKS.started, _TALKS.id)
        )
        named = select(_TALKS.case_id).where(_TALKS.case_id == _VISITS.case_id, _TALKS.stage.in_(_OPEN_TALKS))
        waiting = (
            select(_VISITS.id, _VISITS.post, _VISITS.stage, _CASES.code)
            .select_from(schema.visits.join(schema.cases, _CASES.id == _VISITS.case_id))
            .where(
                _VISITS.ended.is_(None),
                or_(_VISITS.stage == VisitStage.WAITING.value, ~named.exists()),
            )
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
                        Said(_VISIT_WORDS[row.stage], code=row.code, post=row.post),
                    )
                    for row in connection.execute(waiting.limit(limit))
                ),
            )


_VISIT_WORDS: Mapping[str, str] = {
    VisitStage.WAITING.value: N_("zaak {code} wacht nog bij post {post}"),
    VisitStage.AT.value: N_("zaak {code} zit nog aan tafel bij post {post}"),
}
_TALK_WORDS: Mapping[str, str] = {
    InterviewStage.RUNNING.value: N_("het gesprek van zaak {code} loopt nog"),
    InterviewStage.PAUSED.value: N_("het gesprek van zaak {code} is gepauzeerd"),
}


def _by_post(connection: Connection, what: Tally) -> dict[str, int]:
    query = select(_TALLIES.post, _TALLIES.amount).where(_TALLIES.what == what.value, _TALLIES.hour == "")
    return dict(_pairs(connection, query))


def _seconds(milliseconds: float) -> timedelta:
    return timedelta(seconds=round(milliseconds / 1000))


def _pairs(connection: Connection, query: Any) -> list[tuple[str, int]]:
    return [(row[0], int(row[1])) for row in connection.execute(query)]
