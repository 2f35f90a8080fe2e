"""Papers are on record by their digest; the day is exported, checked, and refused to whoever may not."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fieldcheck.crypto import new_age_identity, unseal
from fieldcheck.domain.case import CaseStage, case_code
from fieldcheck.domain.errors import FieldcheckError, NotAllowed
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.casework import assess_case, open_case, view_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.exporting import check_bundle, day_bundle, day_contents, export_day
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.issuing import (
    issue_proof,
    issue_referral_sheet,
    issue_rights_letter,
    preview_rights_letter,
)
from fieldcheck.usecases.ports import Cancelled
from fieldcheck.usecases.referring import NewReferral, accept_referral, send_referral
from fieldcheck.usecases.street import receive_case, send_on


def test_the_proof_closes_the_visit_and_is_on_record(desk: Desk) -> None:
    case = open_case(desk)
    issued = issue_proof(desk, case.id)
    row = desk.store.case(case.id)
    assert (row.stage, row.proof_serial) == (CaseStage.CLOSED, issued.serial)
    entry = [entry for entry in desk.store.entries() if entry.kind == "paper.issued"][-1]
    assert entry.payload is not None
    assert entry.payload["digest"] == sha256_hex(issued.pdf)
    assert case.code not in issued.name
    assert not issued.serial.startswith(desk.laptop.prefix), "it would tell at which post it was made"


def test_an_inspector_issues_no_proof(desk: Desk, inspector: Desk) -> None:
    case = open_case(desk)
    with pytest.raises(NotAllowed):
        issue_proof(inspector, case.id)


@pytest.mark.parametrize("language", ["nl", "en", "pl", "ro"])
def test_looking_at_a_letter_puts_nothing_on_record(desk: Desk, language: str) -> None:
    case = open_case(desk)
    before = sum(1 for _ in desk.store.entries())
    assert preview_rights_letter(desk, case.id, language).startswith(b"%PDF")
    assert sum(1 for _ in desk.store.entries()) == before
    assert issue_rights_letter(desk, case.id, language).name.startswith("rechtenbrief-OE-")


@pytest.mark.parametrize(
    ("age", "printed"),
    [
        ({"birth_year": 2026 - 30}, True),
        ({"birth_year": 2026 - 21}, False),  # 20 or 21: two amounts
        ({"birth_year": 2026 - 14}, False),  # no amount at all
        ({"age_band": 18}, True),
        ({}, True),
    ],
)
def test_the_letter_promises_an_amount_only_for_an_age_that_is_known(
    desk: Desk, age: dict[str, int], printed: bool
) -> None:
    desk = replace(desk, action=replace(desk.action, day=date(2026, 11, 22)))
    interviewing = start_interview(desk, open_case(desk).id, "nl")
    said = {"consent": "yes"} | {name: str(value) for name, value in age.items()}
    for name, value in said.items():
        place = interviewing.run.form.reference(name)
        interviewing.save(interviewing.answer({place: value}, move_on=False))
    words = _text(preview_rights_letter(desk, interviewing.interview.case, "nl"))
    assert ("bruto per uur" in words) == printed
    assert ("hangt af van de datum en van uw leeftijd" in words) != printed


@pytest.mark.parametrize(("to", "told"), [("iszw", True), ("municipality", False)])
def test_the_municipality_gets_no_sheet_with_what_was_said(desk: Desk, to: str, told: bool) -> None:
    interviewing = start_interview(desk, open_case(desk).id, "nl")
    said = {"consent": "yes", "stay_since": "2025-01-01", "papers_kept_by": "employer", "threats": "both"}
    for name, value in said.items():
        place = interviewing.run.form.reference(name)
        interviewing.save(interviewing.answer({place: value}, move_on=False))
    new = NewReferral(interviewing.interview.case, to, Urgency.REGULAR, ("Lang op het park",), "called")
    words = _text(issue_referral_sheet(desk, send_referral(desk, new)).pdf)
    assert "Lang op het park" in words
    assert "Verblijf op het park" in words
    assert ("Geweld tegen de persoon" in words) == told
    assert ("Paspoort" in words) == told


def test_the_sheet_of_an_alarm_without_a_talk_claims_none(desk: Desk) -> None:
    new = NewReferral(open_case(desk).id, "iszw", Urgency.ACUTE, ("Huilt, zegt niets",), "phone")
    sent = send_referral(desk, new)
    words = _text(issue_referral_sheet(desk, sent).pdf)
    assert "Op dit formulier staat niets uit een gesprek." in words
    assert "Over elk onderwerp is iets gevraagd" not in words
    assert "Te bereiken via" in words
    accept_referral(desk, sent.id, by="A. Inspecteur", how="radio")
    words = _text(issue_referral_sheet(desk, desk.store.referral(sent.id)).pdf)
    assert "Ontvanger bereikt" in words
    assert "portofoon" in words


def test_the_clerk_makes_papers_and_does_not_see_what_was_said(desk: Desk) -> None:
    interviewing = start_interview(desk, open_case(desk).id, "nl")
    clerk = change_place(desk, role=Role.MUNICIPAL_CLERK, post="gemeente")
    case = interviewing.interview.case
    with pytest.raises(NotAllowed):
        assess_case(clerk, case)
    with pytest.raises(NotAllowed):
        view_case(clerk, case, screen="outcome")
    assert issue_rights_letter(clerk, case, "nl").pdf


def _text(pdf: bytes) -> str:
    pdftotext = shutil.which("pdftotext")
    assert pdftotext, "poppler-utils is needed to read the papers"
    done = subprocess.run([pdftotext, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_day_is_exported_and_checked(coordinator: Desk, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    path = export_day(coordinator, tmp_path, progress=lambda done, total: steps.append((done, total)))
    report = check_bundle(coordinator, path)
    assert report.ok, report.findings
    assert report.signer == "oefenlaptop"
    assert steps[-1][0] == steps[-1][1]
    assert [entry.kind for entry in coordinator.store.entries()][-1] == "bundle.exported"


def test_the_day_holds_what_was_on_record_when_it_was_begun(coordinator: Desk) -> None:
    bundle = day_bundle(coordinator)
    begun = tuple(bundle.entries)
    open_case(change_place(coordinator, role=Role.HANDHAVER, post="intake"))
    assert tuple(bundle.entries) == begun == tuple(coordinator.store.entries())[: len(begun)]
    assert len(bundle.entries) == len(begun) < len(day_bundle(coordinator).entries)
    assert bundle.heads[-1].digest == begun[-1].digest


def test_who_was_received_from_another_table_is_a_case_of_the_day_once(desk: Desk) -> None:
    before = day_contents(desk).cases
    receive_case(desk, case_code("Z8", 41))
    own = open_case(desk)
    send_on(desk, own.id)
    receive_case(desk, own.code)
    assert day_contents(desk).cases == before + 2


def test_a_stopped_export_leaves_nothing(coordinator: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_day(coordinator, folder, progress=stop)
    assert list(folder.iterdir()) == []


def test_a_bundle_for_somebody_else_does_not_open(coordinator: Desk, tmp_path: Path) -> None:
    path = export_day(coordinator, tmp_path, progress=lambda done, total: None)
    authority = coordinator.secret("authority.pem").encode()
    report = coordinator.bundles.check(path, identity=new_age_identity().secret, authority_pem=authority)
    assert not report.ok


@pytest.mark.parametrize("code", ["iszw", "municipality"])
def test_the_day_with_every_talk_in_full_opens_for_the_coordinator_alone(
    coordinator: Desk, tmp_path: Path, code: str
) -> None:
    path = export_day(coordinator, tmp_path, progress=lambda done, total: None)
    sealed = path.read_bytes()
    with pytest.raises(FieldcheckError):
        unseal(sealed, coordinator.secret(f"age.{code}"))
    assert unseal(sealed, coordinator.secret("age.coordinator")).startswith(b"PK")
    entry = [entry for entry in coordinator.store.entries() if entry.kind == "bundle.exported"][-1]
    assert entry.payload is not None
    assert list(entry.payload["recipients"]) == ["coordinator"]


@pytest.mark.parametrize("role", [Role.HANDHAVER, Role.ISZW_INSPECTOR, Role.MUNICIPAL_CLERK, Role.PARTNER])
def test_every_post_brings_its_day_and_the_coordinator_alone_looks_inside(
    desk: Desk, coordinator: Desk, tmp_path: Path, role: Role
) -> None:
    somebody = change_place(desk, role=role, post="intake")
    path = export_day(somebody, tmp_path, progress=lambda done, total: None)
    with pytest.raises(NotAllowed):
        check_bundle(somebody, path)
    assert check_bundle(coordinator, path).ok


@pytest.mark.parametrize("role", [Role.AUDIT_READER, Role.ADMINISTRATOR])
def test_who_sees_no_case_hands_none_over(desk: Desk, tmp_path: Path, role: Role) -> None:
    with pytest.raises(NotAllowed):
        export_day(change_place(desk, role=role, post="intake"), tmp_path, progress=lambda done, total: None)
    assert list(tmp_path.glob("*.age")) == []


def test_journal_and_tables_tell_the_same_after_all_this(coordinator: Desk, tmp_path: Path) -> None:
    export_day(coordinator, tmp_path, progress=lambda done, total: None)
    kept = coordinator.store.projections_digest()
    coordinator.store.rebuild()
    assert coordinator.store.projections_digest() == kept
    assert list(coordinator.store.broken()) == []
