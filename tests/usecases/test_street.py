"""The way through the posts: who arrives, who goes where, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation
from fieldcheck.crypto import Stretching
from fieldcheck.domain.case import CaseStage, case_code
from fieldcheck.domain.errors import InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.flow import Passing, VisitStage
from fieldcheck.domain.identifiers import ActionId, CaseId, DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.domain.scanning import slip_text
from fieldcheck.paper.papers import PdfPapers
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases import street
from fieldcheck.usecases.casework import NOTHING_PROPOSED, decide_route, open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.issuing import issue_proof, issue_route_slip
from fieldcheck.usecases.ports import RouteSlip
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip
from fieldcheck.usecases.setup import take_over
from fieldcheck.usecases.staffing import report_posts
from tests.morning import now


@pytest.fixture
def town(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    """The municipality's laptop, which never met the intake's."""
    vault = FileVault(tmp_path / "town", now, stretching=Stretching(memory_kib=64, passes=1, lanes=1))
    created = vault.create("G. Voorbeeld", "zes ezels in de mist", DeviceId(new_uuid7(now())))
    plan = LaptopPlan("gemeente", "GE", "gemeente", (Role.MUNICIPAL_CLERK,))
    take_over(created.store, equip(founded, plan, device=created.store.device), user="G. Voorbeeld")
    yield Installation(tmp_path / "town", now).sit_down(
        created.store, user="G. Voorbeeld", role=Role.MUNICIPAL_CLERK
    )
    created.store.close()


def at(desk: Desk, post: str, role: Role = Role.PARTNER) -> Desk:
    return change_place(desk, role=role, post=post)


def way(desk: Desk, case: CaseId) -> list[tuple[str, VisitStage]]:
    return [(visit.post, visit.stage) for visit in desk.store.visits(case)]


def test_a_post_that_heard_the_code_writes_about_the_same_case(desk: Desk, town: Desk) -> None:
    case = open_case(desk)
    received = street.receive_case(town, slip_text(desk.action.id, case.code))
    assert (received.id, received.code, received.place) == (case.id, case.code, "gemeente")
    desk.store.merge(town.store.entries())
    assert way(desk, case.id) == [("intake", VisitStage.DONE), ("gemeente", VisitStage.AT)]


def test_receiving_somebody_who_is_here_already_writes_nothing(town: Desk) -> None:
    code = case_code("BV", 12)
    first = street.receive_case(town, code)
    before = list(town.store.entries())
    assert street.receive_case(town, code.lower().replace("-", "")) == first
    assert list(town.store.entries()) == before


@pytest.mark.parametrize("typed", ["BV-0412-4", "hallo", "CB-7K3M8Q", ""])
def test_what_is_no_case_code_is_refused_and_leaves_nothing(town: Desk, typed: str) -> None:
    before = list(town.store.entries())
    with pytest.raises(InvalidValue) as refusal:
        street.receive_case(town, typed)
    assert refusal.value.remedy or typed in ("hallo", "")
    assert list(town.store.entries()) == before


def test_a_slip_of_another_day_is_told_apart(town: Desk) -> None:
    slip = slip_text(ActionId("another action"), case_code("BV", 412))
    with pytest.raises(InvalidValue, match="andere dag"):
        street.receive_case(town, slip)
    assert town.store.case_by_code(case_code("BV", 412)) is None


def test_the_usual_way_passes_every_post_of_everybody_and_no_quiet_one(desk: Desk) -> None:
    codes = [post.code for post in street.usual_way(desk.action, "intake")]
    assert codes == ["intake", "gemeente", "politie", "belastingdienst", "coordinator"]


def test_sending_on_proposes_the_next_post_and_then_the_proof(desk: Desk) -> None:
    case = open_case(desk).id
    here = desk
    for post in ("gemeente", "politie", "belastingdienst", "coordinator"):
        proposed = street.proposed_post(here, case)
        assert proposed is not None
        assert proposed.code == post
        street.send_on(here, case)
        here = at(here, post)
        street.call_in(here, case)
    assert street.proposed_post(here, case) is None
    with pytest.raises(UserFixable, match="alle posten"):
        street.send_on(here, case)


def test_whoever_went_out_of_turn_is_proposed_what_was_missed(desk: Desk) -> None:
    case = open_case(desk).id
    street.send_on(desk, case, to="opvang", reason="geen slaapplek vannacht")
    shelter = at(desk, "opvang")
    street.call_in(shelter, case)
    proposed = street.proposed_post(shelter, case)
    assert proposed is not None
    assert proposed.code == "gemeente"


def test_out_of_turn_needs_a_reason_and_another_post_does_not_exist(desk: Desk) -> None:
    case = open_case(desk).id
    before = way(desk, case)
    with pytest.raises(InvalidValue, match="waarom"):
        street.send_on(desk, case, to="opvang", reason="  ")
    with pytest.raises(InvalidValue, match="geen post"):
        street.send_on(desk, case, to="douane", reason="bagage")
    with pytest.raises(InvalidValue, match="al bij deze post"):
        street.send_on(desk, case, to="intake", reason="vergeten")
    assert way(desk, case) == before


def test_the_longest_waiting_is_called_first_and_only_once(desk: Desk) -> None:
    cases = [open_case(desk).id for _ in range(2)]
    for case in cases:
        street.send_on(desk, case)
    town_here = at(desk, "gemeente", Role.MUNICIPAL_CLERK)
    assert [street.call_next(town_here), street.call_next(town_here)] == list(street.queue(town_here))
    assert [visit.case for visit in street.queue(town_here)] == cases
    assert street.call_next(town_here) is None
    with pytest.raises(UserFixable, match="wacht niet meer"):
        street.call_in(town_here, cases[0])


def test_a_refused_post_sends_on_in_the_same_go(desk: Desk) -> None:
    case = open_case(desk).id
    street.send_on(desk, case)
    here = at(desk, "gemeente", Role.MUNICIPAL_CLERK)
    street.refuse_post(here, case, to="politie")
    assert way(desk, case)[1:] == [("gemeente", VisitStage.REFUSED), ("politie", VisitStage.WAITING)]


def test_a_skipped_post_needs_a_reason_and_is_not_proposed_again(desk: Desk) -> None:
    case = open_case(desk).id
    with pytest.raises(InvalidValue, match="waarom"):
        street.skip_post(desk, case, post="gemeente", reason="")
    street.skip_post(desk, case, post="gemeente", reason="staat al ingeschreven")
    proposed = street.proposed_post(desk, case)
    assert proposed is not None
    assert proposed.code == "politie"
    with pytest.raises(UserFixable, match="niet bekend"):
        street.skip_post(desk, CaseId("nobody"), reason="vergissing")


def test_a_refusal_that_cannot_be_sent_on_is_not_written_either(desk: Desk) -> None:
    case = open_case(desk).id
    with pytest.raises(InvalidValue):
        street.refuse_post(desk, case, to="douane")
    assert way(desk, case) == [("intake", VisitStage.AT)]


def test_whoever_leaves_can_come_back(desk: Desk) -> None:
    row = open_case(desk)
    with pytest.raises(InvalidValue, match="waarom"):
        street.leave(desk, row.id, reason="")
    street.leave(desk, row.id, reason="moest de bus halen")
    assert desk.store.case(row.id).stage is CaseStage.CLOSED
    again = street.receive_case(desk, row.code)
    assert again.stage is CaseStage.UNDERWAY
    assert way(desk, row.id) == [("intake", VisitStage.LEFT), ("intake", VisitStage.AT)]


def test_persons_without_a_case_are_counted_and_taken_back(desk: Desk) -> None:
    street.count_persons(desk, Passing.PASSED)
    street.count_persons(desk, Passing.PASSED)
    street.count_persons(desk, Passing.REFUSED)
    street.count_persons(desk, Passing.PASSED, -1)
    open_case(desk)
    first = street.flows(desk)[0]
    assert (first.post, first.passed, first.refused) == ("intake", 3, 1)
    with pytest.raises(InvalidValue, match="terug te nemen"):
        street.count_persons(desk, Passing.REFUSED, -2)
    with pytest.raises(InvalidValue):
        street.count_persons(desk, Passing.PASSED, 0)


def test_deciding_for_the_next_post_puts_the_person_in_its_queue(desk: Desk) -> None:
    case = open_case(desk).id
    decide_route(desk, case, to=NOTHING_PROPOSED, proposed=NOTHING_PROPOSED)
    decide_route(desk, case, to=NOTHING_PROPOSED, proposed=NOTHING_PROPOSED)  # sends nobody further
    assert way(desk, case) == [("intake", VisitStage.DONE), ("gemeente", VisitStage.WAITING)]


def test_deciding_for_a_recipient_puts_the_person_in_the_queue_of_its_stand(desk: Desk) -> None:
    case = open_case(desk).id
    decide_route(desk, case, to="iszw", proposed="iszw")
    decide_route(desk, case, to="iszw", proposed="iszw")
    assert way(desk, case) == [("intake", VisitStage.DONE), ("iszw", VisitStage.WAITING)]
    assert desk.store.visits(case)[-1].reason == ""


def test_a_recipient_without_a_post_sends_nobody_anywhere(desk: Desk) -> None:
    case = open_case(desk).id
    decide_route(desk, case, to="municipality", proposed="municipality")
    assert way(desk, case) == [("intake", VisitStage.AT)]


def test_the_proof_ends_the_way(desk: Desk) -> None:
    case = open_case(desk).id
    street.send_on(desk, case)
    issue_proof(desk, case)
    assert way(desk, case) == [("intake", VisitStage.DONE), ("gemeente", VisitStage.DONE)]
    assert street.queue(at(desk, "gemeente")) == ()


def test_a_partner_moves_people_and_learns_nothing_else(desk: Desk) -> None:
    partner = at(desk, "politie")
    street.receive_case(partner, case_code("BV", 3))
    with pytest.raises(NotAllowed):
        open_case(partner)
    assert partner.action.post_names(Role.PARTNER)["iszw"] == "Gesprekstent"
    assert "Arbeidsinspectie" in partner.action.post_names(Role.ISZW_INSPECTOR)["iszw"]


def test_a_slip_is_the_same_wherever_it_is_printed_and_names_no_quiet_post(desk: Desk) -> None:
    case = open_case(desk).id
    here = issue_route_slip(desk, case)
    assert here.name.startswith("routebrief-RB-")
    assert issue_route_slip(at(desk, "iszw", Role.ISZW_INSPECTOR), case).pdf == here.pdf
    quiet = street.receive_case(at(desk, "iszw", Role.ISZW_INSPECTOR), case_code("ZZ", 7))
    assert issue_route_slip(at(desk, "politie"), quiet.id).pdf


def test_a_slip_names_no_post_where_nobody_stands(desk: Desk) -> None:
    case = open_case(desk).id
    named: list[tuple[str, ...]] = []

    class Papers(PdfPapers):
        def route_slip(self, slip: RouteSlip) -> bytes:
            named.append(slip.posts)
            return super().route_slip(slip)

    watched = replace(desk, papers=Papers())
    way = [one for one in street.usual_way(desk.action, desk.actor.post) if not one.quiet]
    gone = next(one for one in way if one.code != desk.actor.post)
    for present in (True, False, True):
        report_posts(desk, {gone.code: present})
        issue_route_slip(watched, case)
    assert gone.name in named[0]
    assert named[1] == tuple(one for one in named[0] if one != gone.name)
    assert named[2] == named[0]
