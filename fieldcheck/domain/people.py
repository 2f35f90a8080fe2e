"""Cases that are held to be one person, and cases that may be; people decide, and can undo it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.likeness import Likeness


@dataclass(frozen=True, slots=True)
class JoinedCases:
    """Two cases that somebody held to be one person; ``one`` sorts before ``two``."""

    one: CaseId
    two: CaseId
    reason: str
    at: datetime
    by: str


class Decided(StrEnum):
    """What somebody said of two cases."""

    SAME = "same"
    NOT_SAME = "not-same"
    RIGHT = "right"
    """The number of this case's paper is right, although the other one has it too."""
    DOUBTED = "doubted"
    """That number is to be looked at again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was said of a case and the one with ``code`` ("" when it is not known here), why, and by whom."""

    what: Decided
    code: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Two cases with one document number whose people cannot be one, told without who they are."""

    one: CaseId
    one_code: str
    two: CaseId
    two_code: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case whose person looks like another one, with the reasons.

    ``joined`` says that the two are held to be one person already, ``directly`` that it was said of these
    two and not of others between them; ``confirmed`` that somebody looked at a clash and found two people,
    with both numbers right.
    """

    case: CaseRow
    person: Person
    likeness: Likeness
    joined: bool
    directly: bool = False
    confirmed: bool = False
