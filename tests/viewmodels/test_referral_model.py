"""The referral page's model on a real desk: alerting everybody, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.domain.referral import ReferralStage, Urgency
from fieldcheck.domain.referral_course import ReferralStep
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.alarming import send_alarm
from fieldcheck.usecases.casework import NOTHING_PROPOSED, decide_route, open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_referral
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.referring import acknowledge_referral, decline_referral
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.referral import ReferralViewModel
from fieldcheck.viewmodels.shell import ALARM_CARRIED as ALARM
from fieldcheck.viewmodels.shell import Place, Screen
from tests.alarm_route import with_route
from tests.usecases.four_laptops import refer, silent, talk
from tests.usecases.four_laptops import street as tents
from tests.viewmodels.test_case_models import ACUTE, CALM, told
from tests.viewmodels.test_talks import at_desk

EFFECT = "Kan vannacht nergens slapen"


@pytest.fixture
def street(desk: Desk) -> Desk:
    return with_route(desk)


def model_of(desk: Desk, case: str, to: str = "") -> ReferralViewModel:
    model = ReferralViewModel(desk, InlineJobs(), case, to=to)  # type: ignore[arg-type]
    model.load()
    assert model.state.trouble is None
    return model


def test_the_proposal_is_filled_in_and_the_effect_is_asked(street: Desk) -> None:
    case = told(street, ACUTE)
    model = model_of(street, case, "iszw")
    state = model.state
    assert state.urgency is Urgency.ACUTE
    assert state.why
    assert {one.code for one in state.targets if one.chosen} == {"iszw", "care", "attention"}
    assert all(one.fixed for one in state.targets if one.chosen)
    model.choose_target("iszw")
    assert model.state.targets == state.targets, "nobody leaves out what the route fixes"
    model.send()
    assert model.state.trouble is not None
    assert street.store.referrals(case=case) == ()
    model.choose_target("police")
    model.write_effect(EFFECT)
    model.send()
    assert model.state.trouble is None
    assert not model.state.composing
    sent = street.store.referrals(case=case)
    assert len(sent) == len(model.state.sent) >= 3
    assert all(one.effect == EFFECT for one in sent)


def test_whoever_comes_back_finds_what_waits_and_adds_to_it(street: Desk) -> None:
    case = told(street, ACUTE)
    first = model_of(street, case, "iszw")
    first.write_effect(EFFECT)
    first.send()
    again = model_of(street, case, ALARM)
    assert again.state.open
    assert not again.state.composing
    again.compose()
    assert all(one.told for one in again.state.targets if one.fixed)
    again.send()
    assert again.state.trouble is not None
    assert len(street.store.referrals(case=case)) == len(first.state.sent)


def test_a_named_person_takes_over_answers_and_finishes(street: Desk) -> None:
    case = told(street, ACUTE)
    model = model_of(street, case, "iszw")
    model.write_effect(EFFECT)
    model.send()
    one = model.state.sent[0]
    model.handle(one.id, ReferralStep.ACKNOWLEDGE)
    model.confirm()
    assert model.state.trouble is not None
    assert model.state.handling == one.id
    model.write_name("M. Jansen")
    model.pick_way("called")
    model.confirm()
    kept = street.store.referral(one.id)
    assert (kept.acknowledged_by, kept.how) == ("M. Jansen", "called")
    model.handle(one.id, ReferralStep.FINISH)
    model.write_name("M. Jansen")
    model.write_words("Opvang gevonden")
    model.confirm()
    assert street.store.referral(one.id).stage is ReferralStage.DONE
    assert next(seen for seen in model.state.sent if seen.id == one.id).steps == ()
    other = next(seen for seen in model.state.sent if seen.waits)
    model.handle(other.id, ReferralStep.ACCEPT)
    model.write_name("C. Coördinator")
    model.pick_way("radio")
    model.confirm()
    kept = street.store.referral(other.id)
    assert (kept.stage, kept.acknowledged_by, kept.how) == (
        ReferralStage.ACCEPTED,
        "C. Coördinator",
        "radio",
    ), "who answers at once was reached somehow too"
    other = next(seen for seen in model.state.sent if seen.waits)
    model.handle(other.id, ReferralStep.WITHDRAW)
    model.put_away()
    assert street.store.referral(other.id).stage is ReferralStage.SENT


def test_minutes_count_on_but_not_under_the_hands_of_who_writes(street: Desk) -> None:
    case = told(street, ACUTE)
    late = [timedelta(0)]
    clock = street.clock
    desk = replace(street, clock=lambda: clock() + late[0])
    model = model_of(desk, case, "iszw")
    model.write_effect(EFFECT)
    model.send()
    assert (model.state.sent[0].minutes, model.state.sent[0].escalates_in) == (0, 20)
    late[0] = timedelta(minutes=12, seconds=5)
    model.handle(model.state.sent[0].id, ReferralStep.ACKNOWLEDGE)
    model.tick()
    assert model.state.sent[0].minutes == 0
    model.put_away()
    model.tick()
    assert (model.state.sent[0].minutes, model.state.sent[0].escalates_in) == (12, 8)


def test_a_recipient_that_the_route_does_not_name_can_be_decided_on(street: Desk) -> None:
    case = told(street, CALM)
    model = model_of(street, case, "municipality")
    assert [one.code for one in model.state.targets if one.chosen] == ["municipality"]
    model.write_why("Vraagt zelf om hulp bij de gemeente")
    model.write_effect(EFFECT)
    model.send()
    assert model.state.trouble is None
    (sent,) = street.store.referrals(case=case)
    assert (sent.to, sent.urgency) == ("municipality", Urgency.REGULAR)
    alarm = model_of(street, told(street, ACUTE), "iszw")
    assert not [one for one in alarm.state.targets if one.code == "municipality" and one.chosen]


def test_a_calm_referral_goes_the_regular_way(street: Desk) -> None:
    case = told(street, CALM)
    model = model_of(street, case, "police")
    assert model.state.urgency is Urgency.REGULAR
    assert [one.code for one in model.state.targets if one.chosen] == ["police"]
    model.choose_target("police")
    model.write_why("Op verzoek van de persoon")
    model.write_effect(EFFECT)
    model.send()
    assert model.state.trouble is not None, "nobody was chosen"
    model.choose_target("attention")
    model.send()
    assert [one.to for one in street.store.referrals(case=case)] == ["attention"]


def test_a_calm_referral_is_no_alarm(street: Desk) -> None:
    case = told(street, CALM)
    send_alarm(street, case, ["Loon"], EFFECT, ["police"], urgency=Urgency.REGULAR)
    model = model_of(street, case)
    (sent,) = model.state.sent
    assert (sent.waits, sent.alarms, model.state.open, model.state.acute) == (True, False, False, False)
    alarm = model_of(street, case, ALARM)
    assert alarm.state.composing, "it was no alarm"
    alarm.write_effect(EFFECT)
    alarm.call()
    assert alarm.state.open
    assert alarm.state.acute
    again = model_of(street, case, ALARM)
    assert not again.state.composing


def test_what_was_decided_otherwise_is_not_asked_again(street: Desk) -> None:
    case = told(street, CALM)
    because = "Vraagt zelf om de politie"
    decide_route(street, case, to="police", proposed=NOTHING_PROPOSED, reason=because)
    assert model_of(street, case, "police").state.why == because
    assert model_of(street, case, "attention").state.why == ""
    decide_route(street, case, to="iszw", proposed="iszw")
    assert model_of(street, case, "police").state.why == "", "it was decided anew"


def test_the_alarm_asks_whom_it_is_about(street: Desk) -> None:
    case = open_case(street)
    model = model_of(street, "", ALARM)
    assert model.state.asks_case
    for typed in ("", "geen code", "ZZ-0001-8"):
        model.write_code(typed)
        model.find_case()
        assert model.state.trouble is not None
        assert model.state.asks_case
    model.write_code(case.code.lower().replace("-", " "))
    model.find_case()
    assert (model.state.asks_case, model.state.case_code) == (False, case.code)
    model.write_effect(EFFECT)
    model.call()
    assert model.state.open, "in a hurry the reason follows"


def test_somebody_without_a_case_gets_one(street: Desk) -> None:
    model = model_of(street, "", ALARM)
    model.new_case()
    assert model.state.case_code == street.store.cases()[0].code


def test_a_clerk_sounds_the_alarm_and_learns_nothing(street: Desk) -> None:
    case = told(street, ACUTE)
    clerk = replace(street, actor=replace(street.actor, role=Role.MUNICIPAL_CLERK, post="gemeente"))
    model = model_of(clerk, case, ALARM)
    assert (model.state.urgency, model.state.why) == (Urgency.ACUTE, "")
    model.write_why("Zegt dat hij niet weg mag")
    model.write_effect(EFFECT)
    model.send()
    assert model.state.open
    assert not any(ReferralStep.WITHDRAW in one.steps for one in model.state.sent)
    model.make_sheet()
    assert model.state.trouble is None
    assert model.state.paper is not None


def seated_as(desk: Desk, role: Role, name: str = "P. Artner") -> Desk:
    return replace(desk, actor=replace(desk.actor, role=role, name=name))


@pytest.mark.parametrize(
    ("role", "to", "name", "hears"),
    [
        (Role.HANDHAVER, "iszw", "P. Artner", True),
        (Role.ISZW_INSPECTOR, "iszw", "P. Artner", True),
        (Role.COORDINATOR, "iszw", "P. Artner", True),
        (Role.MUNICIPAL_CLERK, "iszw", "P. Artner", False),
        (Role.MUNICIPAL_CLERK, "municipality", "P. Artner", True),
        (Role.PARTNER, "iszw", "P. Artner", False),
        (Role.PARTNER, "municipality", "P. Artner", False),
        (Role.PARTNER, "iszw", "N. Voorbeeld", True),
    ],
)
def test_what_became_of_a_referral_is_for_who_may_hear_it(
    street: Desk, role: Role, to: str, name: str, hears: bool
) -> None:
    case = told(street, ACUTE)
    sent = refer(seated_as(street, Role.HANDHAVER, "N. Voorbeeld"), street.store.case(case), to)
    decline_referral(street, sent.id, by="A. Ander", reason="Zegt dat zijn paspoort terug is")
    (one,) = model_of(seated_as(street, role, name), case).state.sent
    assert one.stage is ReferralStage.DECLINED
    assert bool(one.reason) is hears


@pytest.mark.parametrize("role", [Role.AUDIT_READER, Role.ADMINISTRATOR])
def test_who_sees_no_case_sees_no_referral_of_one(street: Desk, role: Role) -> None:
    case = told(street, ACUTE)
    refer(street, street.store.case(case))
    model = ReferralViewModel(seated_as(street, role), InlineJobs(), case, to="")
    model.load()
    assert model.state.trouble is not None
    assert (model.state.sent, model.state.why, model.state.case_code) == ((), "", "")
    model.write_code(street.store.case(case).code)
    model.find_case()
    assert (model.state.sent, model.state.case_code, model.state.loaded) == ((), "", False)


def test_the_sheet_is_made_for_who_has_a_laptop(street: Desk) -> None:
    model = model_of(street, told(street, ACUTE), "iszw")
    model.write_effect(EFFECT)
    model.send()
    model.make_sheet()
    assert model.state.paper is not None
    assert model.state.paper.pdf.startswith(b"%PDF")


def test_a_sheet_whose_code_does_not_fit_says_so_on_the_page(street: Desk) -> None:
    model = model_of(street, told(street, ACUTE), "iszw")
    model.write_effect(EFFECT)
    model.write_why(
        "\n".join(f"Reden {at}: {at * 7919:x} {at * 104729:x} {at * 1299709:x}" for at in range(150))
    )
    model.send()
    model.make_sheet()
    assert model.state.paper is not None
    why, instead = model.state.without_code
    assert "te groot voor één code" in why
    assert model.state.case_code in instead


def test_a_bundle_is_written_for_each_laptop_and_a_full_stick_is_told(street: Desk, tmp_path: Path) -> None:
    model = model_of(street, told(street, ACUTE), "iszw")
    model.write_effect(EFFECT)
    model.send()
    stick = tmp_path / "stick"
    stick.mkdir()
    model.write_bundles(stick)
    assert model.state.trouble is None
    assert sorted(model.state.bundles) == sorted(path.name for path in stick.iterdir())
    assert len(model.state.bundles) == len({one.laptop for one in model.state.sent if one.laptop})
    model.write_bundles(tmp_path / "gone" / "stick")
    assert model.state.trouble is not None
    assert model.state.bundles == ()


def test_what_another_laptop_sent_is_told_back_in_a_bundle_and_not_sent_again(
    tmp_path: Path,
) -> None:
    with tents(tmp_path) as tent:
        case, _ = talk(tent.intake1)
        sent = refer(tent.intake1, case, "municipality")
        at_home = model_of(tent.intake1, case.id)
        assert (at_home.state.for_a_laptop, at_home.state.may_tell_back) == (True, False)
        take_in(
            tent.town, export_referral(tent.intake1, sent.id, tent.stick, progress=silent), progress=silent
        )
        model = model_of(tent.town, case.id)
        assert (model.state.for_a_laptop, model.state.may_tell_back) == (False, False)
        acknowledge_referral(tent.town, sent.id, by="M. Edewerker, verzonnen")
        there, shell = at_desk(tent.town)
        assert [one.id for one in there.state.inbox] == [sent.id], "it is found again, also once confirmed"
        there.open_referral(there.state.inbox[0])
        assert shell.state.place == Place(Screen.REFERRAL, case.id)
        assert at_desk(tent.intake1)[0].state.inbox == (), "who reports has no inbox"
        model.load()
        assert model.state.may_tell_back
        model.write_outcome(tent.stick)
        assert model.state.trouble is None
        (name,) = model.state.bundles
        assert take_in(tent.intake1, tent.stick / name, progress=silent).new == 1
