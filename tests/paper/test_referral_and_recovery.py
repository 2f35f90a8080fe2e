"""The referral sheet and the recovery sheet."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
import segno

from fieldcheck.usecases.ports import Alerted, Reason
from tests.paper.conftest import CHECKED


def test_referral_says_what_the_inspector_needs(papers, referral, read):
    text = read(papers.referral_sheet(referral)).text
    for part in (
        "VERTROUWELIJK",
        "I1-0012-K",
        "Nederlandse Arbeidsinspectie (voorheen ISZW)",
        "24 november 2026, 05:47 uur",
        "M. de Vries",
        "samen naar de stand gelopen",
        "vrijwillig gesprek",
        "Pools",
        "Loon ver onder het minimum Hoeveel krijgt u? 800 euro",
        "800 / (54 × 4,33) = 3,42",
        "Werving, Dwang",
        "Wie kon meeluisteren? Niemand",
        "Overgenomen door",
        "Handtekening",
    ):
        assert part in text.replace("• ", "")


def test_referral_is_in_the_language_of_the_officer(papers, referral, read):
    english = read(papers.referral_sheet(replace(referral, language="en"))).text
    assert "24 November 2026" in english
    assert "Polski" in english
    assert "voluntary interview" in english
    assert "Overgenomen door" not in english


def test_referral_is_one_page_when_it_can_be(papers, referral, read):
    assert read(papers.referral_sheet(referral)).info["Pages"] == "1"


def test_long_referral_flows_on_with_nothing_lost(papers, referral, read):
    reasons = tuple(Reason(f"Reden{n} " + "lang " * 40, f"Antwoord{n} " + "en meer " * 30) for n in range(12))
    pdf = read(papers.referral_sheet(replace(referral, reasons=reasons)))
    pages = int(pdf.info["Pages"])
    assert pages > 1
    text = pdf.text
    assert all(f"Reden{n} " in text and f"Antwoord{n} " in text for n in range(12))
    for page in range(1, pages + 1):
        words = [word for word, *_ in pdf.words(page)]
        assert "VERTROUWELIJK" in words
        assert "I1-0012-K." in words
        assert words[-3:] == [str(page), "van", str(pages)] or str(pages) in words


def test_one_reason_longer_than_a_page_is_split(papers, referral, read):
    words = [f"woord{n}" for n in range(1500)]
    pdf = read(papers.referral_sheet(replace(referral, reasons=(Reason(" ".join(words)),))))
    assert set(words) <= set(pdf.raw_text.split())


def test_empty_parts_say_so(papers, referral, read):
    bare = replace(referral, reasons=(), figures=(), blank_domains=(), conditions=(), spoken_language="")
    text = read(papers.referral_sheet(bare)).text
    for part in ("Geen reden opgegeven.", "Niet vastgelegd.", "niet vastgelegd", "Over elk onderwerp"):
        assert part in text


def test_unknown_codes_are_printed_as_recorded(papers, referral, read):
    foreign = replace(referral, capacity="later-version", spoken_language="qqq-1", how="Met de fiets")
    text = read(papers.referral_sheet(foreign)).text
    assert "later-version" in text
    assert "qqq-1" in text
    assert "Met de fiets" in text


@pytest.mark.parametrize(
    "code",
    [
        "7K3M8-9QRST-2VWXY-ABCDE-FGH12-JKMNP-34567",
        "AAAA BBBB CCCC DDDD EEEE FFFF",
        "-".join(["AB1CD"] * 16),
        "W" * 60,
    ],
)
def test_recovery_code_is_printed_whole_in_groups(papers, recovery, read, code):
    pdf = read(papers.recovery_sheet(replace(recovery, code=code)))
    groups = code.replace("-", " ").split()
    shown = [(left, top, right) for word, left, top, right, _ in pdf.words() if word in groups]
    assert len(shown) == len(groups)
    assert all(right < 595 - 51 for _, _, right in shown)
    assert pdf.info["Pages"] == "1"
    assert "NotoSansMono-Regular" in pdf.fonts


def test_recovery_sheet_says_how_to_keep_it(papers, recovery, read):
    text = read(papers.recovery_sheet(recovery)).text
    assert "Bewaar het nooit bij de laptop" in text
    assert "Intake 1" in text
    assert "24 november 2026, 05:47 uur" in text


def test_the_sheet_names_everybody_alerted_and_the_effect(papers, referral, read):
    alerted = (
        Alerted("Arbeidsinspectie", "stand", "Stand A", "000 000 00 00", "dag en nacht", CHECKED, "sent", ""),
        Alerted("Zorg", "nobody", "", "", "", None, "acknowledged", "B. Zorg"),
    )
    full = replace(referral, alerted=alerted, effect="Kan vannacht nergens slapen", how="stand")
    text = read(papers.referral_sheet(full)).text
    for part in (
        "Wat dit met de persoon kan doen Kan vannacht nergens slapen",
        "verstuurd, nog niet bevestigd · stand Stand A · telefoon 000 000 00 00",
        "(dag en nacht, nagekeken op 22 november 2026)",
        "bevestigd door B. Zorg · niemand bereikbaar",
        "Ontvanger bereikt stand in de straat",
    ):
        assert part in text.replace("• ", "")


@pytest.mark.parametrize("signs", [3400, 4296])
def test_the_code_of_the_handover_is_whole_on_one_page(papers, referral, read, tmp_path, signs):
    """Every module of the code is read back from the page as a printer draws it (300 dpi)."""
    text = "FC1" + "A7Q" * ((signs - 3) // 3)
    pdf = read(papers.referral_sheet(replace(referral, handover=text)))
    page = pdf.info["Pages"]
    (below,) = (bottom for word, *_, bottom in pdf.words(int(page)) if word == "haar.")
    command = ("pdftoppm", "-r", str(DPI), "-gray", "-f", page, "-l", page, "-singlefile")
    subprocess.run([*command, str(pdf.path), str(tmp_path / "page")], check=True)
    found = modules_drawn(tmp_path / "page.pgm", below, len(matrix(text)))
    assert found == [bytes(line) for line in matrix(text)]
    assert len(found) * 0.5 < 104, "half a millimetre a module at least"


DPI = 300


def matrix(text):
    return segno.make(text, error="l", micro=False, boost_error=False).matrix


def modules_drawn(path, below, count):
    """The modules of the only code below ``below`` (points from the top): 1 is dark."""
    head, size, _, pixels = path.read_bytes().split(b"\n", 3)
    assert head == b"P5"
    wide = int(size.split()[0])
    foot = round(270 / 25.4 * DPI)
    lines = [pixels[at * wide : (at + 1) * wide] for at in range(round(below / 72 * DPI) + 4, foot)]
    dark = [[at for at, grey in enumerate(line) if grey < 128] for line in lines]
    rows = [at for at, line in enumerate(dark) if line]
    left, right = min(min(line) for line in dark if line), max(max(line) for line in dark if line)
    top, module = rows[0], (right - left + 1) / count
    middles = [(at + 0.5) * module for at in range(count)]
    return [bytes(lines[int(top + y)][int(left + x)] < 128 for x in middles) for y in middles]


def test_without_a_code_nothing_asks_to_scan_one(papers, referral, read):
    assert "Overnemen op de laptop" not in read(papers.referral_sheet(referral)).text


def test_a_sheet_without_its_code_says_so_and_what_to_do(papers, referral, read):
    told = ("De overdracht is te groot.", "Breng een bundel.")
    text = read(papers.referral_sheet(replace(referral, without_code=told))).text
    assert "Overnemen op de laptop van de ontvanger Dit formulier heeft geen code om te scannen." in text
    assert " ".join(told) in text
    for other in (replace(referral, handover="FC1A7Q", without_code=()), referral):
        assert "geen code om te scannen" not in read(papers.referral_sheet(other)).text


def test_who_was_not_reached_yet_is_not_said_to_be(papers, referral, read):
    text = read(papers.referral_sheet(replace(referral, how="phone", reached=False))).text
    assert "Te bereiken via telefoon" in text
    assert "Ontvanger bereikt" not in text


def test_without_a_talk_nothing_is_said_to_have_been_asked(papers, referral, read):
    bare = replace(referral, figures=(), blank_domains=(), conditions=(), talked=False)
    text = read(papers.referral_sheet(bare)).text
    assert "Op dit formulier staat niets uit een gesprek." in text
    assert "Over elk onderwerp" not in text
    assert "Berekeningen" not in text
