"""Approving in the application: by name, of what was read, where the sources are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from translated import folders

from fieldcheck import assets
from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n.upkeep import compile_all
from fieldcheck.usecases.approving import Pair, approve_translation, can_approve, texts_to_read
from fieldcheck.usecases.language_standing import Approved, LanguageStanding, form_standing

__all__ = ["folders"]
TODAY = date(2026, 11, 22)


def source(folders: Path) -> Path:
    return folders / "translations" / "pl" / "forms" / "trial.po"


def test_who_read_every_text_approves_it_and_it_counts_at_once(folders: Path) -> None:
    reading = texts_to_read("trial", "pl")
    assert reading.whole
    assert reading.pairs[0] == Pair("Hoe heet u?", "Jak się Pan/Pani nazywa?")
    assert "Vraag door." not in {one.dutch for one in reading.pairs}  # the person opposite does not read it
    approve_translation(reading, by=" J.  Kowalska ", on=TODAY)
    own = Approved("trial", "J. Kowalska", "2026-11-22")
    assert form_standing("trial").language("pl") == LanguageStanding(
        "pl", 3, approved=5, draft=2, approvals=(own,)
    )


def test_shared_lists_are_approved_by_themselves(folders: Path) -> None:
    approve_translation(texts_to_read(assets.LISTS, "pl"), by="J. Kowalska", on=TODAY)
    found = form_standing(assets.LISTS).language("pl")
    assert found is not None
    assert (found.approved, found.draft) == (2, 0)


def test_what_changed_since_it_was_read_is_not_approved(folders: Path) -> None:
    reading, path = texts_to_read("trial", "pl"), source(folders)
    path.write_text(path.read_text("utf-8").replace("Dziękujemy.", "Dzięki."), "utf-8")
    before = path.read_bytes()
    with pytest.raises(UserFixable, match="gewijzigd sinds u ze las"):
        approve_translation(reading, by="J. Kowalska", on=TODAY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("by", ["", "  "])
def test_nobody_approves_nothing(folders: Path, by: str) -> None:
    before = source(folders).read_bytes()
    with pytest.raises(UserFixable, match="op naam"):
        approve_translation(texts_to_read("trial", "pl"), by=by, on=TODAY)
    assert source(folders).read_bytes() == before


def test_a_translation_with_gaps_is_read_but_not_approved(folders: Path) -> None:
    path = source(folders)
    path.write_text(path.read_text("utf-8").replace('"Jeden"', '""'), "utf-8")
    reading = texts_to_read("trial", "pl")
    assert (reading.whole, Pair("Eén", "") in reading.pairs) == (False, True)
    with pytest.raises(UserFixable, match="nog niet af"):
        approve_translation(reading, by="J. Kowalska", on=TODAY)


def test_an_installed_program_says_that_it_cannot(folders: Path) -> None:
    assert can_approve("trial", "pl")
    compile_all(folders / "translations")
    source(folders).unlink()
    assert not can_approve("trial", "pl")
    with pytest.raises(UserFixable, match="staat niet op deze laptop"):
        texts_to_read("trial", "pl")


def test_an_imported_form_of_the_same_name_has_other_texts(folders: Path) -> None:
    own = folders / "home" / "forms" / "trial"
    own.mkdir(parents=True)
    (own / "form.md").write_text((folders / "forms" / "trial" / "form.md").read_text("utf-8"), "utf-8")
    assert not can_approve("trial", "pl")
