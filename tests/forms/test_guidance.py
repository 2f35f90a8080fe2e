"""Whoever asks has something to hold on to: what counts, an example, what next."""

from __future__ import annotations

import re

import pytest

from fieldcheck import assets
from fieldcheck.engine.sheets import Row, read_workbook
from fieldcheck.i18n.upkeep import read
from fieldcheck.usecases.forms import form_source

FORMS = sorted(path.parent.name for path in assets.folder("forms").glob("*/form.md"))
FORMS = [name for name in FORMS if name != assets.LISTS]
SENSITIVE = ("freedom", "coercion", "papers", "dependency", "recruitment")
"""Domains in which a question touches what somebody may be afraid of."""
EXAMPLE = re.compile(r"\bbijvoorbeeld\b|\bdenk aan\b|\book een\b", re.I)
NEXT = re.compile(
    r"\b(vraag|noteer|schrijf|bel|regel|bied|kijk|leg|lees|zeg|haal|geef|stel|praat|overleg|laat|stop|wijs|dwing|zoek"
    r"|beloof)\b",
    re.I,
)


def _asked(form_id: str) -> list[Row]:
    form = form_source(form_id)
    rows = read_workbook(form.source, form.filename)["survey"].rows
    return [row for row in rows if not row.get("type").startswith(("begin", "end", "calculate"))]


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_is_explained_to_who_asks_it(form_id: str) -> None:
    assert [row.get("name") for row in _asked(form_id) if not row.get("guidance_hint")] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_sensitive_question_has_an_example_and_a_next_step(form_id: str) -> None:
    guidance = {
        row.get("name"): row.get("guidance_hint")
        for row in _asked(form_id)
        if row.get("bind::fc:domain") in SENSITIVE
    }
    assert [name for name, text in guidance.items() if not EXAMPLE.search(text)] == []
    assert [name for name, text in guidance.items() if not NEXT.search(text)] == []


def test_the_same_question_is_explained_the_same_way_but_for_where_it_is_asked() -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for form_id in FORMS:
        for row in _asked(form_id):
            if row.get("bind::fc:domain") in SENSITIVE:
                told.setdefault((row.get("name"), row.get("label")), set()).add(row.get("guidance_hint"))
    assert {name for name, texts in told.items() if len(texts) > 1} == set()


@pytest.mark.parametrize("form_id", FORMS)
def test_an_officer_who_reads_english_gets_it_too(form_id: str) -> None:
    path = assets.folder("translations") / "en" / "forms" / f"{form_id}.po"
    english = {message.context: message for message in read(path.read_bytes(), "en")}
    for row in _asked(form_id):
        cells = [one for context, one in english.items() if context and context.endswith("/guidance_hint")
                 and one.id == row.get("guidance_hint")]  # fmt: skip
        assert cells, row.get("name")
        assert all(one.string and not one.fuzzy for one in cells), row.get("name")
