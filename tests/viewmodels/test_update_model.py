"""A changed action on the import page: asked about, put in force or left, and the rest of the stick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.domain import events
from fieldcheck.usecases.action_updates import export_update
from fieldcheck.usecases.coordinating import change_action
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import BundleKind
from fieldcheck.viewmodels.importing import ImportViewModel
from fieldcheck.viewmodels.jobs import InlineJobs
from tests.usecases import four_laptops
from tests.usecases.four_laptops import Street, refer, street, talk


@pytest.fixture
def tent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """Four laptops of an action with one short form: publishing twelve takes many seconds."""
    whole = four_laptops.action_of_today()
    posts = tuple(
        replace(post, forms=("intake-park",) if post.code == "intake" else ()) for post in whole.posts
    )
    short = replace(whole, posts=posts)
    monkeypatch.setattr(four_laptops, "action_of_today", lambda: short)
    with street(tmp_path) as laptops:
        yield laptops


def updated(tent: Street) -> tuple[Desk, Path]:
    action = replace(tent.coordinator.action, pre_visit=("De slagboom is dicht.",))
    return export_update(change_action(tent.coordinator, action, "De slagboom"), tent.stick)


def test_a_change_is_asked_about_and_counts_once_somebody_says_so(tent: Street) -> None:
    office, path = updated(tent)
    seated: list[Desk] = []
    model = ImportViewModel(tent.intake1, InlineJobs(), seated.append)
    model.take_file(str(path))
    shown = model.state.offered
    assert shown is not None
    assert shown.reason == "De slagboom"
    assert shown.changes == ("Bekend van het park erbij: De slagboom is dicht.",)
    assert not model.state.free
    model.take_file(str(path))  # nothing else is begun while somebody is asked
    assert model.state.brought == ()
    model.put_in_force()
    assert [desk.action for desk in seated] == [office.action]
    [brought] = model.state.brought
    assert (brought.told, brought.known, brought.trouble) == (
        "De gewijzigde actie geldt nu op deze laptop.",
        False,
        None,
    )
    model.take_file(str(path))
    assert model.state.brought[0].known
    assert model.state.offered is None


def test_left_alone_nothing_changes_and_the_rest_of_the_stick_comes_in(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    from fieldcheck.usecases.exporting import export_referral

    export_referral(tent.intake1, refer(tent.intake1, case).id, tent.stick, progress=lambda done, total: None)
    updated(tent)
    model = ImportViewModel(tent.iszw, InlineJobs())
    model.take_folder(str(tent.stick))
    assert model.state.offered is not None
    before = tent.iszw.store.action()
    model.leave()
    assert tent.iszw.store.action() == before
    assert tent.iszw.store.entries_of(events.ACTION_UPDATED) == ()
    kinds = {one.title: one.left for one in model.state.brought}
    assert kinds == {"Gewijzigde actie, versie 1": True, "Doorverwijzing van intake1": False}
    assert BundleKind.REFERRAL.value in {line.kind for line in tent.iszw.store.bundles()}


def test_a_refused_change_says_why(tent: Street) -> None:
    _, path = updated(tent)
    path.write_bytes(path.read_bytes()[:-1])
    model = ImportViewModel(tent.iszw, InlineJobs())
    model.take_file(str(path))
    [brought] = model.state.brought
    assert brought.trouble is not None
    assert "gaat niet open" in brought.trouble.what
    assert brought.trouble.kept == "De actie zoals zij was, blijft gelden."
