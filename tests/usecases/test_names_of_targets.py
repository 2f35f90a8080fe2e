"""A rule of the action may send to somebody on the route who is no recipient: everything can name them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.domain.alarm import name_of
from fieldcheck.domain.errors import UserFixable
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import RouteRule
from fieldcheck.usecases.casework import assess_case, decide_route, open_case
from fieldcheck.usecases.closing import closing_check
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import referral_bundle
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.issuing import issue_referral_sheet
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.usecases.street import place

AVIM = "Politie (AVIM)"
RULE = RouteRule("own-everybody", "true()", "avim", Urgency.ACUTE, "Zo spraken wij het af")


def with_rule(desk: Desk) -> Desk:
    """The desk of an action with a rule of its own that sends everybody to the police."""
    route = replace(desk.action.route, rules=(RULE,))
    return replace(desk, action=replace(desk.action, route=route))


def talked(desk: Desk) -> CaseId:
    interviewing = start_interview(desk, open_case(desk).id, "nl")
    consent = interviewing.run.form.reference("consent")
    interviewing.save(interviewing.answer({consent: "yes"}, move_on=False))
    return interviewing.interview.case


def test_a_referral_by_an_own_rule_prints_with_the_name_of_its_target(desk: Desk, tmp_path: Path) -> None:
    here = with_rule(desk)
    case = talked(here)
    assert [(one.to, one.urgency) for one in assess_case(here, case).routes] == [("avim", "acute")]
    decide_route(here, case, to="avim", proposed="avim")
    sent = send_referral(here, NewReferral(case, "avim", Urgency.ACUTE, ("reden",), "called"))
    paper = tmp_path / "sheet.pdf"
    paper.write_bytes(issue_referral_sheet(here, sent).pdf)
    program = shutil.which("pdftotext")
    assert program is not None
    read = subprocess.run([program, str(paper), "-"], capture_output=True, check=True, text=True)
    assert AVIM in read.stdout


def test_the_closing_check_and_a_refused_bundle_name_the_target(desk: Desk, coordinator: Desk) -> None:
    here = with_rule(desk)
    sent = send_referral(here, NewReferral(talked(here), "avim", Urgency.ACUTE, ("reden",), "called"))
    (loose,) = (one for one in closing_check(coordinator) if one.subject == sent.id)
    assert AVIM in str(loose.words)
    with pytest.raises(UserFixable, match="AVIM"):
        referral_bundle(here, sent.id)


def test_a_code_of_another_version_of_the_action_is_no_error(desk: Desk) -> None:
    """The action changed after the referral was sent: the sheet still prints, with the code."""
    sent = send_referral(desk, NewReferral(talked(desk), "gone", Urgency.REGULAR, ("reden",), "called"))
    assert name_of(desk.action, "gone") == "gone"
    assert issue_referral_sheet(desk, sent).pdf.startswith(b"%PDF")


def test_a_decision_for_a_target_with_a_recipient_of_its_own_goes_to_its_post(desk: Desk) -> None:
    """The target ``attention`` has the recipient of the coordinator; a rule sends to the target."""
    case = talked(desk)
    decide_route(desk, case, to="attention", proposed="attention")
    assert place(desk, case) == "coordinator"
