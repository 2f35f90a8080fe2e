"""A referral that walks to the stand as a code on paper: signed, sealed, and the same as by any other way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
import segno

from fieldcheck.bundle.handover import MOST_SIGNS
from fieldcheck.crypto import new_age_identity
from fieldcheck.domain import events
from fieldcheck.domain.errors import BundleRefused, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import ActionId, ReferralId
from fieldcheck.domain.referral import Referral, ReferralStage
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import alarming, referring
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.exporting import export_referral
from fieldcheck.usecases.handing_over import (
    SENT_ELSEWHERE,
    TOO_LARGE,
    HandoverCode,
    handover_code,
    take_handover,
)
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.issuing import issue_referral_sheet
from fieldcheck.usecases.preparing import Founded, found
from tests.alarm_route import with_route
from tests.usecases.laptops import SECOND_INTAKE, STAND, laptop

WHY = ("Paspoort ligt bij het uitzendbureau", "Uurloon onder het wettelijk minimumloon")


@pytest.fixture
def stand(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    desk = laptop(tmp_path / "stand", founded, STAND)
    yield with_route(desk)
    desk.store.close()


@pytest.fixture
def intake(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    desk = laptop(tmp_path / "intake-2", founded, SECOND_INTAKE, user="H. de Wit")
    yield with_route(desk)
    desk.store.close()


@pytest.fixture
def referral(intake: Desk) -> Referral:
    alarm = alarming.send_alarm(intake, open_case(intake).id, WHY, "Kan vannacht nergens slapen")
    return next(one for one in alarm.referrals if one.to == "iszw")


def test_the_code_brings_case_and_referral_to_the_stand(
    intake: Desk, stand: Desk, referral: Referral
) -> None:
    text = handover_code(intake, referral).text
    arrived = take_handover(stand, text)
    assert arrived == referral
    assert stand.store.case(arrived.case).code == referral.case_code
    assert [one.id for one in referring.open_referrals(stand)] == [referral.id]
    referring.acknowledge_referral(stand, arrived.id, by="A. Inspecteur", how="walked")
    assert stand.store.referral(arrived.id).stage is ReferralStage.ACKNOWLEDGED


def test_it_fits_one_code_that_a_scanner_types_under_every_layout(intake: Desk, referral: Referral) -> None:
    text = handover_code(intake, referral).text
    assert text.isalnum()
    assert text == text.upper()
    assert len(text) < 3800, len(text)
    code = segno.make(text, error="l", micro=False, boost_error=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 38


def test_scanned_again_or_followed_by_the_whole_day_it_is_there_once(
    intake: Desk, stand: Desk, referral: Referral
) -> None:
    text = handover_code(intake, referral).text
    take_handover(stand, text)
    spoilt = "\n".join(text.lower()[at : at + 60] for at in range(0, len(text), 60))
    assert take_handover(stand, f"  {spoilt}\n").id == referral.id
    stand.store.merge(list(intake.store.entries()))
    assert [one.id for one in stand.store.referrals(recipients=["iszw"])] == [referral.id]
    assert stand.store.excerpts() == ()
    assert stand.store.broken() == []
    assert take_handover(stand, text).id == referral.id


def test_followed_by_its_bundle_it_is_there_once_with_all_that_was_heard(
    intake: Desk, stand: Desk, referral: Referral, tmp_path: Path
) -> None:
    take_handover(stand, handover_code(intake, referral).text)
    bundle = export_referral(intake, referral.id, tmp_path, progress=lambda _done, _total: None)
    take_in(stand, bundle, progress=lambda _done, _total: None)
    assert [one.id for one in stand.store.referrals(recipients=["iszw"])] == [referral.id]
    take_handover(stand, handover_code(intake, referral).text)
    kept = stand.store.projections_digest()
    stand.store.rebuild()
    assert stand.store.projections_digest() == kept
    assert stand.store.broken() == []


@pytest.mark.parametrize("place", [0, 3, 40, 700, -1])
def test_a_misread_sign_is_refused_and_nothing_taken(
    intake: Desk, stand: Desk, referral: Referral, place: int
) -> None:
    signs = list(handover_code(intake, referral).text)
    signs[place] = "A" if signs[place] != "A" else "B"
    with pytest.raises(BundleRefused) as refusal:
        take_handover(stand, "".join(signs))
    assert refusal.value.kept == "Er is niets overgenomen."
    assert refusal.value.remedy
    assert stand.store.referrals() == ()
    assert stand.store.excerpts() == ()


@pytest.mark.parametrize(
    "text", ["", "FC1", "FC1A", "https://example.org", "CB-7K3M8Q", "FC1" + "A" * 5000, "é"]
)
def test_what_is_no_handover_is_refused_in_words(stand: Desk, text: str) -> None:
    with pytest.raises(BundleRefused):
        take_handover(stand, text)


def test_half_a_code_says_that_it_was_misread(intake: Desk, stand: Desk, referral: Referral) -> None:
    text = handover_code(intake, referral).text
    with pytest.raises(BundleRefused, match="niet helemaal gelezen"):
        take_handover(stand, text[: len(text) // 2])


def test_another_action_signs_in_vain(
    tmp_path: Path, stand: Desk, founded: Founded, intake: Desk, referral: Referral
) -> None:
    """Another authority, although the text is sealed for this stand."""
    others = found(replace(founded.action), clock=intake.clock)
    foreign = with_route(laptop(tmp_path / "foreign", others, SECOND_INTAKE))
    try:
        case = open_case(foreign)
        sent = alarming.send_alarm(foreign, case.id, WHY, "gevolg").referrals[0]
        with pytest.raises(BundleRefused, match=r"te vertrouwen|fieldcheck"):
            take_handover(stand, handover_code(foreign, sent).text)
    finally:
        foreign.store.close()
    assert stand.store.referrals() == ()


def test_a_handover_of_another_day_is_refused(intake: Desk, stand: Desk, referral: Referral) -> None:
    text = handover_code(intake, referral).text
    another = replace(stand, action=replace(stand.action, id=ActionId("0199-other-day")))
    with pytest.raises(BundleRefused, match="andere actie"):
        take_handover(another, text)
    assert stand.store.excerpts() == ()


def test_a_certificate_that_is_over_counts_no_more(intake: Desk, stand: Desk, referral: Referral) -> None:
    text = handover_code(intake, referral).text
    bundles = replace(stand.bundles, clock=lambda: stand.clock() + timedelta(days=4000))  # type: ignore[type-var]
    with pytest.raises(BundleRefused, match="verlopen"):
        take_handover(replace(stand, bundles=bundles), text)


def test_anything_but_one_case_and_its_referral_is_refused(
    intake: Desk, stand: Desk, referral: Referral
) -> None:
    entries = [one for one in intake.store.entries() if one.kind == events.REFERRAL_SENT]
    text = intake.bundles.write_handover(entries[:2], intake.action.recipient("iszw").keys)
    with pytest.raises(BundleRefused, match="iets anders"):
        take_handover(stand, text)
    assert stand.store.excerpts() == ()


def test_another_recipients_laptop_cannot_open_it(intake: Desk, stand: Desk, referral: Referral) -> None:
    entries = [one for one in intake.store.entries_about(referral.case) if one.kind == events.CASE_OPENED]
    text = intake.bundles.write_handover(entries, intake.action.recipient("municipality").keys)
    with pytest.raises(BundleRefused, match="andere ontvanger"):
        take_handover(stand, text)


def test_a_laptop_it_is_not_for_or_without_keys_says_so(intake: Desk, referral: Referral) -> None:
    text = handover_code(intake, referral).text
    with pytest.raises(BundleRefused, match="andere ontvanger"):
        take_handover(intake, text)
    bare = replace(intake, action=replace(intake.action, recipients=()))
    with pytest.raises(UserFixable, match="geen sleutel"):
        take_handover(bare, text)


def test_only_who_may_takes_over(desk: Desk) -> None:
    partner = change_place(desk, role=Role.PARTNER, post="politie")
    with pytest.raises(NotAllowed):
        take_handover(partner, "FC1")


def test_reasons_too_long_for_a_code_leave_it_out(intake: Desk) -> None:
    why = [f"Reden {at}: {at * 7919:x} {at * 104729:x} {at * 1299709:x}" for at in range(150)]
    sent = alarming.send_alarm(intake, open_case(intake).id, why, "gevolg").referrals[0]
    assert sent.to == "iszw"
    assert handover_code(intake, sent) == HandoverCode(left_out=TOO_LARGE)


def test_who_has_no_laptop_gets_no_code(intake: Desk) -> None:
    sent = alarming.send_alarm(intake, open_case(intake).id, WHY, "gevolg", ["police"]).referrals
    police = next(one for one in sent if one.to == "police")
    assert handover_code(intake, police) == HandoverCode()


def test_silence_seen_on_two_laptops_alerts_one_person_once(
    intake: Desk, stand: Desk, referral: Referral
) -> None:
    stand.store.merge(list(intake.store.entries()))
    late = referral.sent + timedelta(minutes=25)
    (here,) = alarming.escalate(intake, late)
    (there,) = alarming.escalate(stand, late + timedelta(seconds=2))
    assert here.id == there.id
    stand.store.merge(list(intake.store.entries()))
    intake.store.merge(list(stand.store.entries()))
    for desk in (intake, stand):
        assert [one.id for one in desk.store.referrals(recipients=["police"])].count(here.id) == 1
    assert intake.store.referral(here.id) == stand.store.referral(here.id)


def test_the_largest_code_is_what_the_standard_says() -> None:
    assert segno.make("A" * MOST_SIGNS, error="l", micro=False, boost_error=False).version == 40


def test_too_many_laptops_leave_the_code_out_and_the_sheet_says_what_to_do(
    intake: Desk, referral: Referral
) -> None:
    """Every further laptop makes the seal longer: what no code holds any more is told, never left out."""
    iszw = intake.action.recipient("iszw")
    more = tuple(new_age_identity().recipient for _ in range(12))
    wide = tuple(replace(one, more=more) if one is iszw else one for one in intake.action.recipients)
    crowded = replace(intake, action=replace(intake.action, recipients=wide))
    assert handover_code(crowded, referral) == HandoverCode(left_out=TOO_LARGE)
    made = Mock(wraps=crowded.papers)
    issued = issue_referral_sheet(replace(crowded, papers=made), referral)
    why, instead = issued.without_code
    assert why == TOO_LARGE
    assert "bundel op een USB-stick" in instead
    assert f"zaakcode {referral.case_code}" in instead
    (sheet,) = made.referral_sheet.call_args.args
    assert (sheet.handover, sheet.without_code) == ("", (why, instead))
    assert issue_referral_sheet(intake, referral).without_code == ()


def test_a_sheet_of_a_referral_that_another_laptop_sent_says_where_its_code_is(
    intake: Desk, stand: Desk, referral: Referral
) -> None:
    take_handover(stand, handover_code(intake, referral).text)
    assert handover_code(stand, referral) == HandoverCode(left_out=SENT_ELSEWHERE)


@pytest.mark.forging
def test_a_code_with_a_line_that_its_role_may_not_write_is_refused(intake: Desk, stand: Desk) -> None:
    case = open_case(intake).id
    reader = replace(intake, actor=replace(intake.actor, role=Role.AUDIT_READER))
    told = {"case": case, "to": "iszw", "urgency": "acute", "why": ["x"], "how": "stand"}
    forged = ReferralId("01999999-0000-7000-8000-000000000001")
    reader.write(events.REFERRAL_SENT, "referral", forged, told)
    text = handover_code(intake, intake.store.referral(forged)).text
    with pytest.raises(BundleRefused, match="die Lezer voor controle achteraf niet mag schrijven"):
        take_handover(stand, text)
    assert stand.store.referrals() == ()
