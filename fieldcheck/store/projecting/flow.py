"""The way of people through the posts, and of the officers past the homes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.flow import HomeResult, Passing, VisitStage
from fieldcheck.domain.journal import Entry
from fieldcheck.store.projecting.payloads import (
    Handler,
    Malformed,
    moment,
    one_of,
    require_case,
    set_stage,
    text,
    whole,
)

_OPEN = "ended IS NULL"
_WAITED = """
    CASE WHEN called IS NULL AND queued < ?2
        THEN CAST(round((julianday(?2) - julianday(queued)) * 86400000) AS INTEGER) ELSE waited END
"""
"""Milliseconds until the moment ``?2``, for who stood in the queue until then."""


def begin_visit(
    connection: sqlcipher.Connection, entry: Entry, case: str, post: str, *, called: bool, reason: str = ""
) -> None:
    """Put the person in the queue of a post, or straight at its table; the place of the case follows."""
    connection.execute(
        "INSERT INTO visits (id, case_id, post, stage, queued, called, ended, reason, actor)"
        " VALUES (?,?,?,?,?,?,NULL,?,?) ON CONFLICT DO NOTHING",
        (
            entry.id,
            case,
            post,
            VisitStage.AT.value if called else VisitStage.WAITING.value,
            entry.at,
            entry.at if called else None,
            reason,
            entry.actor,
        ),
    )
    connection.execute("UPDATE cases SET place = ? WHERE id = ?", (post, case))


def end_visits(
    connection: sqlcipher.Connection,
    entry: Entry,
    case: str,
    stage: VisitStage,
    *,
    post: str = "",
    reason: str = "",
) -> int:
    """End the open visits of a case, at one post or everywhere; returns how many there were."""
    done = connection.execute(
        "UPDATE visits SET stage = ?, ended = ?, actor = ?, reason = coalesce(nullif(?, ''), reason)"  # noqa: S608
        f" WHERE case_id = ? AND {_OPEN} AND (? = '' OR post = ?)",
        (stage.value, entry.at, entry.actor, reason, case, post, post),
    )
    return int(done.rowcount)


def _received(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    code, post = text(payload, "code"), text(payload, "post")
    connection.execute(
        "INSERT INTO cases (id, code, post, stage, opened, changed, interview, route, proof_serial, place,"
        " since) VALUES (?,?,?,?,?,?,NULL,'','',?,?) ON CONFLICT DO NOTHING",
        (entry.subject, code, post, CaseStage.UNDERWAY.value, entry.at, entry.at, post, moment(entry)),
    )
    _arrive(connection, entry, post)
    return entry.subject


def _called(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    post = text(payload, "post")
    require_case(connection, entry.subject)
    _arrive(connection, entry, post)
    return entry.subject


def _arrive(connection: sqlcipher.Connection, entry: Entry, post: str) -> None:
    """The person is at the table of a post: from its queue, or from the road; nowhere else any more."""
    connection.execute(
        f"UPDATE visits SET stage = ?, ended = ?, actor = ? WHERE case_id = ? AND {_OPEN} AND post <> ?",  # noqa: S608
        (VisitStage.DONE.value, entry.at, entry.actor, entry.subject, post),
    )
    waiting = connection.execute(
        f"UPDATE visits SET stage = ?1, called = coalesce(called, ?2), actor = ?3, waited = {_WAITED}"  # noqa: S608
        # The plus keeps SQLite from looking through all who ever came to the post.
        f" WHERE case_id = ?4 AND {_OPEN} AND +post = ?5",
        (VisitStage.AT.value, entry.at, entry.actor, entry.subject, post),
    )
    if waiting.rowcount == 0:
        begin_visit(connection, entry, entry.subject, post, called=True)
    connection.execute(
        # Whoever comes back after leaving, or with a question after the proof, is on the way again.
        "UPDATE cases SET place = ?, changed = ?, stage = CASE stage WHEN ? THEN ? ELSE stage END"
        " WHERE id = ?",
        (post, entry.at, CaseStage.CLOSED.value, CaseStage.UNDERWAY.value, entry.subject),
    )


def _sent(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    to, reason = text(payload, "to"), text(payload, "reason")
    require_case(connection, entry.subject)
    end_visits(connection, entry, entry.subject, VisitStage.DONE)
    begin_visit(connection, entry, entry.subject, to, called=False, reason=reason)
    set_stage(connection, entry.subject, CaseStage.UNDERWAY, entry.at)
    return entry.subject


def _passed_by(stage: VisitStage) -> Handler:
    """A post that was refused or skipped: its visit ends so, and is on record where there was none."""

    def handle(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
        post, reason = text(payload, "post"), text(payload, "reason")
        require_case(connection, entry.subject)
        if not end_visits(connection, entry, entry.subject, stage, post=post, reason=reason):
            connection.execute(
                "INSERT INTO visits (id, case_id, post, stage, queued, called, ended, reason, actor)"
                " VALUES (?,?,?,?,?,NULL,?,?,?) ON CONFLICT DO NOTHING",
                (entry.id, entry.subject, post, stage.value, entry.at, entry.at, reason, entry.actor),
            )
        connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, entry.subject))
        return entry.subject

    return handle


def _left(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    reason = text(payload, "reason")
    require_case(connection, entry.subject)
    end_visits(connection, entry, entry.subject, VisitStage.LEFT, reason=reason)
    set_stage(connection, entry.subject, CaseStage.CLOSED, entry.at)
    return entry.subject


def _counted(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    post, what, persons = text(payload, "post"), one_of(Passing, payload, "what"), whole(payload, "count")
    connection.execute(
        "INSERT INTO passings (post, what, persons) VALUES (?,?,?)"
        " ON CONFLICT DO UPDATE SET persons = persons + excluded.persons",
        (post, what, persons),
    )
    return ""


def _home(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """The newest counts; a plan adds a home and takes back nothing that another laptop saw there before.

    One that was planned by mistake goes off the list, unless somebody was there.
    """
    if payload.get("mistaken") is True:
        connection.execute("DELETE FROM homes WHERE id = ? AND result = 'planned'", (entry.subject,))
        return ""
    persons = payload.get("persons")
    if persons is not None and type(persons) is not int:
        raise Malformed("persons")
    connection.execute(
        "INSERT INTO homes (id, name, sector, result, persons, reason, changed, actor)"
        " VALUES (?,?,?,?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, sector = excluded.sector,"
        " result = excluded.result, persons = excluded.persons, reason = excluded.reason,"
        " changed = excluded.changed, actor = excluded.actor"
        " WHERE excluded.result <> 'planned'",
        (
            entry.subject,
            text(payload, "name"),
            text(payload, "sector"),
            one_of(HomeResult, payload, "result"),
            persons,
            text(payload, "reason"),
            entry.at,
            entry.actor,
        ),
    )
    return ""


HANDLERS: Mapping[str, Handler] = {
    events.CASE_RECEIVED: _received,
    events.CASE_CALLED: _called,
    events.CASE_SENT: _sent,
    events.POST_REFUSED: _passed_by(VisitStage.REFUSED),
    events.POST_SKIPPED: _passed_by(VisitStage.SKIPPED),
    events.CASE_LEFT: _left,
    events.PERSONS_COUNTED: _counted,
    events.HOME_RECORDED: _home,
}
