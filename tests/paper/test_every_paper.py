"""What holds for every paper: fonts, language, metadata, practice mark, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from fieldcheck.domain.action import Action

PAPERS = ("rights_letter", "control_proof", "referral_sheet", "recovery_sheet", "pre_visit_sheet")
INPUTS = {
    "rights_letter": "letter",
    "control_proof": "proof",
    "referral_sheet": "referral",
    "recovery_sheet": "recovery",
    "pre_visit_sheet": "pre_visit",
}


@pytest.fixture(params=PAPERS)
def paper(request):
    return request.param


@pytest.fixture
def content(request, paper):
    return request.getfixturevalue(INPUTS[paper])


@pytest.fixture
def pdf(papers, paper, content, read):
    return read(getattr(papers, paper)(content))


def practised(content):
    if isinstance(getattr(content, "action", None), Action):
        return replace(content, action=replace(content.action, practice=True))
    return replace(content, practice=True)


def test_fonts_are_bundled_and_embedded(pdf):
    assert pdf.fonts
    assert all(pdf.fonts.values()), pdf.fonts
    assert all(name.startswith("NotoSans") for name in pdf.fonts), pdf.fonts


def test_is_a4_with_title_and_language(pdf):
    width, height = pdf.info["Page size"].split()[0:3:2]
    assert (float(width), float(height)) == pytest.approx((595.28, 841.89), abs=0.1)
    assert pdf.info["Title"]
    assert b"/Lang" in pdf.data


def test_metadata_hold_nothing_personal(pdf):
    kept = " ".join(pdf.info.values())
    for secret in ("I1-0012-K", "Vries", "Zilverberk De", "800", "7K3M8", "pl "):
        assert secret not in kept


def test_practice_mark_only_in_practice(papers, paper, content, pdf, read):
    assert "OEFENING" not in pdf.text
    marked = read(getattr(papers, paper)(practised(content)))
    pages = int(marked.info["Pages"])
    for page in range(1, pages + 1):
        assert [word for word, *_ in marked.words(page)].count("OEFENING") == 2


def test_same_input_same_bytes(papers, paper, content, pdf):
    assert getattr(papers, paper)(content) == pdf.data


def test_everything_stays_on_the_paper(pdf):
    for page in range(1, int(pdf.info["Pages"]) + 1):
        for word, left, top, right, bottom in pdf.words(page):
            assert left >= 30, word
            assert right <= 595 - 30, word
            assert top >= 5, word
            assert bottom <= 842 - 15, word


def test_nothing_typed_becomes_markup(papers, paper, content, read):
    nasty = "#panic() <b>x</b> & $x$ *y* \\ {municipality} \x00"
    if isinstance(getattr(content, "action", None), Action):
        content = replace(content, action=replace(content.action, municipality=nasty, park=nasty))
    else:
        content = replace(content, device=nasty)
    text = read(getattr(papers, paper)(content)).text
    assert "#panic() <b>x</b> & $x$ *y*" in text


def test_same_bytes_in_another_process():
    script = (
        "from datetime import UTC, datetime; from hashlib import sha256;"
        "from fieldcheck.paper import PdfPapers; from fieldcheck.usecases.ports import RecoverySheet;"
        "at = datetime(2026, 11, 24, 4, 47, tzinfo=UTC);"
        "print(sha256(PdfPapers().recovery_sheet(RecoverySheet('AB-CD', 'x', at, True))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_drawing_libraries_wait_for_the_first_paper():
    script = (
        "import sys; from fieldcheck.paper import PdfPapers; PdfPapers();"
        "print([one for one in ('reportlab', 'typst', 'segno') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
