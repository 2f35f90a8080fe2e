"""One case for the review desk: signals, lists, how the talks were held, where it comes from, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import CAPACITIES, Deed, LegalCapacity
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.triage import Assessment, Situation
from fieldcheck.usecases.carrying import OF_THE_PERSON
from fieldcheck.usecases.casework import assess_talks, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing
from fieldcheck.usecases.issuing import TALK, talk_conditions
from fieldcheck.usecases.person_decisions import decisions
from fieldcheck.usecases.standing import answers_given
from fieldcheck.viewmodels.assessed import DomainCard, FigureView, domain_cards, figure_views
from fieldcheck.viewmodels.happened import HistoryLine, history
from fieldcheck.viewmodels.languages import called
from fieldcheck.viewmodels.lens_views import (
    AdviceView,
    LensView,
    advice_views,
    lens_views,
    reflection_advice,
)
from fieldcheck.viewmodels.noted import SUSPICION, unease_lines
from fieldcheck.viewmodels.talks import CaseTalks, talks_of

TOLD, SEEN = N_("verteld door de persoon"), N_("gezien door wie het invulde")
HELD = N_("{language}, {capacities}; begonnen om {time}")
_TRAIL = 1000
"""Lines of the trail that are read; a case has some hundreds at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something with a name: a condition of the talk, a piece of provenance."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """The case beside the inbox.

    Attributes:
        provenance: where it comes from, one talk or suspicion a line.
        reflection: what holds of the reflection period for this person, with its source.
        dublin: what the talks told of the Dublin regulation; None when nobody knows.
        language: BCP 47 tag of the newest talk, "" without one.
        effect: what it may do to the person, as the reporter wrote it.
        talks: the talks of the case and the forms to begin another with; None for who holds no talks.
    """

    case_code: str
    reasons: tuple[str, ...]
    domains: tuple[DomainCard, ...]
    figures: tuple[FigureView, ...]
    conditions: tuple[Line, ...]
    spoken_language: str
    capacities: tuple[str, ...]
    began: datetime | None
    answers: int
    talks: CaseTalks | None = None
    lenses: tuple[LensView, ...] = ()
    advice: tuple[AdviceView, ...] = ()
    provenance: tuple[Line, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    reflection: AdviceView | None = None
    dublin: bool | None = None
    language: str = ""
    effect: str = ""
    case: CaseId | None = None


def read_case(desk: Desk, row: CaseRow, referral: Referral, words: Texts) -> ReviewCase:
    """On the worker: everything the review desk shows of a case, without its dossier."""
    known = talks_of(desk, row)
    bare = ReviewCase(
        case_code=row.code,
        reasons=referral.why,
        domains=(),
        figures=(),
        conditions=(),
        spoken_language=called(row.language, words.tag) if row.language else "",
        capacities=(),
        began=None,
        answers=0,
        talks=known if known.forms else None,
        history=case_history(desk, row.id, words),
        reflection=reflection_advice(Situation(), words),
        language=row.language,
        effect=referral.effect,
        case=row.id,
    )
    talks = read_talks(desk, row.id)
    return _with_talks(bare, talks, assess_talks(desk, talks), words) if talks else bare


def case_history(desk: Desk, case: CaseId, words: Texts) -> tuple[HistoryLine, ...]:
    """On the worker: who did what with a case up to now, the newest first."""
    decided = decisions(desk, case) if desk.actor.may(Deed.IDENTIFY) else ()
    return history(desk.store.trail(case=case, limit=_TRAIL), words, decided)


def _with_talks(
    bare: ReviewCase, talks: Sequence[Interviewing], assessment: Assessment, words: Texts
) -> ReviewCase:
    return replace(
        bare,
        domains=domain_cards(assessment, words),
        figures=figure_views(assessment, words),
        lenses=lens_views(assessment, words),
        advice=advice_views(assessment, words),
        conditions=tuple(
            Line(_named(one.text, words), one.detail) for one in talk_conditions(talks, whole=True)
        ),
        provenance=(*(_held(talk, words) for talk in talks), *_suspicions(assessment, words)),
        reflection=reflection_advice(assessment.situation, words),
        dublin=assessment.situation.dublin,
        capacities=_capacities(talks, words),
        began=talks[0].interview.started,
        answers=sum(answers_given(talk.interview) for talk in talks),
    )


def _named(condition: str, words: Texts) -> str:
    """A condition is a question of the form, in Dutch; only the line that names a talk is ours."""
    return words.text(TALK) if condition == TALK else condition


def _capacities(talks: Sequence[Interviewing], words: Texts) -> tuple[str, ...]:
    asked_in = dict.fromkeys(answer.capacity for talk in talks for answer in talk.interview.answers.values())
    return tuple(words.text(CAPACITIES[LegalCapacity(one)]) for one in asked_in)


def _held(talk: Interviewing, words: Texts) -> Line:
    """One talk: what it was, told or seen, in which language and legal capacity, with how many answers."""
    told = any(fact in talk.published.facts for fact in OF_THE_PERSON)
    interview = talk.interview
    how = words.text(
        HELD,
        language=called(interview.language, words.tag),
        capacities=", ".join(_capacities([talk], words)) or "-",
        time=clock_time(interview.started),
    )
    given = words.plural("{n} antwoord", "{n} antwoorden", answers_given(interview))
    value = f"{words.text(TOLD if told else SEEN)}; {how}; {given}"
    return Line(talk.published.title or interview.form_id, value)


def _suspicions(assessment: Assessment, words: Texts) -> tuple[Line, ...]:
    return tuple(Line(words.text(SUSPICION), one) for one in unease_lines(assessment, words))
