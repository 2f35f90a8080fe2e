"""Who a person is, as somebody writes it down: the zone of a paper, names, birth; and who may be the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.mrz import Mrz, read_mrz
from fieldcheck.domain.identity.mrz_text import unfinished
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    PaperKind,
    Person,
    ReadBy,
    person_of,
)
from fieldcheck.domain.people import Candidate
from fieldcheck.i18n import Texts, texts
from fieldcheck.usecases.clashing import confirmed, questions
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.people import (
    confirm_number,
    doubt_number,
    join_cases,
    part_cases,
    perhaps_same,
    record_identity,
    view_identity,
)
from fieldcheck.usecases.person_decisions import decisions
from fieldcheck.viewmodels.happened import remembered
from fieldcheck.viewmodels.identity_draft import Draft, draft_of, last_day, misplaced_in, person_from
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble

EXPIRED = N_("De laatste dag van dit papier is voorbij. Leg het vast zoals het is; u kunt verder.")
ZONE_HOLDS = N_("De code klopt: alle controlecijfers.")
SO_FAR = N_("Regel {line}: {signs} van {length} tekens.")
_FIRST_YEAR = 1900
"""A last day before this is a year that somebody is still writing."""
SCANNED_AT_ONCE = 30
"""Signs that come in at one moment only from a scanner, never from fingers."""


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """What the machine-readable zone says so far: words for the officer, and whether all of it holds.

    ``typing`` while lines are still to come: then there is nothing wrong yet.
    """

    words: tuple[str, ...] = ()
    holds: bool = False
    typing: bool = False


@dataclass(frozen=True, slots=True)
class IdentityState:
    """Everything the sheet shows. ``changed`` while something is written that is not saved.

    ``questions`` are codes of cases at other laptops with the same document number and somebody else;
    ``settled`` those of which the number of this paper was looked at since, and is right. ``decided`` is what
    was said last of this case and another one, by its code: why, by whom and on which day.
    """

    case_code: str = ""
    draft: Draft = field(default_factory=Draft)
    zone: ZoneLine = ZoneLine()
    candidates: tuple[Candidate, ...] = ()
    questions: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    loaded: bool = False
    known: bool = False
    changed: bool = False
    busy: bool = False
    trouble: Trouble | None = None
    expired: bool = False
    """Whether the last day of the paper in the fields is past; a remark for the officer, never a refusal."""
    misplaced: str = ""
    """The field (of :class:`Draft`) that ``trouble`` is about; "" when it is about none, or there is none."""
    fills: int = 0
    """Grows when the fields are to be filled anew from ``draft``: they are written by the view otherwise."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Who may be the same, what is asked about the paper, and what was found right."""

    candidates: tuple[Candidate, ...]
    questions: tuple[str, ...]
    settled: tuple[str, ...]
    decided: Mapping[str, str]


_Found = tuple[str, Person | None, _Alike]
"""The case's code, its person, and who may be the same."""


class IdentityViewModel(Observable[IdentityState]):
    """The identity of one person. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, case: CaseId, *, tag: str = "nl") -> None:
        super().__init__(IdentityState())
        self._desk, self._jobs, self.case = desk, jobs, case
        self._texts = texts(tag)
        self._mrz: Mrz | None = None
        self._read = ReadBy.MRZ_TYPED
        self._papers: tuple[IdentityPaper, ...] = ()

    @property
    def _today(self) -> date:
        return self._desk.clock().date()

    def load(self) -> None:
        """Fetch what is known; who looked is on record."""
        self._become(replace(self.state, busy=True))

        def fetch() -> _Found:
            person = view_identity(self._desk, self.case)
            return self._desk.store.case(self.case).code, person, self._alike()

        self._jobs.run(fetch, self._fetched, self._failed)

    def _fetched(self, found: _Found) -> None:
        code, person, alike = found
        draft = Draft() if person is None else draft_of(person)
        self._papers = () if person is None else person.papers
        self._become(
            replace(
                self._with(alike),
                case_code=code,
                draft=draft,
                expired=self._expired(draft),
                known=person is not None,
                loaded=True,
                fills=self.state.fills + 1,
            )
        )

    def _expired(self, draft: Draft) -> bool:
        """What stands in the field may be half written, or no day at all: then there is nothing to remark."""
        try:
            last = last_day(draft.expiry)
        except InvalidValue:
            return False
        shown = draft.kind is not PaperKind.NONE_SHOWN
        return shown and last is not None and last.year >= _FIRST_YEAR and last < self._today

    def write(self, draft: Draft) -> None:
        """The fields say this now."""
        if draft != self.state.draft:
            expired = self._expired(draft)
            self._become(
                replace(self.state, draft=draft, expired=expired, changed=True, trouble=None, misplaced="")
            )

    def read_zone(self, text: str, *, added: int = 1) -> None:
        """The zone as far as it was typed; a whole one fills the fields.

        ``added`` is how many signs came in at once, which tells a scanner from fingers.
        """
        self._read = ReadBy.MRZ_SCANNED if added >= SCANNED_AT_ONCE else ReadBy.MRZ_TYPED
        self._mrz = None
        if not text.strip():
            self._become(replace(self.state, zone=ZoneLine()))
            return
        typing = None if self._read is ReadBy.MRZ_SCANNED else self._typing(text)
        try:
            mrz = read_mrz(text, self._today)
        except InvalidValue as error:
            self._become(replace(self.state, zone=typing or ZoneLine((_said(error, self._texts),))))
            return
        if typing is not None and not mrz.whole:
            self._become(replace(self.state, zone=typing))
            return
        self._mrz = mrz
        words = tuple(_said(problem, self._texts) for problem in mrz.problems)
        line = ZoneLine(words or (self._texts.text(ZONE_HOLDS),), mrz.whole)
        person = person_of(mrz, self._read)
        self._papers = person.papers
        draft = draft_of(person)
        if not draft.birth:
            draft = replace(draft, band=self.state.draft.band)
        self._become(
            replace(
                self.state,
                zone=line,
                draft=draft,
                expired=self._expired(draft),
                changed=True,
                trouble=None,
                misplaced="",
                fills=self.state.fills + 1,
            )
        )

    def _typing(self, text: str) -> ZoneLine | None:
        """How far the lines are typed; None when they are all there, or a sign cannot be right."""
        try:
            so_far = unfinished(text)
        except InvalidValue:
            return None
        if so_far is None:
            return None
        line, signs, length = so_far
        words = self._texts.text(SO_FAR, line=line, signs=signs, length=length)
        return ZoneLine((words,), typing=True)

    def save(self) -> None:
        """Put it on record; then show who may be the same."""
        try:
            person = person_from(self.state.draft, self._today, self._papers)
        except InvalidValue as error:
            self._become(replace(self.state, trouble=None, misplaced=""))  # said again, it is heard again
            self._failed(error, misplaced=misplaced_in(self.state.draft, self._today))
            return
        if self.state.draft.band is not person.birth.band:
            # A birth date says more than a guess: what is shown is what is kept.
            draft = replace(self.state.draft, band=person.birth.band)
            self._become(replace(self.state, draft=draft, fills=self.state.fills + 1))
        self._become(replace(self.state, busy=True, trouble=None))

        def save() -> _Alike:
            record_identity(self._desk, self.case, person)
            return self._alike()

        self._jobs.run(save, self._saved, self._failed)

    def _saved(self, alike: _Alike) -> None:
        self._become(replace(self._with(alike), known=True, changed=False))

    def _alike(self) -> _Alike:
        found = perhaps_same(self._desk, self.case)
        here = {one.case.code for one in found}
        return _Alike(
            found,
            questions(self._desk, self.case),
            tuple(sorted(confirmed(self._desk, self.case) - here)),
            remembered(decisions(self._desk, self.case), self._texts),
        )

    def _with(self, alike: _Alike) -> IdentityState:
        return replace(
            self.state,
            candidates=alike.candidates,
            questions=alike.questions,
            settled=alike.settled,
            decided=alike.decided,
            busy=False,
        )

    def join(self, other: CaseId, reason: str) -> None:
        """Hold both cases to be one person."""
        self._change(lambda: join_cases(self._desk, self.case, other, reason=reason))

    def part(self, other: CaseId, reason: str) -> None:
        """They are two persons after all."""
        self._change(lambda: part_cases(self._desk, self.case, other, reason=reason))

    def confirm(self, code: str, reason: str) -> None:
        """Two people with one document number, and the number is right."""
        self._change(lambda: confirm_number(self._desk, self.case, code, reason=reason))

    def doubt(self, code: str, reason: str) -> None:
        """The number is to be looked at again."""
        self._change(lambda: doubt_number(self._desk, self.case, code, reason=reason))

    def _change(self, work: Callable[[], object]) -> None:
        def change() -> _Alike:
            work()
            return self._alike()

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(change, lambda alike: self._become(self._with(alike)), self._failed)

    def _failed(self, error: Exception, *, misplaced: str = "") -> None:
        told = trouble(error, self._texts)
        self._become(replace(self.state, busy=False, trouble=told, misplaced=misplaced))


def _said(error: InvalidValue, words: Texts) -> str:
    said = words.text(error.message, **error.fields)
    return " ".join(part for part in (said, words.text(error.remedy) if error.remedy else "") if part)
