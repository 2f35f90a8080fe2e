"""The acute lane: sent, acknowledged by a named person, assessed, and sealed from everybody else."""

from __future__ import annotations

import pytest

from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.referral import FirstAssessment, Referral, ReferralStage, Urgency
from fieldcheck.usecases import assessing, referring
from fieldcheck.usecases.casework import decide_route, open_case
from fieldcheck.usecases.desk import Desk

NOTE = "Fictieve notitie van de inspecteur"


@pytest.fixture
def referral(desk: Desk) -> Referral:
    case = open_case(desk)
    new = referring.NewReferral(case.id, "iszw", Urgency.ACUTE, ("Papieren bij de werkgever", " "), "walked")
    return referring.send_referral(desk, new)


def test_it_is_open_until_a_named_person_acknowledges_it(
    referral: Referral, desk: Desk, inspector: Desk
) -> None:
    assert [one.id for one in referring.open_referrals(desk)] == [referral.id]
    assert referral.why == ("Papieren bij de werkgever",)
    with pytest.raises(InvalidValue):
        referring.acknowledge_referral(inspector, referral.id, by="  ", how="stand")
    referring.acknowledge_referral(inspector, referral.id, by="A. Inspecteur", how="stand")
    assert referring.open_referrals(desk) == ()
    seen = desk.store.referral(referral.id)
    assert (seen.stage, seen.acknowledged_by) == (ReferralStage.ACKNOWLEDGED, "A. Inspecteur")


def test_the_inspectors_note_is_sealed_the_moment_it_is_written(referral: Referral, inspector: Desk) -> None:
    assessing.give_first_assessment(inspector, referral.id, FirstAssessment.TAKEN_UP, note=NOTE)
    seen = inspector.store.referral(referral.id)
    assert seen.assessment is FirstAssessment.TAKEN_UP
    assert assessing.read_note(inspector, seen) == NOTE
    assert all(NOTE not in str(entry.payload) for entry in inspector.store.entries())


def test_only_the_inspectorate_reads_assesses_and_sees_the_inbox(referral: Referral, desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        assessing.inbox(desk)
    with pytest.raises(NotAllowed):
        assessing.read_note(desk, referral)
    with pytest.raises(NotAllowed):
        assessing.give_first_assessment(desk, referral.id, FirstAssessment.TAKEN_UP)


@pytest.mark.parametrize(("why", "how"), [((), "walked"), (("  ",), "walked"), (("reden",), " ")])
def test_a_referral_needs_a_reason_and_a_way(desk: Desk, why: tuple[str, ...], how: str) -> None:
    case = open_case(desk)
    with pytest.raises(InvalidValue):
        referring.send_referral(desk, referring.NewReferral(case.id, "iszw", Urgency.ACUTE, why, how))
    assert desk.store.referrals() == ()


def test_it_can_be_withdrawn_with_a_reason_only(referral: Referral, desk: Desk) -> None:
    with pytest.raises(InvalidValue):
        referring.withdraw_referral(desk, referral.id, reason="")
    referring.withdraw_referral(desk, referral.id, reason="Verkeerde zaak")
    assert referring.open_referrals(desk) == ()


def test_going_against_the_proposal_takes_a_reason(desk: Desk) -> None:
    case = open_case(desk)
    with pytest.raises(InvalidValue, match="voorstel"):
        decide_route(desk, case.id, to="next-post", proposed="iszw", reason=" ")
    decide_route(desk, case.id, to="next-post", proposed="iszw", reason="Is al bij ISZW bekend")
    assert desk.store.case(case.id).route == "next-post"
