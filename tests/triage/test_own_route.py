"""Rules of the action beside those of its forms: what they add, change and switch off, and who is alerted."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from fieldcheck.bootstrap import practice_action
from fieldcheck.domain.errors import FormRefused, InvalidValue
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import NO_ROUTE, MeldRoute, RouteRule, RuleChange, Target, Window
from fieldcheck.triage import Assessment, alerted, assess, check_rule, together
from fieldcheck.triage.rule_check import check_rule as checked
from tests.triage.test_triage_assessment import DAY, LIMITS, PUBLISHED, TABLES, new_run, say, worker

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = Window((0, 1, 2, 3, 4), time(9), time(17))
TARGETS = (
    Target("iszw", "Stand van de inspectie", recipient="iszw", post="iszw"),
    Target("avim", "Politie (AVIM)", contact="police"),
    Target("care", "Zorgcoördinator", contact="care", hours=(OFFICE,), fallback="avim"),
    Target("attention", "Aandachtsfunctionaris", recipient="coordinator", contact="town"),
)
BASE = MeldRoute("Meldroute", "besluit", TARGETS, acute=("avim", "care", "attention"), regular=("attention",))
SUNDAY = datetime(2026, 11, 22, 5, 30, tzinfo=AMSTERDAM)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
ISZW = frozenset({"iszw"})


def route(*rules: RouteRule, changes: tuple[RuleChange, ...] = ()) -> MeldRoute:
    return MeldRoute("", "", TARGETS, BASE.acute, BASE.regular, rules, changes)


def rule(
    when: str, to: str = "attention", urgency: Urgency = Urgency.REGULAR, code: str = "own"
) -> RouteRule:
    return RouteRule(code, when, to, urgency, "Eigen regel", "afspraak")


def assessed(number: int, with_route: MeldRoute = NO_ROUTE) -> Assessment:
    run = new_run()
    say(run, worker(number))
    return assess(PUBLISHED, run, day=DAY, limits=LIMITS, tables=TABLES, route=with_route)


def proposed(found: Assessment) -> list[tuple[str, str, str]]:
    return [(one.to, one.urgency, one.code) for one in found.routes]


def test_without_a_route_the_forms_decide() -> None:
    assert proposed(assessed(1)) == [("iszw", "acute", "underpaid-and-dependent")]
    assert assessed(1).rule_changes == ()


def test_an_own_rule_stands_beside_those_of_the_form() -> None:
    found = assessed(2, route(rule("fc:weekly-hours() > fc:threshold('average-hours')")))
    assert proposed(found) == [("attention", "regular", "own")]
    (reason,) = found.routes[0].reasons
    assert reason.code == "weekly-hours"


def test_an_own_rule_for_the_same_recipient_is_one_route_at_the_highest_urgency() -> None:
    found = assessed(3, route(rule("fc:signal('below-minimum')", to="iszw", urgency=Urgency.ACUTE)))
    assert proposed(found)[0] == ("iszw", "acute", "own")
    assert "underpayment" in {reason.code for reason in found.routes[0].reasons}


def test_a_signal_or_question_that_this_form_has_not_does_not_hold() -> None:
    found = assessed(1, route(rule("fc:signal('cannot-leave-work') or fc:state('bed-tonight') = 'answered'")))
    assert "own" not in {one.code for one in found.routes}


def test_a_rule_that_is_made_less_urgent_or_switched_off_is_told() -> None:
    milder = RuleChange("underpaid-and-dependent", Urgency.REGULAR, "eerst de aandachtsfunctionaris")
    off = RuleChange("underpayment", Urgency.NONE, "loopt via de cao-controle")
    found = assessed(1, route(changes=(milder, off)))
    assert proposed(found) == [("iszw", "regular", "underpaid-and-dependent")]
    assert [(one.code, one.was, one.urgency, one.reason, one.holds) for one in found.rule_changes] == [
        ("underpaid-and-dependent", "acute", "regular", "eerst de aandachtsfunctionaris", True),
        ("underpayment", "regular", "none", "loopt via de cao-controle", True),
    ]
    everything = tuple(RuleChange(one.code, Urgency.NONE, "oefening") for one in PUBLISHED.referrals)
    assert assessed(1, route(changes=everything)).routes == ()


def test_a_change_of_a_rule_that_does_not_hold_says_so() -> None:
    off = RuleChange("underpayment", Urgency.NONE, "loopt via de cao-controle")
    assert [one.holds for one in assessed(2, route(changes=(off,))).rule_changes] == [False]
    two = together([assessed(2, route(changes=(off,))), assessed(3, route(changes=(off,)))])
    assert [one.holds for one in two.rule_changes] == [True]


def test_a_suspicion_can_be_a_rule_of_its_own() -> None:
    feeling = route(rule("fc:unease()"))
    assert proposed(assessed(2, feeling)) == []
    assert ("attention", "regular", "own") in proposed(assessed(1, feeling))


# Who is alerted


def names(found: Assessment, at: datetime, present: frozenset[str] = ISZW) -> list[tuple[str, str]]:
    return [
        (one.asked.code, one.reached.code if one.reached else "")
        for one in alerted(BASE, found.routes[0], at, present=present)
    ]


def test_what_is_acute_alerts_all_together_and_the_stand_of_the_rule() -> None:
    assert names(assessed(4), MONDAY) == [
        ("avim", "avim"),
        ("care", "care"),
        ("attention", "attention"),
        ("iszw", "iszw"),
    ]


def test_outside_hours_somebody_stands_in_and_an_empty_stand_is_not_reached() -> None:
    assert names(assessed(4), SUNDAY, frozenset())[1:] == [
        ("care", "avim"),
        ("attention", "attention"),
        ("iszw", ""),
    ]
    why = [one.why for one in alerted(BASE, assessed(4).routes[0], SUNDAY, present=frozenset())]
    assert why[1] == "Zorgcoördinator is nu niet open: Politie (AVIM) wordt gewaarschuwd."
    assert "niet te bereiken" in why[3]


def test_what_is_regular_goes_to_the_regular_route() -> None:
    assert names(assessed(3), MONDAY) == [("attention", "attention")]
    own = route(rule("true()", to="avim"))
    found = assessed(2, own)
    assert [one.asked.code for one in alerted(own, found.routes[0], MONDAY, present=ISZW)] == [
        "attention",
        "avim",
    ]
    assert alerted(NO_ROUTE, found.routes[0], MONDAY, present=ISZW) == ()


# Rules that cannot be


@pytest.mark.parametrize(
    "when",
    [
        "fc:signal('papers-kept') and fc:below-minimum-share() >= fc:threshold('far-below-minimum')",
        "fc:age() < 18 or fc:dimension('coercion')",
        "fc:unease() and fc:domain-signals('pay') > 0",
        "fc:stay-days() > fc:limit('stay_days')",
    ],
)
def test_a_good_rule_passes(when: str) -> None:
    check_rule(when)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("fc:signal('papers-kept'", ""),
        ("", ""),
        ("${papers_kept_by} = 'employer'", "${papers_kept_by}"),
        ("/data/papers/papers_kept_by = 'employer'", "velden"),
        (". = 'x'", "velden"),
        ("pulldata('a', 'b', 'c', 'd') = 1", "velden"),
        ("fc:nothing() > 1", "fc:nothing"),
        ("nothing() > 1", "nothing"),
        ("fc:signal()", "argumenten"),
        ("fc:hourly-wage('x') > 1", "argumenten"),
        ("fc:limit('beds') > 1", "beds"),
        ("fc:threshold('wage') > 1", "wage"),
        ("fc:domain-signals('salary') > 1", "salary"),
        ("fc:dimension('luck')", "luck"),
        ("fc:signal(concat('a', 'b'))", "aanhalingstekens"),
        ("fc:signal('papers-kpet')", "papers-kpet"),
    ],
)
def test_a_rule_that_cannot_be_evaluated_is_refused_by_name(when: str, reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        checked(when, code="eigen-1", signals={"papers-kept"})
    assert "eigen-1" in str(refused.value)
    assert reason in str(refused.value)


def test_a_rule_that_slipped_through_names_itself_when_it_runs() -> None:
    with pytest.raises(FormRefused) as refused:
        assessed(1, route(rule("${no_such_question} = 'x'", code="kapot")))
    assert "kapot" in str(refused.value)


# The route of the practice action


def test_the_practice_action_has_a_route_that_reaches_somebody_at_any_hour() -> None:
    practice = practice_action().route
    for own in practice.rules:
        check_rule(own.when, code=own.code)
    for at, care in ((SUNDAY, "avim"), (MONDAY, "avim")):
        found = alerted(practice, assessed(4, practice).routes[0], at, present=frozenset())
        assert [(one.asked.code, one.reached and one.reached.code) for one in found] == [
            ("iszw", "iszw"),
            ("avim", "avim"),
            ("care", care),
            ("attention", "avim"),
        ], "the care coordinator has no number yet, and nobody is at the coordinator's post"
    staffed = alerted(practice, assessed(4, practice).routes[0], MONDAY, present=frozenset({"coordinator"}))
    assert [one.reached and one.reached.code for one in staffed] == ["iszw", "avim", "avim", "attention"]
