"""The talks of a case and the forms of a post: which talk to go on with, which form to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import Interview, InterviewStage
from fieldcheck.domain.roles import Deed

if TYPE_CHECKING:
    # The desk is on screen before the engine is imported.
    from fieldcheck.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class FormView:
    """A form to begin a talk with; ``here`` is False for one that no post of the action uses.

    ``languages`` are the tags it can be held in; empty where that is not known.
    """

    id: str
    title: str
    here: bool = True
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkView:
    """One talk of a case: the title of its form, when it began (UTC), how many answers were given in it."""

    id: InterviewId
    form: str
    title: str
    stage: InterviewStage
    began: datetime
    answers: int

    @property
    def unfinished(self) -> bool:
        """Whether it can be gone on with."""
        return self.stage is not InterviewStage.FINISHED


@dataclass(frozen=True, slots=True)
class CaseTalks:
    """What can be done with a case: its talks, the newest first, and the forms to begin another with.

    ``language`` is that of the newest talk. ``outcome`` says whether there is one to look at, for who may.
    """

    case: CaseId
    code: str
    language: str
    talks: tuple[TalkView, ...]
    forms: tuple[FormView, ...]
    outcome: bool = False

    @property
    def unfinished(self) -> tuple[TalkView, ...]:
        """The talks that can be gone on with, the newest first."""
        return tuple(talk for talk in self.talks if talk.unfinished)

    @property
    def only(self) -> TalkView | None:
        """The talk to go on with where there is nothing to choose: the only one, with a form of this post."""
        if len(self.talks) != 1 or not self.talks[0].unfinished:
            return None
        here = {form.id for form in self.forms if form.here}
        return self.talks[0] if not here or self.talks[0].form in here else None


def forms_here(desk: Desk) -> tuple[FormView, ...]:
    """The forms that a talk can begin with at this post, the usual one first; none for who holds no talks."""
    from fieldcheck.usecases.offering import offered_forms

    if not desk.actor.may(Deed.INTERVIEW):
        return ()
    return tuple(FormView(form.id, form.title, form.here, form.languages) for form in offered_forms(desk))


def talks_of(desk: Desk, row: CaseRow) -> CaseTalks:
    """On the worker: what can be done with a case here."""
    talks = tuple(_talk(desk, one) for one in reversed(desk.store.interviews(row.id)))
    finished = any(not talk.unfinished for talk in talks)
    return CaseTalks(
        case=row.id,
        code=row.code,
        language=row.language,
        talks=talks,
        forms=forms_here(desk),
        outcome=finished and desk.actor.may(Deed.SEE_OUTCOME),
    )


def _talk(desk: Desk, interview: Interview) -> TalkView:
    from fieldcheck.usecases.offering import form_title
    from fieldcheck.usecases.standing import answers_given

    return TalkView(
        id=interview.id,
        form=interview.form_id,
        title=form_title(desk, interview.form_digest, otherwise=interview.form_id),
        stage=interview.stage,
        began=interview.started,
        answers=answers_given(interview),
    )


def begin_talk(desk: Desk, case: CaseId, language: str, form: str = "") -> object:
    """On the worker: a new talk of a case, for the interview screen to carry."""
    from fieldcheck.usecases.interviewing import start_interview

    return start_interview(desk, case, language, form_id=form)


def require_form(desk: Desk, form: str = "") -> None:
    """On the worker, before a case is opened for a talk: that the form to begin with is there and runs.

    Raises:
        UserFixable: it is not here, or it is refused.
    """
    from fieldcheck.usecases.offering import ready_form, usual_form

    ready_form(desk, form or usual_form(desk))


def resume_talk(desk: Desk, talk: InterviewId, *, at: str = "") -> object:
    """On the worker: a talk to go on with, for the interview screen to carry, ``at`` a question."""
    from fieldcheck.usecases.interviewing import resume_interview

    resumed = resume_interview(desk, talk)
    if at:
        resumed.save(resumed.jump(at))
    return resumed
