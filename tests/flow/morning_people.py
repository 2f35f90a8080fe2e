"""Thirty fictitious people: what each says, by question name; no two say the same."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.interview import AnswerState
from fieldcheck.rehearsal import workers
from fieldcheck.usecases.interviewing import Given

PEOPLE = range(1, 31)
AT_INTAKE, AT_INTAKE2 = PEOPLE[:15], PEOPLE[15:]
ACUTE, ACUTE_UNHEARD = 4, 20
"""Put out of bed within a day, papers with the employer; the second one nobody answers."""
UNDERPAID = (7, 24)
"""A rule proposes the inspectorate, without haste; the officer has a reason to let them go on first."""
SAME_NUMBER = (5, 6, 21)
"""Show papers with one document number: two at one intake, one at the other."""
LANGUAGES = ("pl", "ro", "bg", "tr", "nl")


@dataclass(frozen=True)
class Said:
    """What one of them says, by question name, in which language."""

    number: int
    language: str
    answers: dict[str, Given]


def said_by(number: int) -> Said:
    """What person ``number`` (1 to 30) says."""
    _, content, below, evicted = (dict(worker.answers) for worker in workers())
    answers = content
    if number in (ACUTE, ACUTE_UNHEARD):
        answers = evicted
    elif number in UNDERPAID:
        answers = below
    own: dict[str, Given] = {
        "agency_name": f"Verzonnen Werk {number} – Żółty Łan",
        "birth_year": str(1960 + number),
        "rent_per_week": str(100 + number),
        "persons": str(1 + number % 4),
    }
    if answers is content:
        own["pay_amount"] = f"{17 + number}.{number:02d}"
        own["fines"] = AnswerState.REFUSED if number % 5 == 0 else "no"
    language = LANGUAGES[number % len(LANGUAGES)]
    return Said(number, language, answers | {name: own[name] for name in own.keys() & answers.keys()})
