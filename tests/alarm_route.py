"""A reporting route for tests: a stand in the street, a telephone by day, and who is there at any hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from fieldcheck.domain.action import Action
from fieldcheck.domain.route import MeldRoute, Target, Window
from fieldcheck.usecases.desk import Desk

EVERY_DAY = tuple(range(7))
ROUTE = MeldRoute(
    name="Fictieve meldroute",
    source="Voorbeeldbesluit",
    targets=(
        Target("iszw", "Arbeidsinspectie", recipient="iszw", post="iszw", contact="iszw"),
        Target(
            "care",
            "Zorgcoördinator (voorbeeld)",
            contact="comensha",
            hours=(Window(EVERY_DAY, time(9), time(17)),),
            fallback="police",
        ),
        Target("attention", "Aandachtsfunctionaris (voorbeeld)", post="gemeente", fallback="police"),
        Target("police", "Politie", contact="police"),
    ),
    acute=("iszw", "care", "attention"),
    regular=("attention",),
    escalate_after=20,
    escalate_to="police",
)


def with_route(desk: Desk, route: MeldRoute = ROUTE) -> Desk:
    """The desk of an action that has this route."""
    return replace(desk, action=routed(desk.action, route))


def routed(action: Action, route: MeldRoute = ROUTE) -> Action:
    """The action with this route."""
    return replace(action, route=route)
