"""The laptops of one morning: an action prepared in the office, each set up by its own bundle and code."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.crypto import Stretching
from fieldcheck.domain.action import Action
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import Handed, another_action, hand_out
from fieldcheck.usecases.ports import Clock
from fieldcheck.usecases.setup import load_set_up, set_up_practice
from tests.quick_keys import QUICK

PASSPHRASE = "zes ezels in de mist"
DAY = date(2026, 11, 24)
"""A Tuesday; the office prepares two days before."""
FORMS = {"intake": ("intake-park",), "intake2": ("intake-park",), "iszw": ("intake-park",)}
LAPTOPS = {
    "coordinator": ("C. Oördinator", Role.COORDINATOR),
    "intake": ("H. de Wit", Role.HANDHAVER),
    "intake2": ("M. Żuk", Role.HANDHAVER),
    "iszw": ("I. Spekteur", Role.ISZW_INSPECTOR),
}
"""Who sits at which laptop; the one of the municipality stays in its box."""


def silent(done: int, total: int) -> None:
    """Nobody watches."""


class Clocks:
    """The time in the street, which goes on a little at every look; one laptop is behind."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=40)
        return self.at

    def behind(self) -> datetime:
        """What a laptop shows that is a minute and a half behind."""
        return self() - timedelta(seconds=90)

    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.at += timedelta(minutes=minutes)

    def until(self, at: datetime) -> None:
        """Go on to this moment."""
        self.at = max(self.at, at)


@dataclass(frozen=True)
class Prepared:
    """The office that prepared the action, and what it handed out."""

    office: Desk
    action: Action
    handed: tuple[Handed, ...]

    def for_laptop(self, name: str) -> Handed:
        """The set-up bundle and the code of a laptop."""
        return next(one for one in self.handed if one.plan.name == name)


def office(folder: Path, clock: Clock) -> Desk:
    """A laptop at the town hall, with an earlier action on it."""
    vault = FileVault(folder, clock, stretching=QUICK)
    store = vault.create("P. Lanner", PASSPHRASE, DeviceId(new_uuid7(clock()))).store
    set_up_practice(store, user="P. Lanner", action=practice_action(), clock=clock)
    return Installation(folder, clock).sit_down(store, user="P. Lanner", role=Role.COORDINATOR)


def prepare(desk: Desk, stick: Path, day: date = DAY) -> Prepared:
    """Prepare the morning of a day from the earlier action: two intakes, the town, the stand, the end."""
    copied = another_action(desk, day=day, name="Ochtend op De Voorbeeldhoeve", park=desk.action.park)
    street = {"intake": "gemeente", "intake2": "gemeente", "gemeente": "coordinator", "iszw": "gemeente"}
    posts = tuple(
        replace(post, next=street.get(post.code, ""), forms=FORMS.get(post.code, ()))
        for post in copied.posts
        if post.code in {*street, "coordinator"}
    )
    # The police is called only when nobody in the street answers within twenty minutes.
    route = replace(copied.route, acute=("iszw", "attention"), escalate_after=20, escalate_to="avim")
    action = replace(copied, posts=posts, route=route)
    handed = hand_out(desk, action, stick, progress=silent)
    return Prepared(desk, action, handed)


def unpack(
    folder: Path,
    handed: Handed,
    clock: Clock,
    *,
    user: str,
    role: Role,
    stretching: Stretching | None = QUICK,
) -> Desk:
    """A laptop out of its box: a new store, the set-up bundle with its code, and somebody sits down.

    With ``stretching`` None the program itself opens it: it refuses the keys of tests as weakened.
    """
    vault = FileVault(folder, clock, stretching=stretching)
    store = vault.create(user, PASSPHRASE, DeviceId(new_uuid7(clock()))).store
    installed = Installation(folder, clock)
    load_set_up(store, installed.read_set_up(handed.path, handed.code), user=user, practice=True)
    return installed.sit_down(store, user=user, role=role)


@contextlib.contextmanager
def closing(desks: Iterable[Desk]) -> Iterator[None]:
    """Close the stores of these desks at the end."""
    try:
        yield
    finally:
        for desk in desks:
            desk.store.close()
