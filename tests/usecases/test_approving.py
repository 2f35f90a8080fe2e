"""Approving in the application: by name, of what was read, where the sources are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from translated import folders

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.errors import NotAllowed, StorageFailed, UserFixable
from fieldcheck.domain.roles import Role
from fieldcheck.i18n.upkeep import compile_all, digest, read
from fieldcheck.usecases.approving import Pair, approve_translation, can_approve, texts_to_read
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.language_standing import Approved, LanguageStanding, form_standing

__all__ = ["folders"]


def source(folders: Path) -> Path:
    return folders / "translations" / "pl" / "forms" / "trial.po"


def test_who_read_every_text_approves_it_and_it_counts_at_once(folders: Path, coordinator: Desk) -> None:
    reading = texts_to_read("trial", "pl")
    assert reading.whole
    assert reading.pairs[0] == Pair("Hoe heet u?", "Jak się Pan/Pani nazywa?")
    assert "Vraag door." not in {one.dutch for one in reading.pairs}  # the person opposite does not read it
    approve_translation(coordinator, reading, by=" J.  Kowalska ")
    own = Approved("trial", "J. Kowalska", coordinator.clock().astimezone().date().isoformat())
    assert form_standing("trial").language("pl") == LanguageStanding(
        "pl", 3, approved=5, draft=2, approvals=(own,)
    )


def test_the_journal_knows_who_approved_which_words(folders: Path, coordinator: Desk) -> None:
    approve_translation(coordinator, texts_to_read("trial", "pl"), by="J. Kowalska")
    (entry,) = [one for one in coordinator.store.entries() if one.kind == events.CATALOGUE_APPROVED]
    assert (entry.actor, entry.role) == (coordinator.actor.name, Role.COORDINATOR.value)
    assert entry.payload is not None
    told = {key: value for key, value in entry.payload.items() if key != "salt"}
    of_words = digest(read(source(folders).read_bytes(), "pl"))
    assert told == {"catalogue": "pl/forms/trial", "by": "J. Kowalska", "digest": of_words}


def test_no_approval_stays_that_the_journal_does_not_know(
    folders: Path, coordinator: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source(folders).read_bytes()

    def full(*_: object) -> None:
        raise StorageFailed("De schijf is vol.")

    monkeypatch.setattr(type(coordinator.store), "record", full)
    with pytest.raises(StorageFailed):
        approve_translation(coordinator, texts_to_read("trial", "pl"), by="J. Kowalska")
    assert source(folders).read_bytes() == before


def test_approving_is_for_who_may(folders: Path, coordinator: Desk) -> None:
    before = source(folders).read_bytes()
    officer = replace(coordinator, actor=replace(coordinator.actor, role=Role.HANDHAVER))
    with pytest.raises(NotAllowed):
        approve_translation(officer, texts_to_read("trial", "pl"), by="J. Kowalska")
    assert source(folders).read_bytes() == before


def test_shared_lists_are_approved_by_themselves(folders: Path, coordinator: Desk) -> None:
    approve_translation(coordinator, texts_to_read(assets.LISTS, "pl"), by="J. Kowalska")
    found = form_standing(assets.LISTS).language("pl")
    assert found is not None
    assert (found.approved, found.draft) == (2, 0)


def test_what_changed_since_it_was_read_is_not_approved(folders: Path, coordinator: Desk) -> None:
    reading, path = texts_to_read("trial", "pl"), source(folders)
    path.write_text(path.read_text("utf-8").replace("Dziękujemy.", "Dzięki."), "utf-8")
    before = path.read_bytes()
    with pytest.raises(UserFixable, match="gewijzigd sinds u ze las"):
        approve_translation(coordinator, reading, by="J. Kowalska")
    assert path.read_bytes() == before


@pytest.mark.parametrize("by", ["", "  "])
def test_nobody_approves_nothing(folders: Path, coordinator: Desk, by: str) -> None:
    before = source(folders).read_bytes()
    with pytest.raises(UserFixable, match="op naam"):
        approve_translation(coordinator, texts_to_read("trial", "pl"), by=by)
    assert source(folders).read_bytes() == before


def test_a_translation_with_gaps_is_read_but_not_approved(folders: Path, coordinator: Desk) -> None:
    path = source(folders)
    path.write_text(path.read_text("utf-8").replace('"Jeden"', '""'), "utf-8")
    reading = texts_to_read("trial", "pl")
    assert (reading.whole, Pair("Eén", "") in reading.pairs) == (False, True)
    with pytest.raises(UserFixable, match="nog niet af"):
        approve_translation(coordinator, reading, by="J. Kowalska")


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
