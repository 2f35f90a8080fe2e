"""Changing the action: whole or not at all, and what was there stays in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Post
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import MeldRoute, RouteRule, RuleChange, Target
from fieldcheck.i18n import texts
from fieldcheck.usecases.coordinating import change_action, check_action
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import FormRules, form_rules, rule_in_words
from tests.alarm_route import ROUTE

OWN = RouteRule("own-homeless", "fc:signal('evicted')", "care", Urgency.ACUTE, "Geen slaapplek")


@pytest.fixture
def rules(coordinator: Desk) -> FormRules:
    return form_rules(coordinator, coordinator.action)


def routed(desk: Desk, route: MeldRoute = ROUTE) -> Action:
    """The practice action with the contacts and posts that the route of the tests needs."""
    known = {contact.code for contact in desk.action.contacts}
    wanted = {target.contact for target in route.targets} - known - {""}
    more = tuple(replace(desk.action.contacts[0], code=code, name=code) for code in sorted(wanted))
    return replace(desk.action, route=route, contacts=(*desk.action.contacts, *more))


def test_a_change_counts_at_once_and_is_on_record(coordinator: Desk) -> None:
    action = replace(routed(coordinator), pre_visit=("Bekend bij de brandweer.",))
    changed = change_action(coordinator, action, "route van de gemeente")
    assert changed.action == replace(action, version=coordinator.action.version + 1)
    stored = coordinator.store.action()
    assert stored == changed.action
    (entry,) = coordinator.store.entries_of(events.ACTION_CHANGED)
    assert entry.payload is not None
    assert entry.payload["reason"] == "route van de gemeente"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_change_needs_a_reason(coordinator: Desk, reason: str) -> None:
    with pytest.raises(InvalidValue):
        change_action(coordinator, coordinator.action, reason)


def test_only_the_coordinator_changes_the_action(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        change_action(desk, desk.action, "reden")


def refused(desk: Desk, action: Action) -> InvalidValue:
    """The refusal; what was in force stays, and nothing is on record."""
    before = action_to_json(desk.action)
    entries = sum(1 for _ in desk.store.entries())
    with pytest.raises(InvalidValue) as caught:
        change_action(desk, action, "reden")
    now = desk.store.action()
    assert now is not None
    assert action_to_json(now) == before
    assert sum(1 for _ in desk.store.entries()) == entries
    return caught.value


def test_a_route_without_an_end_is_refused_at_its_place(coordinator: Desk) -> None:
    night = Target("lone", "Kantoor", contact="comensha", hours=ROUTE.targets[0].hours or ())
    closing = [one for one in ROUTE.targets if one.hours]
    assert closing, "the route of the tests has somebody with office hours"
    first = replace(closing[0], code="lone", name=night.name, fallback="")
    route = replace(ROUTE, targets=(*ROUTE.targets, first), acute=(*ROUTE.acute, "lone"))
    error = refused(coordinator, routed(coordinator, route))
    assert error.fields["place"] == f"route.targets[{len(route.targets) - 1}]"
    assert "niemand gewaarschuwd" in str(error.fields["reason"])


def test_two_rules_that_contradict_are_refused_at_the_second(coordinator: Desk) -> None:
    to = ROUTE.targets[0].code
    one = replace(OWN, to=to)
    other = replace(one, code="own-other", urgency=Urgency.REGULAR, when=" fc:signal('evicted') ")
    error = refused(coordinator, routed(coordinator, replace(ROUTE, rules=(one, other))))
    assert error.fields["place"] == "route.rules[1].urgency"


def test_a_contradiction_in_other_words_is_refused_as_well(coordinator: Desk) -> None:
    one = replace(OWN, to=ROUTE.targets[0].code, when="fc:age() < 18 and fc:unease()")
    other = replace(one, code="own-other", urgency=Urgency.REGULAR, when="fc:unease() and 18 > fc:age()")
    error = refused(coordinator, routed(coordinator, replace(ROUTE, rules=(one, other))))
    assert error.fields["place"] == "route.rules[1].urgency"


def test_a_rule_that_nobody_can_meet_is_refused(coordinator: Desk) -> None:
    never = replace(OWN, to=ROUTE.targets[0].code, when="fc:age() < 18 and fc:age() > 30")
    error = refused(coordinator, routed(coordinator, replace(ROUTE, rules=(never,))))
    assert error.fields["place"] == "route.rules[0].when"


def test_an_action_of_another_day_is_refused_once_people_came(coordinator: Desk, desk: Desk) -> None:
    tomorrow = replace(coordinator.action, day=coordinator.action.day + timedelta(days=1))
    open_somebody(desk)
    error = refused(coordinator, tomorrow)
    assert error.fields["place"] == "day"
    assert "nieuwe actie" in error.remedy


def test_another_action_is_refused_whatever_its_day(coordinator: Desk) -> None:
    other = replace(coordinator.action, id=type(coordinator.action.id)("another"))
    assert refused(coordinator, other).fields["place"] == "day"


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        (replace(OWN, when="fc:signal('nergens')"), "route.rules[0].when"),
        (replace(OWN, when="fc:signal("), "route.rules[0].when"),
        (replace(OWN, when="${pay_amount} > 3"), "route.rules[0].when"),
        (replace(OWN, code="several-domains"), "route.rules[0].code"),
    ],
)
def test_a_rule_that_cannot_run_is_refused_at_its_place(
    coordinator: Desk, rule: RouteRule, place: str
) -> None:
    route = replace(ROUTE, rules=(replace(rule, to=ROUTE.targets[0].code),))
    assert refused(coordinator, routed(coordinator, route)).fields["place"] == place


def test_changing_a_rule_no_form_has_is_refused(coordinator: Desk) -> None:
    route = replace(ROUTE, changes=(RuleChange("nergens", Urgency.NONE, "proef"),))
    assert refused(coordinator, routed(coordinator, route)).fields["place"] == "route.changes[0].code"


def test_posts_in_a_circle_and_forms_that_are_not_there_are_found_together(
    coordinator: Desk, rules: FormRules
) -> None:
    posts = (*coordinator.action.posts[:-1], replace(coordinator.action.posts[-1], next="intake"))
    posts = (replace(posts[0], forms=("bestaat-niet",)), *posts[1:])
    checked = check_action(coordinator, replace(coordinator.action, posts=posts), rules)
    places = [one.place for one in checked.problems]
    assert "posts[0].next" in places
    assert "posts[0].forms[0]" in places


def test_a_post_where_people_were_stays(coordinator: Desk, desk: Desk) -> None:
    extra = Post("extra", "Extra", coordinator.action.posts[0].next)
    widened = change_action(
        coordinator, replace(coordinator.action, posts=(*coordinator.action.posts, extra)), "druk"
    )
    assert refused_without(widened, "intake")
    open_somebody(desk)
    again = change_action(
        widened, replace(widened.action, posts=tuple(p for p in widened.action.posts if p != extra)), "rustig"
    )
    assert "extra" not in {post.code for post in again.action.posts}


def refused_without(desk: Desk, code: str) -> bool:
    left = tuple(post for post in desk.action.posts if post.code != code)
    return refused(desk, replace(desk.action, posts=left)).fields["place"] == "posts"


def test_a_key_that_something_is_sealed_to_stays(coordinator: Desk) -> None:
    recipients = coordinator.action.recipients
    gone = refused(coordinator, replace(coordinator.action, recipients=recipients[1:]))
    assert gone.fields["place"] == "recipients"
    other = (replace(recipients[0], age="age1other"), *recipients[1:])
    turned = refused(coordinator, replace(coordinator.action, recipients=other))
    assert turned.fields["place"] == "recipients[0].age"


def test_old_contacts_are_told_and_stop_nobody(coordinator: Desk, rules: FormRules) -> None:
    today = coordinator.clock().date()
    contact = replace(coordinator.action.contacts[0], checked=today - timedelta(days=120))
    action = replace(coordinator.action, contacts=(contact, *coordinator.action.contacts[1:]))
    notices = check_action(coordinator, action, rules).notices
    assert [one.place for one in notices] == ["contacts[0].checked"]
    changed = change_action(coordinator, action, "nog te bellen").action
    assert changed == replace(action, version=coordinator.action.version + 1)


@pytest.mark.parametrize(("tag", "part"), [("nl", "het aantal signalen is ten minste 2"), ("en", "2")])
def test_a_rule_is_told_in_words(rules: FormRules, tag: str, part: str) -> None:
    said = rule_in_words("fc:signal-count() >= 2 and fc:signal('evicted')", rules, texts(tag))
    assert part in said
    assert "fc:" not in said


def open_somebody(desk: Desk) -> None:
    from fieldcheck.usecases.casework import open_case

    open_case(desk)
