"""A dry run shows which cases a change would treat otherwise, by which rule, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import FormRefused, NotAllowed
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import RouteRule, RuleChange
from fieldcheck.rehearsal import give_answers, workers
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.ports import Cancelled
from fieldcheck.usecases.trying_rules import DryRun, dry_run
from tests.alarm_route import ROUTE

FAR_BELOW = 2
"""The third fictitious worker: far below the minimum wage, through an agency."""


def changed(action: Action, *changes: RuleChange, rules: tuple[RouteRule, ...] = ()) -> Action:
    return replace(action, route=replace(ROUTE, changes=changes, rules=rules))


def tried(desk: Desk, action: Action, *, fictitious: bool = True) -> DryRun:
    return dry_run(desk, action, fictitious=fictitious, progress=lambda done, total: None)


def test_the_same_action_changes_nobody(coordinator: Desk) -> None:
    run = tried(coordinator, coordinator.action)
    assert run.cases == ()
    assert run.looked == len(workers())


def test_a_rule_of_the_action_shows_whom_it_adds(coordinator: Desk) -> None:
    everybody = RouteRule("own-all", "true()", "care", Urgency.REGULAR, "Iedereen langs zorg")
    run = tried(coordinator, changed(coordinator.action, rules=(everybody,)))
    assert len(run.cases) == run.looked
    for one in run.cases:
        assert one.rules == ("own-all",)
        assert "care" not in {route.to for route in one.before}
        assert ("care", "regular") in {(route.to, route.urgency) for route in one.after}


def test_a_rule_of_a_form_that_is_switched_off_is_named(desk: Desk, coordinator: Desk) -> None:
    case = open_case(desk)
    worker = workers()[FAR_BELOW]
    talk = start_interview(desk, case.id, worker.language)
    give_answers(talk, worker.by_reference(talk.run.references()))
    before = tried(coordinator, coordinator.action, fictitious=False)
    assert (before.looked, before.cases) == (1, ())
    codes = {rule.code for rule in talk.published.referrals}
    off = tuple(RuleChange(code, Urgency.NONE, "proef") for code in sorted(codes))
    run = tried(coordinator, changed(coordinator.action, *off), fictitious=False)
    (one,) = run.cases
    assert (one.case, one.name, one.after) == (case.id, case.code, ())
    assert one.before
    assert set(one.rules) <= codes
    assert one.rules


def test_a_route_that_alerts_others_shows_every_acute_case_and_no_other(coordinator: Desk) -> None:
    ours = coordinator.action.route
    acute = [one for one in tried(coordinator, with_route(coordinator, acute=("iszw",))).cases]
    assert acute
    assert len(acute) < len(workers())
    for one in acute:
        assert one.before == one.after  # no rule says anything else
        assert (one.rules, one.sent_otherwise, one.asked_otherwise) == ((), False, True)
        assert one.asked.codes > one.asks.codes
        assert set(ours.acute) <= one.asked.codes


def test_another_wait_or_another_number_is_a_change_and_another_name_is_none(coordinator: Desk) -> None:
    waits = tried(coordinator, with_route(coordinator, escalate_after=45)).cases
    assert {one.asks.goes_on for one in waits} == {(45, coordinator.action.route.escalate_to)}
    first = coordinator.action.route.targets[0]
    others = coordinator.action.route.targets[1:]
    moved = with_route(coordinator, targets=(replace(first, contact="danger", post=""), *others))
    assert tried(coordinator, moved).cases
    renamed = with_route(coordinator, targets=(replace(first, name="Anders genoemd"), *others))
    assert tried(coordinator, renamed).cases == ()


def with_route(desk: Desk, **changes: Any) -> Action:
    return replace(desk.action, route=replace(desk.action.route, **changes))


def test_who_looked_at_a_case_is_on_record_and_the_action_is_as_it_was(desk: Desk, coordinator: Desk) -> None:
    case = open_case(desk)
    worker = workers()[FAR_BELOW]
    talk = start_interview(desk, case.id, worker.language)
    give_answers(talk, worker.by_reference(talk.run.references()))
    everybody = RouteRule("own-all", "true()", "care", Urgency.REGULAR, "Iedereen langs zorg")
    tried(coordinator, changed(coordinator.action, rules=(everybody,)), fictitious=False)
    views = coordinator.store.entries_of(events.RECORD_VIEWED)
    assert [(view.subject, view.payload and view.payload["screen"]) for view in views] == [
        (case.id, "dry-run")
    ]
    assert coordinator.store.action() == coordinator.action


def test_a_rule_that_cannot_run_is_named(coordinator: Desk) -> None:
    broken = RouteRule("own-broken", "fc:nergens()", "care", Urgency.ACUTE, "Kapot")
    with pytest.raises(FormRefused) as caught:
        tried(coordinator, changed(coordinator.action, rules=(broken,)))
    assert "own-broken" in str(caught.value) + " ".join(caught.value.problems)


def test_it_can_be_stopped_and_is_the_coordinators(desk: Desk, coordinator: Desk) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        dry_run(coordinator, coordinator.action, fictitious=True, progress=stop)
    with pytest.raises(NotAllowed):
        dry_run(desk, desk.action, fictitious=True, progress=stop)
