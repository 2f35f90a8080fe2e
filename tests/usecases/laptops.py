"""More laptops of one action, each with its own encrypted store and keys."""

from __future__ import annotations

from pathlib import Path

from fieldcheck.bootstrap import Installation
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import SetUp
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip
from fieldcheck.usecases.setup import take_over
from tests.morning import now
from tests.quick_keys import QUICK


def laptop(folder: Path, founded: Founded, plan: LaptopPlan, *, user: str = "A. Inspecteur") -> Desk:
    """The desk of a laptop that was set up for an action; close ``desk.store`` after use."""
    device = DeviceId(new_uuid7(now()))
    return laptop_from(folder, equip(founded, plan, device=device), device=device, user=user)


def laptop_from(
    folder: Path, set_up: SetUp, *, device: DeviceId | None = None, user: str = "A. Inspecteur"
) -> Desk:
    """The desk of a laptop that took over what a set-up bundle brought; close ``desk.store`` after use."""
    vault = FileVault(folder, now, stretching=QUICK)
    store = vault.create(user, "zes ezels in de mist", device or DeviceId(new_uuid7(now()))).store
    take_over(store, set_up, user=user)
    return Installation(folder, now).sit_down(store, user=user, role=Role(set_up.roles[0]))


STAND = LaptopPlan("stand", "ST", "iszw", (Role.ISZW_INSPECTOR,))
SECOND_INTAKE = LaptopPlan("intake-2", "IT", "intake", (Role.HANDHAVER,))
