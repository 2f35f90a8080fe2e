"""Whoever reads a form sees where each question, each signal, each referral and each weight comes from."""

from __future__ import annotations

import re

import pytest

from fieldcheck import assets
from fieldcheck.engine.sheets import Row, read_workbook
from fieldcheck.usecases.forms import form_source

FORMS = sorted(path.parent.name for path in assets.folder("forms").glob("*/form.md"))
FORMS = [name for name in FORMS if name != assets.LISTS]
README = (assets.folder("forms") / "README.md").read_text(encoding="utf-8")
CODES = {
    code
    for codes in re.findall(r"^\| ([A-Z]\d(?:, [A-Z]\d)*) \|", README, re.M)
    for code in codes.split(", ")
}
NAMED = ("Regioplan 2021 (Ede, Utrecht)", "Slachtoffermonitor 2015-2019")
"""Reports that go by their name."""


def _sourced(form_id: str) -> list[tuple[str, str, Row]]:
    """Every question and every rule: what it is called, its source, its row."""
    form = form_source(form_id)
    book = read_workbook(form.source, form.filename)
    asked = [
        (row.get("name"), row.get("bind::fc:source"), row)
        for row in book["survey"].rows
        if not row.get("type").startswith(("begin", "end"))
    ]
    rules = [
        (row.get("code"), row.get("source"), row)
        for sheet in ("signals", "referrals")
        for row in (book[sheet].rows if sheet in book else ())
    ]
    return asked + rules


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_signal_and_referral_has_a_source(form_id: str) -> None:
    sourced = _sourced(form_id)
    assert len(sourced) > 10
    assert [name for name, source, _ in sourced if not source] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_source_is_explained_in_the_readme(form_id: str) -> None:
    unknown = []
    for name, source, _ in _sourced(form_id):
        for part in source.split("; "):
            codes = re.findall(r"\[([A-Z]\d+)\]", part)
            point = re.fullmatch(r"Praktijk \d+", part)
            lines = re.search(r"regel ([\d–]+)(?: en ([\d–]+))?$", part)
            if not (
                (codes and set(codes) <= CODES)
                or (point and f"| {part} |" in README)
                or any(report in part for report in NAMED)
                or part == "lokale grens"
                or part.startswith("NVM-categorie ")
                or part == "Vw art. 8k"
            ):
                unknown.append((name, part))
            if lines and "Regioplan" in part:
                unknown += [(name, one) for one in lines.groups() if one and one not in README]
    assert unknown == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_category_of_which_only_the_name_is_known_is_not_told_as_if_it_had_been_read(form_id: str) -> None:
    """Of six categories of the NVM the study gives the name alone (line 1283)."""
    only_named = ("Werving", "Misleiding", "Vervoer", "Geweld", "Inhouden van loon", "Schuldenlast")
    told = [
        (name, source)
        for name, source, _ in _sourced(form_id)
        for category in only_named
        if f"CoMensha-formulier, {category}," in source
    ]
    assert told == []


def test_a_weight_always_comes_from_the_list_that_gives_weights() -> None:
    for form_id in FORMS:
        weighed = [(name, source) for name, source, row in _sourced(form_id) if row.get("weight")]
        assert [name for name, source in weighed if "ILO/EC 2009 [I2]" not in source] == []
