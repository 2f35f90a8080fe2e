"""Whether what a rule asks for was answered: a signal that does not hold is a "no" only then."""

from __future__ import annotations

from collections.abc import Iterable

from fieldcheck.domain.interview import AnswerState
from fieldcheck.triage.answered import Answered

CONSENT = "consent"
"""The fact that opens the voluntary part; without a yes nothing in it was denied."""


def all_answered(answered: Answered, references: Iterable[str]) -> bool:
    """Whether each of these questions was answered, or was left out because of other answers.

    A question that its form skips ("who keeps your passport: I do") is settled by the answers that skip it.
    One that is skipped because there was no talk is not.
    """
    return all(_settled(answered, one, frozenset()) for one in references)


def _settled(answered: Answered, reference: str, seen: frozenset[str]) -> bool:
    if reference in seen:
        return True
    if reference == answered.reference(CONSENT):
        return answered.text(CONSENT) == "yes"
    index = answered.run.form.find(reference)
    if index is None:
        return False
    definition = answered.run.form.layout.definitions[index]
    if not definition.asks:
        return definition.calculate is not None and _all_of(
            answered, definition.calculate.references, reference, seen
        )
    instances = answered.instances(reference)
    if any(answered.node(one).relevant for one in instances):
        return answered.state(reference) is AnswerState.ANSWERED
    conditions = _conditions(answered, index)
    return bool(conditions) and _all_of(answered, conditions, reference, seen)


def _all_of(answered: Answered, references: Iterable[str], of: str, seen: frozenset[str]) -> bool:
    return all(_settled(answered, one, seen | {of}) for one in references)


def _conditions(answered: Answered, index: int) -> list[str]:
    """The questions that decide whether this one, or a group around it, is asked."""
    found: list[str] = []
    while index >= 0:
        definition = answered.run.form.layout.definitions[index]
        found += definition.relevant.references if definition.relevant else ()
        index = definition.parent
    return found
