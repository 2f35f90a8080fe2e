"""The route slip: neutral, small, and its code can be scanned."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
import segno
from PIL import Image

from fieldcheck.domain.case import case_code
from fieldcheck.domain.scanning import Paper, action_mark, read_scan, slip_text
from fieldcheck.paper.route_slip import COLUMN, HEIGHT, MARGIN, QR_SIDE, QR_TOP
from fieldcheck.usecases.ports import RouteSlip

CODE = case_code("BV", 412)


@pytest.fixture
def slip(proof):
    return RouteSlip(proof.action, CODE, ("Intake", "Gemeente", "Politie"))


def test_says_which_case_and_the_posts_in_order(papers, slip, read):
    text = read(papers.route_slip(slip)).raw_text
    assert CODE in text
    assert text.index("1. Intake") < text.index("2. Gemeente") < text.index("3. Politie")


def test_is_one_a6_page(papers, slip, read):
    info = read(papers.route_slip(slip)).info
    assert (info["Pages"], info["Page size"].split(" pts")[0]) == ("1", "297.638 x 419.528")


def test_tells_no_outcome_and_nobody(papers, slip, read):
    pdf = read(papers.route_slip(slip))
    text = pdf.text.casefold()
    for word in ("naam", "signaal", "arbeidsinspectie", "uitkomst", "taal", "acuut", "slachtoffer"):
        assert word not in text
    assert CODE not in str(pdf.info)


def test_everything_stays_on_the_paper_with_many_long_names(papers, slip, read):
    names = tuple(f"Post met een heel erg lange naam van een dienst {one}" for one in range(8))
    pdf = read(papers.route_slip(replace(slip, posts=names)))
    left = MARGIN + COLUMN - QR_SIDE
    for word, x, top, right, bottom in pdf.words():
        assert 0 < x < right < 2 * MARGIN + COLUMN, word
        assert 0 < top < bottom < HEIGHT, word
        if word == "Post":
            assert right < left


def test_code_can_be_scanned(papers, slip, read, tmp_path):
    """The printed modules, read from a picture of the page, are those of the code; around it is nothing."""
    dpi = 300
    pdf = read(papers.route_slip(slip))
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-singlefile", str(pdf.path), str(tmp_path / "page")],
        check=True,
    )
    text = slip_text(slip.action.id, CODE)
    expected = [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]
    size = len(expected)
    side = QR_SIDE / size
    with Image.open(tmp_path / "page.pgm") as page:

        def dark(column: float, row: float) -> bool:
            x, y = MARGIN + COLUMN - QR_SIDE + column * side, HEIGHT - QR_TOP + row * side
            value = page.getpixel((int(x * dpi / 72), int(y * dpi / 72)))
            assert isinstance(value, int)
            return value < 128

        seen = [[dark(column + 0.5, row + 0.5) for column in range(size)] for row in range(size)]
        around = [
            dark(column + 0.5, row + 0.5)
            for column in range(-4, size + 4)
            for row in range(-4, size + 4)
            if not (0 <= column < size and 0 <= row < size)
        ]
    assert seen == expected
    assert not any(around)


def test_what_is_scanned_finds_the_case_of_this_action(slip):
    scanned = read_scan(slip_text(slip.action.id, CODE))
    assert (scanned.paper, scanned.code, scanned.action) == (Paper.CASE, CODE, action_mark(slip.action.id))


def test_the_same_slip_is_the_same_bytes(papers, slip):
    assert papers.route_slip(slip) == papers.route_slip(slip)
