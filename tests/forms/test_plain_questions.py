"""A yes says one thing, and no question is put in the words of an office."""

from __future__ import annotations

import re

import pytest

from fieldcheck import assets
from fieldcheck.engine.sheets import Row, read_workbook

FORMS = sorted(assets.folder("forms").glob("*/form.md"))
TURNED = re.compile(r"\b(niet|niets|geen|niemand|nooit|nergens|zonder)\b", re.I)
CLEAR = {
    "signed_unread": "the denial belongs to the language; yes is: it had to be signed",
    "unease": "“er klopt iets niet” is a saying; yes is: I have that feeling",
}
"""Questions with a denial in them to which a yes is clear all the same, and why."""
OFFICIAL = re.compile(r"\b(uitlener|stug|opvang|betreffende|derhalve|indien|middels)\b|tussen 0 en", re.I)


def _rows(form: object, sheet: str) -> tuple[Row, ...]:
    path = next(path for path in FORMS if path == form)
    book = read_workbook(path.read_bytes(), path.name, needs_survey=False)
    return book[sheet].rows if sheet in book else ()


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.parent.name)
def test_a_question_that_takes_yes_or_no_asks_without_denying(form: object) -> None:
    """“Ja” to “Kan hij er niet bij?” means both; answers were read the wrong way round."""
    turned = {
        row.get("name"): row.get("label")
        for row in _rows(form, "survey")
        if row.get("type").startswith("select_one yes_no") and TURNED.search(row.get("label"))
    }
    assert {name: label for name, label in turned.items() if name not in CLEAR} == {}


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.parent.name)
def test_the_words_are_not_those_of_an_office(form: object) -> None:
    texts = [
        text
        for sheet in ("survey", "choices", "signals", "referrals")
        for row in _rows(form, sheet)
        for text in row.cells.values()
    ]
    assert [text for text in texts if OFFICIAL.search(text)] == []
