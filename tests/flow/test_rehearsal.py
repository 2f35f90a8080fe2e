"""The rehearsal plays the real rooms; what it leaves behind is read with outside tools."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldcheck.__main__ import main
from fieldcheck.bootstrap import now, reference_tables

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("rehearsal")
    result = CliRunner().invoke(main, ["rehearse", "--language", "pl", "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out, result.output


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_four_workers_get_their_papers(rehearsed: tuple[Path, str]) -> None:
    out, said = rehearsed
    proofs = sorted(out.glob("controlebewijs-*.pdf"))
    letters = sorted(out.glob("rechtenbrief-*.pdf"))
    assert len(proofs) == len(letters) == 4
    assert len(re.findall(r"^(?:Zaak|Case) OE-\d{4}-\d", said, re.M)) == 4


def test_the_acute_worker_is_referred_and_taken_over(rehearsed: tuple[Path, str]) -> None:
    out, said = rehearsed
    sheets = sorted(out.glob("overdracht-*.pdf"))
    assert sheets
    assert "A. Inspecteur" in said
    assert "Nederlandse Arbeidsinspectie" in text_of(sheets[-1])


def test_the_hourly_pay_of_the_first_worker_is_shown_as_a_formula(rehearsed: tuple[Path, str]) -> None:
    _, said = rehearsed
    assert "800" in said
    assert re.search(r"3[,.]\d\d", said)


def test_proofs_are_the_same_but_for_serial_code_and_time(rehearsed: tuple[Path, str]) -> None:
    out, _ = rehearsed
    neutral = {
        re.sub(r"CB-[2-9A-Z]{6}|\b[0-9A-F]{8}\b|\d\d:\d\d", "…", " ".join(text_of(proof).split()))
        for proof in out.glob("controlebewijs-*.pdf")
    }
    assert len(neutral) == 1
    assert not re.search(r"ISZW-stand|uitbuiting|signaal|acuut|Pools|Polski", neutral.pop(), re.I)


def test_letters_are_in_the_language_of_the_person(rehearsed: tuple[Path, str]) -> None:
    out, _ = rehearsed
    text = text_of(next(out.glob("rechtenbrief-*.pdf")))
    assert re.search(r"[ąęłśżźćń]", text)
    # The rehearsal is of today: the amount is the law's of this day, and left out when that is not known.
    today = reference_tables().adult_minimum_wage(now().date())
    assert ("14,99" in text) == (today == Decimal("14.99"))


def test_the_bundle_is_whole_and_says_who_signed(rehearsed: tuple[Path, str]) -> None:
    out, _ = rehearsed
    (bundle,) = out.glob("*.asice.age")
    result = CliRunner().invoke(main, ["verify", str(bundle)])
    assert result.exit_code == 0, result.output
    assert "oefenlaptop" in result.output


def test_a_fresh_process_finds_the_bundle_whole(rehearsed: tuple[Path, str]) -> None:
    out, _ = rehearsed
    (bundle,) = out.glob("*.asice.age")
    command = [sys.executable, "-m", "fieldcheck", "verify", bundle]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_changed_bundle_is_refused(rehearsed: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = rehearsed
    (bundle,) = out.glob("*.asice.age")
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / bundle.name
    changed.write_bytes(data)
    keys = out / "practice-keys"
    result = CliRunner().invoke(
        main,
        [
            "verify",
            str(changed),
            "--identity",
            str(keys / "coordinator.agekey"),
            "--authority",
            str(keys / "authority.pem"),
        ],
    )
    assert result.exit_code == 1


def test_nothing_unencrypted_but_papers_and_practice_keys_stays(rehearsed: tuple[Path, str]) -> None:
    out, _ = rehearsed
    left = {path.suffix for path in out.rglob("*") if path.is_file()}
    assert left == {".pdf", ".age", ".agekey", ".pem"}


def test_verify_without_keys_says_what_it_needs(rehearsed: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = rehearsed
    (bundle,) = out.glob("*.asice.age")
    alone = tmp_path / bundle.name
    alone.write_bytes(bundle.read_bytes())
    result = CliRunner().invoke(main, ["verify", str(alone)])
    assert result.exit_code == 2
    assert "--identity" in result.output
