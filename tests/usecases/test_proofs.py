"""Checking a proof of control."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from fieldcheck.domain.action import Post
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.scanning import proof_check
from fieldcheck.usecases import street
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.issuing import issue_proof
from fieldcheck.usecases.proofs import ProofStanding, check_proof


def test_a_proof_of_this_laptop_is_on_record_and_closes_the_way(desk: Desk) -> None:
    case = open_case(desk).id
    serial = issue_proof(desk, case).serial
    found = check_proof(desk, serial.lower())
    assert (found.serial, found.standing, found.closes) == (serial, ProofStanding.ON_RECORD, True)
    assert found.issued is not None


def test_the_signs_on_the_paper_are_checked_when_it_is_scanned(desk: Desk) -> None:
    case = open_case(desk).id
    before = desk.clock()
    serial = issue_proof(desk, case).serial
    moments = (before + timedelta(seconds=one) for one in range(-1, 30))
    signs = [proof_check(desk.action.id, serial, at) for at in moments]
    standings = {check_proof(desk, f"FC1 {serial} {sign}").standing for sign in signs[:3]}
    assert ProofStanding.ON_RECORD in standings
    assert check_proof(desk, f"FC1 {serial} 00000000").standing is ProofStanding.FOREIGN


def test_whoever_came_back_is_not_through_yet(desk: Desk) -> None:
    row = open_case(desk)
    serial = issue_proof(desk, row.id).serial
    street.receive_case(desk, row.code)
    assert check_proof(desk, serial).closes is False


def test_a_proof_of_another_laptop_is_told_by_its_signs(desk: Desk) -> None:
    at = desk.clock().replace(microsecond=0)
    desk = replace(desk, action=replace(desk.action, day=at.date()))
    sign = proof_check(desk.action.id, "CB-7K3M8Q", at)
    found = check_proof(desk, f"FC1 CB-7K3M8Q {sign}")
    assert (found.standing, found.issued, found.closes) == (ProofStanding.OF_TODAY, at, None)
    assert check_proof(desk, "CB-7K3M8Q").standing is ProofStanding.UNKNOWN
    assert check_proof(desk, f"FC1 CB-7K3M8R {sign}").standing is ProofStanding.FOREIGN


def test_a_case_code_is_no_proof(desk: Desk) -> None:
    with pytest.raises(InvalidValue, match="zaakcode"):
        check_proof(desk, open_case(desk).code)


def test_a_check_says_the_same_whatever_was_found(desk: Desk) -> None:
    """Two people, one of whom was sent to the inspectorate: nothing in the answers differs but the serial."""
    cases = [open_case(desk) for _ in range(2)]
    street.send_on(desk, cases[0].id, to="iszw", reason="gesprek")
    said = []
    for case in cases:
        known = asdict(check_proof(desk, issue_proof(desk, case.id).serial))
        said.append({name: known[name] for name in known if name not in ("serial", "issued")})
    assert said[0] == said[1]


def test_the_proof_names_no_quiet_post(desk: Desk) -> None:
    action = replace(desk.action, posts=(Post("a", "Poort", ""), Post("b", "Stand", "", quiet=True)))
    assert [post.name for post in action.open_posts] == ["Poort"]
