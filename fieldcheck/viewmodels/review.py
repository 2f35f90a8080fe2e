"""The review desk of ISZW: what waits, the case beside it, its dossier, and the first assessment."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from fieldcheck.domain.case_dossier import NOTHING_KEPT, Dossier
from fieldcheck.domain.contact import SafeContact
from fieldcheck.domain.identifiers import CaseId, InterviewId, ReferralId
from fieldcheck.domain.referral import FirstAssessment, Referral
from fieldcheck.i18n import texts
from fieldcheck.usecases.assessing import give_first_assessment, inbox
from fieldcheck.usecases.casework import view_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import read_dossier
from fieldcheck.usecases.following_up import due_days
from fieldcheck.usecases.note_drafts import kept_drafts
from fieldcheck.usecases.referring import acknowledge_referral
from fieldcheck.usecases.reflecting import periods, today
from fieldcheck.usecases.reporting import Queued
from fieldcheck.viewmodels.handing_over import HandingOverViewModel, HandingState
from fieldcheck.viewmodels.happened import HistoryLine
from fieldcheck.viewmodels.inbox import InboxRow, Shown, inbox_rows
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.review_case import ReviewCase, case_history, read_case
from fieldcheck.viewmodels.review_dossier import DossierIntents
from fieldcheck.viewmodels.review_notes import NoteKeeper
from fieldcheck.viewmodels.review_state import ReviewState, Tab
from fieldcheck.viewmodels.talks import CaseTalks, begin_talk, resume_talk
from fieldcheck.viewmodels.told import Trouble, trouble


class ReviewViewModel(Observable[ReviewState]):
    """The inbox of ISZW. ``tag`` is the language of the screen; ``dossier`` is what can be written down."""

    def __init__(self, desk: Desk, jobs: Jobs, first: CaseId | None = None, *, tag: str = "nl") -> None:
        recipients = tuple((one.code, one.name) for one in desk.action.recipients)
        expected = desk.action.shelter
        super().__init__(
            ReviewState(
                busy=True,
                day=today(desk),
                user=desk.actor.name,
                recipients=recipients,
                expected=expected,
            )
        )
        self.desk, self._jobs = desk, jobs
        self.dossier = DossierIntents(self)
        self._handing = HandingOverViewModel(desk, jobs, Path.home(), tag=tag)
        self._handing.observe(lambda handing: self._become(replace(self.state, handing=handing)))
        self._texts = texts(tag)
        self._first = first
        self._case: CaseId | None = None
        self._notes = NoteKeeper(desk, jobs, self._not_renewed)
        self._unsaved: dict[ReferralId, str] = {}
        """Notes that were typed and not saved, of the cases that are not open."""
        self._stale: Trouble | None = None
        """What the quiet refresh told when it failed; it goes when one succeeds."""

    def load(self) -> None:
        """Fetch the inbox: urgent and longest waiting first."""
        self._become(replace(self.state, busy=True))
        self._jobs.run(self._rows, self._listed, self._failed)

    def _rows(self) -> tuple[InboxRow, ...]:
        ends, due = periods(self.desk), due_days(self.desk)
        found = inbox(self.desk, always=ends.keys() | due.keys())
        return inbox_rows(found, self.desk.clock(), name=self.desk.actor.name, ends=ends, due=due)

    def _listed(self, rows: tuple[InboxRow, ...]) -> None:
        self._become(replace(self.state, rows=rows, loaded=True, busy=False))
        if self.state.selected is None and rows:
            self.select(self._of_case(self._first) or rows[0].id)

    def _of_case(self, case: CaseId | None) -> ReferralId | None:
        return next((row.id for row in self.state.rows if row.case == case), None)

    def refresh(self) -> None:
        """Count on quietly: the waits and the day of the periods; what somebody is doing stays as it is."""
        self._jobs.run(self._rows, self._renewed, self._not_renewed)

    def _renewed(self, rows: tuple[InboxRow, ...]) -> None:
        told = None if self.state.trouble is self._stale else self.state.trouble
        self._stale = None
        self._become(replace(self.state, rows=rows, day=today(self.desk), trouble=told))

    def _not_renewed(self, error: Exception) -> None:
        if self.state.trouble is not None and self.state.trouble is not self._stale:
            return  # what somebody was told of their own work stays until it is done anew
        self._stale = trouble(error, self._texts)
        self._become(replace(self.state, trouble=self._stale))

    def show(self, shown: Shown) -> None:
        """Show these referrals in the inbox; the case that is open stays."""
        self._become(replace(self.state, shown=shown))

    def look_at(self, tab: Tab) -> None:
        """Bring another part of the case in view."""
        self._become(replace(self.state, tab=tab))

    def select(self, referral: ReferralId) -> None:
        """Open one case; who looked goes on record."""
        if referral == self.state.selected:
            return
        if self.state.selected is not None:
            self._unsaved[self.state.selected] = self.state.note
        self._case = None
        self._become(
            replace(
                self.state,
                selected=referral,
                case=None,
                dossier=NOTHING_KEPT,
                assessment=None,
                note=self._unsaved.pop(referral, ""),
                saved=None,
                contact=None,
                typed={},
                queue=None,
                handing=HandingState(folder=self.state.handing.folder),
                busy=True,
                trouble=None,
            )
        )
        self._jobs.run(lambda: self._read(referral), self._opened, self._failed)

    def _read(self, referral: ReferralId) -> _Opened:
        sent = self.desk.store.referral(referral)
        row = view_case(self.desk, sent.case, screen="review")
        case = read_case(self.desk, row, sent, self._texts)
        return _Opened(sent, case, read_dossier(self.desk, sent.case), kept_drafts(self.desk, referral))

    def _opened(self, read: _Opened) -> None:
        if read.referral.id != self.state.selected:
            return
        self._case = read.referral.case
        assessment = read.referral.assessment
        self._become(
            replace(
                self.state,
                busy=False,
                case=read.case,
                dossier=read.dossier,
                assessment=assessment,
                note=self.state.note or read.drafts.get("", ""),
                typed={sheet: json.loads(words) for sheet, words in read.drafts.items() if sheet},
            )
        )

    def select_case(self, case: CaseId) -> None:
        """Open the case of a line in the queue for CoMensha, where it was referred here."""
        self._become(replace(self.state, queue=None, tab=Tab.DOSSIER))
        if (referral := self._of_case(case)) is not None:
            self.select(referral)

    def pick(self, assessment: FirstAssessment) -> None:
        """What happens with the case."""
        self._become(replace(self.state, assessment=assessment, saved=None))

    def write_note(self, text: str) -> None:
        """The inspector's own note; sealed to ISZW, also while it is not saved yet."""
        self._become(replace(self.state, note=text, saved=None))
        if self.state.selected is not None:
            self._notes.keep(self.state.selected, text)

    def type_in(self, sheet: str, words: Mapping[str, str]) -> None:
        """What stands in the fields of a sheet by their names; nothing once it was kept or put aside."""
        typed = {**self.state.typed, sheet: words}
        if not words:
            typed.pop(sheet)
        self._become(replace(self.state, typed=typed))
        if self.state.selected is not None:
            kept = json.dumps(dict(words)) if words else ""
            self._notes.keep(self.state.selected, kept, sheet=sheet)

    def take_over(self) -> None:
        """Acknowledge the referral in one's own name."""
        referral, desk = self.state.selected, self.desk
        if referral is not None and not self.state.busy:
            self.keep(lambda: acknowledge_referral(desk, referral, by=desk.actor.name, how="review-desk").at)

    def submit(self) -> None:
        """Put the first assessment on record; one that closes the referral is given as an outcome."""
        referral, assessment, note = self.state.selected, self.state.assessment, self.state.note
        if referral is not None and assessment is not None and not self.state.busy:
            self.keep(
                lambda: give_first_assessment(self.desk, referral, assessment, note=note).at, submitted=note
            )

    def write_outcome(self, folder: Path) -> None:
        """Write what became of the case as a bundle for who referred, into ``folder``."""
        about = self.about()
        if about is not None:
            self._handing.pick_folder(str(folder))
            self._handing.export_outcome(about[0])

    def begin_talk(self, language: str, form: str) -> None:
        """Hold a talk of one's own with the person of this case."""
        known = self._known()
        if known is not None:
            self._talk(lambda: begin_talk(self.desk, known.case, language, form))

    def resume_talk(self, talk: InterviewId) -> None:
        """Go on with a talk that was not finished."""
        self._talk(lambda: resume_talk(self.desk, talk))

    def arrived(self) -> None:
        """The page followed to the talk."""
        self._become(replace(self.state, talking=None))

    def _known(self) -> CaseTalks | None:
        return None if self.state.case is None else self.state.case.talks

    def _talk(self, work: Callable[[], object]) -> None:
        def opened(interviewing: object) -> None:
            self._become(replace(self.state, busy=False, talking=interviewing))

        self.ask(work, opened)

    def about(self) -> tuple[CaseId, ReferralId] | None:
        """The case and referral that are open, None while none is."""
        if self._case is None or self.state.selected is None or self.state.busy:
            return None
        return self._case, self.state.selected

    def ask(self, read: Callable[[], object], done: Callable[[object], None]) -> None:
        """Read on the worker."""

        def finished(result: object) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(read, finished, self._failed)

    def show_contact(self, contact: SafeContact | None) -> None:
        """Show how to reach the person, or put it away."""
        self._become(replace(self.state, contact=contact))

    def show_queue(self, queue: tuple[Queued, ...] | None) -> None:
        """Show the queue for CoMensha, or put it away."""
        self._become(replace(self.state, queue=queue))

    def keep(self, write: Callable[[], datetime], *, submitted: str = "") -> None:
        """Write on the worker, then show the case anew.

        ``submitted`` is the note that goes along; what is written meanwhile stays in the field.
        """
        referral, desk = self.state.selected, self.desk
        if referral is None:
            return

        def work() -> _Written:
            at = write()
            now = desk.store.referral(referral)
            past = case_history(desk, now.case, self._texts)
            return _Written(at, self._rows(), now, read_dossier(desk, now.case), past, submitted)

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, self._written, self._failed)

    def _written(self, written: _Written) -> None:
        about, saved = written.referral.id, written.submitted
        typed = self.state.note if about == self.state.selected else self._unsaved.get(about, "")
        if saved and typed == saved:
            self._unsaved.pop(about, None)
            self._notes.keep(about, "")
        if about != self.state.selected:
            self._become(replace(self.state, busy=False, rows=written.rows))
            return
        case = self.state.case
        self._become(
            replace(
                self.state,
                busy=False,
                rows=written.rows,
                case=case and replace(case, history=written.history),
                saved=written.at,
                kept=self.state.kept + 1,
                handing=HandingState(folder=self.state.handing.folder),  # a bundle of before lacks this
                dossier=written.dossier,
                note="" if self.state.note == saved else self.state.note,
            )
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, loaded=True, trouble=trouble(error, self._texts)))


@dataclass(frozen=True, slots=True)
class _Opened:
    referral: Referral
    case: ReviewCase
    dossier: Dossier
    drafts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Written:
    at: datetime
    rows: tuple[InboxRow, ...]
    referral: Referral
    dossier: Dossier
    history: tuple[HistoryLine, ...]
    submitted: str
