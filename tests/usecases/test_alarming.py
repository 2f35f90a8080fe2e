"""Sounding the alarm on a real store: everybody at once, nobody twice, and silence goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.alarm import Way
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.referral import ReferralStage, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import alarming, referring
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from tests.alarm_route import with_route
from tests.morning import now

EFFECT = "Kan vannacht nergens slapen"


@pytest.fixture
def street(desk: Desk) -> Desk:
    """At ten o'clock: the stands are there, and the offices are open."""
    return with_route(replace(desk, clock=lambda: now() + timedelta(hours=5)))


@pytest.fixture
def case(street: Desk) -> CaseRow:
    return open_case(street)


def sound(desk: Desk, case: CaseRow, *targets: str) -> alarming.Alarm:
    return alarming.send_alarm(desk, case.id, ["Paspoort bij de werkgever", " "], EFFECT, targets)


def test_one_action_alerts_everybody_of_the_route_and_says_how(street: Desk, case: CaseRow) -> None:
    alarm = sound(street, case)
    kept = street.store.referrals(case=case.id)
    assert {one.alarm for one in kept} == {alarm.id}
    assert {one.id for one in kept} == {one.id for one in alarm.referrals}
    assert all((one.effect, one.why) == (EFFECT, ("Paspoort bij de werkgever",)) for one in kept)
    assert all(one.urgency is Urgency.ACUTE and one.waits for one in kept)
    assert {one.to: one.how for one in kept}["iszw"] == Way.STAND.value
    assert len({one.to for one in kept}) == len(kept), "nobody is alerted twice"
    assert set(referring.open_referrals(street)) == set(kept)


def test_who_was_told_calmly_is_alerted_when_it_becomes_acute(street: Desk, case: CaseRow) -> None:
    (calm,) = alarming.send_alarm(
        street, case.id, ["Loon"], EFFECT, ["iszw"], urgency=Urgency.REGULAR
    ).referrals
    alarm = sound(street, case)
    assert {"iszw", "care", "attention"} == {one.to for one in alarm.referrals}
    assert calm in referring.open_referrals(street), "what was asked calmly stays asked"
    with pytest.raises(InvalidValue, match="al gewaarschuwd"):
        alarming.send_alarm(street, case.id, ["Loon"], EFFECT, ["iszw"], urgency=Urgency.REGULAR)


def test_silence_goes_on_to_who_was_told_calmly_too(street: Desk, case: CaseRow) -> None:
    alarming.send_alarm(street, case.id, ["Loon"], EFFECT, ["police"], urgency=Urgency.REGULAR)
    sound(street, case)
    (went,) = alarming.escalate(street, street.clock() + timedelta(minutes=20))
    assert (went.to, went.urgency) == ("police", Urgency.ACUTE)


def test_who_stands_in_for_two_is_alerted_once_and_knows_for_whom(street: Desk, case: CaseRow) -> None:
    tomorrow = replace(street, action=replace(street.action, day=street.action.day + timedelta(days=1)))
    at_night = replace(tomorrow, clock=lambda: street.clock().replace(hour=1))
    alarm = sound(at_night, case)
    police = next(one for one in alarm.referrals if one.to == "police")
    assert police.asked.split() == ["care", "attention"]
    assert {one.to: one.how for one in alarm.referrals}["iszw"] == Way.PHONE.value, "no stand today"


def test_a_rule_of_its_own_adds_its_target(street: Desk, case: CaseRow) -> None:
    assert "police" in {one.to for one in sound(street, case, "police").referrals}


def test_nobody_reachable_is_told_and_nothing_is_lost(street: Desk, case: CaseRow) -> None:
    silent = replace(
        street, action=replace(street.action, contacts=(), day=street.action.day + timedelta(days=1))
    )
    alarm = sound(silent, case)
    assert len(alarm.unreached) == len(alarm.referrals) == 3
    assert {one.how for one in alarm.referrals} == {Way.NOBODY.value}
    assert len(referring.open_referrals(silent)) == 3


@pytest.mark.parametrize(
    ("why", "effect", "targets"),
    [((), EFFECT, ()), (("reden",), "  ", ()), (("reden",), EFFECT, ("nobody-knows",))],
)
def test_an_alarm_that_is_not_whole_leaves_nothing(
    street: Desk, case: CaseRow, why: tuple[str, ...], effect: str, targets: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidValue):
        alarming.send_alarm(street, case.id, why, effect, targets)
    assert street.store.referrals() == ()


def test_the_same_alarm_twice_is_refused_and_one_more_is_added(street: Desk, case: CaseRow) -> None:
    first = sound(street, case)
    with pytest.raises(InvalidValue, match="al gewaarschuwd"):
        sound(street, case, *(one.to for one in first.referrals))


def test_a_regular_referral_goes_only_where_it_is_sent(street: Desk, case: CaseRow) -> None:
    sent = alarming.send_alarm(street, case.id, ["reden"], EFFECT, ["iszw"], urgency=Urgency.REGULAR)
    assert [one.to for one in sent.referrals] == ["iszw"]
    with pytest.raises(InvalidValue):
        alarming.send_alarm(street, case.id, ["reden"], EFFECT, (), urgency=Urgency.REGULAR)


def test_whoever_sounds_it_writes_down_who_answered_and_no_more(street: Desk, case: CaseRow) -> None:
    desk = with_route(change_place(street, role=Role.PARTNER, post="politie"))
    first, *_ = sound(desk, case).referrals
    referring.acknowledge_referral(desk, first.id, by="B. Agent")
    assert street.store.referral(first.id).acknowledged_by == "B. Agent"
    with pytest.raises(NotAllowed):
        referring.accept_referral(desk, first.id, by="B. Agent")


def test_a_clerk_may_sound_the_alarm_but_refers_nobody_calmly(street: Desk, case: CaseRow) -> None:
    clerk = with_route(change_place(street, role=Role.MUNICIPAL_CLERK, post="gemeente"))
    assert sound(clerk, case).referrals
    with pytest.raises(NotAllowed):
        alarming.send_alarm(clerk, case.id, ["reden"], EFFECT, ["iszw"], urgency=Urgency.REGULAR)


def test_silence_goes_on_once_and_the_answer_closes_it_all(street: Desk, case: CaseRow) -> None:
    alarm = sound(street, case)
    first = next(one for one in alarm.referrals if one.to == "iszw")
    referring.acknowledge_referral(street, first.id, by="A. Inspecteur", how="walked")
    assert street.store.referral(first.id).how == "walked"
    in_time = first.sent + timedelta(minutes=19)
    assert alarming.escalate(street, in_time) == ()
    late = first.sent + timedelta(minutes=21)
    (on,) = alarming.escalate(street, late)
    assert (on.to, on.alarm, on.effect, on.urgency) == ("police", alarm.id, EFFECT, Urgency.ACUTE)
    assert alarming.escalate(street, late + timedelta(hours=1)) == ()
    assert on.id in {one.id for one in referring.open_referrals(street)}
    referring.acknowledge_referral(street, on.id, by="B. Agent")
    assert referring.open_referrals(street) == ()
    kinds = [one.kind for one in street.store.entries() if one.kind == events.REFERRAL_ESCALATED]
    assert len(kinds) == len(alarm.referrals) - 1


def test_everything_that_happened_stays_in_order(street: Desk, case: CaseRow) -> None:
    sent = next(one for one in sound(street, case).referrals if one.to == "iszw")
    with pytest.raises(InvalidValue, match="niet worden afgerond"):
        referring.finish_referral(street, sent.id, by="A. Inspecteur", result="Opvang gevonden")
    referring.acknowledge_referral(street, sent.id, by="A. Inspecteur")
    referring.accept_referral(street, sent.id, by="A. Inspecteur")
    for by, result in (("", "Opvang gevonden"), ("A. Inspecteur", " ")):
        with pytest.raises(InvalidValue):
            referring.finish_referral(street, sent.id, by=by, result=result)
    referring.finish_referral(street, sent.id, by="A. Inspecteur", result="Opvang gevonden")
    done = street.store.referral(sent.id)
    assert (done.stage, done.result) == (ReferralStage.DONE, "Opvang gevonden")
    with pytest.raises(InvalidValue, match="afgerond"):
        referring.withdraw_referral(street, sent.id, reason="Verkeerde zaak")
    assert [one.kind for one in referring.referral_history(street, done)] == [
        events.REFERRAL_SENT,
        events.REFERRAL_ACKNOWLEDGED,
        events.REFERRAL_ANSWERED,
        events.REFERRAL_DONE,
    ]


def test_a_refusal_needs_a_name_and_a_reason(street: Desk, case: CaseRow) -> None:
    sent = sound(street, case).referrals[0]
    for by, reason in (("", "Geen capaciteit"), ("A. Inspecteur", " ")):
        with pytest.raises(InvalidValue):
            referring.decline_referral(street, sent.id, by=by, reason=reason)
    referring.decline_referral(street, sent.id, by="A. Inspecteur", reason="Geen capaciteit")
    seen = street.store.referral(sent.id)
    assert (seen.stage, seen.reason, seen.acknowledged_by) == (
        ReferralStage.DECLINED,
        "Geen capaciteit",
        "A. Inspecteur",
    )
    assert sent.id not in {one.id for one in referring.open_referrals(street)}


def test_projections_are_the_same_when_made_anew(street: Desk, case: CaseRow) -> None:
    alarm = sound(street, case)
    alarming.escalate(street, alarm.referrals[0].sent + timedelta(hours=1))
    before = street.store.projections_digest()
    street.store.rebuild()
    assert street.store.projections_digest() == before
