"""An interview and its answers, with the state that stands beside every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId


class AnswerState(StrEnum):
    """What became of a question; each is different from "no" and from each other, and counted apart."""

    ANSWERED = "answered"
    NOT_ASKED = "not-asked"
    REFUSED = "refused"
    DOES_NOT_KNOW = "does-not-know"
    AFRAID = "afraid"
    LANGUAGE_FAILED = "language-failed"
    NOT_APPLICABLE = "not-applicable"


GIVEN_INSTEAD: tuple[AnswerState, ...] = (
    AnswerState.REFUSED,
    AnswerState.DOES_NOT_KNOW,
    AnswerState.AFRAID,
    AnswerState.LANGUAGE_FAILED,
    AnswerState.NOT_APPLICABLE,
)
"""The states an officer can record in place of a value, in the order the screen shows them."""


class InterviewStage(StrEnum):
    """How far an interview is."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


def is_instance(reference: str) -> bool:
    """Whether a reference among the answers stands for an instance of a repeat, and not for a question."""
    return reference.endswith("]")


def is_within(reference: str, outer: str) -> bool:
    """Whether a reference is ``outer`` itself or something in that group, repeat or instance."""
    return reference == outer or reference.startswith((outer + "/", outer + "["))


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer.

    Attributes:
        reference: the node of the form, an absolute XForms path such as ``/data/pay/amount``.
        value: the value in its XForms lexical form; beside NOT_ASKED what the form filled in by itself,
            and "" beside every other state than ANSWERED.
        state: what became of the question.
        language: BCP 47 tag of the language the question was asked in.
        capacity: legal capacity it was asked in, see LegalCapacity.
        at: when it was saved (UTC).
        carried: the earlier interview of the case that it was carried over from, "" when it was given here.
    """

    reference: str
    value: str
    state: AnswerState
    language: str
    capacity: str
    at: datetime
    carried: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview of one case, with its current answers by reference.

    ``position`` is the reference of the page that was shown last: where it resumes.
    """

    id: InterviewId
    case: CaseId
    form_id: str
    form_digest: FormDigest
    language: str
    stage: InterviewStage
    position: str
    started: datetime
    answers: dict[str, Answer] = field(default_factory=dict)
