"""The letters desk: a case, a paper, a language; look at the real PDF, then issue it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import LANGUAGES, texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.issuing import (
    Issued,
    issue_proof,
    issue_rights_letter,
    preview_proof,
    preview_rights_letter,
)
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.languages import called
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Paper, Trouble, trouble


class LetterKind(StrEnum):
    """What can be made for a person."""

    RIGHTS = "rights-letter"
    PROOF = "control-proof"


TITLES = {LetterKind.RIGHTS: N_("Rechtenbrief"), LetterKind.PROOF: N_("Controlebewijs")}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case to choose; no name and no outcome."""

    id: CaseId
    code: str
    language: str
    opened: datetime
    proof_serial: str


@dataclass(frozen=True, slots=True)
class LetterLanguage:
    """A language a letter can be made in; ``draft`` where nobody has approved the translation yet."""

    tag: str
    native: str
    dutch: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A paper that was issued at this desk since it was opened, and when it was on record (UTC)."""

    title: str
    case_code: str
    file: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LettersState:
    """Everything the letters desk shows; ``preview`` is the PDF as it would be, b"" while there is none."""

    cases: tuple[CaseLine, ...] = ()
    loaded: bool = False
    search: str = ""
    selected: CaseId | None = None
    kind: LetterKind = LetterKind.RIGHTS
    languages: tuple[LetterLanguage, ...] = ()
    language: str = "nl"
    preview: bytes = b""
    busy: bool = False
    issued: tuple[Record, ...] = ()
    paper: Paper | None = None
    trouble: Trouble | None = None

    @property
    def case(self) -> CaseLine | None:
        """The case that is selected."""
        return next((one for one in self.cases if one.id == self.selected), None)


class LettersViewModel(Observable[LettersState]):
    """The letters desk. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        languages = tuple(
            LetterLanguage(
                one.tag,
                one.name_native,
                called(one.tag, tag),
                one.tag != "nl" and texts(one.tag, "letters").draft,
            )
            for one in LANGUAGES
        )
        super().__init__(LettersState(busy=True, languages=languages))
        self._desk, self._jobs = desk, jobs
        self._texts = texts(tag)
        self._asked = 0

    def load(self) -> None:
        """Fetch the cases, the newest first."""
        search = self.state.search
        self._jobs.run(lambda: self._desk.store.cases(search=search), self._listed, self._failed)

    def _listed(self, rows: tuple[CaseRow, ...]) -> None:
        cases = tuple(CaseLine(row.id, row.code, row.language, row.opened, row.proof_serial) for row in rows)
        self._become(replace(self.state, cases=cases, loaded=True, busy=False))
        if self.state.selected is None and len(cases) == 1:
            self.select(cases[0].id)

    def search(self, text: str) -> None:
        """Only cases with this in their code."""
        self._become(replace(self.state, search=text.strip()))
        self.load()

    def select(self, case: CaseId) -> None:
        """For whom; the language becomes that of the talk."""
        if case == self.state.selected:
            return
        line = next(one for one in self.state.cases if one.id == case)
        known = {one.tag for one in self.state.languages}
        tag = line.language if line.language in known else "nl"
        self._become(replace(self.state, selected=case, language=tag))
        self._look()

    def pick_kind(self, kind: LetterKind) -> None:
        """Which paper."""
        self._become(replace(self.state, kind=kind))
        self._look()

    def pick_language(self, tag: str) -> None:
        """In which language."""
        self._become(replace(self.state, language=tag))
        self._look()

    def _look(self) -> None:
        case = self.state.selected
        if case is None:
            return
        self._asked += 1
        asked, kind, tag = self._asked, self.state.kind, self.state.language

        def work() -> tuple[int, bytes]:
            if kind is LetterKind.PROOF:
                return asked, preview_proof(self._desk, case)
            return asked, preview_rights_letter(self._desk, case, tag)

        self._become(replace(self.state, busy=True, preview=b"", trouble=None))
        self._jobs.run(work, self._seen, self._failed)

    def _seen(self, seen: tuple[int, bytes]) -> None:
        asked, pdf = seen
        if asked == self._asked:
            self._become(replace(self.state, busy=False, preview=pdf))

    def issue(self) -> None:
        """Make the paper and put it on record; only then can it be saved or printed."""
        case = self.state.case
        if case is None or self.state.busy:
            return
        kind, tag = self.state.kind, self.state.language
        title = self._texts.text(TITLES[kind])

        def work() -> Issued:
            if kind is LetterKind.PROOF:
                return issue_proof(self._desk, case.id)
            return issue_rights_letter(self._desk, case.id, tag)

        def made(issued: Issued) -> None:
            record = Record(title, case.code, issued.name, self._desk.clock())
            paper = Paper(issued.name, title, issued.pdf)
            self._become(
                replace(
                    self.state,
                    busy=False,
                    paper=paper,
                    preview=issued.pdf,
                    issued=(record, *self.state.issued),
                )
            )
            self.load()

        self._become(replace(self.state, busy=True, trouble=None, paper=None))
        self._jobs.run(work, made, self._failed)

    def put_paper_away(self) -> None:
        """The paper was saved or printed; it stays on record."""
        self._become(replace(self.state, paper=None))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
