"""Two answers to one question, from laptops that did not know of each other, in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import Texts, clock_time, local_day, short_date
from fieldcheck.i18n.markdown import plain
from fieldcheck.triage.answered import STATE_TEXTS
from fieldcheck.usecases.casework import read_talks
from fieldcheck.usecases.conflicts import Conflict, Saying, conflicts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing
from fieldcheck.viewmodels.entering import BETWEEN, shown

BY = N_("{name}, {day} om {time}")


@dataclass(frozen=True, slots=True)
class SayingView:
    """One of the answers: what, by whom and when; ``counts`` for the one that is reckoned with now."""

    answer: str
    by: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A question with answers that did not know of each other, the one that counts first.

    ``interview`` and ``reference`` say where it is asked.
    """

    question: str
    sayings: tuple[SayingView, ...]
    interview: str = ""
    reference: str = ""


def conflict_views(desk: Desk, case: CaseId, words: Texts) -> tuple[ConflictView, ...]:
    """The conflicts among the answers of a case; reads its entries, so ask a worker.

    Raises NotAllowed for who may not see what was said, UserFixable when the form of a talk is not here.
    """
    found = conflicts(desk, case)
    if not found:
        return ()
    talks = {talk.interview.id: talk for talk in read_talks(desk, case)}
    return tuple(_conflict(one, talks[one.interview], words) for one in found)


def _conflict(conflict: Conflict, talk: Interviewing, words: Texts) -> ConflictView:
    sayings = tuple(
        SayingView(_answer(one, conflict.reference, talk, words), _by(one, words), place == 0)
        for place, one in enumerate(conflict.sayings)
    )
    try:
        question = plain(talk.run.node(conflict.reference, words.tag).label)
    except KeyError:  # an instance of a list that somebody removed meanwhile: its answers stay on record
        question = conflict.reference.rsplit("/", 1)[-1]
    return ConflictView(question, sayings, conflict.interview, conflict.reference)


def _answer(saying: Saying, reference: str, talk: Interviewing, words: Texts) -> str:
    if saying.state is not AnswerState.ANSWERED:
        return words.text(STATE_TEXTS[saying.state])
    try:
        node = talk.run.node(reference, words.tag)
    except KeyError:
        return saying.value
    labels = {choice.value: plain(choice.label) for choice in node.choices}
    if not labels:
        return shown(node.type, saying.value, words.tag).replace(BETWEEN, " ")
    chosen = saying.value.split() if node.type == "select_multiple" else [saying.value]
    return ", ".join(labels.get(one, one) for one in chosen)


def _by(saying: Saying, words: Texts) -> str:
    day = short_date(local_day(saying.at))
    return words.text(BY, name=saying.actor, day=day, time=clock_time(saying.at))
