"""A new recovery sheet: on one's own passphrase, kept, read back, and only then in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fieldcheck.i18n import texts
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble
from fieldcheck.viewmodels.wizard import write_paper

if TYPE_CHECKING:
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.ports import Renewed
    from fieldcheck.viewmodels.workplace import Installed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RenewalState:
    """Where it is. ``code`` and ``sheet`` (PDF) are there once the passphrase was right, and gone when done.

    ``kept`` says that the sheet was printed, saved or written down; ``done`` that the old one is void.
    """

    code: str = field(default="", repr=False)
    sheet: bytes = field(default=b"", repr=False)
    kept: bool = False
    done: bool = False
    busy: bool = False
    trouble: Trouble | None = None


class RenewalViewModel(Observable[RenewalState]):
    """Renews the recovery sheet of this laptop. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, installed: Installed, *, tag: str = "nl") -> None:
        super().__init__(RenewalState())
        self._desk, self._jobs, self._installed = desk, jobs, installed
        self._texts = texts(tag)
        self._renewed: Renewed | None = None

    def begin(self, proof: str) -> None:
        """Make a new code and its sheet; ``proof`` is one's own passphrase. The old sheet still works."""

        def work() -> tuple[Renewed, bytes]:
            from fieldcheck.usecases.recovery import new_sheet

            return new_sheet(self._desk, self._installed.vault, proof=proof)

        def made(found: tuple[Renewed, bytes]) -> None:
            self._renewed = found[0]
            self._become(replace(self.state, code=found[0].code, sheet=found[1]))

        if proof:
            self._do(work, made)

    def save(self, path: Path) -> None:
        """Write the sheet where the person said."""
        pdf = self.state.sheet
        self._do(lambda: write_paper(path, pdf), lambda _: self.keep())

    def keep(self) -> None:
        """The person has the sheet: printed, saved or written down."""
        self._become(replace(self.state, kept=True))

    def finish(self, typed: str) -> None:
        """Put the new sheet in force; ``typed`` is the last group of its code."""
        renewed = self._renewed
        if renewed is None or not self.state.kept:
            return

        def work() -> None:
            from fieldcheck.usecases.recovery import replace_sheet

            replace_sheet(self._desk, self._installed.vault, renewed, typed=typed)

        def done(_: object) -> None:
            self._renewed = None
            self._become(RenewalState(done=True))

        self._do(work, done)

    def _do(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, busy=False))
            done(result)

        if self.state.busy:
            return
        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
