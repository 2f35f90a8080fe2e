"""Carrying over: what somebody already told in this case is not asked again.

Two questions are about the same thing when their forms name the same fact (``bind::fc:fact``). Facts about
the talk itself, and what the officer noticed during it, are of that talk alone. What a person would not or
dared not say is never filled in; it is shown, so that the officer knows before asking again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import InterviewId
from fieldcheck.domain.interview import Answer, AnswerState, Interview
from fieldcheck.domain.roles import Deed
from fieldcheck.engine import FormRun, Node, PublishedForm
from fieldcheck.usecases.attaching import FILE_TYPES
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import open_form, restored_run

OF_THE_TALK = frozenset(
    {
        "behaviour",
        "capacity",
        "consent",
        "employer-near",
        "interpreter",
        "listeners",
        "officials-present",
        "research-consent",
        "second-talk",
        "seems-addicted",
        "seems-confused",
        "talk-end",
        "talk-place",
        "tired",
        "understood",
        "unease",
        "unease-certainty",
        "unease-provenance",
        "unease-what",
    }
)
"""Facts of one talk: whether the person wanted it, how it was held, and what the officer saw during it."""

OF_THE_PERSON = ("consent", "birth-year", "age-band", "eu-citizen")
"""A form that asks one of these is asked of a person; any other is filled in by who looks around."""

_SELECTS = ("select_one", "select_multiple", "rank")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier talk of the case says about a fact.

    Attributes:
        interview: that talk.
        title: what its form is called.
        value: as it was given, "" beside every other state than ANSWERED.
        words: the Dutch labels of the choices, "" when nothing was chosen from a list.
        state: what became of the question.
        language, capacity: what it was asked in.
        at: when it was said (UTC).
        type: the kind of question, as Node.type.
        asked: whether a person was asked, rather than somebody who looked around.
    """

    interview: InterviewId
    title: str
    value: str
    words: str
    state: AnswerState
    language: str
    capacity: str
    at: datetime
    type: str
    asked: bool


def earlier_by_question(desk: Desk, interview: Interview, published: PublishedForm) -> dict[str, Earlier]:
    """What earlier talks of the case said, by the question of this form that is about the same fact.

    Nothing for a role that may not see what comes out of talks.
    """
    if not desk.actor.may(Deed.SEE_OUTCOME):
        return {}
    facts = _facts(desk, interview)
    return {
        reference: facts[fact]
        for fact, reference in published.facts.items()
        if fact in facts and fact not in OF_THE_TALK
    }


def _facts(desk: Desk, interview: Interview) -> dict[str, Earlier]:
    """What is known by fact; the newest answer counts, and one that was carried over is no newer one."""
    facts: dict[str, Earlier] = {}
    for other in desk.store.interviews(interview.case):
        if other.id == interview.id or other.started > interview.started:
            continue
        for fact, answer, earlier in _told(desk, other):
            if not answer.carried or fact not in facts:
                facts[fact] = earlier
    return facts


def _told(desk: Desk, interview: Interview) -> Iterator[tuple[str, Answer, Earlier]]:
    try:
        published, form = open_form(desk, interview.form_digest)
    except KeyError:
        return  # a talk of another laptop whose form is not here: what it asked cannot be told
    run = restored_run(desk, form, interview, language="nl")
    for fact, reference in published.facts.items():
        answer = interview.answers.get(reference)
        if answer is None or answer.state is AnswerState.NOT_ASKED:
            continue
        node = run.node(reference)
        if node.relevant and node.type not in FILE_TYPES:
            yield fact, answer, _earlier(interview, published, answer, node)


def _earlier(interview: Interview, published: PublishedForm, answer: Answer, node: Node) -> Earlier:
    labels = {choice.value: choice.label for choice in node.choices}
    chosen = answer.value.split() if node.type in _SELECTS else []
    return Earlier(
        interview=interview.id,
        title=published.title or interview.form_id,
        value=answer.value,
        words=", ".join(labels.get(value, value) for value in chosen),
        state=answer.state,
        language=answer.language,
        capacity=answer.capacity,
        at=answer.at,
        type=node.type,
        asked=_asks_a_person(published),
    )


def _asks_a_person(published: PublishedForm) -> bool:
    return any(fact in published.facts for fact in OF_THE_PERSON)


def carry_over(run: FormRun, published: PublishedForm, earlier: Mapping[str, Earlier]) -> tuple[str, ...]:
    """Give a fresh run what was told before, and say which questions have their answer from it.

    Left out are values that the question does not take. What somebody told is never filled in as what an
    officer saw, nor the other way round.
    """
    asked = _asks_a_person(published)
    wanted = {reference for reference, told in earlier.items() if told.asked == asked and told.value}
    return tuple(
        reference
        for reference in run.references()
        if reference in wanted and _takes(run, reference, earlier[reference])
    )


def _takes(run: FormRun, reference: str, told: Earlier) -> bool:
    node = run.node(reference)
    if node.readonly or node.type in FILE_TYPES or (told.type in _SELECTS) != (node.type in _SELECTS):
        return False
    try:
        # What the form says of values that hang together is only known once those are asked as well.
        if node.relevant and run.check(reference, told.value) is not None:
            return False
        run.answer(reference, told.value)
    except InvalidValue:
        return False
    return True
