"""What becomes of each text of a form in each language, and whose approval holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from translated import folders, work

from fieldcheck import assets
from fieldcheck.i18n.progress import approve
from fieldcheck.i18n.upkeep import compile_all, update
from fieldcheck.usecases.language_standing import Approved, LanguageStanding, form_standing

__all__ = ["folders"]


def polish() -> LanguageStanding:
    found = form_standing("trial").language("pl")
    assert found is not None
    return found


def test_every_text_is_counted_once_by_its_state(folders: Path) -> None:
    trial = form_standing("trial")
    assert (trial.title, trial.version, trial.questions) == ("Proef", "3", 3)
    assert [one.tag for one in trial.languages] == ["nl", "pl", "fr"]
    assert trial.language("nl") == LanguageStanding("nl", 3, written=8)
    assert polish() == LanguageStanding("pl", 3, draft=7)
    french = trial.language("fr")
    assert french == LanguageStanding("fr", 2, draft=2, missing=5)
    assert (french.texts, french.translated, french.share) == (7, 2, 28)


def test_an_approval_counts_for_its_own_catalogue(folders: Path) -> None:
    approve(work(folders, assets.LISTS), "J. Kowalska", date(2026, 11, 21))
    shared = Approved(assets.LISTS, "J. Kowalska", "2026-11-21")
    assert polish() == LanguageStanding("pl", 3, approved=2, draft=5, approvals=(shared,))
    approve(work(folders, "trial"), "J. Kowalska", date(2026, 11, 22))
    own = Approved("trial", "J. Kowalska", "2026-11-22")
    assert polish() == LanguageStanding("pl", 3, approved=7, approvals=(own, shared))
    lists = form_standing(assets.LISTS).language("pl")
    assert lists == LanguageStanding("pl", 0, approved=2, approvals=(shared,))


def test_an_approval_of_other_words_counts_for_nothing(folders: Path) -> None:
    approve(work(folders, "trial"), "J. Kowalska", date(2026, 11, 22))
    path = folders / "translations" / "pl" / "forms" / "trial.po"
    path.write_text(path.read_text("utf-8").replace("Dziękujemy.", "Dzięki."), "utf-8")
    assert polish() == LanguageStanding("pl", 3, draft=7)


@pytest.mark.parametrize("extracted", [False, True])
def test_a_question_whose_dutch_changed_is_stale(folders: Path, extracted: bool) -> None:
    source = folders / "forms" / "trial" / "form.md"
    source.write_text(source.read_text("utf-8").replace("Nog iets?", "Wilt u nog iets zeggen?"), "utf-8")
    if extracted:
        one = work(folders, "trial")
        update(one.path, "pl", one.entries)
    assert polish() == LanguageStanding("pl", 2, draft=6, stale=1)


def test_an_installed_program_knows_the_same(folders: Path) -> None:
    source = folders / "forms" / "trial" / "form.md"
    source.write_text(source.read_text("utf-8").replace("Nog iets?", "Wilt u nog iets zeggen?"), "utf-8")
    one = work(folders, "trial")
    update(one.path, "pl", one.entries)
    approve(work(folders, assets.LISTS), "J. Kowalska", date(2026, 11, 21))
    before = polish()
    assert (before.stale, before.approved) == (1, 2)
    compile_all(folders / "translations")
    for path in (folders / "translations").rglob("*.po"):
        path.unlink()
    assert polish() == before
