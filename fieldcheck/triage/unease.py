"""Niet pluis: a suspicion without proof is a valid record. It counts as itself, never as one more signal."""

from __future__ import annotations

from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Signal, Unease

SUSPICION = "niet-pluis"
"""Code of the signal by which a form says "a colleague has a bad feeling about this", and no more."""

FEELING, WHAT, PROVENANCE, CERTAINTY = "unease", "unease-what", "unease-provenance", "unease-certainty"
"""The facts that tell it."""


def unease_of(answered: Answered, suspicion: Signal | None) -> tuple[Unease, ...]:
    """What the officer felt, as recorded in this talk; empty when nothing was.

    ``suspicion`` is what the form's own rule of that name makes of it.
    """
    references = says_unease(answered)
    if not references and suspicion is None:
        return ()
    told = answered.explained(references or references_of(answered))
    answers = {one.reference: one for one in (*told, *(suspicion.answers if suspicion else ()))}
    return (
        Unease(
            answered.text(WHAT),
            answered.text(PROVENANCE),
            answered.text(CERTAINTY),
            tuple(answers.values()),
        ),
    )


def says_unease(answered: Answered) -> tuple[str, ...]:
    """The questions that tell of a suspicion; empty when there is none.

    A form may ask whether something is wrong, or only what: then words are enough.
    """
    asked = answered.reference(FEELING)
    felt = answered.text(FEELING) == "yes" if asked else bool(answered.text(WHAT))
    return references_of(answered) if felt else ()


def references_of(answered: Answered) -> tuple[str, ...]:
    """The questions of a form that tell of a suspicion."""
    facts = (FEELING, WHAT, PROVENANCE, CERTAINTY)
    return tuple(found for fact in facts if (found := answered.reference(fact)))
