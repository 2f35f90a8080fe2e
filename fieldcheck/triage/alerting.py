"""Who is alerted along the reporting route of the action for a proposed route, at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import MeldRoute, Target
from fieldcheck.domain.wording import Said
from fieldcheck.triage.assessment import Route


@dataclass(frozen=True, slots=True)
class Alert:
    """One of those the route names.

    Attributes:
        asked: whom the route names.
        reached: who is alerted now; None when nobody of the chain can be reached.
        why: a Dutch text that can be said in any language.
    """

    asked: Target
    reached: Target | None
    why: str


def alerted(route: MeldRoute, proposed: Route, at: datetime, *, present: frozenset[str]) -> tuple[Alert, ...]:
    """Whom to alert for a proposed route, each once, in the order of the reporting route.

    What is acute alerts all of ``route.acute`` together, and the target the rule itself names; what is
    regular goes to ``route.regular``, and to the target that a rule of the action names. Empty without a
    reporting route.

    Args:
        route: that of the action.
        proposed: one of the assessment's routes.
        at: the moment, in the local time of the action.
        present: codes of the posts that are staffed now.
    """
    codes = named(route, proposed)
    return tuple(
        _alert(target, route.reached(target.code, at, present=present), proposed, at)
        for code in codes
        if (target := route.target(code)) is not None
    )


def named(route: MeldRoute, proposed: Route) -> tuple[str, ...]:
    """The codes of the targets a proposed route asks for, whoever can be reached."""
    own = _own_target(route, proposed)
    if proposed.urgency == Urgency.ACUTE:
        return tuple(dict.fromkeys((*route.acute, *own)))
    if proposed.urgency == Urgency.REGULAR:
        of_action = own if proposed.code in {rule.code for rule in route.rules} else ()
        return tuple(dict.fromkeys((*route.regular, *of_action)))
    return ()


def _own_target(route: MeldRoute, proposed: Route) -> tuple[str, ...]:
    """What the rule itself names: a target, or the target of the recipient that a form names."""
    if route.target(proposed.to) is not None:
        return (proposed.to,)
    return tuple(target.code for target in route.targets if target.recipient == proposed.to)[:1]


def _alert(asked: Target, reached: Target | None, proposed: Route, at: datetime) -> Alert:
    if reached is None:
        return Alert(
            asked,
            None,
            Said(N_("{name} is nu niet te bereiken, en niemand anders in plaats daarvan."), name=asked.name),
        )
    if reached.code != asked.code:
        closed = not asked.is_open(at)
        text = (
            N_("{name} is nu niet open: {other} wordt gewaarschuwd.")
            if closed
            else N_("{name} is nu niet te bereiken: {other} wordt gewaarschuwd.")
        )
        return Alert(asked, reached, Said(text, name=asked.name, other=reached.name))
    if proposed.urgency == Urgency.ACUTE:
        return Alert(asked, reached, Said(N_("{name} hoort bij de acute route."), name=asked.name))
    return Alert(asked, reached, Said(N_("{name} hoort bij de gewone route."), name=asked.name))
