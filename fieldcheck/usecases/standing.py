"""Which answers of an interview stand: those to questions, and not of what was taken out of a repeat."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain.interview import AnswerState, Interview, is_instance, is_within
from fieldcheck.engine import REMOVED


def standing(values: Mapping[str, str]) -> tuple[str, ...]:
    """The references of ``values`` (value by reference) that are answers, in their order.

    Left out are the instances of repeats themselves, which say no more than that there is one, and whatever
    was answered in an instance that is removed: kept, so that it can return, and not counted.
    """
    removed = [one for one, value in values.items() if value == REMOVED and is_instance(one)]
    return tuple(
        reference
        for reference in values
        if not is_instance(reference) and not any(is_within(reference, one) for one in removed)
    )


def answers_given(interview: Interview) -> int:
    """How many questions of an interview have an answer, or a state in its place, given in it."""
    answers = interview.answers
    return sum(
        answers[reference].state is not AnswerState.NOT_ASKED and not answers[reference].carried
        for reference in standing({reference: answer.value for reference, answer in answers.items()})
    )
