"""Set-up bundles made at the coordinator's desk: each opens with its own code, and sets a laptop up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.bundle import read_set_up
from fieldcheck.crypto import recipient_of
from fieldcheck.domain import events
from fieldcheck.domain.action import Post
from fieldcheck.domain.errors import BundleRefused, InvalidValue, NotAllowed, StorageFailed
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import another_action, free_prefix, given_laptops, hand_out, more_laptops
from fieldcheck.usecases.ports import Cancelled
from fieldcheck.usecases.preparing import Founded, LaptopPlan
from fieldcheck.usecases.watching import laptops_seen
from tests.morning import now
from tests.usecases.laptops import laptop


def no_progress(done: int, total: int) -> None:
    """Nobody looks."""


def one_form(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    first, *rest = (replace(post, forms=()) for post in posts)
    return (replace(first, forms=("niet-pluis",)), *rest)


@pytest.fixture
def short(coordinator: Desk) -> Desk:
    """The coordinator of an action with one short form, so that publishing takes a second."""
    return replace(
        coordinator,
        action=replace(coordinator.action, posts=one_form(coordinator.action.posts)),
    )


@pytest.fixture
def office(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    """A laptop that is the coordinator's alone, as on a real day."""
    plan = LaptopPlan("coordinator", "CO", "coordinator", (Role.COORDINATOR,))
    desk = laptop(tmp_path / "office", founded, plan)
    yield desk
    desk.store.close()


def test_one_more_laptop_opens_with_its_code_alone(short: Desk, tmp_path: Path) -> None:
    plan = LaptopPlan("intake9", free_prefix(short), "intake", (Role.HANDHAVER,))
    same, (handed,) = more_laptops(short, [plan], tmp_path, progress=no_progress)
    assert same.action == short.action  # the key is here, and is shared
    brought = read_set_up(handed.path, handed.code, at=now())
    assert (brought.device_name, brought.post, brought.action) == ("intake9", "intake", short.action)
    assert not brought.authority_key
    with pytest.raises(BundleRefused):
        read_set_up(handed.path, handed.code[::-1], at=now())
    assert free_prefix(short) != plan.prefix  # before that laptop opened any case
    seen = {one.name: one.missing for one in laptops_seen(short)}
    assert seen == {"oefenlaptop": False, "intake9": True}
    assert given_laptops(short)["intake9"] == plan


@pytest.mark.parametrize(
    "change", [{"name": "oefenlaptop"}, {"name": " "}, {"prefix": "OE"}, {"post": "nergens"}]
)
def test_a_laptop_that_would_be_mistaken_for_another_is_refused(
    short: Desk, tmp_path: Path, change: dict[str, str]
) -> None:
    plan = LaptopPlan("intake9", free_prefix(short), "intake", (Role.HANDHAVER,))
    with pytest.raises(InvalidValue):
        more_laptops(short, [replace(plan, **change)], tmp_path, progress=no_progress)  # type: ignore[arg-type]
    assert list(tmp_path.glob("*.age")) == []


@pytest.mark.parametrize(
    ("role", "post", "code"),
    [
        (Role.ISZW_INSPECTOR, "iszw", "iszw"),
        (Role.MUNICIPAL_CLERK, "gemeente", "municipality"),
        (Role.HANDHAVER, "intake", "intake"),
    ],
)
def test_a_further_laptop_of_a_partner_has_a_key_of_its_own(
    office: Desk, tmp_path: Path, role: Role, post: str, code: str
) -> None:
    short = replace(office, action=replace(office.action, posts=one_form(office.action.posts)))
    before = short.action.recipient(code)
    changed, (handed,) = more_laptops(
        short, [LaptopPlan("extra9", "ZZ", post, (role,))], tmp_path, progress=no_progress
    )
    brought = read_set_up(handed.path, handed.code, at=now())
    after = changed.action.recipient(code)
    assert brought.action == changed.action
    assert changed.action.version == short.action.version + 1
    assert after.keys[:-1] == before.keys
    assert recipient_of(brought.identities[code]) == after.keys[-1]
    assert office.store.secret(f"age.{code}") is None  # the coordinator keeps no key to what is not theirs
    (entry,) = office.store.entries_of(events.ACTION_CHANGED)
    assert brought.identities[code] not in str(entry.payload)
    assert free_prefix(changed) != "ZZ"


def test_a_stopped_or_failed_hand_out_leaves_nothing(short: Desk, tmp_path: Path) -> None:
    plans = [LaptopPlan(f"intake{number}", f"X{number}", "intake", (Role.HANDHAVER,)) for number in (7, 8)]

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        more_laptops(short, plans, tmp_path, progress=stop)
    assert list(tmp_path.glob("*.age")) == []
    with pytest.raises(StorageFailed):
        more_laptops(short, plans, tmp_path / "weg", progress=no_progress)
    assert not short.store.bundles()


def test_another_day_is_an_action_of_its_own(short: Desk, tmp_path: Path) -> None:
    day = short.action.day + timedelta(days=7)
    other = another_action(short, day=day, name="Volgende week", park=short.action.park)
    assert other.id != short.action.id
    assert {one.age for one in other.recipients} == {""}
    handed = hand_out(short, other, tmp_path, progress=no_progress)
    assert len({one.code for one in handed}) == len(handed) > 1
    brought = [read_set_up(one.path, one.code, at=now()) for one in handed]
    (coordinator,) = [one for one in brought if one.authority_key]
    assert coordinator.roles == (Role.COORDINATOR.value,)
    assert {one.action.day for one in brought} == {day}
    ours = {one.code: one.age for one in short.action.recipients}
    assert all(one.age != ours[one.code] for one in coordinator.action.recipients)
    assert short.store.action() is not None  # this laptop stays with the action it has
    assert [one.name for one in laptops_seen(short)] == ["oefenlaptop"]


def test_what_is_known_of_a_park_stays_with_it(short: Desk) -> None:
    known = replace(short, action=replace(short.action, pre_visit=("Twee uitgangen.",)))
    day = short.action.day
    assert another_action(known, day=day, name="Weer", park=short.action.park).pre_visit
    assert not another_action(known, day=day, name="Elders", park="Ander park").pre_visit
    with pytest.raises(InvalidValue):
        another_action(known, day=day, name=" ", park="Ander park")


def test_only_the_coordinator_makes_laptops(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        more_laptops(desk, [], tmp_path, progress=no_progress)
