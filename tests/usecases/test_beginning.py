"""An action from nothing: the coordinator's laptop is first, the others get keys with their bundles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation, beginning_action
from fieldcheck.bundle import read_set_up
from fieldcheck.crypto import view
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.beginning import Where, begin_action, read_day
from fieldcheck.usecases.coordinating import check_action
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import laptops_to_make, more_laptops
from fieldcheck.usecases.form_rules import FormRules
from fieldcheck.usecases.ports import Store
from fieldcheck.usecases.preparing import LAPTOP_DAYS, LaptopPlan
from fieldcheck.usecases.setup import load_set_up
from tests.morning import now
from tests.quick_keys import QUICK

USER = "C. Voorbeeld"
DAY = now().date() + timedelta(days=40)
HERE = Where(" Voorjaarscontrole ", "Park De Voorbeeldhoeve", "Voorbeeldstad", DAY)


def no_progress(done: int, total: int) -> None:
    """Nobody looks."""


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Desk:
    short = beginning_action()
    posts = tuple(replace(post, forms=("niet-pluis",) if post.forms else ()) for post in short.posts)
    begin_action(store, HERE, user=USER, beginning=replace(short, posts=posts), clock=now)
    return Installation(tmp_path / "laptop", now).sit_down(store, user=USER, role=Role.COORDINATOR)


def test_what_an_action_begins_with_can_be_worked_with(office: Desk) -> None:
    action = office.action
    assert (action.name, action.day, action.practice) == ("Voorjaarscontrole", DAY, False)
    rules = FormRules(forms=frozenset(action.forms))
    assert check_action(office, replace(action, day=now().date()), rules).problems == ()
    assert {one.code for one in action.recipients if one.keys} == {"coordinator"}


def test_every_other_post_gets_a_laptop_at_once_that_works_on_the_day(office: Desk, tmp_path: Path) -> None:
    plans = laptops_to_make(office)
    assert [plan.name for plan in plans] == ["intake", "gemeente", "iszw"]
    assert len({plan.prefix for plan in plans} | {"CO"}) == 4
    office, handed = more_laptops(office, plans, tmp_path, progress=no_progress)
    assert laptops_to_make(office) == ()
    assert all(one.keys for one in office.action.recipients)
    stand = handed[2]
    brought = read_set_up(stand.path, stand.code, at=now())
    assert set(brought.identities) == {"iszw", "street"}
    assert not brought.authority_key
    assert view(brought.device_certificate).not_after.date() >= DAY + timedelta(days=LAPTOP_DAYS - 1)
    vault = FileVault(tmp_path / "stand", now, stretching=QUICK)
    other = vault.create("I. Nspecteur", "zes ezels in de mist", DeviceId(new_uuid7(now()))).store
    load_set_up(other, brought, user="I. Nspecteur", practice=False)
    seated = Installation(tmp_path / "stand", now).sit_down(
        other, user="I. Nspecteur", role=Role.ISZW_INSPECTOR
    )
    assert (seated.action.name, seated.action.version) == (office.action.name, 1)
    other.close()


def test_a_laptop_may_not_be_called_like_a_post_elsewhere(office: Desk, tmp_path: Path) -> None:
    plan = LaptopPlan("gemeente", "Z9", "intake", (Role.HANDHAVER,))
    with pytest.raises(InvalidValue):
        more_laptops(office, [plan], tmp_path, progress=no_progress)


@pytest.mark.parametrize("change", [{"name": " "}, {"park": ""}, {"municipality": "x" * 121}])
def test_an_action_without_a_name_or_place_is_not_begun(store: Store, change: dict[str, str]) -> None:
    where = replace(HERE, **change)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        begin_action(store, where, user=USER, beginning=beginning_action(), clock=now)
    assert store.action() is None


@pytest.mark.parametrize("typed", ["", "gisteren", "31-02-2027", "01-01-2020"])
def test_a_day_that_is_none_or_is_over_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        read_day(typed, "nl", now().date())
