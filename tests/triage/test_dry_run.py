"""Trying a route over the fictitious workers: which cases change, from what to what, by which rule."""

from __future__ import annotations

from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import NO_ROUTE, MeldRoute, RouteRule, RuleChange
from fieldcheck.triage import Difference, TriedCase, TriedTalk, dry_run
from tests.triage.test_own_route import BASE, route, rule
from tests.triage.test_triage_assessment import DAY, LIMITS, PUBLISHED, TABLES, new_run, say, worker


def talk(number: int) -> TriedTalk:
    run = new_run()
    say(run, worker(number))
    return TriedTalk(PUBLISHED, run, DAY)


CASES = tuple(TriedCase(f"werker-{number}", (talk(number),)) for number in (1, 2, 3, 4))


def tried(before: MeldRoute, after: MeldRoute, cases: tuple[TriedCase, ...] = CASES) -> dict[str, Difference]:
    found = dry_run(cases, before, after, limits=LIMITS, tables=TABLES)
    return {one.case: one for one in found}


def test_the_same_route_changes_nothing() -> None:
    assert tried(BASE, BASE) == {}
    assert tried(NO_ROUTE, NO_ROUTE) == {}


def test_a_rule_that_is_switched_off_shows_whom_it_would_have_sent() -> None:
    off = RuleChange("underpayment", Urgency.NONE, "oefening")
    broad = RuleChange("several-domains", Urgency.NONE, "oefening")
    found = tried(BASE, route(changes=(off, broad)))
    assert list(found) == ["werker-3"], "the others have an acute rule, or none"
    three = found["werker-3"]
    assert three.before.urgencies == {"iszw": Urgency.REGULAR, "municipality": Urgency.REGULAR}
    assert three.after.urgencies == {"municipality": Urgency.REGULAR}
    assert [one.code for one in three.lost] == ["underpayment"]
    assert three.gained == ()


def test_a_milder_rule_shows_its_urgency_and_whom_it_no_longer_alerts() -> None:
    milder = RuleChange("underpaid-and-dependent", Urgency.REGULAR, "oefening")
    one = tried(BASE, route(changes=(milder,)))["werker-1"]
    assert (one.before.highest, one.after.highest) == (Urgency.ACUTE, Urgency.REGULAR)
    assert one.before.alerted == ("avim", "care", "attention", "iszw")
    assert one.after.alerted == ("attention",)
    assert [(rule.code, rule.urgency) for rule in one.lost] == [("underpaid-and-dependent", Urgency.ACUTE)]


def test_an_own_rule_shows_the_cases_it_brings_in() -> None:
    hours = rule(
        "fc:weekly-hours() > fc:threshold('average-hours')", urgency=Urgency.ACUTE, code="long-weeks"
    )
    found = tried(BASE, route(hours))
    assert list(found) == ["werker-2"]
    two = found["werker-2"]
    assert (two.before.highest, two.after.highest) == (Urgency.NONE, Urgency.ACUTE)
    assert [one.code for one in two.gained] == ["long-weeks"]


def test_another_acute_list_changes_only_acute_cases() -> None:
    fewer = MeldRoute("", "", BASE.targets, ("avim",), BASE.regular)
    assert list(tried(BASE, fewer)) == ["werker-1", "werker-4"]


def test_a_case_of_two_talks_is_one_case() -> None:
    both = TriedCase("samen", (talk(2), talk(3)))
    own = RouteRule("own", "fc:signal('below-minimum')", "iszw", Urgency.ACUTE, "Eigen", "")
    found = tried(BASE, route(own), (both,))
    assert found["samen"].after.urgencies["iszw"] is Urgency.ACUTE
