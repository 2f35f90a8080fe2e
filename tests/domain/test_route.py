"""The reporting route: who is reached when, and which routes are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from fieldcheck.bootstrap import practice_action
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import MeldRoute, RouteRule, RuleChange, Target, Window, route_problems

MORNING = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # a Friday
OFFICE = (Window((0, 1, 2, 3, 4), time(9), time(17)),)
STAND = Target("stand", "De stand", recipient="iszw", post="iszw", fallback="police")
ATTENTION = Target(
    "attention", "De aandachtsfunctionaris", contact="comensha", hours=OFFICE, fallback="police"
)
POLICE = Target("police", "Politie", contact="police")
ROUTE = MeldRoute(
    name="Meldroute Voorbeeldstad",
    source="Fictief besluit",
    targets=(STAND, ATTENTION, POLICE),
    acute=("stand", "attention"),
    regular=("attention",),
    rules=(RouteRule("many", "fc:domains-with-signals() >= 4", "stand", Urgency.ACUTE, "Vier gebieden"),),
    changes=(RuleChange("underpayment", Urgency.NONE, "Gaat hier langs een andere weg"),),
    escalate_after=20,
    escalate_to="police",
)
NAMES = {
    "posts": frozenset({"iszw"}),
    "contacts": frozenset({"police", "comensha"}),
    "recipients": frozenset({"iszw"}),
}


def with_targets(*targets: Target) -> MeldRoute:
    return replace(ROUTE, targets=targets)


def problems(route: MeldRoute) -> dict[str, str]:
    return {one.place: str(one.reason) for one in route_problems(route, **NAMES)}


def test_a_window_past_midnight_belongs_to_the_day_it_opened_on() -> None:
    night = Window((4,), time(22), time(6))  # Friday night
    assert night.holds(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    assert night.holds(datetime(2026, 11, 21, 5, 59, tzinfo=UTC))
    assert not night.holds(datetime(2026, 11, 21, 6, 0, tzinfo=UTC))
    assert not night.holds(datetime(2026, 11, 20, 5, 0, tzinfo=UTC))


def test_outside_its_hours_the_next_of_the_chain_is_reached() -> None:
    assert ROUTE.reached("attention", MORNING, present=frozenset()) == ROUTE.target("police")
    assert ROUTE.reached("attention", MORNING.replace(hour=10), present=frozenset()) == ROUTE.target(
        "attention"
    )


def test_a_stand_that_is_not_staffed_passes_the_alert_on() -> None:
    assert ROUTE.reached("stand", MORNING, present=frozenset({"iszw"})) == ROUTE.target("stand")
    assert ROUTE.reached("stand", MORNING, present=frozenset()) == ROUTE.target("police")


def test_a_good_route_has_no_problems() -> None:
    assert problems(ROUTE) == {}
    assert problems(MeldRoute()) == {}


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (replace(ROUTE, acute=()), "acute"),
        (replace(ROUTE, regular=("nobody",)), "regular[0]"),
        (replace(ROUTE, escalate_to="nobody"), "escalate_to"),
        (
            replace(ROUTE, targets=(replace(ROUTE.targets[0], post="gone"), *ROUTE.targets[1:])),
            "targets[0].post",
        ),
        (
            with_targets(STAND, ATTENTION, replace(POLICE, fallback="attention")),
            "targets[2].fallback",
        ),
        (
            replace(
                ROUTE, targets=(ROUTE.targets[0], replace(ROUTE.targets[1], fallback=""), ROUTE.targets[2])
            ),
            "targets[1]",
        ),
        (
            replace(with_targets(STAND, ATTENTION, replace(POLICE, hours=OFFICE)), acute=("stand",)),
            "targets[2]",
        ),
        (
            replace(
                ROUTE, rules=(*ROUTE.rules, replace(ROUTE.rules[0], code="other", urgency=Urgency.REGULAR))
            ),
            "rules[1].urgency",
        ),
        (replace(ROUTE, rules=(*ROUTE.rules, ROUTE.rules[0])), "rules[1].code"),
        (replace(ROUTE, changes=ROUTE.changes * 2), "changes[1].code"),
    ],
)
def test_a_route_that_ends_nowhere_or_contradicts_itself_is_refused(wrong: MeldRoute, place: str) -> None:
    assert place in problems(wrong)
    action = practice_action()
    with pytest.raises(InvalidValue, match=r"route\."):
        action_from_json(action_to_json(replace(action, route=wrong)))


def test_a_circle_is_told_by_the_names_on_the_screen() -> None:
    round_and_round = with_targets(STAND, ATTENTION, replace(POLICE, fallback="attention"))
    told = problems(round_and_round)
    assert told["targets[1].fallback"].endswith(f"{ATTENTION.name} → {POLICE.name} → {ATTENTION.name}")


def test_a_route_comes_back_from_json_as_it_was() -> None:
    action = replace(practice_action(), route=ROUTE, pre_visit=("Zeventig bewoners volgens de beheerder",))
    assert action_from_json(action_to_json(action)) == action


def test_an_action_without_a_route_is_written_as_before() -> None:
    action = replace(practice_action(), route=MeldRoute(), pre_visit=())
    assert {"route", "pre_visit"}.isdisjoint(action_to_json(action))
