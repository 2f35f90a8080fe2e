"""Four laptops of one practice action, each with its own store, keys and role: as on the day."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.action import Action
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.identifiers import DeviceId, InterviewId
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_day
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.ports import SetUp
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip, found
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.usecases.setup import take_over
from tests.morning import now
from tests.quick_keys import QUICK

PLANS = (
    LaptopPlan("coordinator", "CO", "coordinator", (Role.COORDINATOR,)),
    LaptopPlan("intake1", "A1", "intake", (Role.HANDHAVER,)),
    LaptopPlan("intake2", "B2", "intake", (Role.HANDHAVER,)),
    LaptopPlan("iszw", "IZ", "iszw", (Role.ISZW_INSPECTOR,)),
    LaptopPlan("town", "GE", "gemeente", (Role.MUNICIPAL_CLERK,)),
)


def action_of_today() -> Action:
    return replace(practice_action(), day=now().date())


@cache
def founded(action: Action) -> Founded:
    """One authority for all tests: making RSA keys takes most of a second."""
    return found(action, clock=now)


@cache
def set_up(action: Action, plan: LaptopPlan) -> SetUp:
    return equip(founded(action), plan, device=DeviceId(f"0193aaaa-0000-7000-8000-{plan.prefix:0>12}"))


class Street:
    """The desks of one action, each made when it is first asked for, and a stick to carry files on."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._desks: dict[str, Desk] = {}
        self.stick = folder / "stick"
        self.stick.mkdir()

    def _desk(self, name: str) -> Desk:
        if name not in self._desks:
            plan = next(plan for plan in PLANS if plan.name == name)
            self._desks[name] = laptop(self._folder, plan, action_of_today())
            self._stack.callback(self._desks[name].store.close)
        return self._desks[name]

    @property
    def coordinator(self) -> Desk:
        return self._desk("coordinator")

    @property
    def intake1(self) -> Desk:
        return self._desk("intake1")

    @property
    def intake2(self) -> Desk:
        return self._desk("intake2")

    @property
    def iszw(self) -> Desk:
        return self._desk("iszw")

    @property
    def town(self) -> Desk:
        """A fifth, for what is referred to the municipality; not one of ``desks``."""
        return self._desk("town")

    @property
    def desks(self) -> tuple[Desk, ...]:
        return self.coordinator, self.intake1, self.intake2, self.iszw


def laptop(folder: Path, plan: LaptopPlan, action: Action) -> Desk:
    """One laptop, set up and unlocked; close ``desk.store`` after use."""
    given = set_up(action, plan)
    vault = FileVault(folder / plan.name, now, stretching=QUICK)
    device = DeviceId(f"fresh-{plan.name}")
    store = vault.create(f"{plan.name}, verzonnen", "zes ezels in de mist", device).store
    take_over(store, given, user=f"{plan.name}, verzonnen")
    return Installation(folder / plan.name, now).sit_down(
        store, user=f"{plan.name}, verzonnen", role=plan.roles[0]
    )


@contextlib.contextmanager
def street(folder: Path) -> Iterator[Street]:
    """All four laptops; their stores are closed at the end."""
    with contextlib.ExitStack() as stack:
        yield Street(folder, stack)


def silent(done: int, total: int) -> None:
    """Nobody watches."""


def talk(desk: Desk, **said: str) -> tuple[CaseRow, InterviewId]:
    """A case with a talk in which this was said, by the names of the intake form's questions."""
    case = open_case(desk)
    talking = start_interview(desk, case.id, "pl")
    for name, value in {"consent": "yes", **said}.items():
        place = talking.run.form.reference(name)
        talking.save(talking.answer({place: value}, move_on=False))
    return desk.store.case(case.id), talking.interview.id


def refer(desk: Desk, case: CaseRow, to: str = "iszw", why: str = "paspoort bij de werkgever") -> Referral:
    return send_referral(desk, NewReferral(case.id, to, Urgency.ACUTE, (why,), "bundle"))


def day_of(desk: Desk, folder: Path) -> Path:
    """The day of a laptop, as its coordinator role would hand it over."""
    coordinator = replace(desk, actor=replace(desk.actor, role=Role.COORDINATOR))
    return export_day(coordinator, folder, progress=silent)


def assert_whole(desk: Desk) -> None:
    kept = desk.store.projections_digest()
    desk.store.rebuild()
    assert desk.store.projections_digest() == kept
    assert list(desk.store.broken()) == []
