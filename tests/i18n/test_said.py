"""What was found is Dutch where it is written, and in the reader's language where it is shown."""

from __future__ import annotations

import pytest

from fieldcheck.domain.errors import N_, BundleRefused
from fieldcheck.domain.wording import Clause, Said
from fieldcheck.i18n import Texts, error_text, said, texts
from fieldcheck.i18n.catalogue import Catalogue
from fieldcheck.i18n.languages import language

ENGLISH = {
    "{count} regels ({why})": ("{count} lines ({why})",),
    "inhoud": ("contents",),
    "Het zegel van {file} is verbroken.": ("The seal of {file} is broken.",),
    "Geweigerd: {reason}.": ("Refused: {reason}.",),
}


@pytest.fixture
def english() -> Texts:
    return Texts(language("en"), "screens", Catalogue(entries=ENGLISH))


def test_it_is_dutch_text_until_it_is_shown(english: Texts) -> None:
    found = Said(N_("{count} regels ({why})"), count=3, why=Said(N_("inhoud")))
    assert found == "3 regels (inhoud)"
    assert said(found, texts("nl")) == "3 regels (inhoud)"
    assert said(found, english) == "3 lines (contents)"


def test_a_sentence_becomes_a_clause_in_every_language(english: Texts) -> None:
    found = Clause(N_("Het zegel van {file} is verbroken."), file="A.age")
    assert found == "het zegel van A.age is verbroken"
    assert said(found, english) == "the seal of A.age is broken"


def test_what_was_filled_in_is_never_a_pattern(english: Texts) -> None:
    found = Said(N_("Het zegel van {file} is verbroken."), file="{count}")
    assert said(found, english) == "The seal of {count} is broken."
    assert said("{count}", english) == "{count}"


def test_an_error_shows_its_reason_in_the_language_of_the_error(english: Texts) -> None:
    error = BundleRefused(N_("Geweigerd: {reason}."), reason=Said(N_("inhoud")))
    assert str(error) == "Geweigerd: inhoud."
    assert error_text(error, english)[0] == "Refused: contents."
