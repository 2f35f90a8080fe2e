"""Opening an interview for the screen: the form and the answers are read on the worker first."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import texts
from fieldcheck.usecases.interviewing import Interviewing, resume_interview, start_interview
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.languages import RECENT, most_used
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.told import Trouble, trouble
from fieldcheck.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class OpeningState:
    """``model`` once the interview is there; ``trouble`` when it cannot be opened."""

    model: InterviewViewModel | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the worker found: the interview, its case's code, and the languages that are usual here."""

    code: str
    interviewing: Interviewing
    usual: tuple[str, ...]


class Opening(Observable[OpeningState]):
    """Opens the interview of a case: the one that runs, or a new one in ``language``."""

    def __init__(self, workplace: Workplace, place: Place, *, tag: str, language: str = "nl") -> None:
        super().__init__(OpeningState())
        self._workplace = workplace
        self._tag = tag
        self._case = CaseId(place.subject)
        self._language = language
        if isinstance(place.carried, Interviewing):
            self._code_of(place.carried)
        else:
            workplace.jobs.run(self._open, self._opened, self._failed)

    def _open(self) -> _Opened:
        desk = self._workplace.desk
        row = desk.store.case(self._case)
        if row.interview is None:
            return self._of(row.code, start_interview(desk, self._case, self._language))
        return self._of(row.code, resume_interview(desk, row.interview))

    def _of(self, code: str, interviewing: Interviewing) -> _Opened:
        desk = self._workplace.desk
        return _Opened(code, interviewing, most_used(desk.store.cases(post=desk.actor.post, limit=RECENT)))

    def _code_of(self, interviewing: Interviewing) -> None:
        def work() -> _Opened:
            code = self._workplace.desk.store.case(interviewing.interview.case).code
            return self._of(code, interviewing)

        self._workplace.jobs.run(work, self._opened, self._failed)

    def _opened(self, opened: _Opened) -> None:
        model = InterviewViewModel(
            opened.interviewing,
            self._workplace.jobs,
            case_code=opened.code,
            tag=self._tag,
            usual=opened.usual,
        )
        self._become(OpeningState(model=model))

    def _failed(self, error: Exception) -> None:
        self._become(OpeningState(trouble=trouble(error, texts(self._tag))))
