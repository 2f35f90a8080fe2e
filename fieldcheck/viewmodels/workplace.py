"""The place where somebody works: what is installed here, the worker, and the desk once it is unlocked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldcheck.domain.errors import N_, Bug, FieldcheckError
from fieldcheck.viewmodels.jobs import Jobs, SavingJobs

if TYPE_CHECKING:
    # Importing the use cases takes triage, engine and crypto along; the unlock window is up before that.
    from fieldcheck.domain.action import Action
    from fieldcheck.domain.roles import Role
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.ports import Clock, Papers, SetUp, Store, Vault


class Installed(Protocol):
    """What is installed on this machine; made by whoever puts the program together.

    Everything here may load heavy libraries when it is first used, so it is used on the worker.
    """

    @property
    def clock(self) -> Clock:
        """The moment now, UTC."""
        ...

    @property
    def folder(self) -> Path:
        """Where the data of this laptop lie."""
        ...

    @property
    def vault(self) -> Vault:
        """The locked store."""
        ...

    @property
    def papers(self) -> Papers:
        """Makes the PDFs."""
        ...

    def practice_action(self) -> Action:
        """The fictitious action to practise with."""
        ...

    def beginning_action(self) -> Action:
        """What a coordinator's first action begins with."""
        ...

    def read_set_up(self, path: Path, code: str) -> SetUp:
        """What a set-up bundle brings. Raises BundleRefused."""
        ...

    def sit_down(self, store: Store, *, user: str, role: Role) -> Desk:
        """A desk at the unlocked store; see usecases.desk.sit_down."""
        ...


class Workplace:
    """Holds what is unlocked; only work on the worker may touch ``store`` and ``desk``."""

    def __init__(self, installed: Installed, jobs: Jobs) -> None:
        self.installed = installed
        self.jobs: Jobs = SavingJobs(jobs, self._saved_at, self._tell)
        self.saved: Callable[[datetime], None] = _nothing
        """Told on the thread of the screen when something came on disk, whoever wrote it."""
        self._told: datetime | None = None
        self.user = ""
        self._store: Store | None = None
        self._desk: Desk | None = None

    @property
    def store(self) -> Store:
        """The unlocked store; Bug when locked."""
        if self._store is None:
            raise Bug(N_("De opslag is vergrendeld."))
        return self._store

    @property
    def desk(self) -> Desk:
        """Who works here now; Bug when locked."""
        if self._desk is None:
            raise Bug(N_("Er is niemand aangemeld."))
        return self._desk

    @property
    def unlocked(self) -> bool:
        """Whether somebody sits here."""
        return self._desk is not None

    def unlocked_by(self, user: str, store: Store) -> None:
        """Keep the store that ``user`` unlocked."""
        self.user, self._store = user, store

    def sit(self, desk: Desk) -> None:
        """Take place, or change place."""
        self._desk = desk

    def _saved_at(self) -> datetime | None:
        return None if self._store is None else self._store.saved_at

    def _tell(self, at: datetime) -> None:
        if at != self._told:
            self._told = at
            self.saved(at)

    def leave(self) -> None:
        """Forget desk and store at once, and close them on the worker: on record, file free."""
        desk, store = self._desk, self._store
        self._desk, self._store, self.user = None, None, ""
        if store is None:
            return

        def close() -> None:
            if desk is None:
                store.close()
                return
            from fieldcheck.usecases.desk import lock

            try:
                lock(desk)
            finally:
                store.close()

        self.jobs.run(close, _nothing, _nothing)


def as_problem(error: Exception) -> FieldcheckError:
    """An error in the words people get; what nobody foresaw becomes a Bug that names its kind only."""
    if isinstance(error, FieldcheckError):
        return error
    return Bug(
        N_("Er ging iets mis in het programma ({kind})."),
        kept=N_("Wat is opgeslagen, blijft opgeslagen."),
        remedy=N_("Probeer het opnieuw. Blijft het misgaan, meld het dan bij de beheerder."),
        kind=type(error).__name__,
    )


def _nothing(_: object) -> None:
    """A lock needs no answer: the screen is already empty."""
