"""The reporting route of an action: which rules call what acute, and who is alerted how, by day and by night.

Every municipality has its own route (facts 3, “Ede meldroute”), so that all of it is data of the action,
edited by the coordinator. The machine proposes along these rules; an officer decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.wording import Said

DAYS = 7
"""Days in a week; Monday is 0."""


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody can be reached: on these weekdays (Monday is 0), from ``opens`` until ``closes``.

    Local time of the action. A window that closes at or before it opens runs past midnight.
    """

    days: tuple[int, ...]
    opens: time
    closes: time

    def holds(self, at: datetime) -> bool:
        """Whether the window is open at this local moment."""
        day, moment = at.weekday(), at.time()
        if self.opens < self.closes:
            return day in self.days and self.opens <= moment < self.closes
        if moment >= self.opens:
            return day in self.days
        return moment < self.closes and (day - 1) % DAYS in self.days


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who is alerted: a stand in the street, a service on the telephone, or both.

    Attributes:
        code: such as ``iszw``, ``avim``, ``care``, ``attention`` (the aandachtsfunctionaris).
        name: the body or task as printed.
        recipient: code of the Recipient that gets bundles for it, "" when it has no laptop here.
        post: code of the post where it stands today, "" when it is not in the street.
        contact: code of the Contact to call, "" when none is known.
        hours: when it can be reached; none means at any hour.
        fallback: code of the target that is alerted outside those hours, "" when there is none.
    """

    code: str
    name: str
    recipient: str = ""
    post: str = ""
    contact: str = ""
    hours: tuple[Window, ...] = ()
    fallback: str = ""

    def is_open(self, at: datetime) -> bool:
        """Whether it can be reached at this local moment."""
        return not self.hours or any(window.holds(at) for window in self.hours)

    def is_within_reach(self, present: frozenset[str]) -> bool:
        """Whether there is a way to reach it: a number, its post when that is staffed, or a bundle."""
        if self.contact or self.post in present:
            return True
        return bool(self.recipient) and not self.post


@dataclass(frozen=True, slots=True)
class RouteRule:
    """A rule of the action's own, beside those of its forms.

    Attributes:
        code: unique among the rules of the action; none of the forms' codes.
        when: XPath over the ``fc:`` functions of triage alone, since it holds for every form.
        to: code of a target.
        label: the reason in Dutch, as the officer sees it.
        source: the agreement it comes from.
    """

    code: str
    when: str
    to: str
    urgency: Urgency
    label: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What the action makes of a rule of its forms: another urgency; ``Urgency.NONE`` switches it off.

    ``code`` is the rule's code in the sheet ``referrals``; every form that has a rule of that code follows.
    """

    code: str
    urgency: Urgency
    reason: str


@dataclass(frozen=True, slots=True)
class MeldRoute:
    """The reporting route (meldroute) of an action.

    Attributes:
        name: what people call it.
        source: the decision or agreement it comes from.
        targets: everybody who may be alerted.
        acute: codes of the targets that are alerted together when something is acute.
        regular: codes of the targets that get what is not acute.
        rules: the action's own rules.
        changes: what the action makes of its forms' rules.
        escalate_after: minutes after which an acute referral that nobody acknowledged goes on; 0 is never.
        escalate_to: code of the target it then goes to, "" when ``escalate_after`` is 0.
    """

    name: str = ""
    source: str = ""
    targets: tuple[Target, ...] = ()
    acute: tuple[str, ...] = ()
    regular: tuple[str, ...] = ()
    rules: tuple[RouteRule, ...] = ()
    changes: tuple[RuleChange, ...] = ()
    escalate_after: int = 0
    escalate_to: str = ""

    def target(self, code: str) -> Target | None:
        """The target with this code, or None."""
        return next((target for target in self.targets if target.code == code), None)

    def chain(self, code: str) -> tuple[Target, ...]:
        """The target and whoever stands in for it, in turn; stops where the route would go in a circle."""
        found: list[Target] = []
        target = self.target(code)
        while target is not None and target not in found:
            found.append(target)
            target = self.target(target.fallback)
        return tuple(found)

    def reached(self, code: str, at: datetime, *, present: frozenset[str]) -> Target | None:
        """Who is alerted for ``code`` at this local moment; None when nobody of its chain can be reached.

        ``present`` are the posts that are staffed now; a target that stands only at a post which is not, and
        has no number to call, cannot be reached. Nor can one with neither a number, nor a post, nor a laptop.
        """
        for target in self.chain(code):
            if target.is_open(at) and target.is_within_reach(present):
                return target
        return None


NO_ROUTE = MeldRoute()
"""An action without a route of its own: the rules of its forms decide."""


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """What is wrong with a route: ``place`` as in ``targets[2].fallback``, ``reason`` in Dutch words."""

    place: str
    reason: Said


def route_problems(
    route: MeldRoute, *, posts: frozenset[str], contacts: frozenset[str], recipients: frozenset[str]
) -> tuple[RouteProblem, ...]:
    """What would let an alert end nowhere, and rules that say the opposite; empty when all is well."""
    if route == NO_ROUTE:
        return ()
    known = frozenset(target.code for target in route.targets)
    return tuple(
        RouteProblem(place, reason)
        for found in (
            _unknown_names(route, known, posts, contacts, recipients),
            _dead_ends(route),
            _contradictions(route),
        )
        for place, reason in found
    )


_Found = Iterator[tuple[str, Said]]


def _unknown_names(
    route: MeldRoute,
    known: frozenset[str],
    posts: frozenset[str],
    contacts: frozenset[str],
    recipients: frozenset[str],
) -> _Found:
    for number, target in enumerate(route.targets):
        for field, name, names in (
            ("recipient", target.recipient, recipients),
            ("post", target.post, posts),
            ("contact", target.contact, contacts),
            ("fallback", target.fallback, known),
        ):
            if name and name not in names:
                yield f"targets[{number}].{field}", Said(N_("“{name}” is hier niet bekend"), name=name)
    for field in ("acute", "regular"):
        for number, code in enumerate(getattr(route, field)):
            if code not in known:
                yield f"{field}[{number}]", Said(N_("“{name}” is hier niet bekend"), name=code)
    for number, rule in enumerate(route.rules):
        if rule.to not in known:
            yield f"rules[{number}].to", Said(N_("“{name}” is hier niet bekend"), name=rule.to)
    if route.escalate_after and route.escalate_to not in known:
        yield "escalate_to", Said(N_("“{name}” is hier niet bekend"), name=route.escalate_to)


def _dead_ends(route: MeldRoute) -> _Found:
    """An alert must reach somebody at any hour: the last of every chain is open day and night."""
    if not route.acute:
        yield "acute", Said(N_("niemand wordt gewaarschuwd als er iets acuut is"))
    if not route.regular:
        yield "regular", Said(N_("niemand krijgt wat niet acuut is"))
    for number, target in enumerate(route.targets):
        chain = route.chain(target.code)
        last = chain[-1]
        if last.fallback and route.target(last.fallback) in chain:
            names = {one.code: one.name for one in chain}
            turn = " → ".join([*names.values(), names[last.fallback]])
            yield f"targets[{number}].fallback", Said(N_("deze route loopt rond: {turn}"), turn=turn)
        elif target.code in route.acute and (last.hours or not (last.contact or last.post)):
            yield (
                f"targets[{route.targets.index(last)}]",  # where it ends, and can be mended
                Said(N_("buiten de uren van {name} wordt niemand gewaarschuwd"), name=last.name),
            )


def _contradictions(route: MeldRoute) -> _Found:
    seen: dict[str, RouteRule] = {}
    codes: dict[tuple[str, str], RouteRule] = {}
    for number, rule in enumerate(route.rules):
        if rule.code in seen:
            yield f"rules[{number}].code", Said(N_("deze code komt twee keer voor"))
        seen[rule.code] = rule
        same = codes.setdefault((" ".join(rule.when.split()), rule.to), rule)
        if same.urgency is not rule.urgency:
            yield (
                f"rules[{number}].urgency",
                Said(
                    N_("deze regel zegt iets anders dan “{other}”, bij dezelfde voorwaarde en ontvanger"),
                    other=same.label,
                ),
            )
    changed = [change.code for change in route.changes]
    for number, code in enumerate(changed):
        if code in changed[:number]:
            yield f"changes[{number}].code", Said(N_("deze regel wordt twee keer aangepast"))
