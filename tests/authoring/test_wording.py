"""Conditions in words: true to the expression, and the expression itself where there are no words."""

from __future__ import annotations

import pytest

from fieldcheck import assets
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.i18n import texts
from fieldcheck.usecases.forms import form_source
from fieldcheck.usecases.rule_wording import Asked, Wording

YES_NO = {"yes": "ja", "no": "nee"}
QUESTIONS = {
    "contract": Asked("Heeft u een contract?", "select_one", YES_NO),
    "costs": Asked("Welke kosten?", "select_multiple", {"rent": "Huur", "fines": "Boetes"}),
    "amount": Asked("Hoeveel?", "decimal"),
    "since": Asked("Sinds wanneer?", "date"),
}
WORDING = Wording(
    texts("nl"), QUESTIONS, signals={"underpaid": "Loon te laag"}, facts={"pay-amount": "amount"}
)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("${contract} = 'no'", "“Heeft u een contract?” is “nee”"),
        ("'no' = ${contract}", "“Heeft u een contract?” is “nee”"),
        ("${contract} != ''", "“Heeft u een contract?” is beantwoord"),
        ("not(${contract} = '')", "“Heeft u een contract?” is beantwoord"),
        ("${contract} = 'yes' or ${contract} = 'no'", "“Heeft u een contract?” is “ja” of “nee”"),
        ("selected(${costs}, 'fines')", "bij “Welke kosten?” is “Boetes” gekozen"),
        ("not(selected(${costs}, 'rent'))", "bij “Welke kosten?” is “Huur” niet gekozen"),
        (". >= 0 and . <= 0.5", "het antwoord is ten minste 0 en het antwoord is hoogstens 0,5"),
        ("10 > ${amount}", "“Hoeveel?” is minder dan 10"),
        ("${since} <= today()", "“Sinds wanneer?” ligt niet na vandaag"),
        ("not(${amount} > 5)", "het is niet zo dat (“Hoeveel?” is meer dan 5)"),
        (
            "${contract} = 'no' and (${amount} > 1 or ${since} != '')",
            "“Heeft u een contract?” is “nee” en "
            "(“Hoeveel?” is meer dan 1 of “Sinds wanneer?” is beantwoord)",
        ),
        ("fc:signal('underpaid')", "het signaal “Loon te laag” klopt"),
        ("fc:age() < 18", "de leeftijd is minder dan 18"),
        (
            "fc:dimension('coercion') and not(fc:dimension('exploitation'))",
            "de signalen over “dwang in het werkland” wegen samen zwaar genoeg en "
            "de signalen over “uitbuiting” wegen samen niet zwaar genoeg",
        ),
        ("fc:dimension('ours')", "de signalen over “ours” wegen samen zwaar genoeg"),
        (
            "count(${contract}[. = 'no']) > 1",
            "het aantal keer “nee” bij “Heeft u een contract?” is meer dan 1",
        ),
        ("fc:state('pay-amount') = 'afraid'", "bij “Hoeveel?” staat: durfde niet te antwoorden"),
        ("fc:stay-days() > fc:limit('stay_days')", None),
        ("${amount} * 2 + 1 < 100", "(“Hoeveel?” × 2) + 1 is minder dan 100"),
        ("yes", "altijd"),
        ("", ""),
    ],
)
def test_a_condition_is_told_in_words(expression: str, said: str | None) -> None:
    told = WORDING.condition(expression)
    assert told != expression or not expression
    assert said is None or told == said


@pytest.mark.parametrize(
    "expression",
    [
        "count(${person}[age < 18]) > 0",
        "indexed-repeat(${amount}, ${contract}, 2) = 5",
        "${contract} = ",
        "/data/*[1] = 'x'",
        "${unknown} = 1",
        "${amount}",
    ],
)
def test_what_has_no_words_is_shown_as_it_is_written(expression: str) -> None:
    assert WORDING.condition(expression) == expression


FORMS = sorted(path.parent.name for path in assets.folder("forms").glob("*/form.md"))


@pytest.mark.parametrize("form_id", [name for name in FORMS if name != assets.LISTS])
def test_every_condition_of_every_form_has_words(form_id: str) -> None:
    form = form_source(form_id)
    book = read_workbook(form.source, form.filename)
    questions = {row.get("name"): Asked(row.get("label") or row.get("name")) for row in book["survey"].rows}
    wording = Wording(texts("nl"), questions, signals={}, facts={})
    columns = {"survey": ("relevant", "constraint"), "signals": ("when",), "referrals": ("when",)}
    written = [
        (row.get(column), row.get("name"))
        for sheet, names in columns.items()
        for row in (book[sheet].rows if sheet in book else ())
        for column in names
        if row.get(column)
    ]
    assert len(written) > 10
    assert [text for text, name in written if wording.condition(text, of=name) == text] == []


def test_the_words_around_it_are_in_the_language_asked_for() -> None:
    english = Wording(texts("en"), QUESTIONS, signals={}, facts={})
    assert "“Heeft u een contract?”" in english.condition("${contract} = 'no'")
