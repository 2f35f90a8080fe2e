"""Stores in a temporary folder, closed when their test ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_drafts import KEY, SteppingClock

from fieldcheck.crypto import Stretching
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.store.database import DatabaseStore, create_store
from fieldcheck.store.vault import FileVault

MakeStore = Callable[..., DatabaseStore]


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[MakeStore]:
    with contextlib.ExitStack() as stack:

        def make(device: str = "device-a", clock: SteppingClock | None = None) -> DatabaseStore:
            path = tmp_path / f"{device}.db"
            store = create_store(path, KEY, DeviceId(device), clock or SteppingClock())
            stack.callback(store.close)
            return store

        yield make


@pytest.fixture
def store(make_store: MakeStore) -> DatabaseStore:
    return make_store()


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def vault(tmp_path: Path, clock: SteppingClock) -> FileVault:
    """A vault whose passphrases are stretched little, so that tests of other things are quick."""
    return FileVault(tmp_path / "laptop", clock, stretching=Stretching(memory_kib=64, passes=1, lanes=1))
