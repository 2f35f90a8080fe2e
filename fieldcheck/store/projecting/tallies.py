"""How many persons came, waited, talked, ... at each post: kept as numbers, since a screen cannot wait for
20,000 cases to be counted.

What a case adds to the tallies is kept beside them, so that a case can be looked at again at any time and
only the difference is written. So the tallies never depend on the order in which the entries arrived.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.flow import VisitStage
from fieldcheck.domain.interview import InterviewStage

HOUR = 13
"""Signs of ``2026-11-22T04``, the hour of a moment."""


class Tally(StrEnum):
    """What is counted. Persons, each once at a post, unless it says otherwise; so are the stages of a visit.

    Those with an hour count each person once in that hour.
    """

    CAME = "came"
    ARRIVED = "arrived"
    """With the hour in which they came to the queue or the table."""
    FINISHED = "finished"
    """With the hour in which their stop ended."""
    CALLS = "calls"
    """Visits (not persons) that waited and were called in."""
    WAITED = "waited"
    """Milliseconds that those visits waited, together."""
    OPENED = "opened"
    """By the post where the case was opened; so are all below."""
    TALKED = "talked"
    DECLINED = "declined"
    """Did not want a talk."""
    NO_TALK = "no-talk"
    """Did not want a talk, finished as such, and had no other."""
    REFERRED = "referred"
    PROVED = "proved"
    """Were given a proof of control."""


Added = Counter[tuple[str, str, str]]
"""Amounts by what, hour ("" for all together) and post."""

CHANGING = frozenset(
    {
        events.CASE_OPENED,
        events.CASE_RECEIVED,
        events.CASE_CALLED,
        events.CASE_SENT,
        events.CASE_LEFT,
        events.POST_REFUSED,
        events.POST_SKIPPED,
        events.PAPER_ISSUED,
        events.INTERVIEW_STARTED,
        events.INTERVIEW_PAUSED,
        events.INTERVIEW_RESUMED,
        events.INTERVIEW_FINISHED,
        events.REFERRAL_SENT,
        events.REFERRAL_WITHDRAWN,
        events.REFERRAL_ANSWERED,
        events.REFERRAL_DONE,
        events.REFERRAL_ASSESSED,
    }
)
"""Kinds of entry after which a case can count for something else."""


def recount(connection: sqlcipher.Connection, cases: Iterable[str]) -> None:
    """Bring the tallies up to date with these cases as they stand now; what is no case counts for nothing."""
    total: Added = Counter()
    for case in cases:
        before, now = _before(connection, case), _now(connection, case)
        if before == now:
            continue
        total.update(now)
        total.subtract(before)
        _keep(connection, case, now)
    changed = [(*key, amount) for key, amount in sorted(total.items()) if amount]
    if not changed:
        return  # an answer never changes them
    connection.executemany(
        "INSERT INTO tallies (what, hour, post, amount) VALUES (?,?,?,?)"
        " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
        changed,
    )
    # A tally of nothing is none, as it is when all is made anew.
    connection.executemany(
        "DELETE FROM tallies WHERE what = ? AND hour = ? AND post = ? AND amount = 0",
        [key[:3] for key in changed],
    )


def _before(connection: sqlcipher.Connection, case: str) -> Added:
    row = connection.execute("SELECT content FROM tallied WHERE case_id = ?", (case,)).fetchone()
    return (
        Counter() if row is None else Counter({(w, h, p): amount for w, h, p, amount in json.loads(row[0])})
    )


def _keep(connection: sqlcipher.Connection, case: str, added: Added) -> None:
    if not added:
        connection.execute("DELETE FROM tallied WHERE case_id = ?", (case,))
        return
    content = json.dumps([[*key, amount] for key, amount in sorted(added.items())], separators=(",", ":"))
    connection.execute(
        "INSERT INTO tallied (case_id, content) VALUES (?,?)"
        " ON CONFLICT DO UPDATE SET content = excluded.content",
        (case, content),
    )


def _now(connection: sqlcipher.Connection, case: str) -> Added:
    row = connection.execute("SELECT post, proof_serial FROM cases WHERE id = ?", (case,)).fetchone()
    if row is None:
        return Counter()
    visits = connection.execute(
        "SELECT post, stage, queued, ended, waited FROM visits WHERE case_id = ?", (case,)
    ).fetchall()
    talks = connection.execute("SELECT stage, refused FROM interviews WHERE case_id = ?", (case,)).fetchall()
    (referred,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM referrals WHERE case_id = ? AND stage <> 'withdrawn')", (case,)
    ).fetchone()
    added = _of_visits(visits)
    post, proof = row
    whole = {**_of_talks(talks), Tally.OPENED: 1, Tally.REFERRED: referred, Tally.PROVED: proof != ""}
    added.update({(what.value, "", post): 1 for what, counts in whole.items() if counts})
    return added


def _of_visits(visits: Sequence[tuple[str, str, str, str | None, int | None]]) -> Added:
    persons: set[tuple[str, str, str]] = set()
    sums: Added = Counter()
    for post, stage, queued, ended, waited in visits:
        persons |= {
            (Tally.CAME.value, "", post),
            (stage, "", post),
            (Tally.ARRIVED.value, queued[:HOUR], post),
        }
        if stage == VisitStage.DONE.value and ended:
            persons.add((Tally.FINISHED.value, ended[:HOUR], post))
        if waited:
            sums[Tally.CALLS.value, "", post] += 1
            sums[Tally.WAITED.value, "", post] += waited
    return Counter(persons) + sums


def _of_talks(talks: Sequence[tuple[str, int]]) -> Mapping[Tally, bool]:
    finished = [refused for stage, refused in talks if stage == InterviewStage.FINISHED.value]
    return {
        Tally.TALKED: 0 in finished,
        Tally.DECLINED: any(refused for _stage, refused in talks),
        Tally.NO_TALK: 1 in finished and 0 not in finished,
    }
