"""The first start in four steps: passphrase, recovery sheet, action, self-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fieldcheck.domain.errors import N_, FieldcheckError, StorageFailed
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.usecases.ports import Created, RecoverySheet, Store
from fieldcheck.viewmodels.day_typed import day_problem
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.self_test import Checked, self_test
from fieldcheck.viewmodels.shell import Shell
from fieldcheck.viewmodels.unlock import enter, seat
from fieldcheck.viewmodels.weighing import is_good, weighed
from fieldcheck.viewmodels.workplace import Workplace, as_problem

if TYPE_CHECKING:
    from fieldcheck.crypto import Strength
    from fieldcheck.usecases.desk import Desk

_T = TypeVar("_T")


class Step(IntEnum):
    """The steps, in order."""

    PASSPHRASE = 1
    RECOVERY = 2
    ACTION = 3
    SELF_TEST = 4


@dataclass(frozen=True, slots=True)
class WizardState:
    """Where the wizard is.

    ``strength`` is None while nothing is written; ``recovery_code`` is shown in one step and then forgotten.
    ``sheet`` is the recovery sheet as a PDF once it was made.
    """

    step: Step = Step.PASSPHRASE
    strength: Strength | None = None
    same: bool = False
    recovery_code: str = ""
    sheet: bytes = b""
    sheet_kept: bool = False
    checks: tuple[Checked, ...] = ()
    busy: bool = False
    problem: FieldcheckError | None = None

    @property
    def may_create(self) -> bool:
        """Whether the passphrase is good and was repeated."""
        return is_good(self.strength, same=self.same) and not self.busy


class WizardViewModel(Observable[WizardState]):
    """Goes through the steps. A step that was done is never undone by one that fails."""

    def __init__(
        self, workplace: Workplace, shell: Shell, *, practice: bool = False, set_up: bool = False
    ) -> None:
        """``set_up`` goes on at the third step: the store exists, its action does not."""
        super().__init__(WizardState(step=Step.ACTION if set_up else Step.PASSPHRASE))
        self._workplace, self._shell, self._practice = workplace, shell, practice
        self._device = DeviceId("")

    @property
    def practice(self) -> bool:
        """Whether this program was started to practise only."""
        return self._practice

    def weigh(self, passphrase: str, again: str) -> None:
        """Say how strong what is typed is, and whether it was repeated."""
        strength, same = weighed(passphrase, again)
        self._become(replace(self.state, strength=strength, same=same, problem=None))

    def try_another(self) -> None:
        """Something else is typed: what was wrong with the last no longer counts."""
        if self.state.problem is not None:
            self._become(replace(self.state, problem=None))

    def create(self, user: str, passphrase: str) -> None:
        """Make the encrypted store. Does nothing until the passphrase is good and a name is given."""
        name = user.strip()
        if not self.state.may_create or not name:
            return
        self._device = DeviceId(new_uuid7(self._workplace.installed.clock()))
        self._run(
            lambda: self._workplace.installed.vault.create(name, passphrase, self._device),
            lambda created: self._created(name, created),
        )

    def make_sheet(self) -> None:
        """Make the recovery sheet, to be saved or printed."""
        sheet = RecoverySheet(
            code=self.state.recovery_code,
            device=self._device,
            made=self._workplace.installed.clock(),
            practice=self._practice,
        )
        self._run(
            lambda: self._workplace.installed.papers.recovery_sheet(sheet),
            lambda pdf: self._become(replace(self.state, sheet=pdf)),
        )

    def save_sheet(self, path: Path) -> None:
        """Write the sheet where the person said."""
        pdf = self.state.sheet
        self._run(lambda: write_paper(path, pdf), lambda _: self.sheet_kept())

    def sheet_kept(self) -> None:
        """The person has the sheet: printed, saved or written down."""
        self._become(replace(self.state, sheet_kept=True))

    def recovery_done(self) -> None:
        """On to the action; the code leaves the screen for good."""
        if self.state.sheet_kept:
            self._become(replace(self.state, step=Step.ACTION, recovery_code="", sheet=b"", problem=None))

    def practise(self) -> None:
        """Set this laptop up with the fictitious action."""

        def set_up() -> None:
            from fieldcheck.usecases.setup import set_up_practice

            installed = self._workplace.installed
            action = installed.practice_action()
            set_up_practice(
                self._workplace.store, user=self._workplace.user, action=action, clock=installed.clock
            )

        self._run(set_up, self._set_up)

    def day_problem(self, typed: str, tag: str) -> str:
        """Why this cannot be the day of a new action, in the officer's language; "" when it can."""
        return day_problem(typed, tag, self._workplace.installed.clock().date())

    def begin_action(self, name: str, park: str, municipality: str, day: str, *, tag: str) -> None:
        """Begin an action of which this laptop is the coordinator's."""

        def begin() -> None:
            from fieldcheck.usecases.beginning import Where, begin_action, read_day

            workplace = self._workplace
            installed = workplace.installed
            where = Where(name, park, municipality, read_day(day, tag, installed.clock().date()))
            beginning = replace(installed.beginning_action(), practice=self._practice)
            begin_action(
                workplace.store, where, user=workplace.user, beginning=beginning, clock=installed.clock
            )

        self._run(begin, self._set_up)

    def load_bundle(self, path: Path, code: str) -> None:
        """Set this laptop up with a set-up bundle and its one-time code."""

        def set_up() -> None:
            from fieldcheck.usecases.setup import load_set_up

            workplace = self._workplace
            brought = workplace.installed.read_set_up(path, code)
            load_set_up(workplace.store, brought, user=workplace.user, practice=self._practice)

        self._run(set_up, self._set_up)

    def check(self, missing_fonts: tuple[str, ...]) -> None:
        """Do the self-test; the screen says which bundled fonts it could not load."""
        installed = self._workplace.installed
        self._run(
            lambda: self_test(
                self._workplace.store, installed.folder, installed.clock, missing_fonts=missing_fonts
            ),
            lambda checks: self._become(replace(self.state, checks=checks)),
        )

    def begin(self) -> None:
        """To the desk."""
        user, store = self._workplace.user, self._workplace.store
        self._run(lambda: seat(self._workplace, user, store), lambda found: self._begun(user, found))

    def _begun(self, user: str, found: Store | Desk) -> None:
        enter(self._workplace, self._shell, user, found)

    def _created(self, user: str, created: Created) -> None:
        self._workplace.unlocked_by(user, created.store)
        self._become(
            replace(self.state, step=Step.RECOVERY, recovery_code=created.recovery_code, strength=None)
        )
        self.make_sheet()

    def _set_up(self, _: None) -> None:
        self._become(replace(self.state, step=Step.SELF_TEST))

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        self._become(replace(self.state, busy=True, problem=None))
        self._workplace.jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, problem=as_problem(error)))


def write_paper(path: Path, pdf: bytes) -> None:
    """Write a paper whole or not at all. Raises StorageFailed."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(pdf)
        part.replace(path)
    except OSError as failure:
        part.unlink(missing_ok=True)
        raise StorageFailed(
            N_("Het bestand kon niet worden opgeslagen: {reason}."),
            remedy=N_("Kies een andere map of stick."),
            reason=failure.strerror or type(failure).__name__,
        ) from failure
