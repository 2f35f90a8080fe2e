"""Handing one case over to another laptop as a file: a referral to its partner, an outcome back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.i18n import texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_outcome, export_referral
from fieldcheck.usecases.ports import Cancelled, Progress
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.stopping import Steps
from fieldcheck.viewmodels.told import Trouble, trouble


@dataclass(frozen=True, slots=True)
class HandingState:
    """What a screen shows while a bundle is made; ``done`` of ``total`` are steps, total 0 while unknown.

    ``file`` is the name of the bundle that was written last, "" before; ``folder`` is where it is written.
    """

    folder: str = ""
    working: bool = False
    cancelling: bool = False
    cancelled: bool = False
    done: int = 0
    total: int = 0
    file: str = ""
    trouble: Trouble | None = None


class HandingOverViewModel(Observable[HandingState]):
    """Writes bundles of one case into ``folder``, such as a USB stick; pages embed it beside their own."""

    def __init__(self, desk: Desk, jobs: Jobs, folder: Path, *, tag: str = "nl") -> None:
        super().__init__(HandingState(folder=str(folder)))
        self._desk, self._jobs, self._texts = desk, jobs, texts(tag)
        self._steps = Steps()

    def pick_folder(self, folder: str) -> None:
        """Where the bundle is written."""
        if folder:
            self._become(replace(self.state, folder=folder))

    def export_referral(self, referral: ReferralId) -> None:
        """Write the bundle of a referral for its recipient."""
        self._export(lambda folder, told: export_referral(self._desk, referral, folder, progress=told))

    def export_outcome(self, case: CaseId) -> None:
        """Write what became of a case for the posts that report."""
        self._export(lambda folder, told: export_outcome(self._desk, case, folder, progress=told))

    def _export(self, write: Callable[[Path, Progress], Path]) -> None:
        if self.state.working:
            return
        self._steps.begin()
        folder = Path(self.state.folder)
        self._become(HandingState(folder=self.state.folder, working=True))
        self._jobs.run(lambda: write(folder, self._steps.tell), self._written, self._failed)

    def tick(self) -> None:
        """Show how far the work is; the page calls this now and then while ``working``."""
        if self.state.working:
            done, total = self._steps.now
            self._become(replace(self.state, done=done, total=total))

    def cancel(self) -> None:
        """Stop; nothing half-done stays."""
        if self.state.working:
            self._steps.stop()
            self._become(replace(self.state, cancelling=True))

    def _written(self, path: Path) -> None:
        self._become(HandingState(folder=self.state.folder, file=path.name))

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled)
        told = None if stopped else trouble(error, self._texts)
        self._become(HandingState(folder=self.state.folder, cancelled=stopped, trouble=told))
