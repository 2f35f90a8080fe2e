"""One-time codes are kept for whoever made the bundles, until they are written down; for nobody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.equipping import Handed
from fieldcheck.usecases.one_time_codes import KeptCode, forget_codes, keep_codes, kept_codes
from fieldcheck.usecases.preparing import LaptopPlan
from tests.morning import now
from tests.quick_keys import QUICK

CODE = "4QAAN-9E5JB-R2X7K-X25VN-0M2BF-NYPH1-C999S"


def handed(name: str, code: str = CODE) -> Handed:
    plan = LaptopPlan(name, "Q1", "intake", (Role.HANDHAVER,))
    return Handed(plan, Path("/stick") / f"{name}.asice.age", code)


def test_codes_are_kept_in_their_order_until_they_are_written_down(coordinator: Desk) -> None:
    keep_codes(coordinator, [handed("intake2")])
    kept = keep_codes(coordinator, [handed("intake3", "second")])
    assert kept == kept_codes(coordinator)
    assert kept == (
        KeptCode("intake2", "intake2.asice.age", CODE),
        KeptCode("intake3", "intake3.asice.age", "second"),
    )
    forget_codes(coordinator)
    assert kept_codes(coordinator) == ()


def test_another_user_of_the_same_laptop_cannot_read_them_in_any_role(
    coordinator: Desk, tmp_path: Path
) -> None:
    vault = FileVault(tmp_path / "shared", now, stretching=QUICK)
    vault.create("A. Eerste", "zes ezels in de mist", DeviceId(new_uuid7(now()))).store.close()
    vault.adding("B. Tweede", "acht apen op een dak", by="A. Eerste", proof="zes ezels in de mist")()
    store = vault.unlock("A. Eerste", "zes ezels in de mist")
    keep_codes(replace(coordinator, store=store), [handed("intake2")])
    store.close()
    store = vault.unlock("B. Tweede", "acht apen op een dak")
    assert kept_codes(replace(coordinator, store=store)) == ()
    store.close()
    store = vault.unlock("A. Eerste", "zes ezels in de mist")
    assert [one.code for one in kept_codes(replace(coordinator, store=store))] == [CODE]
    store.close()


def test_no_code_reaches_the_journal_or_its_own_picture(coordinator: Desk) -> None:
    (kept,) = keep_codes(coordinator, [handed("intake2")])
    assert CODE not in repr(kept)
    assert not any(CODE in str(entry.payload) for entry in coordinator.store.entries())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_the_same_person_in_another_role_does_not_see_them(coordinator: Desk, role: Role) -> None:
    keep_codes(coordinator, [handed("intake2")])
    with pytest.raises(NotAllowed):
        kept_codes(change_place(coordinator, role=role, post="intake"))
