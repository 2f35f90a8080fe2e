"""A practice desk on a real encrypted store, with real papers and bundles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from four_laptops import Street, street

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.authorship import authors
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.ports import Store
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip, found
from fieldcheck.usecases.setup import take_over
from tests.morning import now
from tests.quick_keys import QUICK

USER = "J. Voorbeeld"


@pytest.fixture(scope="session")
def founded() -> Founded:
    """One authority for all tests: making RSA keys takes most of a second."""
    return found(replace(practice_action(), day=now().date()), clock=now)


@pytest.fixture
def tent(tmp_path: Path) -> Iterator[Street]:
    """The four laptops of an action, with a stick between them."""
    with street(tmp_path) as laptops:
        yield laptops


@pytest.fixture(autouse=True)
def _what_is_written_comes_in_elsewhere(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No use case writes an entry for which another laptop would refuse the day that it is in."""
    if request.node.get_closest_marker("forging"):
        return
    drafted = Desk.draft

    def draft(self: Desk, kind: str, subject_kind: str, subject: str, payload: dict[str, Any]) -> Draft:
        assert self.actor.role in authors(kind), f"{kind} by {self.actor.role.value}"
        return drafted(self, kind, subject_kind, subject, payload)

    monkeypatch.setattr(Desk, "draft", draft)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    vault = FileVault(tmp_path / "laptop", now, stretching=QUICK)
    created = vault.create(USER, "zes ezels in de mist", DeviceId(new_uuid7(now())))
    yield created.store
    created.store.close()


@pytest.fixture
def desk(store: Store, founded: Founded, tmp_path: Path) -> Desk:
    """A handhaver at the intake post of a laptop that may play every role."""
    plan = LaptopPlan("oefenlaptop", "OE", "intake", tuple(Role))
    take_over(store, equip(founded, plan, device=store.device), user=USER)
    return Installation(tmp_path / "laptop", now).sit_down(store, user=USER, role=Role.HANDHAVER)


@pytest.fixture
def inspector(desk: Desk) -> Desk:
    return change_place(desk, role=Role.ISZW_INSPECTOR, post="iszw")


@pytest.fixture
def coordinator(desk: Desk) -> Desk:
    return change_place(desk, role=Role.COORDINATOR, post="coordinator")
