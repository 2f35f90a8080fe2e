"""The day of an action as the coordinator watches it. Every number is of persons unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class HourFlow:
    """One post in one hour: persons who came to its queue or table, and whose stop there ended.

    ``hour`` is its beginning (UTC); each person counts once in each of the two.
    """

    post: str
    hour: datetime
    arrived: int
    finished: int


@dataclass(frozen=True, slots=True)
class PostWait:
    """How long persons waited at one post before they were called in; ``measured`` are those called."""

    post: str
    measured: int
    mean: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The whole street together; a person who was at three posts, or whose cases were joined, counts once.

    Attributes:
        cases: persons with a case here.
        talked: of those, persons with a finished talk.
        talk_refused: of those, persons who did not want a talk, and had none.
        referred: of those, persons with a referral that was not withdrawn.
        proofs: of those, persons with a proof of control.
        passed, refused: persons counted at a post without a case, who passed by or refused.
        running: talks (not persons) that are neither finished nor paused.
        paused: talks that are paused.
    """

    cases: int = 0
    talked: int = 0
    talk_refused: int = 0
    referred: int = 0
    proofs: int = 0
    passed: int = 0
    refused: int = 0
    running: int = 0
    paused: int = 0

    @property
    def not_yet(self) -> int:
        """Persons with a case who neither talked nor refused to: no talk yet, or none that is finished."""
        return max(self.cases - self.talked - self.talk_refused, 0)


@dataclass(frozen=True, slots=True)
class LaptopSeen:
    """A laptop of the action: whether bundles with its whole day came in here, and what they brought.

    Attributes:
        own: whether it is this laptop.
        bundles: how many of them came in.
        last: when its last bundle was taken in, None while none was.
        entries: journal entries that were new here, of all its bundles together.
        version: which version of the action it worked with when its last bundle was made; None while that
            is not known here.
        behind: whether that is older than what is in force here.
    """

    name: str
    post: str
    own: bool
    bundles: int
    last: datetime | None
    entries: int
    version: int | None = None
    behind: bool = False

    @property
    def missing(self) -> bool:
        """Whether no day of it came in yet."""
        return not self.own and self.last is None


class Loose(StrEnum):
    """What can be unfinished at the end of a day."""

    ALARM = "alarm"
    TALK = "talk"
    WAITING = "waiting"
    REFERRAL = "referral"
    DOCUMENT = "document"
    LAPTOP = "laptop"
    HOME = "home"
    TOLD_TWICE = "told-twice"


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One thing that is unfinished: ``words`` are Dutch that can be said in another language."""

    kind: Loose
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class Closing:
    """How the day stands: closed by whom and when, or (again) open. ``closed`` None while it never was."""

    closed: datetime | None = None
    by: str = ""
    reopened: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the day is closed now."""
        return self.closed is not None and (self.reopened is None or self.reopened < self.closed)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle of the day holds: cases, talks, referrals, papers, journal entries and forms, counted."""

    cases: int
    interviews: int
    referrals: int
    papers: int
    entries: int
    forms: int
