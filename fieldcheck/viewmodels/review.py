"""The review desk of ISZW: what waits, the case beside it, and the first assessment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import InterviewId, ReferralId
from fieldcheck.domain.interview import Interview
from fieldcheck.domain.referral import FirstAssessment, Referral, ReferralStage, Urgency
from fieldcheck.domain.roles import CAPACITIES, LegalCapacity
from fieldcheck.i18n import language_or_tag, texts
from fieldcheck.usecases.assessing import give_first_assessment, inbox, read_note
from fieldcheck.usecases.casework import assess_talks, read_talks, view_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.issuing import TALK, talk_conditions
from fieldcheck.usecases.referring import acknowledge_referral
from fieldcheck.usecases.standing import answers_given
from fieldcheck.viewmodels.assessed import DomainCard, FigureView, domain_cards, figure_views
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.talks import CaseTalks, begin_talk, resume_talk, talks_of
from fieldcheck.viewmodels.told import Trouble, trouble

ASSESSMENTS: tuple[tuple[FirstAssessment, str], ...] = (
    (FirstAssessment.TAKEN_UP, N_("Opgepakt")),
    (FirstAssessment.MORE_TO_ASK, N_("Eerst meer vragen")),
    (FirstAssessment.OTHER_ROUTE, N_("Andere route")),
    (FirstAssessment.NO_CAPACITY, N_("Nu geen capaciteit")),
    (FirstAssessment.NOT_TAKEN_UP, N_("Niet opgepakt")),
)
"""What can happen with a referred case, in words; says nothing about the person."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One referral in the inbox; ``minutes`` is how long it has waited, up to its acknowledgement or now."""

    id: ReferralId
    case_code: str
    urgency: Urgency
    stage: ReferralStage
    sent: datetime
    minutes: int
    sent_by: str
    acknowledged_by: str
    assessment: FirstAssessment | None


@dataclass(frozen=True, slots=True)
class Line:
    """Something with a name: a condition of the talk, a piece of provenance."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """The case beside the inbox."""

    case_code: str
    reasons: tuple[str, ...]
    domains: tuple[DomainCard, ...]
    figures: tuple[FigureView, ...]
    conditions: tuple[Line, ...]
    spoken_language: str
    capacities: tuple[str, ...]
    began: datetime | None
    answers: int
    note: str
    talks: CaseTalks | None = None
    """The talks of the case and the forms to begin another with; None for who holds no talks."""


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything the review desk shows; ``saved`` is when the assessment was on disk (UTC)."""

    rows: tuple[InboxRow, ...] = ()
    loaded: bool = False
    busy: bool = False
    selected: ReferralId | None = None
    case: ReviewCase | None = None
    assessment: FirstAssessment | None = None
    note: str = ""
    saved: datetime | None = None
    trouble: Trouble | None = None
    talking: object = None
    """The talk that the interview screen goes on with; the page follows it."""

    @property
    def row(self) -> InboxRow | None:
        """The row that is selected."""
        return next((row for row in self.rows if row.id == self.selected), None)


class ReviewViewModel(Observable[ReviewState]):
    """The inbox of ISZW. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        super().__init__(ReviewState(busy=True))
        self._desk, self._jobs = desk, jobs
        self._texts = texts(tag)
        self._unsaved: dict[ReferralId, str] = {}
        """Notes that were typed and not saved, of the cases that are not open."""

    def load(self) -> None:
        """Fetch the inbox: urgent and longest waiting first."""
        self._become(replace(self.state, busy=True))
        self._jobs.run(self._rows, self._listed, self._failed)

    def _rows(self) -> tuple[InboxRow, ...]:
        now = self._desk.clock()
        return tuple(_row(referral, now) for referral in inbox(self._desk))

    def _listed(self, rows: tuple[InboxRow, ...]) -> None:
        self._become(replace(self.state, rows=rows, loaded=True, busy=False))
        if self.state.selected is None and rows:
            self.select(rows[0].id)

    def select(self, referral: ReferralId) -> None:
        """Open one case; who looked goes on record."""
        if referral == self.state.selected:
            return
        if self.state.selected is not None:
            self._unsaved[self.state.selected] = self.state.note
        self._become(
            replace(
                self.state,
                selected=referral,
                case=None,
                assessment=None,
                note=self._unsaved.pop(referral, ""),
                saved=None,
                busy=True,
                trouble=None,
            )
        )
        self._jobs.run(lambda: self._read(referral), self._opened, self._failed)

    def _read(self, referral: ReferralId) -> tuple[Referral, ReviewCase]:
        sent = self._desk.store.referral(referral)
        row = view_case(self._desk, sent.case, screen="review")
        note = read_note(self._desk, sent)
        known = talks_of(self._desk, row)
        talks = read_talks(self._desk, sent.case)
        if not talks:
            return sent, _bare(row, sent, note, known)
        assessment = assess_talks(self._desk, talks)
        conditions = tuple(Line(self._named(one.text), one.detail) for one in talk_conditions(talks))
        return sent, replace(
            _bare(row, sent, note, known),
            domains=domain_cards(assessment, self._texts),
            figures=figure_views(assessment, self._texts),
            conditions=conditions,
            capacities=self._capacities([talk.interview for talk in talks]),
            began=talks[0].interview.started,
            answers=sum(answers_given(talk.interview) for talk in talks),
        )

    def _named(self, condition: str) -> str:
        """A condition is a question of the form, in Dutch; only the line that names a talk is ours."""
        return self._texts.text(TALK) if condition == TALK else condition

    def _capacities(self, talks: Sequence[Interview]) -> tuple[str, ...]:
        asked_in = dict.fromkeys(answer.capacity for talk in talks for answer in talk.answers.values())
        return tuple(self._texts.text(CAPACITIES[LegalCapacity(one)]) for one in asked_in)

    def _opened(self, read: tuple[Referral, ReviewCase]) -> None:
        referral, case = read
        if referral.id != self.state.selected:
            return
        self._become(replace(self.state, busy=False, case=case, assessment=referral.assessment))

    def pick(self, assessment: FirstAssessment) -> None:
        """What happens with the case."""
        self._become(replace(self.state, assessment=assessment, saved=None))

    def write_note(self, text: str) -> None:
        """The inspector's own note; sealed to ISZW when it is saved."""
        self._become(replace(self.state, note=text, saved=None))

    def take_over(self) -> None:
        """Acknowledge the referral in one's own name."""
        referral = self.state.selected
        if referral is None or self.state.busy:
            return
        self._write(
            lambda: acknowledge_referral(self._desk, referral, by=self._desk.actor.name, how="review-desk").at
        )

    def submit(self) -> None:
        """Put the first assessment on record."""
        referral, assessment, note = self.state.selected, self.state.assessment, self.state.note
        if referral is None or assessment is None or self.state.busy:
            return
        self._write(
            lambda: give_first_assessment(self._desk, referral, assessment, note=note).at, submitted=note
        )

    def begin_talk(self, language: str, form: str) -> None:
        """Hold a talk of one's own with the person of this case."""
        known = self._known()
        if known is not None:
            self._talk(lambda: begin_talk(self._desk, known.case, language, form))

    def resume_talk(self, talk: InterviewId) -> None:
        """Go on with a talk that was not finished."""
        self._talk(lambda: resume_talk(self._desk, talk))

    def arrived(self) -> None:
        """The page followed to the talk."""
        self._become(replace(self.state, talking=None))

    def _known(self) -> CaseTalks | None:
        return None if self.state.case is None else self.state.case.talks

    def _talk(self, work: Callable[[], object]) -> None:
        def opened(interviewing: object) -> None:
            self._become(replace(self.state, busy=False, talking=interviewing))

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, opened, self._failed)

    def _write(self, write: Callable[[], datetime], *, submitted: str = "") -> None:
        """``submitted`` is the note that goes along; what is written meanwhile stays in the field."""
        referral = self.state.selected
        if referral is None:
            return

        def work() -> _Written:
            at = write()
            note = read_note(self._desk, self._desk.store.referral(referral))
            return _Written(at, self._rows(), note, submitted)

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, self._written, self._failed)

    def _written(self, written: _Written) -> None:
        case = self.state.case
        self._become(
            replace(
                self.state,
                busy=False,
                rows=written.rows,
                saved=written.at,
                note="" if self.state.note == written.submitted else self.state.note,
                case=None if case is None else replace(case, note=written.note),
            )
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, loaded=True, trouble=trouble(error, self._texts)))


@dataclass(frozen=True, slots=True)
class _Written:
    at: datetime
    rows: tuple[InboxRow, ...]
    note: str
    submitted: str


def _row(referral: Referral, now: datetime) -> InboxRow:
    until = referral.acknowledged or now
    return InboxRow(
        id=referral.id,
        case_code=referral.case_code,
        urgency=referral.urgency,
        stage=referral.stage,
        sent=referral.sent,
        minutes=max(int((until - referral.sent).total_seconds() // 60), 0),
        sent_by=referral.sent_by,
        acknowledged_by=referral.acknowledged_by,
        assessment=referral.assessment,
    )


def _bare(row: CaseRow, referral: Referral, note: str, talks: CaseTalks) -> ReviewCase:
    return ReviewCase(
        case_code=row.code,
        reasons=referral.why,
        domains=(),
        figures=(),
        conditions=(),
        spoken_language=language_or_tag(row.language).name_dutch if row.language else "",
        capacities=(),
        began=None,
        answers=0,
        note=note,
        talks=talks if talks.forms else None,
    )
