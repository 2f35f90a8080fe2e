"""The referral page: everybody on the route alerted at once, and each open until a named person took over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from fieldcheck.domain.alarm import Reach, danger_contact, route_of
from fieldcheck.domain.case import parse_case_code
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.referral_course import Passed, ReferralStep
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import texts
from fieldcheck.triage.alerting import named
from fieldcheck.usecases import referring
from fieldcheck.usecases.alarming import LOCAL, present_posts, reach_now, send_alarm
from fieldcheck.usecases.casework import assess_case, decided_because, open_case, view_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import brought_referrals, export_outcome, export_referral
from fieldcheck.usecases.issuing import Issued, issue_referral_sheet
from fieldcheck.viewmodels.alerted import (
    ContactView,
    SentView,
    TargetView,
    contact_view,
    sent_views,
    target_view,
)
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import ALARM_CARRIED as ALARM
from fieldcheck.viewmodels.told import Paper, Trouble, trouble

SHEET = N_("Overdrachtsformulier")
REASON_FOLLOWS = N_("Alarm tijdens het gesprek; de reden volgt.")

_T = TypeVar("_T")


def _quietly(_done: int, _total: int) -> None:
    """One case is written at once."""


@dataclass(frozen=True, slots=True)
class ReferralState:
    """Everything the referral page shows; ``why`` is one reason a line.

    Attributes:
        asks_case: no case is known yet: its code is asked, and ``may_open_case`` offers a new one.
        composing: whether somebody is being alerted now; else ``sent`` is what there is.
        effect: what this may do to the person; required.
        without_code: why the sheet just made has no code to scan, and what to do instead; () when it has one.
        bundles: names of the bundles just written for the laptops of who was alerted.
        danger: whom to call when life is in danger, as the action says.
        handling: the referral with which ``step`` is being taken, None when none; ``name``, ``words`` (reason
            or result) and ``way`` are what was filled in for it.
    """

    case_code: str = ""
    asks_case: bool = False
    may_open_case: bool = False
    typed_code: str = ""
    loaded: bool = False
    busy: bool = False
    urgency: Urgency = Urgency.ACUTE
    targets: tuple[TargetView, ...] = ()
    why: str = ""
    effect: str = ""
    composing: bool = True
    sent: tuple[SentView, ...] = ()
    danger: ContactView | None = None
    handling: ReferralId | None = None
    step: ReferralStep = ReferralStep.ACKNOWLEDGE
    name: str = ""
    words: str = ""
    way: str = ""
    paper: Paper | None = None
    without_code: tuple[str, ...] = ()
    may_bundle: bool = False
    bundles: tuple[str, ...] = ()
    brought: frozenset[ReferralId] = frozenset()
    trouble: Trouble | None = None

    @property
    def misses_why(self) -> bool:
        """Whether it is the reason that was missing when alerting was refused."""
        return self.trouble is not None and self.composing and self.handling is None and not self.why.strip()

    @property
    def open(self) -> bool:
        """Whether something acute that was sent still waits for a named person."""
        return any(one.alarms for one in self.sent)

    @property
    def acute(self) -> bool:
        """Whether the page is about an alarm: one to be sent, or one that was."""
        return any(one.acute for one in self.sent) or (self.composing and self.urgency is Urgency.ACUTE)

    @property
    def for_a_laptop(self) -> bool:
        """Whether something goes to another laptop; what came from one does not go there."""
        return any(one.laptop and one.id not in self.brought for one in self.sent)

    @property
    def may_tell_back(self) -> bool:
        """Whether a bundle can bring back what became of something that another laptop sent here."""
        return self.may_bundle and any(one.id in self.brought and not one.waits for one in self.sent)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The referrals of the case in the order they were sent, and what brought them where they stand."""

    referrals: tuple[Referral, ...]
    settled: Mapping[ReferralId, Passed]


@dataclass(frozen=True, slots=True)
class _Loaded:
    case: CaseId
    code: str
    urgency: Urgency
    why: tuple[str, ...]
    chosen: frozenset[str]
    standing: _Standing
    reached: tuple[Reach, ...]
    present: frozenset[str]
    brought: frozenset[ReferralId]


class ReferralViewModel(Observable[ReferralState]):
    """The referrals of one case: new ones, and those that wait.

    Args:
        case: "" when nobody said yet who it is about.
        to: the recipient or target that was decided on, ``ALARM`` for the alarm, "" for what was sent before.
        tag: language of the officer's screen.
    """

    def __init__(self, desk: Desk, jobs: Jobs, case: CaseId, *, to: str, tag: str = "nl") -> None:
        danger = danger_contact(desk.action)
        super().__init__(
            ReferralState(
                busy=bool(case),
                asks_case=not case,
                may_open_case=desk.actor.may(Deed.INTERVIEW),
                may_bundle=desk.actor.may(Deed.HAND_OVER),
                danger=contact_view(danger) if danger else None,
            )
        )
        self._desk, self._jobs, self._case, self._to = desk, jobs, case, to
        self._texts = texts(tag)
        self._standing = _Standing((), {})
        self._present: frozenset[str] = frozenset()
        self._chosen: frozenset[str] = frozenset()
        self._reached: tuple[Reach, ...] = ()

    def load(self) -> None:
        """Fill in what is known: the reasons of the proposal, and what was sent before."""
        if self._case:
            case = self._case
            self._do(lambda: self._read(case), self._loaded)

    # Whom it is about

    def write_code(self, text: str) -> None:
        """The code of the case, as somebody says it."""
        self._become(replace(self.state, typed_code=text))

    def find_case(self) -> None:
        """Go on with the case of that code; refused when there is none here."""
        typed = self.state.typed_code

        def find() -> _Loaded:
            row = self._desk.store.case_by_code(parse_case_code(typed))
            if row is None:
                raise InvalidValue(
                    N_("Zaak {code} is op deze laptop niet bekend."),
                    remedy=N_("Controleer de code, of open een nieuwe zaak."),
                    code=typed.strip().upper(),
                )
            return self._read(row.id)

        self._do(find, self._loaded)

    def new_case(self) -> None:
        """Open a case for somebody who has none yet."""
        self._do(lambda: self._read(open_case(self._desk).id), self._loaded)

    def _read(self, case: CaseId) -> _Loaded:
        desk, route = self._desk, route_of(self._desk.action)
        desk.actor.require(Deed.ALARM)
        may_see = desk.actor.may(Deed.SEE_OUTCOME)
        row = view_case(desk, case, screen="referral") if may_see else desk.store.case(case)
        proposals = assess_case(desk, case).routes if may_see and row.interview is not None else ()
        if self._to not in ("", ALARM):
            proposals = tuple(one for one in proposals if self._to in (one.to, *named(route, one)))
        acute = tuple(one for one in proposals if one.urgency == Urgency.ACUTE)
        urgent = bool(acute) or self._to == ALARM or not desk.actor.may(Deed.REFER)
        chosen = {code for one in (acute if urgent else proposals) for code in named(route, one)}
        chosen |= set(route.acute) if urgent else set()
        if not chosen:  # the officer decided otherwise than the proposal
            by_recipient = (one.code for one in route.targets if self._to in (one.code, one.recipient))
            chosen |= set(tuple(by_recipient)[:1] or route.regular)
        decided = self._to not in ("", ALARM) and desk.actor.may(Deed.REFER)
        own = decided_because(desk, case, self._to) if decided else ""
        why = tuple(
            line
            for one in acute or proposals
            for line in (tuple(reason.text for reason in one.reasons) or (one.label["nl"],))
        )
        return _Loaded(
            case=case,
            code=row.code,
            urgency=Urgency.ACUTE if urgent else Urgency.REGULAR,
            why=tuple(dict.fromkeys((*((own,) if own else ()), *why))),
            chosen=frozenset(chosen),
            standing=_read(desk, case),
            reached=reach_now(desk),
            present=present_posts(desk),
            brought=brought_referrals(desk, case),
        )

    def _loaded(self, loaded: _Loaded) -> None:
        self._case, self._present = loaded.case, loaded.present
        # Nobody is referred twice by accident: what was sent before shows first.
        composing = not any(self._meant(one, loaded.urgency) for one in loaded.standing.referrals)
        self._chosen, self._reached = loaded.chosen, loaded.reached
        known = replace(
            self.state,
            asks_case=False,
            case_code=loaded.code,
            loaded=True,
            urgency=loaded.urgency,
            why="\n".join(loaded.why),
            composing=composing,
            brought=loaded.brought,
        )
        self._take_in(loaded.standing, known)

    def _meant(self, referral: Referral, urgency: Urgency) -> bool:
        """Whether this earlier referral is what somebody came for; a calm one is not, once it is acute."""
        if self._to == "":
            return True
        if not (referral.waits and referral.covers(urgency)):
            return False
        recipients = {one.code: one.recipient for one in route_of(self._desk.action).targets}
        return self._to == ALARM or self._to in (referral.to, recipients.get(referral.to, ""))

    # Alerting

    def choose_target(self, code: str) -> None:
        """Alert somebody too, or not."""
        changed = (
            replace(one, chosen=not one.chosen) if one.code == code and not (one.fixed or one.told) else one
            for one in self.state.targets
        )
        self._become(replace(self.state, targets=tuple(changed)))

    def write_why(self, text: str) -> None:
        """Why, one reason a line."""
        self._become(replace(self.state, why=text, trouble=None))

    def write_effect(self, text: str) -> None:
        """What it may do to the person."""
        self._become(replace(self.state, effect=text, trouble=None))

    def compose(self) -> None:
        """Alert somebody besides those who were alerted before."""
        self._become(replace(self.state, composing=True, handling=None, trouble=None))

    def send(self) -> None:
        """Alert everybody who was chosen, at once; refused without a reason or the effect."""
        state, case = self.state, self._case
        if state.busy or not state.loaded or not state.composing:
            return
        chosen = [one.code for one in state.targets if one.chosen]
        why = tuple(state.why.splitlines())

        def work() -> _Standing:
            send_alarm(self._desk, case, why, state.effect, chosen, urgency=state.urgency)
            return _read(self._desk, case)

        self._do(work, self._sent)

    def call(self) -> None:
        """The same in a hurry, with somebody opposite: a reason that nobody wrote follows later."""
        if not self.state.why.strip():
            self.write_why(self._texts.text(REASON_FOLLOWS))
        self.send()

    def _sent(self, standing: _Standing) -> None:
        self._chosen = frozenset()
        self._take_in(standing, replace(self.state, composing=False, effect=""))

    # What becomes of it

    def handle(self, referral: ReferralId, step: ReferralStep) -> None:
        """Open the lines in which somebody writes who did what."""
        cleared = replace(self.state, name="", words="", way="", trouble=None)
        self._become(replace(cleared, handling=referral, step=step))

    def put_away(self) -> None:
        """Close those lines; nothing was written."""
        self._become(replace(self.state, handling=None, trouble=None))

    def write_name(self, text: str) -> None:
        """Who took it over, or answered."""
        self._become(replace(self.state, name=text))

    def write_words(self, text: str) -> None:
        """The reason, or what came of it."""
        self._become(replace(self.state, words=text))

    def pick_way(self, code: str) -> None:
        """How that person was really reached; the same once more takes it back."""
        self._become(replace(self.state, way="" if self.state.way == code else code))

    def confirm(self) -> None:
        """Put the step on record; refused without the name or the words it needs."""
        state, case = self.state, self._case
        if state.busy or state.handling is None:
            return
        take = self._step(state, state.handling)

        def work() -> _Standing:
            take()
            return _read(self._desk, case)

        def done(standing: _Standing) -> None:
            self._take_in(standing, replace(self.state, handling=None))

        self._do(work, done)

    def _step(self, state: ReferralState, referral: ReferralId) -> Callable[[], object]:
        desk, name, words, way = self._desk, state.name, state.words, state.way
        steps: dict[ReferralStep, Callable[[], object]] = {
            ReferralStep.ACKNOWLEDGE: lambda: referring.acknowledge_referral(
                desk, referral, by=name, how=way
            ),
            ReferralStep.ACCEPT: lambda: referring.accept_referral(desk, referral, by=name, how=way),
            ReferralStep.DECLINE: lambda: referring.decline_referral(
                desk, referral, by=name, reason=words, how=way
            ),
            ReferralStep.FINISH: lambda: referring.finish_referral(desk, referral, by=name, result=words),
            ReferralStep.WITHDRAW: lambda: referring.withdraw_referral(desk, referral, reason=words),
        }
        return steps[state.step]

    def make_sheet(self, referral: ReferralId | None = None) -> None:
        """The sheet that goes with a referral, on record; by itself for who has a laptop and still waits."""
        if not self.state.sent:
            return
        first = min(self.state.sent, key=lambda one: (not one.laptop, not one.waits))
        wanted, title = referral or first.id, self._texts.text(SHEET)

        def work() -> Issued:
            return issue_referral_sheet(self._desk, self._desk.store.referral(wanted), self._texts.tag)

        def made(issued: Issued) -> None:
            paper = Paper(issued.name, title, issued.pdf)
            self._become(replace(self.state, paper=paper, without_code=issued.without_code))

        self._become(replace(self.state, paper=None, without_code=()))
        self._do(work, made)

    def write_bundles(self, folder: Path) -> None:
        """A bundle for each laptop of who was alerted, into ``folder``, such as a USB stick; on record."""
        by_laptop = {one.laptop: one.id for one in self.state.sent if one.laptop}

        def work() -> tuple[str, ...]:
            paths = [
                export_referral(self._desk, referral, folder, progress=_quietly)
                for referral in by_laptop.values()
            ]
            return tuple(path.name for path in paths)

        self._write(work)

    def write_outcome(self, folder: Path) -> None:
        """The bundle that brings back to the reporter what became of the case, into ``folder``; on record."""
        case = self._case

        def work() -> tuple[str, ...]:
            return (export_outcome(self._desk, case, folder, progress=_quietly).name,)

        self._write(work)

    def _write(self, work: Callable[[], tuple[str, ...]]) -> None:
        def written(names: tuple[str, ...]) -> None:
            self._become(replace(self.state, bundles=names))

        self._become(replace(self.state, bundles=()))
        self._do(work, written)

    def put_paper_away(self) -> None:
        """The sheet was saved or printed; it stays on record."""
        self._become(replace(self.state, paper=None))

    def tick(self) -> None:
        """A while went by: the minutes count on, but never under the hands of somebody who writes."""
        if self.state.handling is None and not self.state.busy:
            self._take_in(self._standing, self.state)

    def _take_in(self, standing: _Standing, known: ReferralState) -> None:
        """Show ``known`` with these referrals, in one step: the page puts the focus where the work is."""
        before, self._standing = self._standing, standing
        now: datetime = self._desk.clock()
        desk = self._desk
        seen = sent_views(
            standing.referrals,
            desk.action,
            desk.actor,
            now,
            local=now.astimezone(LOCAL),
            present=self._present,
            settled=standing.settled,
        )
        targets = known.targets if standing == before and known.targets else self._targets(known.urgency)
        self._become(replace(known, sent=seen, targets=targets))

    def _targets(self, urgency: Urgency) -> tuple[TargetView, ...]:
        busy = {one.to for one in self._standing.referrals if one.covers(urgency)}
        always = route_of(self._desk.action).acute if urgency is Urgency.ACUTE else ()
        return tuple(
            target_view(
                one,
                chosen=one.asked.code in self._chosen,
                fixed=one.asked.code in always,
                told=one.target.code in busy,
            )
            for one in self._reached
        )

    def _do(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))


def _read(desk: Desk, case: CaseId) -> _Standing:
    # In the order they were sent: a card does not jump away when somebody acknowledged.
    referrals = tuple(sorted(desk.store.referrals(case=case), key=lambda one: (one.sent, one.id)))
    return _Standing(referrals, referring.settled(desk, case, referrals))
