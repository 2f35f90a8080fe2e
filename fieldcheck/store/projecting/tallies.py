"""How many persons came, waited, talked, ... at each post: kept as numbers, since a screen cannot wait for
20,000 cases to be counted.

What a case adds to the tallies is kept beside them, so that a case can be looked at again at any time and
only the difference is written. So the tallies never depend on the order in which the entries arrived.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.store.projecting.counting import Added, Stop, Talk, Tally, Way, Willing, counts_for

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


def bring_up_to_date(connection: sqlcipher.Connection) -> None:
    """Count anew what an earlier version of the program counted, which meant something else by some numbers.

    Each case says by which meaning it was counted. Takes some seconds with 20,000 cases, once.
    """
    (cases,) = connection.execute("SELECT count(*) FROM cases").fetchone()
    (counted,) = connection.execute(
        "SELECT total(amount) FROM tallies WHERE what = ?", (Tally.MEANING.value,)
    ).fetchone()
    if counted == cases:
        return
    found = connection.execute(
        "SELECT case_id FROM tallied WHERE instr(content, ?) = 0", (f'"{Tally.MEANING}"',)
    ).fetchall()
    recount(connection, (case for (case,) in found))


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
        "SELECT post, stage, queued, called, ended, waited FROM visits WHERE case_id = ? ORDER BY queued, id",
        (case,),
    )
    talks = connection.execute(
        "SELECT stage, refused, started FROM interviews WHERE case_id = ? ORDER BY started, id", (case,)
    )
    referrals = connection.execute(
        "SELECT sent FROM referrals WHERE case_id = ? AND stage <> 'withdrawn'", (case,)
    )
    post, proof = row
    return counts_for(
        Way(
            opened_at=post,
            proved=proof != "",
            visits=tuple(Stop(*one) for one in visits),
            talks=tuple(Talk(stage, Willing(refused), started) for stage, refused, started in talks),
            referred=tuple(sent for (sent,) in referrals),
        )
    )
