"""The proof of control: what it says, and above all what it does not."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import segno
from PIL import Image

from fieldcheck.domain.action import Post
from fieldcheck.i18n import LANGUAGES
from fieldcheck.paper import shaped
from fieldcheck.paper.control_proof import (
    CODE_TOP,
    HALF,
    QR_SIDE,
    STAMP,
    check_signs,
    qr_text,
)
from fieldcheck.paper.sheet import COLUMN, HEIGHT, MARGIN

TELLING = (
    "signaal",
    "acuut",
    "uitbuiting",
    "slachtoffer",
    "doorverwezen",
    "uitkomst",
    "vermoeden",
    "pools",
    "minimumloon",
    "I1-0012-K",
)


def test_says_when_where_who_and_which_posts(papers, proof, read):
    text = read(papers.control_proof(proof)).raw_text
    for part in (
        "Controlebewijs",
        "24 november 2026, 05:47 uur",
        "Bungalowpark De Zilverberk",
        "Intake · Gemeente · Nederlandse Arbeidsinspectie",
        "M. de Vries",
        "I1-0007",
    ):
        assert part in text


def test_the_same_for_everyone(papers, proof):
    """Two people with different outcomes, languages and cases carry the same bytes."""
    other = replace(proof, case_code="I1-0099-X")
    assert papers.control_proof(other) == papers.control_proof(proof)


def test_tells_no_outcome(papers, proof, read):
    text = read(papers.control_proof(proof)).text.casefold()
    assert not [word for word in TELLING if word.casefold() in text]


def test_explains_itself_in_every_language_for_everyone(papers, proof, read):
    text = read(papers.control_proof(proof)).text
    assert "U bent door de controle geweest." in text
    assert text.count("(concept)") <= len(LANGUAGES) - 1


def test_date_is_the_dutch_one(papers, proof, read):
    late = replace(proof, issued=datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert "25 november 2026, 00:30 uur" in read(papers.control_proof(late)).text


def test_code_can_be_scanned(papers, proof, read, tmp_path):
    """The printed modules, read from a picture of the page, are those of the code."""
    dpi = 300
    pdf = read(papers.control_proof(proof))
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-singlefile", str(pdf.path), str(tmp_path / "page")],
        check=True,
    )
    expected = [
        [bool(module) for module in row] for row in segno.make(qr_text(proof), error="m", micro=False).matrix
    ]
    side = QR_SIDE / len(expected)
    with Image.open(tmp_path / "page.pgm") as page:

        def dark(x: float, y: float) -> bool:
            value = page.getpixel((int(x * dpi / 72), int(y * dpi / 72)))
            assert isinstance(value, int)
            return value < 128

        left, top = MARGIN + COLUMN - QR_SIDE, HEIGHT - CODE_TOP
        seen = [
            [dark(left + (column + 0.5) * side, top + (row + 0.5) * side) for column in range(len(expected))]
            for row in range(len(expected))
        ]
        quiet = [dark(left + QR_SIDE / 2, top - (step - 0.5) * side) for step in (1, 2, 3, 4)]
        quiet += [
            dark(left + x * side, top + QR_SIDE + (step - 0.5) * side)
            for step in (1, 2, 3, 4)
            for x in range(len(expected))
        ]
        quiet += [
            dark(left - (step - 0.5) * side, top + y * side)
            for step in (1, 2, 3, 4)
            for y in range(len(expected))
        ]
    assert seen == expected
    assert not any(quiet)


def test_code_is_drawn_not_pictured(papers, proof, read):
    pdf = read(papers.control_proof(proof))
    listed = subprocess.run(["pdfimages", "-list", str(pdf.path)], capture_output=True, check=True, text=True)
    assert len(listed.stdout.splitlines()) == 2  # the two lines of the table's head


def test_code_holds_the_serial_and_nothing_else(proof):
    assert qr_text(proof) == f"FC1 I1-0007 {check_signs(proof)}"


@pytest.mark.parametrize(
    "changed",
    [{"serial": "I1-0008"}, {"issued": datetime(2026, 11, 24, 4, 47, 13, tzinfo=UTC)}],
)
def test_check_signs_find_a_mixed_up_proof(proof, changed):
    assert check_signs(replace(proof, **changed)) != check_signs(proof)


def test_check_signs_do_not_depend_on_the_time_zone_written(proof):
    from datetime import timezone

    elsewhere = proof.issued.astimezone(timezone(timedelta(hours=5)))
    assert check_signs(replace(proof, issued=elsewhere)) == check_signs(proof)


@pytest.mark.parametrize(
    "park",
    [
        "Recreatiecentrum en Bungalowpark De Zeven Zilveren Berkenbos",
        "R" * 60,
        "Wildenbergsewegbungalowparkterreinbeheersmaatschappijgebouwen",
    ],
)
def test_long_names_stay_whole_and_above_the_cut(papers, proof, read, park):
    posts = tuple(Post(f"p{n}", f"Post voor langdurige aangelegenheden {n}", "") for n in range(8))
    action = replace(proof.action, park=park, posts=posts)
    long = replace(proof, action=action, official="Maximiliaan van der Bergh-Oosterwijck, toezichthouder")
    pdf = read(papers.control_proof(long))
    assert pdf.info["Pages"] == "1"
    squeezed = pdf.raw_text.replace(" ", "")
    assert park.replace(" ", "") in squeezed
    assert "aangelegenheden7" in squeezed
    assert "toezichthouder" in squeezed
    explanation = min(top for word, _, top, _, _ in pdf.words() if word == "bent")
    official = max(bottom for word, _, _, _, bottom in pdf.words() if word == "toezichthouder")
    assert official < explanation < HALF


def test_the_room_for_a_stamp_stays_free(papers, proof, read):
    words = {word: (top, bottom) for word, _, top, _, bottom in read(papers.control_proof(proof)).words()}
    assert words["Stempel"][0] + STAMP - 3 < words["bent"][0]


def test_arabic_and_persian_stand_joined_among_the_others(papers, proof, monkeypatch):
    """Drawn as outlines: the sheet without them has fewer curves, and joined letters are fewer glyphs."""
    paths, height = shaped._set("حقوق", "ar", 7.3, 150.0)
    assert len(paths) == 4
    assert 6 < height < 14
    apart = sum(len(shaped._set(letter, "ar", 7.3, 150.0)[0]) for letter in "حقوق")
    assert apart == 4
    lone = {outline for letter in "حقوق" for _, outline in shaped._set(letter, "ar", 7.3, 150.0)[0]}
    assert len(lone - {outline for _, outline in paths}) >= 2, "joined letters have other outlines"
    whole = papers.control_proof(proof)
    monkeypatch.setattr(shaped.Shaped, "draw", lambda self: None)
    assert len(papers.control_proof(proof)) < len(whole) - 5000
