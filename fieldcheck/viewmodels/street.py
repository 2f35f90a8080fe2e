"""The street as one post sees it: who sits and waits here, where each can go, and what was counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from fieldcheck.domain.action import NEUTRAL_POST, NEUTRAL_TASK, Post
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.domain.flow import Passing, PostFlow, Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.roles import Deed, Role
from fieldcheck.domain.scanning import Paper as Scan
from fieldcheck.domain.scanning import read_scan
from fieldcheck.i18n import Texts, texts
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.told import Paper
from fieldcheck.viewmodels.workplace import Workplace, as_problem

if TYPE_CHECKING:
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.issuing import Issued

_T = TypeVar("_T")
SLIP = N_("Routebrief")
PROOF = N_("Controlebewijs")


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as this role may know it: a quiet one by its neutral name, and by a neutral task."""

    code: str
    name: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a person can go from here.

    Attributes:
        proposed: code of the usual next post, "" when the person was everywhere.
        posts: those that can be chosen, the proposed one first, the others in their order.
        absent: codes of the posts where nobody stands now.
        arrived: why the person was sent here out of turn, "" in the usual turn.
        here: whether the person is at this post, so that it can be refused or skipped.
    """

    case: CaseId
    code: str
    proposed: str
    posts: tuple[PostView, ...]
    arrived: str
    here: bool
    may_prove: bool
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProofView:
    """What a proof of control is worth; ``words`` is a msgid, ``good`` that it is of this control.

    ``issued`` is a moment in UTC, or None; ``closes`` is None where this laptop does not know.
    """

    serial: str
    words: str
    good: bool
    issued: datetime | None
    closes: bool | None


@dataclass(frozen=True, slots=True)
class StreetState:
    """The street as it was last read at ``now``.

    ``flow`` is of this post and ``others`` of the others; ``absent`` are codes of posts where nobody stands;
    ``chosen`` the case that the keys act on.
    ``sending``, ``proof`` and ``paper`` are to be shown once and put away.
    """

    now: datetime
    post: str
    role: Role
    posts: tuple[PostView, ...]
    may_move: bool
    may_talk: bool
    may_count: bool
    may_identify: bool
    may_visit: bool
    may_prove: bool
    may_check: bool
    queue: tuple[Visit, ...] = ()
    flow: PostFlow | None = None
    others: tuple[PostFlow, ...] = ()
    absent: frozenset[str] = frozenset()
    chosen: CaseId | None = None
    sending: Sending | None = None
    proof: ProofView | None = None
    paper: Paper | None = None
    may_lead: bool = False
    loaded: bool = False
    busy: bool = False
    problem: FieldcheckError | None = None

    @property
    def visit(self) -> Visit | None:
        """The visit of the case that is chosen."""
        return next((one for one in self.queue if one.case == self.chosen), None)

    @property
    def waiting(self) -> int:
        """How many persons wait here."""
        return sum(one.stage is VisitStage.WAITING for one in self.queue)

    def name_of(self, post: str) -> str:
        """What a post is called here."""
        return next((one.name for one in self.posts if one.code == post), post)


def street_state(desk: Desk, words: Texts) -> StreetState:
    """What is known before anything is read."""
    actor, action = desk.actor, desk.action
    names = action.post_names(actor.role)
    return StreetState(
        now=desk.clock(),
        post=actor.post,
        role=actor.role,
        posts=tuple(
            PostView(post.code, words.text(name), _tasks(post, name, words))
            for post in action.posts
            if (name := names[post.code])
        ),
        may_move=actor.may(Deed.MOVE_PEOPLE),
        may_talk=actor.may(Deed.INTERVIEW),
        may_lead=actor.may(Deed.WATCH),
        may_count=actor.may(Deed.COUNT),
        may_identify=actor.may(Deed.IDENTIFY),
        may_visit=actor.may(Deed.VISIT_HOMES),
        may_prove=actor.may(Deed.ISSUE_PROOF),
        may_check=actor.may(Deed.CHECK_PROOF),
    )


def _tasks(post: Post, name: str, words: Texts) -> tuple[str, ...]:
    return (words.text(NEUTRAL_TASK),) if name == NEUTRAL_POST else post.tasks


@dataclass(frozen=True, slots=True)
class _Read:
    queue: tuple[Visit, ...]
    flows: tuple[PostFlow, ...]
    absent: frozenset[str]
    now: datetime


class StreetViewModel(Observable[StreetState]):
    """Reads the queue and carries out what somebody does with it; every verb runs on the worker."""

    def __init__(self, workplace: Workplace, shell: Shell, words: Texts | None = None) -> None:
        self._texts = words or texts("nl")
        super().__init__(street_state(workplace.desk, self._texts))
        self._workplace, self._shell = workplace, shell
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew, also after role or post changed."""
        desk = self._workplace.desk
        if (desk.actor.post, desk.actor.role) != (self.state.post, self.state.role):
            self._become(street_state(desk, self._texts))
        if self.state.may_move:
            self._workplace.jobs.run(lambda: _read(desk), self._show, self._failed)

    def _show(self, read: _Read) -> None:
        kept = {one.case for one in read.queue}
        chosen = self.state.chosen if self.state.chosen in kept else _first(read.queue)
        self._become(
            replace(
                self.state,
                queue=read.queue,
                flow=next((one for one in read.flows if one.post == self.state.post), None),
                others=tuple(one for one in read.flows if one.post != self.state.post),
                absent=read.absent,
                now=read.now,
                chosen=chosen,
                loaded=True,
            )
        )

    def choose(self, case: CaseId) -> None:
        """The keys act on this case from now on."""
        self._become(replace(self.state, chosen=case))

    def call_next(self) -> None:
        """Call in who waits longest."""
        desk = self._workplace.desk

        def call() -> CaseId | None:
            from fieldcheck.usecases.street import call_next

            called = call_next(desk)
            return None if called is None else called.case

        self._run(call, self._called)

    def call_in(self, case: CaseId) -> None:
        """Call in this one, out of the order of the queue."""
        desk = self._workplace.desk

        def call() -> CaseId:
            from fieldcheck.usecases.street import call_in

            call_in(desk, case)
            return case

        self._run(call, self._called)

    def _called(self, case: CaseId | None) -> None:
        if case is not None:
            self._become(replace(self.state, chosen=case))
        self._written()

    def arrive(self, text: str) -> None:
        """A code was typed or scanned: a person is received at the table, a proof of control is checked."""
        desk = self._workplace.desk

        def arrive() -> CaseRow | ProofView:
            from fieldcheck.usecases.street import receive_case

            if read_scan(text).paper is Scan.PROOF:
                return _proof(desk, text)
            return receive_case(desk, text)

        self._run(arrive, self._arrived)

    def _arrived(self, found: CaseRow | ProofView) -> None:
        if isinstance(found, CaseRow):
            self._called(found.id)
        else:
            self._become(replace(self.state, proof=found))

    def ask_where(self, case: CaseId) -> None:
        """Where this person can go from here; shown as ``sending``."""
        desk, state = self._workplace.desk, self.state

        def known(found: Sending) -> None:
            self._become(replace(self.state, sending=found))

        self._run(lambda: _sending(desk, case, state), known)

    def send_on(self, case: CaseId, to: str, reason: str = "") -> None:
        """Send the person on to the queue of a post."""
        desk = self._workplace.desk

        def send() -> None:
            from fieldcheck.usecases.street import send_on

            send_on(desk, case, to=to, reason=reason)

        self._run(send, lambda _: self._written())

    def refuse_post(self, case: CaseId, to: str = "", reason: str = "") -> None:
        """The person does not want this post; with ``to`` the person goes on there."""
        desk = self._workplace.desk

        def refuse() -> None:
            from fieldcheck.usecases.street import refuse_post

            refuse_post(desk, case, reason=reason, to=to)

        self._run(refuse, lambda _: self._written())

    def skip_post(self, case: CaseId, reason: str, to: str = "") -> None:
        """Let the person pass this post by; with ``to`` the person goes on there."""
        desk = self._workplace.desk

        def skip() -> None:
            from fieldcheck.usecases.street import skip_post

            skip_post(desk, case, reason=reason, to=to)

        self._run(skip, lambda _: self._written())

    def leave(self, case: CaseId, reason: str) -> None:
        """The person goes away without a proof of control."""
        desk = self._workplace.desk

        def go() -> None:
            from fieldcheck.usecases.street import leave

            leave(desk, case, reason=reason)

        self._run(go, lambda _: self._written())

    def count(self, what: Passing, persons: int = 1) -> None:
        """Count persons without a case; below nought takes back."""
        desk = self._workplace.desk

        def count() -> None:
            from fieldcheck.usecases.street import count_persons

            count_persons(desk, what, persons)

        self._run(count, lambda _: self._written())

    def report_posts(self, present: dict[str, bool]) -> None:
        """Say of posts whether somebody stands there."""
        desk = self._workplace.desk

        def report() -> None:
            from fieldcheck.usecases.staffing import report_posts

            report_posts(desk, present)

        self._run(report, lambda _: self._written())

    def make_slip(self, case: CaseId) -> None:
        """The route slip, on record before it is handed out."""
        desk = self._workplace.desk

        def issue() -> Issued:
            from fieldcheck.usecases.issuing import issue_route_slip

            return issue_route_slip(desk, case)

        self._run(issue, lambda issued: self._paper(issued, SLIP))

    def make_proof(self, case: CaseId) -> None:
        """The proof of control, on record before it is handed out; it ends the way."""
        desk = self._workplace.desk

        def issue() -> Issued:
            from fieldcheck.usecases.issuing import issue_proof

            return issue_proof(desk, case)

        self._run(issue, lambda issued: self._paper(issued, PROOF))

    def _paper(self, issued: Issued, title: str) -> None:
        paper = Paper(issued.name, self._texts.text(title), issued.pdf)
        self._become(replace(self.state, paper=paper))
        self._written()

    def identify(self, case: CaseId) -> None:
        """To the sheet of who this person is."""
        self._shell.go(Screen.IDENTITY, case)

    def open_homes(self) -> None:
        """To the homes of the park."""
        self._shell.go(Screen.HOMES)

    def put_away(self) -> None:
        """What was to be shown once has been shown."""
        self._become(replace(self.state, sending=None, proof=None, paper=None))

    def _written(self) -> None:
        self._shell.written(self._workplace.desk.clock())
        self.refresh()

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        self._become(replace(self.state, busy=True, problem=None))
        self._workplace.jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, problem=as_problem(error)))


def _first(queue: tuple[Visit, ...]) -> CaseId | None:
    """Who was called in last, else who waits longest."""
    at = [one for one in queue if one.stage is VisitStage.AT]
    if at:
        return max(at, key=lambda one: one.called or one.queued).case
    return queue[0].case if queue else None


def _read(desk: Desk) -> _Read:
    from fieldcheck.usecases.staffing import absent_posts
    from fieldcheck.usecases.street import flows, queue

    return _Read(queue(desk), flows(desk), absent_posts(desk), desk.clock())


def _proof(desk: Desk, text: str) -> ProofView:
    from fieldcheck.usecases.proofs import PROOF_STANDINGS, ProofStanding, check_proof

    found = check_proof(desk, text)
    good = found.standing in (ProofStanding.ON_RECORD, ProofStanding.OF_TODAY)
    return ProofView(found.serial, PROOF_STANDINGS[found.standing], good, found.issued, found.closes)


def _sending(desk: Desk, case: CaseId, state: StreetState) -> Sending:
    from fieldcheck.usecases.staffing import absent_posts
    from fieldcheck.usecases.street import place, proposed_post

    proposed = proposed_post(desk, case)
    code = "" if proposed is None else proposed.code
    here = place(desk, case)
    others = [one for one in state.posts if one.code not in (code, here)]
    first = [one for one in state.posts if one.code == code]
    visits = [one for one in desk.store.visits(case) if one.post == here]
    return Sending(
        case=case,
        code=desk.store.case(case).code,
        proposed=code,
        posts=(*first, *others),
        arrived=visits[-1].reason if visits else "",
        here=here == desk.actor.post,
        may_prove=state.may_prove,
        absent=absent_posts(desk),
    )
