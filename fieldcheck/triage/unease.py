"""Niet pluis: a suspicion without proof is a valid record. It counts as itself, never as one more signal."""

from __future__ import annotations

from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Unease

SUSPICION = "niet-pluis"
"""Code of the signal by which a form says "a colleague has a bad feeling about this", and no more."""

FEELING, WHAT, PROVENANCE, CERTAINTY = "unease", "unease-what", "unease-provenance", "unease-certainty"
"""The facts that tell it."""


def unease_of(answered: Answered) -> tuple[Unease, ...]:
    """What the officer felt, as recorded in this talk; empty when nothing was."""
    references = says_unease(answered)
    if not references:
        return ()
    return (
        Unease(
            answered.text(WHAT),
            answered.text(PROVENANCE),
            answered.text(CERTAINTY),
            answered.explained(references),
        ),
    )


def says_unease(answered: Answered) -> tuple[str, ...]:
    """The questions that tell of a suspicion; empty when there is none.

    A form may ask whether something is wrong, or only what: then words are enough.
    """
    asked = answered.reference(FEELING)
    felt = answered.text(FEELING) == "yes" if asked else bool(answered.text(WHAT))
    if not felt:
        return ()
    facts = (FEELING, WHAT, PROVENANCE, CERTAINTY)
    return tuple(found for fact in facts if (found := answered.reference(fact)))
