"""Unlocking: name and passphrase, and a pause that grows with every wrong try."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import FieldcheckError, StorageFailed, WrongPassphrase
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace, as_problem

if TYPE_CHECKING:
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.ports import Store, Vault


@dataclass(frozen=True, slots=True)
class UnlockState:
    """``wait_s`` counts down the seconds until another try is allowed."""

    users: tuple[str, ...] = ()
    busy: bool = False
    problem: FieldcheckError | None = None
    wait_s: int = 0

    @property
    def ready(self) -> bool:
        """Whether a try may be made now."""
        return not self.busy and self.wait_s == 0


@dataclass(frozen=True, slots=True)
class _Refused:
    """A try that did not open: how long to wait before the next one, and why."""

    wait_s: int
    problem: FieldcheckError | None


class UnlockViewModel(Observable[UnlockState]):
    """Opens the store and takes place at the desk, on the worker."""

    def __init__(self, workplace: Workplace, shell: Shell) -> None:
        super().__init__(UnlockState())
        self._workplace, self._shell = workplace, shell
        self._until: datetime | None = None
        workplace.jobs.run(workplace.installed.vault.users, self._named, self._failed)

    def unlock(self, user: str, passphrase: str) -> None:
        """Try once; nothing happens while a try or a pause is going on."""
        if not self.state.ready or not passphrase:
            return
        self._become(replace(self.state, busy=True, problem=None))
        name = user.strip()
        self._try(name, name, lambda vault: vault.unlock(name, passphrase))

    def unlock_with_recovery_code(self, user: str, code: str) -> None:
        """Open with the printed code instead."""
        if not self.state.ready or not code.strip():
            return
        self._become(replace(self.state, busy=True, problem=None))
        self._try(user.strip(), "", lambda vault: vault.unlock_with_recovery_code(code))

    def tick(self) -> None:
        """A second went by; call it while ``wait_s`` is above zero."""
        if self._until is None:
            return
        left = (self._until - self._workplace.installed.clock()).total_seconds()
        wait = max(int(left + 0.999), 0)
        if wait == 0:
            self._until = None
        self._become(replace(self.state, wait_s=wait))

    def _try(self, user: str, slot: str, opened: _Opening) -> None:
        def work() -> Store | Desk | _Refused:
            vault = self._workplace.installed.vault
            wait_s = vault.wait_seconds(slot)
            if wait_s:
                return _Refused(wait_s, self.state.problem)
            try:
                return seat(self._workplace, user, opened(vault))
            except WrongPassphrase as error:
                return _Refused(vault.wait_seconds(slot), error)

        self._workplace.jobs.run(work, lambda found: self._answered(user, found), self._failed)

    def _answered(self, user: str, found: Store | Desk | _Refused) -> None:
        if isinstance(found, _Refused):
            self._until = self._workplace.installed.clock() + timedelta(seconds=found.wait_s)
            self._become(replace(self.state, busy=False, problem=found.problem, wait_s=found.wait_s))
            return
        self._become(replace(self.state, busy=False, problem=None))
        enter(self._workplace, self._shell, user, found)

    def _named(self, users: tuple[str, ...]) -> None:
        self._become(replace(self.state, users=users))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, problem=as_problem(error)))


def seat(workplace: Workplace, user: str, store: Store) -> Store | Desk:
    """On the worker: a desk in this laptop's first role, or the bare store before set-up."""
    from fieldcheck.usecases.desk import LAPTOP, Laptop
    from fieldcheck.usecases.key_changes import settle
    from fieldcheck.usecases.offering import record_brought

    try:
        kept = store.secret(LAPTOP)
        if store.action() is None or kept is None:
            return store
        role = Laptop.from_bytes(kept).roles[0]
        desk = workplace.installed.sit_down(store, user=user, role=role)
        with contextlib.suppress(StorageFailed):  # a full disk keeps nobody out; the next time it is told
            settle(desk, workplace.installed.vault)
            record_brought(desk)
        return desk
    except BaseException:
        store.close()
        raise


def enter(workplace: Workplace, shell: Shell, user: str, found: Store | Desk) -> None:
    """On the screen's thread: to the desk, or back into the wizard where it was left."""
    from fieldcheck.usecases.desk import Desk

    if isinstance(found, Desk):
        workplace.unlocked_by(user, found.store)
        shell.seated(found)
        shell.go(Screen.DESK)
        _warm_up(workplace, found)
        return
    workplace.unlocked_by(user, found)
    shell.go(Screen.WIZARD, "set-up")


def _warm_up(workplace: Workplace, desk: Desk) -> None:
    """Compile the form while the person looks at the desk, so that the first talk begins at once."""

    def publish() -> None:
        from fieldcheck.usecases.forms import open_form
        from fieldcheck.usecases.offering import ready_form, usual_form

        open_form(desk, ready_form(desk, usual_form(desk)).digest)

    # What goes wrong here goes wrong again when a talk is begun, and is told there.
    workplace.jobs.run(publish, _say_nothing, _say_nothing)


def _say_nothing(_: object) -> None:
    """Nobody waits for this."""


if TYPE_CHECKING:
    from collections.abc import Callable

    _Opening = Callable[[Vault], Store]
