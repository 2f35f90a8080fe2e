"""The settings count every form, and approve on behalf of who is named what was just read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.bootstrap import Installation
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import approving
from fieldcheck.usecases.approving import Pair, Reading
from fieldcheck.usecases.desk import Desk
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.self_test import Check
from fieldcheck.viewmodels.settings import SettingsViewModel
from fieldcheck.viewmodels.settings_state import LISTS
from tests.morning import now


@pytest.fixture
def model(desk: Desk, tmp_path: Path) -> SettingsViewModel:
    return SettingsViewModel(desk, InlineJobs(), Installation(tmp_path, now))


def test_every_form_is_there_with_every_language(
    model: SettingsViewModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    broken = assets.own_forms() / "half"
    broken.mkdir(parents=True)
    (broken / "form.md").write_text("Dear all", encoding="utf-8")
    model.load()
    lines = {one.id: one for one in model.state.forms}
    assert set(lines) == {*assets.form_ids(), LISTS}
    assert model.state.total == len(lines)
    assert lines["half"].broken
    intake = lines["intake-park"]
    dutch, polish = intake.cell("nl"), intake.cell("pl")
    assert dutch is not None
    assert polish is not None
    assert (dutch.own, dutch.approvable, dutch.settled) == (True, False, True)
    assert (polish.draft, polish.approved, polish.settled) == (polish.translated, 0, False)
    model.select("intake-park", "pl")
    assert model.state.chosen == (intake, polish)
    model.select("intake-park", "xx")
    assert model.state.chosen is None


def test_who_is_named_approves_what_was_read(
    model: SettingsViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading("intake-park", "pl", (Pair("Ja", "Tak"),))
    given: list[tuple[Reading, str]] = []
    monkeypatch.setattr(approving, "texts_to_read", lambda *_: reading)
    monkeypatch.setattr(
        approving, "approve_translation", lambda _desk, was_read, *, by: given.append((was_read, by))
    )
    model.select("intake-park", "pl")
    model.approve("J. Kowalska")  # nothing was read
    model.read()
    assert model.state.reading is not None
    assert model.state.reading.pairs == (("Ja", "Tak"),)
    model.put_away()
    model.approve("J. Kowalska")  # it was put away
    assert given == []
    model.read()
    model.approve("J. Kowalska")
    assert given == [(reading, "J. Kowalska")]
    assert model.state.reading is None
    assert model.state.forms


def test_only_who_may_approve_is_offered_to(desk: Desk, tmp_path: Path) -> None:
    offered = {
        role
        for role in Role
        if SettingsViewModel(
            replace(desk, actor=replace(desk.actor, role=role)), InlineJobs(), Installation(tmp_path, now)
        ).state.may_approve
    }
    assert offered == {Role.COORDINATOR, Role.ADMINISTRATOR}


def test_what_cannot_be_approved_here_is_said(model: SettingsViewModel) -> None:
    model.select("no-such-form", "pl")
    model.read()
    assert model.state.trouble is not None
    assert model.state.trouble.kept == "De vertaling blijft een concept."


def test_the_self_test_is_done_when_asked(model: SettingsViewModel) -> None:
    assert model.state.checks == ()
    model.test()
    assert [one.check for one in model.state.checks] == list(Check)
