"""The post desk: what waits, what is acute, and what this post did, by role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from fieldcheck.domain.action import Contact, Post
from fieldcheck.domain.alarm import name_of, names_of, route_of
from fieldcheck.domain.case import CaseRow, CaseStage
from fieldcheck.domain.errors import FieldcheckError
from fieldcheck.domain.identifiers import CaseId, InterviewId, ReferralId
from fieldcheck.domain.referral import Outcome, Referral
from fieldcheck.domain.roles import Deed, Role
from fieldcheck.domain.route import NO_ROUTE, MeldRoute
from fieldcheck.i18n import SOURCE, Texts
from fieldcheck.viewmodels.alarms import AlarmView, alarm_views
from fieldcheck.viewmodels.alerted import ReachView, reach_view
from fieldcheck.viewmodels.interview_state import LanguageView
from fieldcheck.viewmodels.languages import ALL, RECENT, most_used, offered
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.street import StreetViewModel
from fieldcheck.viewmodels.talks import (
    CaseTalks,
    FormView,
    begin_talk,
    forms_here,
    require_form,
    resume_talk,
    talks_of,
)
from fieldcheck.viewmodels.workplace import Workplace, as_problem

if TYPE_CHECKING:
    from fieldcheck.usecases.desk import Desk

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """An outcome that came back: of which case, from whom (``name``), in whose words, and when."""

    case: CaseId
    case_code: str
    name: str
    outcome: Outcome
    words: str
    at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class DeskState:
    """The desk as it was last read at ``now``.

    ``post`` and ``posts`` have the names that this role may read, ``names`` those of whoever is referred to;
    ``acute`` are acute referrals nobody acknowledged; ``inbox`` is what
    was referred to the service of who sits here;
    ``languages`` are all to begin a talk in, ``usual`` those spoken most at this post, and ``forms`` those to
    begin it with; ``talks`` is a case of which a talk is to be chosen.
    """

    now: datetime
    role: Role
    roles: tuple[Role, ...]
    post: Post
    posts: tuple[Post, ...]
    action: str
    park: str
    municipality: str
    day: date
    practice: bool
    may_interview: bool
    may_assess: bool
    may_export: bool
    may_import: bool
    may_issue: bool
    may_see: bool
    may_take_over: bool = False
    may_coordinate: bool = False
    may_read_trail: bool = False
    may_keep_users: bool = False
    sees_cases: bool = True
    """Whether this role has a part in the street at all; who audits or keeps a laptop sees no case."""
    contacts: tuple[Contact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    route: MeldRoute = NO_ROUTE
    acute: tuple[Referral, ...] = ()
    reached: Mapping[str, ReachView] = field(default_factory=dict)
    """How each who is alerted is reached now, by code."""
    feedback: tuple[FeedbackView, ...] = ()
    rows: tuple[CaseRow, ...] = ()
    inbox: tuple[Referral, ...] = ()
    search: str = ""
    found_by: Mapping[CaseId, str] = field(default_factory=dict)
    found_for: str = ""
    """What was searched when ``rows`` were found; ``search`` runs ahead of it while somebody types."""
    everywhere: bool = False
    forms: tuple[FormView, ...] = ()
    talks: CaseTalks | None = None
    opening: CaseRow | None = None
    """A case of the queue that somebody wants to go on with; shown once and put away."""
    languages: tuple[LanguageView, ...] = ()
    usual: tuple[str, ...] = ()
    reader: str = SOURCE
    """The officer's language, in which the others are named."""
    loaded: bool = False
    busy: bool = False
    problem: FieldcheckError | None = None

    def recipient_name(self, code: str) -> str:
        """What a recipient or target is called in print; its code when the action does not say."""
        return self.names.get(code, code)

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """What nobody acknowledged yet, by case, the longest waiting first."""
        return alarm_views(self.acute, self.route, self.now, self.reached)

    @property
    def unread(self) -> int:
        """How many outcomes came back that nobody here looked at (referrals)."""
        return sum(one.unread for one in self.feedback)

    def languages_of(self, form: str) -> tuple[LanguageView, ...]:
        """The languages to begin a talk with this form in, the likeliest first; "" for the usual form."""
        chosen = next((one for one in self.forms if form in ("", one.id)), None)
        if chosen is None or not chosen.languages:
            return self.languages
        return offered(chosen.languages, usual=self.usual, reader=self.reader)


@dataclass(frozen=True, slots=True)
class _Hits:
    rows: tuple[CaseRow, ...]
    found_by: Mapping[CaseId, str]
    found_for: str


@dataclass(frozen=True, slots=True)
class _Read:
    feedback: tuple[FeedbackView, ...]
    acute: tuple[Referral, ...]
    reached: Mapping[str, ReachView]
    hits: _Hits
    inbox: tuple[Referral, ...]
    now: datetime
    usual: tuple[str, ...]
    forms: tuple[FormView, ...]


def desk_state(desk: Desk, reader: str = SOURCE) -> DeskState:
    """What is known of a desk before anything is read from its store, for who reads this language."""
    action, actor = desk.action, desk.actor
    may_read = action.post_names(actor.role)
    posts = tuple(replace(post, name=may_read[post.code]) for post in action.posts)
    return DeskState(
        now=desk.clock(),
        role=actor.role,
        roles=desk.laptop.roles,
        post=next(post for post in posts if post.code == actor.post),
        posts=posts,
        action=action.name,
        park=action.park,
        municipality=action.municipality,
        day=action.day,
        practice=action.practice,
        languages=offered(ALL, reader=reader),
        reader=reader,
        may_interview=actor.may(Deed.INTERVIEW),
        may_assess=actor.may(Deed.ASSESS),
        may_export=actor.may(Deed.EXPORT),
        may_import=actor.may(Deed.TAKE_UPDATE),
        may_issue=actor.may(Deed.ISSUE_PAPER),
        may_see=actor.may(Deed.SEE_OUTCOME),
        may_take_over=actor.may(Deed.HAND_OVER),
        route=route_of(action),
        may_coordinate=actor.may(Deed.WATCH),
        may_read_trail=actor.may(Deed.READ_TRAIL),
        may_keep_users=actor.may(Deed.KEEP_USERS),
        sees_cases=actor.may(Deed.MOVE_PEOPLE),
        contacts=action.contacts,
        names=names_of(action),
    )


class DeskViewModel(Observable[DeskState]):
    """Reads the desk and carries out what somebody does at it; every verb runs on the worker."""

    def __init__(self, workplace: Workplace, shell: Shell, words: Texts | None = None) -> None:
        super().__init__(desk_state(workplace.desk, words.tag if words else SOURCE))
        self._workplace, self._shell = workplace, shell
        self.street = StreetViewModel(workplace, shell, words)
        """The queue of the same post."""
        self._read_anew()

    def refresh(self) -> None:
        """Read everything anew."""
        self._read_anew()
        self.street.refresh()

    def _read_anew(self) -> None:
        desk, search = self._workplace.desk, self.state.search
        if not self.state.sees_cases:
            self._become(replace(self.state, now=desk.clock(), loaded=True))
            return
        post = self._post
        self._workplace.jobs.run(lambda: _read(desk, post, search), self._show, self._failed)

    def find(self, text: str) -> None:
        """Show cases by their code, or by the name, plate or address they belong to; "" shows all.

        Nothing but the list is read for each sign that is typed.
        """
        if text.strip() == self.state.search:
            return
        self._become(replace(self.state, search=text.strip()))
        if not self.state.sees_cases:
            return
        desk, post, search = self._workplace.desk, self._post, self.state.search
        self._workplace.jobs.run(lambda: _hits(desk, post, search), self._show_hits, self._failed)

    def _show_hits(self, hits: _Hits) -> None:
        self._become(_with_hits(self.state, hits))

    @property
    def _post(self) -> str:
        return "" if self.state.everywhere else self._workplace.desk.actor.post

    def look(self, *, everywhere: bool) -> None:
        """Cases of all posts, or of this one."""
        self._become(replace(self.state, everywhere=everywhere))
        self._read_anew()

    def new_interview(self, language: str, form: str = "") -> None:
        """Open a case for the next person and begin the talk; without ``form`` with the usual one."""
        desk = self._workplace.desk

        def begin() -> tuple[CaseId, object]:
            from fieldcheck.usecases.casework import open_case

            require_form(desk, form)  # or somebody would stand in the queue for a talk that cannot begin
            case = open_case(desk)
            return case.id, begin_talk(desk, case.id, language, form)

        self._run(begin, lambda begun: self._shell.go(Screen.INTERVIEW, begun[0], carried=begun[1]))

    def begin_interview(self, case: CaseId, language: str, form: str = "") -> None:
        """Begin a talk of a case: its first, or a further one."""
        desk = self._workplace.desk
        self._run(lambda: begin_talk(desk, case, language, form), lambda begun: self._talk(case, begun))

    def resume(self, case: CaseId, talk: InterviewId) -> None:
        """Go on with this talk of a case."""
        desk = self._workplace.desk
        self._run(lambda: resume_talk(desk, talk), lambda resumed: self._talk(case, resumed))

    def _talk(self, case: CaseId, interviewing: object) -> None:
        self._shell.go(Screen.INTERVIEW, case, carried=interviewing)

    def see_outcome(self, case: CaseId) -> None:
        """To what came out of the talks of a case."""
        self._shell.go(Screen.OUTCOME, case)

    def put_talks_away(self) -> None:
        """Nothing of the case is to be chosen any more."""
        self._become(replace(self.state, talks=None))

    def open_case(self, row: CaseRow) -> None:
        """Go on with a case where it stands; who has no part in the talk can make its papers.

        A case that waits for its talk needs a language first; one with several talks, or with a talk that
        this post does not hold, a choice.
        """
        unfinished = row.stage in (CaseStage.INTERVIEW, CaseStage.PAUSED)
        if unfinished and self.state.may_interview:
            desk = self._workplace.desk
            self._run(lambda: talks_of(desk, row), self._choose_talk)
        elif self.state.may_see:
            self._shell.go(Screen.OUTCOME, row.id)
        else:
            self._shell.go(Screen.LETTERS)

    def open_known(self, case: CaseId) -> None:
        """Go on with a case of the queue; shown as ``opening``, since it may need a language first."""
        store = self._workplace.desk.store
        self._run(lambda: store.case(case), lambda row: self._become(replace(self.state, opening=row)))

    def put_opening_away(self) -> None:
        """The case is being opened."""
        self._become(replace(self.state, opening=None))

    def _choose_talk(self, talks: CaseTalks) -> None:
        if talks.only is not None:
            self._shell.go(Screen.INTERVIEW, talks.case)
        else:
            self._become(replace(self.state, talks=talks))

    def open_referral(self, referral: Referral) -> None:
        """Look at a referral: the inspector reviews it, others see its sheet."""
        self._shell.go(Screen.REVIEW if self.state.may_assess else Screen.REFERRAL, referral.case)

    def open_export(self) -> None:
        """To the export of the day."""
        self._shell.go(Screen.EXPORT)

    def open_day(self) -> None:
        """To the day of the whole street."""
        self._shell.go(Screen.DAY)

    def open_preparation(self) -> None:
        """To the preparation of the action."""
        self._shell.go(Screen.PREPARE)

    def open_closing(self) -> None:
        """To the end of the day."""
        self._shell.go(Screen.CLOSING)

    def open_settings(self) -> None:
        """To the settings of this laptop, and how far its forms are."""
        self._shell.go(Screen.SETTINGS)

    def open_trail(self) -> None:
        """To who did and saw what."""
        self._shell.go(Screen.TRAIL)

    def open_users(self) -> None:
        """To who may unlock this laptop."""
        self._shell.go(Screen.USERS)

    def open_import(self) -> None:
        """To the bundles of other laptops."""
        self._shell.go(Screen.IMPORT)

    def open_letters(self) -> None:
        """To the rights letters and proofs of control."""
        self._shell.go(Screen.LETTERS)

    def acknowledge(self, referral: ReferralId, *, by: str, how: str = "") -> None:
        """Put on record who took an acute referral over."""
        desk = self._workplace.desk

        def acknowledge() -> datetime:
            from fieldcheck.usecases.referring import acknowledge_referral

            return acknowledge_referral(desk, referral, by=by, how=how).at

        self._run(acknowledge, self._written)

    def take_over(self, text: str) -> None:
        """Take a case over by the code of its sheet, and look at it; refused with what is wrong with it."""
        desk = self._workplace.desk

        def take() -> Referral:
            from fieldcheck.usecases.handing_over import take_handover

            return take_handover(desk, text)

        self._run(take, self.open_referral)

    def see_feedback(self) -> None:
        """The outcomes that came back were looked at; on record for each case."""
        desk = self._workplace.desk
        cases = tuple(dict.fromkeys(one.case for one in self.state.feedback if one.unread))
        if not cases:
            return

        def see() -> datetime:
            from fieldcheck.usecases.feedback import feedback_seen

            return [feedback_seen(desk, case).at for case in cases][-1]

        self._run(see, self._written)

    def move(self, *, role: Role, post: str) -> None:
        """Work on in another role or at another post; on record like everything else."""
        desk = self._workplace.desk

        def move() -> Desk:
            from fieldcheck.usecases.desk import change_place

            return change_place(desk, role=role, post=post)

        self._run(move, self._moved)

    def _moved(self, desk: Desk) -> None:
        self._shell.seated(desk)
        self._become(desk_state(desk, self.state.reader))
        self.refresh()

    def _written(self, at: datetime) -> None:
        self._shell.written(at)
        self.refresh()

    def _show(self, read: _Read) -> None:
        self._become(
            replace(
                self.state,
                acute=read.acute,
                reached=read.reached,
                feedback=read.feedback,
                rows=read.hits.rows,
                found_by=read.hits.found_by,
                found_for=read.hits.found_for,
                inbox=read.inbox,
                now=read.now,
                forms=read.forms,
                languages=offered(ALL, usual=read.usual, reader=self.state.reader),
                usual=read.usual,
                loaded=True,
            )
        )

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        self._become(replace(self.state, busy=True, problem=None))
        self._workplace.jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, problem=as_problem(error)))


def _feedback(desk: Desk) -> tuple[FeedbackView, ...]:
    from fieldcheck.usecases.feedback import feedback

    return tuple(
        FeedbackView(
            case=one.referral.case,
            case_code=one.referral.case_code,
            name=name_of(desk.action, one.referral.to),
            outcome=one.referral.outcome,
            words=one.referral.outcome_words,
            at=one.referral.outcome_at,
            unread=one.unread,
        )
        for one in feedback(desk)
        if one.referral.outcome is not None and one.referral.outcome_at is not None
    )


def _hits(desk: Desk, post: str, search: str) -> _Hits:
    from fieldcheck.usecases.searching import find_cases

    found = find_cases(desk, search, post=post)
    by = {hit.case.id: hit.reason for hit in found if hit.reason}
    return _Hits(tuple(hit.case for hit in found), by, search)


def _with_hits(state: DeskState, hits: _Hits) -> DeskState:
    return replace(state, rows=hits.rows, found_by=hits.found_by, found_for=hits.found_for)


def _read(desk: Desk, post: str, search: str) -> _Read:
    from fieldcheck.usecases.alarming import open_alarms, reach_now
    from fieldcheck.usecases.assessing import inbox
    from fieldcheck.usecases.handing_over import handed_here

    urgent = open_alarms(desk)
    hits = _hits(desk, post, search)
    listed = post == desk.actor.post and not search
    here = hits.rows if listed else desk.store.cases(post=desk.actor.post, limit=RECENT)
    return _Read(
        usual=most_used(here),
        forms=forms_here(desk),
        feedback=_feedback(desk),
        acute=urgent,
        reached={one.asked.code: reach_view(one) for one in reach_now(desk, {one.to for one in urgent})},
        hits=hits,
        inbox=inbox(desk) if desk.actor.may(Deed.ASSESS) else handed_here(desk),
        now=desk.clock(),
    )
