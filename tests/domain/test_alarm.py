"""Who is reached now, and which silence goes on: pure answers about a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.alarm import (
    Way,
    danger_contact,
    due_for_escalation,
    escalation_id,
    minutes_to_escalation,
    reach,
    route_of,
    still_open,
)
from fieldcheck.domain.identifiers import ActionId, CaseId, ReferralId
from fieldcheck.domain.referral import Referral, ReferralStage, Urgency
from fieldcheck.domain.route import NO_ROUTE
from tests.alarm_route import ROUTE

DAY = date(2026, 11, 24)
EARLY = datetime(2026, 11, 24, 5, 30)  # noqa: DTZ001 - the clock in the street
NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001
SENT = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
ALL_POSTS = frozenset({"intake", "gemeente", "iszw"})
ACTION = Action(
    id=ActionId("0199-alarm"),
    name="Voorbeeldactie",
    park="Park De Voorbeeldhoeve",
    municipality="Voorbeeldstad",
    day=DAY,
    posts=(
        Post("intake", "Intake", "iszw"),
        Post("gemeente", "Gemeente", ""),
        Post("iszw", "Stand", ""),
    ),
    limits=LocalLimits(180, Decimal(12), "fictief"),
    contacts=tuple(
        Contact(code, code, number, "", "", DAY)
        for code, number in (("danger", "112"), ("iszw", "000"), ("comensha", "001"), ("police", "002"))
    ),
    recipients=(Recipient("iszw", "Inspectie", "", ""), Recipient("coordinator", "Coördinator", "", "")),
    practice=True,
    route=ROUTE,
)


def referral(number: int, *, minutes: int = 0, **changed: object) -> Referral:
    whole = Referral(
        id=ReferralId(f"r{number}"),
        case=CaseId("c1"),
        case_code="BV-0001-8",
        to="iszw",
        urgency=Urgency.ACUTE,
        why=("reden",),
        how="stand",
        sent_by="H. de Wit",
        sent=SENT - timedelta(minutes=minutes),
        stage=ReferralStage.SENT,
        alarm="a1",
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def test_a_stand_in_the_street_comes_before_the_telephone() -> None:
    found = reach(ACTION, "iszw", EARLY, present=ALL_POSTS)
    assert found is not None
    assert (found.way, found.post and found.post.code, found.contact and found.contact.number) == (
        Way.STAND,
        "iszw",
        "000",
    )
    gone = reach(ACTION, "iszw", EARLY, present=frozenset())
    assert gone is not None
    assert (gone.way, gone.post, gone.stands_in) == (Way.PHONE, None, False)


def test_outside_its_hours_somebody_stands_in_and_the_reason_is_said() -> None:
    found = reach(ACTION, "care", EARLY, present=ALL_POSTS)
    assert found is not None
    assert (found.target.code, found.asked.code, found.way) == ("police", "care", Way.PHONE)
    assert "op dit uur" in found.reason
    by_day = reach(ACTION, "care", NOON, present=ALL_POSTS)
    assert by_day is not None
    assert (by_day.target.code, by_day.reason) == ("care", "")


def test_a_stand_that_is_not_there_is_stood_in_for() -> None:
    found = reach(ACTION, "attention", EARLY, present=frozenset({"intake"}))
    assert found is not None
    assert found.target.code == "police"
    assert "stand" in found.reason


def test_a_contact_without_a_number_reaches_nobody() -> None:
    silent = replace(ACTION, contacts=tuple(replace(one, number="") for one in ACTION.contacts))
    found = reach(silent, "care", EARLY, present=frozenset())
    assert found is not None
    assert (found.way, found.target.code) == (Way.NOBODY, "care")
    assert found.reason
    assert danger_contact(silent) is None
    assert reach(ACTION, "unknown", EARLY, present=ALL_POSTS) is None


def test_an_action_without_a_route_alerts_the_inspectorate_where_it_stands() -> None:
    bare = replace(ACTION, route=NO_ROUTE)
    assert route_of(bare).acute == ("iszw",)
    found = reach(bare, "iszw", EARLY, present=ALL_POSTS)
    assert found is not None
    assert found.way is Way.STAND


@pytest.mark.parametrize(("minutes", "due"), [(19, False), (20, True), (21, True)])
def test_silence_goes_on_after_exactly_as_many_minutes_as_the_route_says(minutes: int, *, due: bool) -> None:
    one = referral(1, minutes=minutes)
    assert bool(due_for_escalation([one], ROUTE, SENT)) is due
    assert minutes_to_escalation(one, ROUTE, SENT) == max(20 - minutes, 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"urgency": Urgency.REGULAR},
        {"stage": ReferralStage.ACKNOWLEDGED, "acknowledged": SENT},
        {"stage": ReferralStage.WITHDRAWN},
        {"escalated": "r9"},
        {"to": "police"},
        {"to": "iszw", "asked": "care police"},
    ],
)
def test_what_is_answered_calm_or_already_there_does_not_go_on(changed: dict[str, object]) -> None:
    one = referral(1, minutes=60, **changed)
    assert due_for_escalation([one], ROUTE, SENT) == ()
    assert minutes_to_escalation(one, ROUTE, SENT) is None


def test_without_a_term_nothing_goes_on() -> None:
    patient = replace(ROUTE, escalate_after=0, escalate_to="")
    assert due_for_escalation([referral(1, minutes=600)], patient, SENT) == ()


def test_one_alarm_goes_on_to_one_referral_on_every_laptop() -> None:
    first, second = referral(1), referral(2, to="care")
    assert escalation_id(first, "police") == escalation_id(second, "police")
    other = referral(3, alarm="a2")
    assert escalation_id(first, "police") != escalation_id(other, "police")


def test_it_is_open_until_whoever_it_went_on_to_answers() -> None:
    silent, on = referral(1, escalated="r2"), referral(2, to="police")
    assert [one.id for one in still_open([silent, on])] == ["r1", "r2"]
    taken = replace(on, stage=ReferralStage.ACKNOWLEDGED, acknowledged=SENT)
    assert still_open([silent, taken]) == ()
