"""The outcome of an interview: what was heard, what is blank, what is proposed; the officer decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from fieldcheck.domain.alarm import name_of, names_of, route_of
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.referral import Referral, ReferralStage, Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import LANGUAGES, texts
from fieldcheck.triage import Assessment
from fieldcheck.usecases.casework import NOTHING_PROPOSED, assess_case, decide_route, view_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.issuing import Issued, issue_proof, issue_rights_letter
from fieldcheck.viewmodels.assessed import (
    DomainCard,
    FigureView,
    Proposal,
    domain_cards,
    figure_views,
    proposal_of,
)
from fieldcheck.viewmodels.disputed import ConflictView, conflict_views
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.languages import called
from fieldcheck.viewmodels.lens_views import AdviceView, LensView, advice_views, lens_views
from fieldcheck.viewmodels.noted import RuleView, rule_views, unease_lines
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.talks import CaseTalks, begin_talk, resume_talk, talks_of
from fieldcheck.viewmodels.told import Paper, Trouble, trouble

SOURCE = "nl"
PROOF = N_("Controlebewijs")
LETTER = N_("Rechtenbrief ({language})")


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere the officer can send the person instead."""

    code: str
    name: str


_LETTERS = tuple(Destination(one.tag, one.name_native) for one in LANGUAGES)
"""The languages a letter can be made in, by their own names."""


class Part(StrEnum):
    """What is in view below the proposal."""

    SIGNALS = "signals"
    LENSES = "lenses"
    ADVICE = "advice"


class Step(StrEnum):
    """Where the officer goes from here, once it is on record."""

    STAY = "stay"
    REFER = "refer"
    LEAVE = "leave"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """Everything the outcome screen shows.

    Attributes:
        deciding: whether the officer is writing down another decision.
        part: what is in view below the proposal.
        lenses: lists of indicators side by side, never merged.
        advice: what to do or to tell next, with its source.
        unease: suspicions without proof, a line each; never among the signals.
        rules: what this action made of rules of the form.
        conflicts: questions with two answers from laptops that did not know of each other.
        referred: whether a referral of this case was sent, and not withdrawn.
        decided: where the officer sent the person, "" while undecided.
        step: where to go now; the page follows it.
        paper: the paper just made, to save or print.
        may_see, may_decide, may_prove, may_link, may_talk: what the role of this desk may do with a case;
            without ``may_see`` nothing of it is read.
        talks: the talks of the case and the forms to begin another with, for who holds talks.
    """

    case_code: str = ""
    loaded: bool = False
    busy: bool = False
    proposal: Proposal | None = None
    domains: tuple[DomainCard, ...] = ()
    figures: tuple[FigureView, ...] = ()
    figures_open: bool = False
    part: Part = Part.SIGNALS
    lenses: tuple[LensView, ...] = ()
    advice: tuple[AdviceView, ...] = ()
    unease: tuple[str, ...] = ()
    rules: tuple[RuleView, ...] = ()
    conflicts: tuple[ConflictView, ...] = ()
    destinations: tuple[Destination, ...] = ()
    deciding: bool = False
    decision: str = ""
    reason: str = ""
    next_post: str = ""
    letter_languages: tuple[Destination, ...] = ()
    letter_language: str = SOURCE
    referred: bool = False
    decided: str = ""
    paper: Paper | None = None
    talks: CaseTalks | None = None
    may_see: bool = True
    may_decide: bool = True
    may_prove: bool = True
    may_link: bool = True
    may_talk: bool = True
    trouble: Trouble | None = None
    step: Step = Step.STAY

    @property
    def acute(self) -> bool:
        """Whether the proposal is an acute referral."""
        return self.proposal is not None and self.proposal.urgency is Urgency.ACUTE

    @property
    def decided_for(self) -> str:
        """Whom somebody decided for last, by name; "" while undecided, and for who goes on in the street."""
        found = (one.name for one in self.destinations if one.code == self.decided)
        return "" if self.decided == NOTHING_PROPOSED else next(found, "")


@dataclass(frozen=True, slots=True)
class _Loaded:
    row: CaseRow
    assessment: Assessment
    referrals: tuple[Referral, ...]
    talks: CaseTalks
    conflicts: tuple[ConflictView, ...]


class OutcomeViewModel(Observable[OutcomeState]):
    """One case after its interview. ``tag`` is the language of the officer's screen."""

    def __init__(self, desk: Desk, jobs: Jobs, case: CaseId, *, tag: str = SOURCE) -> None:
        may = desk.actor.may
        super().__init__(
            OutcomeState(
                busy=may(Deed.SEE_OUTCOME),
                may_see=may(Deed.SEE_OUTCOME),
                may_decide=may(Deed.REFER),
                may_prove=may(Deed.ISSUE_PROOF),
                may_link=may(Deed.RECORD_THINGS) or may(Deed.SEE_CLUSTER),
                may_talk=may(Deed.INTERVIEW),
            )
        )
        self._desk, self._jobs, self.case = desk, jobs, case
        self._texts = texts(tag)
        self.opened: object = None
        """The talk that the interview screen goes on with, once the step is TALK."""

    def load(self) -> None:
        """Work out the outcome, for who may see it; what was shown goes on record."""
        if not self.state.may_see:
            return
        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(self._assess, self._loaded, self._failed)

    def _assess(self) -> _Loaded:
        row = view_case(self._desk, self.case, screen="outcome")
        assessment = assess_case(self._desk, self.case)
        referrals = self._desk.store.referrals(case=self.case)
        disputed = conflict_views(self._desk, self.case, self._texts)
        return _Loaded(row, assessment, referrals, talks_of(self._desk, row), disputed)

    def _loaded(self, loaded: _Loaded) -> None:
        row, assessment = loaded.row, loaded.assessment
        names = names_of(self._desk.action)
        self._become(
            replace(
                self.state,
                case_code=row.code,
                loaded=True,
                busy=False,
                proposal=proposal_of(assessment, names, self._texts),
                domains=domain_cards(assessment, self._texts),
                figures=figure_views(assessment, self._texts),
                lenses=lens_views(assessment, self._texts),
                advice=advice_views(assessment, self._texts),
                unease=unease_lines(assessment, self._texts),
                rules=rule_views(assessment, names, self._texts),
                conflicts=loaded.conflicts,
                destinations=self._destinations(),
                next_post=self._next_post(),
                letter_languages=_LETTERS,
                letter_language=row.language if row.language in {one.code for one in _LETTERS} else SOURCE,
                referred=any(one.stage is not ReferralStage.WITHDRAWN for one in loaded.referrals),
                decided=row.route,
                talks=loaded.talks if loaded.talks.forms else None,
            )
        )

    def _destinations(self) -> tuple[Destination, ...]:
        """Everybody somebody can be sent to: the partners, who else is on the route, and the next post."""
        action = self._desk.action
        partners = [one.code for one in action.targets]
        others = [one.code for one in route_of(action).targets if one.recipient not in partners]
        codes = dict.fromkeys((*partners, *others))
        onward = Destination(NOTHING_PROPOSED, self._next_post())
        return (*(Destination(code, name_of(action, code)) for code in codes), onward)

    def _next_post(self) -> str:
        """What this role reads for the usual next post, "" where the street ends."""
        action, actor = self._desk.action, self._desk.actor
        here = next((post for post in action.posts if post.code == actor.post), None)
        following = action.post_names(actor.role).get(here.next, "") if here is not None else ""
        return self._texts.text(following) if following else ""

    def look_at(self, part: Part) -> None:
        """Bring another part of the outcome into view."""
        self._become(replace(self.state, part=part))

    def show_figures(self, shown: bool) -> None:
        """Show or hide how the figures were worked out."""
        self._become(replace(self.state, figures_open=shown))

    def refer_now(self) -> None:
        """Follow the proposal to a recipient; the referral page comes next."""
        proposal = self.state.proposal
        if proposal is not None and proposal.to != NOTHING_PROPOSED:
            self._decide(proposal.to, "", Step.REFER)

    def go_to_next_post(self) -> None:
        """On to the next post; against a proposal that was not followed yet, a reason is asked first."""
        proposed = self.state.proposal.to if self.state.proposal else NOTHING_PROPOSED
        if not self.state.may_decide or self.state.referred or self.state.decided == NOTHING_PROPOSED:
            self._become(replace(self.state, step=Step.LEAVE))
        elif proposed == NOTHING_PROPOSED:
            self._decide(NOTHING_PROPOSED, "", Step.LEAVE)
        else:
            self.decide_otherwise()
            self.pick_decision(NOTHING_PROPOSED)

    def decide_otherwise(self) -> None:
        """Open the lines in which the officer writes another decision."""
        self._become(replace(self.state, deciding=True, trouble=None))

    def keep_proposal(self) -> None:
        """Close those lines; nothing was decided."""
        self._become(replace(self.state, deciding=False, decision="", reason="", trouble=None))

    def pick_decision(self, code: str) -> None:
        """Where the person goes instead."""
        self._become(replace(self.state, decision=code))

    def write_reason(self, text: str) -> None:
        """Why the officer decides otherwise."""
        self._become(replace(self.state, reason=text))

    def confirm_decision(self) -> None:
        """Put the other decision on record; without a reason it is refused."""
        to = self.state.decision or NOTHING_PROPOSED
        self._decide(to, self.state.reason, Step.LEAVE if to == NOTHING_PROPOSED else Step.REFER)

    def _decide(self, to: str, reason: str, step: Step) -> None:
        proposed = self.state.proposal.to if self.state.proposal else NOTHING_PROPOSED
        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(
            lambda: decide_route(self._desk, self.case, to=to, proposed=proposed, reason=reason),
            lambda _changes: self._become(
                replace(self.state, busy=False, deciding=False, decided=to, step=step)
            ),
            self._failed,
        )

    def pick_letter_language(self, tag: str) -> None:
        """The language the rights letter is made in."""
        self._become(replace(self.state, letter_language=tag))

    def make_letter(self) -> None:
        """The rights letter, on record before it is handed out."""
        tag = self.state.letter_language
        title = self._texts.text(LETTER, language=called(tag, self._texts.tag))
        self._make(lambda: issue_rights_letter(self._desk, self.case, tag), title)

    def make_proof(self) -> None:
        """The proof of control, the same for everyone."""
        self._make(lambda: issue_proof(self._desk, self.case), self._texts.text(PROOF))

    def _make(self, issue: Callable[[], Issued], title: str) -> None:
        self._become(replace(self.state, busy=True, trouble=None, paper=None))

        def made(issued: Issued) -> None:
            self._become(replace(self.state, busy=False, paper=Paper(issued.name, title, issued.pdf)))

        self._jobs.run(issue, made, self._failed)

    def begin_talk(self, form: str) -> None:
        """Hold another talk with this person, in the language of the last one."""
        known = self.state.talks
        if known is not None:
            self._talk(lambda: begin_talk(self._desk, self.case, known.language, form))

    def resume_talk(self, talk: InterviewId) -> None:
        """Go on with a talk that was not finished."""
        self._talk(lambda: resume_talk(self._desk, talk))

    def to_question(self, talk: InterviewId, reference: str) -> None:
        """Go to a question with two answers: what is answered there now knows of both, and decides."""
        self._talk(lambda: resume_talk(self._desk, talk, at=reference))

    def _talk(self, work: Callable[[], object]) -> None:
        def opened(interviewing: object) -> None:
            self.opened = interviewing
            self._become(replace(self.state, busy=False, step=Step.TALK))

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, opened, self._failed)

    def put_paper_away(self) -> None:
        """The paper was saved or printed, or nobody wants it now; it stays on record."""
        self._become(replace(self.state, paper=None))

    def arrived(self) -> None:
        """The page followed the step."""
        self._become(replace(self.state, step=Step.STAY))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
