"""Opening an interview for the screen: the form and the answers are read on the worker first."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import texts
from fieldcheck.usecases.interviewing import Interviewing, resume_interview, start_interview
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.told import Trouble, trouble
from fieldcheck.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class OpeningState:
    """``model`` once the interview is there; ``trouble`` when it cannot be opened."""

    model: InterviewViewModel | None = None
    trouble: Trouble | None = None


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

    def _open(self) -> tuple[str, Interviewing]:
        desk = self._workplace.desk
        row = desk.store.case(self._case)
        if row.interview is None:
            return row.code, start_interview(desk, self._case, self._language)
        return row.code, resume_interview(desk, row.interview)

    def _code_of(self, interviewing: Interviewing) -> None:
        def work() -> tuple[str, Interviewing]:
            return self._workplace.desk.store.case(interviewing.interview.case).code, interviewing

        self._workplace.jobs.run(work, self._opened, self._failed)

    def _opened(self, opened: tuple[str, Interviewing]) -> None:
        code, interviewing = opened
        model = InterviewViewModel(interviewing, self._workplace.jobs, case_code=code, tag=self._tag)
        self._become(OpeningState(model=model))

    def _failed(self, error: Exception) -> None:
        self._become(OpeningState(trouble=trouble(error, texts(self._tag))))
