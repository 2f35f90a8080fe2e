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
_APART = re.compile(r"([A-Z01][A-Z0-9])[-\s]+([0-9OIL]{4,6})[-\s]+([0-9OIL])")
_JOINED = re.compile(r"([A-Z][A-Z0-9])([0-9OI]{4,6})(\d)")
"""Without its dashes a code could be a plate: only signs that no plate has there are read otherwise."""
_DASHES = re.compile(r"[\u2010-\u2015\u2212_./]")
_AS_DIGIT = str.maketrans("OIL", "011")
_AS_LETTER = str.maketrans("01", "OI")


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

    A letter that looks like the digit which belongs there (O, I, L) is read as that digit, and the other way
    about; the check digit still has to fit. Raises InvalidValue when it is no code or its check digit is
    wrong.
    """
    match = _CODE.fullmatch("".join(as_digits(text).split()))
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


def as_digits(text: str) -> str:
    """What somebody typed in capitals, and written like a case code where signs only look like its own."""
    plain = _DASHES.sub("-", text.strip().upper())
    apart = _APART.fullmatch(plain)
    match = apart or _JOINED.fullmatch(plain)
    if match is None:
        return plain
    prefix, digits, check = match.groups()
    read = prefix[0].translate(_AS_LETTER) + prefix[1]
    between = "-" if apart else ""
    return between.join((read, digits.translate(_AS_DIGIT), check.translate(_AS_DIGIT)))


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
