"""What a check found, told in another language: every part of it, and what pyxform says as it said it."""

from __future__ import annotations

import pytest

from fieldcheck.authoring.checking import report_lines
from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import check, publish
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.i18n import Texts, error_text, said
from tests.i18n.capitals import capitals

FORM = """
| survey |               |          |                |                    |          |
|        | type          | name     | label          | constraint         | required |
|        | select_one jn | question | Ja of nee?     |                    |          |
|        | text          | other    | Wat ${qestion} | ${question} = 'jaa' | |
|        | integer       | number   | Hoeveel?       | . > 'veel'         |          |
|        | geopoint      | where    | Waar?          |                    |          |
|        | note          | told     | Zo is het.     |                    | yes      |
| choices |           |      |       |
|         | list_name | name | label |
|         | jn        | ja   | Ja    |
|         | jn        | nee  | Nee   |
"""


@pytest.fixture
def shouting() -> Texts:
    return capitals()


def test_a_report_is_told_in_the_language_of_the_reader(shouting: Texts) -> None:
    lines = list(report_lines(check(FORM.encode(), filename="form.md", texts={}), shouting))
    assert lines[:4] == [
        "form.md, BLAD survey, RIJ 3, KOLOM constraint: “jaa” STAAT NIET OP DE LIJST “jn” VAN “question” "
        "(BEDOELT U “ja”?); DAAROP STAAN ja, nee",
        "form.md, BLAD survey, RIJ 3, KOLOM label: ER IS GEEN VRAAG “qestion” (BEDOELT U “question”?)",
        "form.md, BLAD survey, RIJ 4, KOLOM constraint: “number” (EEN GETAL) KAN NIET MET > WORDEN "
        "VERGELEKEN MET “veel”",
        "form.md, BLAD survey, RIJ 5, KOLOM type: “where” HEEFT HET TYPE geopoint: AAN EEN BUREAU IS ER GEEN "
        "PLAATSBEPALING; VRAAG HET ADRES, MET EEN VRAAG VAN HET TYPE TEXT",
    ]


def test_a_refused_form_tells_its_reasons_in_the_language_of_the_reader(shouting: Texts) -> None:
    with pytest.raises(FormRefused) as refused:
        publish(FORM.encode(), filename="form.md", texts={})
    told = [said(problem, shouting) for problem in refused.value.problems]
    assert len(told) == 5
    assert all("BLAD survey" in line for line in told)
    # Without a translator they are Dutch.
    assert refused.value.problems[1] == (
        "form.md, blad survey, rij 3, kolom label: er is geen vraag “qestion” (bedoelt u “question”?)"
    )


def test_what_pyxform_says_is_introduced(shouting: Texts) -> None:
    rows = "| survey | | | | |\n| | type | name | label | parameters |\n| | text | a | A | rows=x |\n"
    (problem,) = check(rows.encode(), filename="f.md", texts={}).problems
    assert problem.line == (
        "f.md, blad survey, rij 2: pyxform zegt: Parameter rows must have an integer value."
    )
    assert said(problem.reason, shouting) == "PYXFORM ZEGT: Parameter rows must have an integer value."


def test_a_reason_inside_an_error_is_translated_too(shouting: Texts) -> None:
    with pytest.raises(BadExpression) as refused:
        parse("1 +")
    assert error_text(refused.value, shouting)[0] == (
        "DE UITDRUKKING KLOPT NIET: DE UITDRUKKING HOUDT TE VROEG OP"
    )
