"""A case: one person who passes the posts of one action, known by a code that can be said aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import InterviewStage

_CODE = re.compile(r"([A-Z][A-Z0-9])-?(\d{4,6})-?(\d)")


class CaseStage(StrEnum):
    """Where a case stands, as the desk shows it; says nothing about the outcome."""

    WAITING = "waiting"
    INTERVIEW = "interview"
    PAUSED = "paused"
    TO_DECIDE = "to-decide"
    UNDERWAY = "underway"
    CLOSED = "closed"


def check_digit(digits: str) -> int:
    """The Luhn check digit of a run of decimal digits: finds every single wrong digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def case_code(prefix: str, number: int) -> str:
    """The code of the ``number``-th case (1 upward) of a laptop, such as ``BV-0412-4``.

    ``prefix`` is a capital letter and a letter or digit, unique to the laptop within the action.
    """
    digits = f"{number:04d}"
    return f"{prefix}-{digits}-{check_digit(digits)}"


def parse_case_code(text: str) -> str:
    """The canonical code from what somebody typed (case, spaces and dashes are free).

    Raises InvalidValue when it is no code or its check digit is wrong.
    """
    match = _CODE.fullmatch(text.upper().replace(" ", ""))
    if match is None:
        raise InvalidValue(N_("“{text}” is geen zaakcode."), text=text[:20])
    prefix, digits, check = match.groups()
    if check_digit(digits) != int(check):
        raise InvalidValue(
            N_("De zaakcode {text} klopt niet: het laatste cijfer past niet bij de rest."),
            remedy=N_("Lees de code nog eens voor, cijfer voor cijfer."),
            text=f"{prefix}-{digits}-{check}",
        )
    return f"{prefix}-{digits}-{check}"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a list shows of a case; no name and no outcome.

    ``interview_stage`` is None while no interview began; ``answered`` counts recorded answers.
    """

    id: CaseId
    code: str
    post: str
    stage: CaseStage
    language: str
    opened: datetime
    changed: datetime
    interview: InterviewId | None
    interview_stage: InterviewStage | None
    answered: int
    route: str
    """Where the officer sent the person, "" while undecided."""
    proof_serial: str
    """Serial of the proof of control, "" while none was issued."""
    place: str = ""
    """The post where the person is, waits, or was last."""


@dataclass(frozen=True, slots=True)
class FlowCounts:
    """Counts of a post since the action began; the unit is persons."""

    passed: int
    interviewed: int
    refused: int
    referred: int
