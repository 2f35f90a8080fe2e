"""A dry run: what a changed route and changed limits would make of cases there are, before it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.alarm import route_of
from fieldcheck.domain.errors import FieldcheckError
from fieldcheck.domain.identifiers import CaseId, InterviewId, new_uuid7
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.route import Target
from fieldcheck.engine import FormRun, PublishedForm
from fieldcheck.triage import Assessment, RuleNotice, assess, together
from fieldcheck.triage.alerting import named
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import INTAKE_FORM, new_run, open_form
from fieldcheck.usecases.offering import ready_form
from fieldcheck.usecases.ports import Progress

Talks = Sequence[tuple[PublishedForm, FormRun]]
MOST_CASES = 200
"""Cases that a dry run goes through, the newest first; each takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class RouteThere:
    """A route that would be proposed: to whom and how fast, and the codes of the rules behind it."""

    to: str
    urgency: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the reporting route would alert for a case, and what comes after silence.

    Attributes:
        targets: each target that is asked with those who stand in for it, in their order.
        goes_on: minutes after which what is acute goes on, and the code of to whom; None when it never does.
    """

    targets: tuple[tuple[Target, ...], ...] = ()
    goes_on: tuple[int, str] | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the targets that are asked."""
        return frozenset(chain[0].code for chain in self.targets)

    @property
    def ways(self) -> Mapping[str, tuple[tuple[object, ...], ...]]:
        """How each of them is reached, and by whom when not; what it is called does not matter."""
        return {
            chain[0].code: tuple((one.code, one.recipient, one.post, one.contact, one.hours) for one in chain)
            for chain in self.targets
        }


@dataclass(frozen=True, slots=True)
class Tried:
    """One case before and after the change.

    Attributes:
        case: its id, "" for a fictitious one.
        name: its code, or the title of the fictitious person.
        before, after: what is proposed, acute first; empty means nothing.
        rules: codes of the rules that make the difference.
        asked, asks: whom the reporting route alerts for that before, and after.
    """

    case: str
    name: str
    before: tuple[RouteThere, ...]
    after: tuple[RouteThere, ...]
    rules: tuple[str, ...]
    asked: Asked = Asked()
    asks: Asked = Asked()

    @property
    def changes(self) -> bool:
        """Whether somebody would be sent elsewhere, with another urgency, or otherwise along the route."""
        return self.sent_otherwise or self.asked_otherwise

    @property
    def sent_otherwise(self) -> bool:
        """Whether the rules propose something else."""
        return _bare(self.before) != _bare(self.after)

    @property
    def asked_otherwise(self) -> bool:
        """Whether the reporting route alerts others, reaches them otherwise, or goes on otherwise."""
        return (self.asked.ways, self.asked.goes_on) != (self.asks.ways, self.asks.goes_on)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What was tried: ``cases`` that would change, out of ``looked`` at; ``left`` could not be read."""

    cases: tuple[Tried, ...]
    looked: int
    left: int


def dry_run(desk: Desk, action: Action, *, fictitious: bool, progress: Progress) -> DryRun:
    """Which cases ``action`` would treat otherwise than the action in force, by which rule; changes nothing.

    Over the newest cases of this store, or over the fictitious persons of the practice. Who looked at the
    cases that are shown is on record. Raises FormRefused for a rule that cannot run, naming it, and
    Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.PREPARE)
    found: list[Tried] = []
    looked = left = 0
    talks = _fictitious(desk) if fictitious else _cases(desk)
    for number, (case, name, runs) in enumerate(talks):
        progress(number, len(talks))
        readable = tuple(runs())
        if not readable:
            left += 1
            continue
        looked += 1
        before, after = (_assessed(desk, one, readable) for one in (desk.action, action))
        known = _known(desk.action, readable) | _known(action, readable)
        tried = replace(
            _compared(case, name, before, after, known),
            asked=_asked(desk.action, before),
            asks=_asked(action, after),
        )
        if tried.changes:
            found.append(tried)
    progress(len(talks), len(talks))
    seen = [one.case for one in found if one.case]
    if seen:
        desk.store.record(
            [desk.draft(events.RECORD_VIEWED, "case", case, {"screen": "dry-run"}) for case in seen]
        )
    return DryRun(tuple(found), looked, left)


class _Talks:
    """The talks of one case, read when their turn comes."""

    def __init__(self, desk: Desk, case: CaseId) -> None:
        self._desk, self._case = desk, case

    def __call__(self) -> Iterator[tuple[PublishedForm, FormRun]]:
        try:
            yield from [(talk.published, talk.run) for talk in read_talks(self._desk, self._case)]
        except FieldcheckError:
            return  # its form is not here: it is counted as left out, and stops nobody


class _Fiction:
    """A fictitious person, answered when their turn comes."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self._desk, self._file = desk, file

    def __call__(self) -> Iterator[tuple[PublishedForm, FormRun]]:
        desk = self._desk
        published, form = open_form(desk, ready_form(desk, INTAKE_FORM).digest)
        nobody = InterviewId(new_uuid7(desk.clock()))
        answers = read_answers(self._file.read_bytes(), place=self._file.name)
        run = new_run(desk, form, answers.language, interview=nobody, started=desk.clock())
        for reference, given in answers.by_reference(run.references()).items():
            if isinstance(given, AnswerState):
                run.set_state(reference, given)
            else:
                run.answer(reference, given)
        yield published, run


_Waiting = Sequence[tuple[str, str, "_Talks | _Fiction"]]


def _cases(desk: Desk) -> _Waiting:
    rows = desk.store.cases(limit=MOST_CASES)
    return [(row.id, row.code, _Talks(desk, row.id)) for row in rows if row.interview is not None]


def _fictitious(desk: Desk) -> _Waiting:
    folder = assets.folder("resources") / "practice" / "workers"
    files = sorted(folder.glob("*.json"))
    return [("", read_answers(one.read_bytes(), place=one.name).title, _Fiction(desk, one)) for one in files]


def _assessed(desk: Desk, action: Action, talks: Talks) -> Assessment:
    return together(
        [
            assess(
                published,
                run,
                day=desk.action.day,
                limits=action.limits,
                tables=desk.tables,
                route=action.route,
            )
            for published, run in talks
        ]
    )


def _compared(case: str, name: str, before: Assessment, after: Assessment, known: frozenset[str]) -> Tried:
    was, will = _routes(before, known), _routes(after, known)
    moved = {_told(one) for one in before.rule_changes} ^ {_told(one) for one in after.rule_changes}
    changed = {code for code, urgency in moved if urgency}
    changed |= {rule for one in was for rule in one.rules} ^ {rule for one in will for rule in one.rules}
    if not changed:
        changed = {rule for one in (*was, *will) if one not in was or one not in will for rule in one.rules}
    return Tried(case, name, was, will, tuple(sorted(changed)))


def _asked(action: Action, assessment: Assessment) -> Asked:
    """Whom the route of an action alerts for what is proposed, as the page of the referral does."""
    route = route_of(action)
    codes = dict.fromkeys(code for one in assessment.routes for code in named(route, one))
    chains = tuple(chain for code in codes if (chain := route.chain(code)))
    acute = any(one.urgency == Urgency.ACUTE for one in assessment.routes)
    goes_on = (route.escalate_after, route.escalate_to) if acute and route.escalate_after else None
    return Asked(chains, goes_on)


def _told(notice: RuleNotice) -> tuple[str, str]:
    """What the action made of a rule that holds, "" as urgency where it does not."""
    return notice.code, notice.urgency if notice.holds else ""


def _routes(assessment: Assessment, known: frozenset[str]) -> tuple[RouteThere, ...]:
    return tuple(
        RouteThere(
            one.to,
            one.urgency,
            tuple(code for code in (one.code, *(reason.code for reason in one.reasons)) if code in known),
        )
        for one in assessment.routes
    )


def _known(action: Action, talks: Talks) -> frozenset[str]:
    """The codes of rules, among the reasons of a route, which also names signals and figures."""
    of_forms = {rule.code for published, _ in talks for rule in published.referrals}
    return frozenset(of_forms | {rule.code for rule in action.route.rules})


def _bare(routes: Sequence[RouteThere]) -> list[tuple[str, str]]:
    return sorted((one.to, one.urgency) for one in routes)
