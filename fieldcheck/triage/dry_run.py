"""Trying a reporting route: which past or fictitious cases would be proposed otherwise, and by which rule.

Nothing is written and nobody is alerted; the coordinator looks before the route counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import MeldRoute
from fieldcheck.engine import FormRun, PublishedForm
from fieldcheck.triage.alerting import named
from fieldcheck.triage.assessing import assess
from fieldcheck.triage.assessment import Assessment, Route
from fieldcheck.triage.tables import ReferenceTables
from fieldcheck.triage.together import together


@dataclass(frozen=True, slots=True)
class TriedTalk:
    """One talk as it was answered; ``run`` is only read."""

    published: PublishedForm
    run: FormRun
    day: date


@dataclass(frozen=True, slots=True)
class TriedCase:
    """A case to try a route on: what it is called, and its talks, the first one first (at least one)."""

    code: str
    talks: tuple[TriedTalk, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The rule that decided what a recipient gets, in the languages of its form or in Dutch."""

    code: str
    label: Mapping[str, str]
    to: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one route proposes for a case.

    Attributes:
        urgencies: the urgency by recipient.
        alerted: codes of the targets that would be alerted together, whoever can be reached.
        rules: what decided, in the order of urgency.
    """

    urgencies: Mapping[str, Urgency]
    alerted: tuple[str, ...]
    rules: tuple[Decided, ...]

    @property
    def highest(self) -> Urgency:
        """The highest urgency; NONE when nothing is proposed."""
        return min(self.urgencies.values(), key=list(Urgency).index, default=Urgency.NONE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that another route would treat otherwise.

    Attributes:
        gained: rules that decide after and did not before.
        lost: rules that decided before and do not after: less urgent, switched off, or no longer there.
    """

    case: str
    before: Proposal
    after: Proposal
    gained: tuple[Decided, ...]
    lost: tuple[Decided, ...]


def dry_run(
    cases: Iterable[TriedCase],
    before: MeldRoute,
    after: MeldRoute,
    *,
    limits: LocalLimits,
    tables: ReferenceTables,
) -> tuple[Difference, ...]:
    """The cases that ``after`` treats otherwise than ``before``, in the order given.

    A case changes when a recipient gets another urgency, or when others would be alerted.

    Raises FormRefused for a rule of a form or route that cannot run; names the rule.
    """
    found = []
    for case in cases:
        old, new = (_proposal(case, route, limits, tables) for route in (before, after))
        if (old.urgencies, old.alerted) != (new.urgencies, new.alerted):
            gained, lost = _without(new.rules, old.rules), _without(old.rules, new.rules)
            found.append(Difference(case.code, old, new, gained, lost))
    return tuple(found)


def _proposal(case: TriedCase, route: MeldRoute, limits: LocalLimits, tables: ReferenceTables) -> Proposal:
    assessed: Assessment = together(
        [
            assess(talk.published, talk.run, day=talk.day, limits=limits, tables=tables, route=route)
            for talk in case.talks
        ]
    )
    return Proposal(
        {one.to: Urgency(one.urgency) for one in assessed.routes},
        tuple(dict.fromkeys(code for one in assessed.routes for code in named(route, one))),
        tuple(_deciding(one) for one in assessed.routes),
    )


def _deciding(route: Route) -> Decided:
    return Decided(route.code, route.label, route.to, Urgency(route.urgency))


def _without(some: Sequence[Decided], others: Sequence[Decided]) -> tuple[Decided, ...]:
    known = {(one.code, one.to, one.urgency) for one in others}
    return tuple(one for one in some if (one.code, one.to, one.urgency) not in known)
