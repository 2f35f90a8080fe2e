"""The referral sheet and the recovery sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.usecases.ports import Reason


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
