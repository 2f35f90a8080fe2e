"""The way of people through the posts of the control street, and of the officers past its homes.

Every total names its unit: a visit is one stop of one person at one post; a count of a post is persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, EntryId, HomeId, VisitId


class VisitStage(StrEnum):
    """How far a person is at a post."""

    WAITING = "waiting"
    AT = "at"
    DONE = "done"
    REFUSED = "refused"
    SKIPPED = "skipped"
    LEFT = "left"


OPEN_VISITS = frozenset({VisitStage.WAITING, VisitStage.AT})
"""Stages of a visit that is not over."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop of one person at one post.

    Attributes:
        queued: when the person was sent here (UTC).
        called: when somebody called the person in, None while waiting.
        ended: when it was over, None before.
        reason: why it was refused, skipped or left, or why the person was sent here out of turn; else "".
        by: who wrote the last of it.
    """

    id: VisitId
    case: CaseId
    case_code: str
    post: str
    stage: VisitStage
    queued: datetime
    called: datetime | None
    ended: datetime | None
    reason: str
    by: str

    def waited(self, now: datetime) -> timedelta:
        """How long the person waited here, or has been waiting until ``now``; never less than nothing."""
        until = self.called or self.ended or now
        return max(until - self.queued, timedelta(0))


class Passing(StrEnum):
    """Persons who are counted at a post without a case of their own."""

    PASSED = "passed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PostFlow:
    """The flow of one post; the unit is persons, each counted once in every column. Joined cases are one.

    ``passed`` are all who came by, the denominator of the rest: with a case, or only counted, whether they
    went on or refused. ``waiting`` is now, the rest since the action began. ``longest_wait`` is of those who
    wait now.
    """

    post: str
    passed: int
    waiting: int
    at: int
    done: int
    refused: int
    skipped: int
    left: int
    interviewed: int
    referred: int
    longest_wait: timedelta


class HomeResult(StrEnum):
    """What came of a visit to a home in the park; “nobody” and “left out” are no “nothing found”."""

    PLANNED = "planned"
    VISITED = "visited"
    NOBODY = "nobody"
    REFUSED = "refused"
    LEFT_OUT = "left-out"


HOME_RESULTS = {
    HomeResult.PLANNED: N_("Gepland"),
    HomeResult.VISITED: N_("Bezocht"),
    HomeResult.NOBODY: N_("Niemand thuis"),
    HomeResult.REFUSED: N_("Geweigerd"),
    HomeResult.LEFT_OUT: N_("Overgeslagen"),
}
"""What came of it, in words."""


@dataclass(frozen=True, slots=True)
class Home:
    """One home in the park.

    Attributes:
        name: how it is found there: a number or a name, no address of a person.
        sector: part of the park, "" when it has none.
        persons: how many were met there (persons), None when nobody counted.
        reason: why it was refused or left out, else "".
        changed: when it was last written (UTC).
    """

    id: HomeId
    name: str
    sector: str
    result: HomeResult
    persons: int | None
    reason: str
    changed: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HomeNote:
    """One line of the journal about a home.

    Attributes:
        at: when it was written (UTC).
        over: the lines about this home that its writer had before them; None where that was not kept.
    """

    id: EntryId
    at: datetime
    by: str
    result: HomeResult
    persons: int | None
    reason: str
    over: frozenset[EntryId] | None
