"""The glossaries: every term in every language, and finding where a translation uses another word."""

from pathlib import Path

import pytest

from fieldcheck.assets import folder
from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n.commands import TRANSLATED
from fieldcheck.i18n.glossary import Term, glossary, has, other_words, terms

TRANSLATIONS = folder("translations")


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_term_has_a_word_in_every_language(tag: str) -> None:
    found = glossary(TRANSLATIONS, tag)
    assert {term.dutch for term in terms(TRANSLATIONS)} == found.keys()
    assert len({words[0] for words in found.values()}) > len(found) - 4, "hardly two terms share a word"
    assert (TRANSLATIONS / tag / "style.md").is_file()


@pytest.mark.parametrize(
    ("text", "phrase", "script", "there"),
    [
        ("O pracodawcy nie mówimy", "pracodawca", "Latn", True),
        ("W umowach o pracę", "umowa o pracę", "Latn", True),
        ("Masz pracę", "umowa o pracę", "Latn", False),
        ("в договорах аренды", "договор аренды", "Cyrl", True),
        ("pasek wypłaty", "pasek wypłaty (loonstrook)", "Latn", True),
        ("وصاحب العمل", "صاحب العمل", "Arab", True),
        ("雇主不可以", "雇主", "Hans", True),
        ("老板不可以", "雇主", "Hans", False),
        ("çalışma saatleriniz", "çalışma saatleri", "Latn", True),
    ],
)
def test_inflection_is_no_difference(text: str, phrase: str, script: str, there: bool) -> None:
    assert has(text, phrase, script) == there


def test_another_word_is_noticed() -> None:
    pairs = [("Uw werkgever betaalt", "Pana/Pani szef płaci"), ("Uw werkgever belt", "Pracodawca dzwoni")]
    known = {"werkgever": ("pracodawca",)}
    found = list(other_words(pairs, known, [Term("werkgever", frozenset({"werkgever"}))], "pl"))
    assert [one.dutch for one in found] == ["Uw werkgever betaalt"]
    assert found[0].wanted == "pracodawca"


@pytest.mark.parametrize("text", ["[[term]]\ndutch =", "term = 3", "[[term]]\nwords = []", "\x00"])
def test_a_broken_list_of_terms_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "glossary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserFixable, match=r"glossary\.toml"):
        terms(tmp_path)
