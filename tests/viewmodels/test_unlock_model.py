"""Wrong tries slow down, and a restart does not reset them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldcheck.crypto import Stretching
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.store.vault import FileVault
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.unlock import UnlockViewModel
from fieldcheck.viewmodels.workplace import Workplace

USER, PASSPHRASE = "J. Voorbeeld", "zes ezels in de mist"


@dataclass
class Laptop:
    """An installation with a clock that a test can move."""

    folder: Path
    now: datetime = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)

    def clock(self) -> datetime:
        return self.now

    @property
    def vault(self) -> FileVault:
        return FileVault(self.folder, self.clock, stretching=Stretching(64, 1, 1))


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    laptop = Laptop(tmp_path)
    laptop.vault.create(USER, PASSPHRASE, DeviceId("device")).store.close()
    return laptop


@pytest.fixture
def models() -> Iterator[list[UnlockViewModel]]:
    made: list[UnlockViewModel] = []
    yield made
    for model in made:
        model._workplace.leave()


def start(laptop: Laptop, made: list[UnlockViewModel]) -> UnlockViewModel:
    installed: Any = laptop
    workplace = Workplace(installed, InlineJobs())
    model = UnlockViewModel(workplace, Shell(workplace, first=Screen.UNLOCK))
    made.append(model)
    return model


def test_wrong_tries_slow_down_and_a_restart_does_not_help(
    laptop: Laptop, models: list[UnlockViewModel]
) -> None:
    model = start(laptop, models)
    while model.state.wait_s == 0:
        model.unlock(USER, "fout")
        assert model.state.problem is not None
    again = start(laptop, models)
    again.unlock(USER, PASSPHRASE)
    assert again.state.wait_s > 0
    assert not again._workplace.unlocked
    laptop.now += timedelta(seconds=again.state.wait_s)
    again.tick()
    assert again.state.wait_s == 0
    again.unlock(USER, PASSPHRASE)
    assert again._shell.state.place.screen is Screen.WIZARD  # no action yet: on with setting up


def test_the_recovery_code_has_its_own_count(laptop: Laptop, models: list[UnlockViewModel]) -> None:
    model = start(laptop, models)
    while model.state.wait_s == 0:
        model.unlock(USER, "fout")
    assert laptop.vault.wait_seconds("") == 0
