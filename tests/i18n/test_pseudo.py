"""The two trial languages: longer, bracketed, fields and marks untouched."""

from datetime import date
from decimal import Decimal

import pytest

from fieldcheck.i18n import form_texts, language, long_date, money, texts
from fieldcheck.i18n.fields import keeps_fields
from fieldcheck.i18n.pseudo import pseudo

TAGS = ("qps-ploc", "qps-plocm")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("text", ["Terug", "Zaak {code}", "**Let op** ${name}: `a_b`", "Een\nTwee {n:.2f}"])
def test_fields_and_lines_stay(tag: str, text: str) -> None:
    made = pseudo(text, tag)
    assert keeps_fields((text,), (made,))
    assert made.count("\n") == text.count("\n")
    assert made != text


def test_stretched_by_two_fifths() -> None:
    text = "Weet u waar u slaapt als het werk stopt en de winter komt?"
    assert 1.35 <= len(pseudo(text, "qps-ploc")) / len(text) <= 1.55
    assert "Ŵéé" in pseudo("Weet", "qps-ploc")


def test_every_translator_makes_it_up() -> None:
    words = texts("qps-ploc")
    assert words.text("Zaak {code}", code="I1").endswith("]")
    assert "I1" in words.text("Zaak {code}", code="I1")
    assert "3" in words.plural("Nog {n} vraag", "Nog {n} vragen", 3)
    assert not words.draft
    assert language("qps-plocm").right_to_left
    assert money(Decimal(1), "qps-ploc")
    assert long_date(date(2026, 11, 22), "qps-plocm")


def test_forms_too_when_the_machine_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"survey/work/label": "Werkt u?"}
    assert "qps-ploc" not in form_texts("nergens", sources)
    monkeypatch.setenv("FIELDCHECK_LANGUAGE", "qps-ploc")
    assert form_texts("nergens", sources)["qps-ploc"]["survey/work/label"].startswith("[")
