"""Taking in bundles of other laptops: one file, or all on a stick one by one; each with its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import said, texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.importing import Imported, bundles_in, take_in
from fieldcheck.usecases.ports import BundleKind, BundleReport, Cancelled
from fieldcheck.viewmodels.export import Finding
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.stopping import Steps
from fieldcheck.viewmodels.told import Trouble, trouble

KINDS = {
    BundleKind.DAY: N_("Dag van {device}"),
    BundleKind.REFERRAL: N_("Doorverwijzing van {device}"),
    BundleKind.OUTCOME: N_("Terugmelding van {device}"),
    BundleKind.QUESTION: N_("Vraag van {device}"),
}
ASKED = N_(
    "Zaak {code}: het documentnummer staat ook bij iemand anders, in zaak {other}. Bekijk het papier "
    "nog eens."
)
NOTHING_THERE = N_("In deze map staan geen bundels.")
LOOK_ELSEWHERE = N_("Kies een andere map. Een bundel eindigt op .asice.age.")


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one file.

    Attributes:
        title: what it is and of which laptop, in words; "" when it was refused.
        new: entries of the journal that were not here yet.
        cases: how many cases they are about (cases).
        findings: what was checked, line by line.
        asked: what is asked about papers of cases known here, in words.
        trouble: why it was refused, None when it was taken in.
    """

    file: str
    title: str = ""
    new: int = 0
    cases: int = 0
    findings: tuple[Finding, ...] = ()
    trouble: Trouble | None = None
    asked: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it was taken in and everything was here already."""
        return self.trouble is None and self.new == 0


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything the page shows: the file that is read now, and what came of those before, the newest first.

    ``done`` of ``total`` are steps of this file, total 0 while unknown; ``waiting`` files come after it.
    """

    working: bool = False
    cancelling: bool = False
    cancelled: bool = False
    file: str = ""
    waiting: int = 0
    done: int = 0
    total: int = 0
    brought: tuple[Brought, ...] = ()
    trouble: Trouble | None = None


class ImportViewModel(Observable[ImportState]):
    """Takes bundles in on the worker, each as a job of its own: nothing else waits for all of them."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        super().__init__(ImportState())
        self._desk, self._jobs, self._texts = desk, jobs, texts(tag)
        self._steps = Steps()
        self._waiting: tuple[Path, ...] = ()
        self._report: BundleReport | None = None

    def load(self) -> None:
        """Nothing to fetch: what came in stands on the desk already."""

    def take_file(self, file: str) -> None:
        """Take in one bundle."""
        if file and not self.state.working:
            self._begin((Path(file),))

    def take_folder(self, folder: str) -> None:
        """Take in every bundle of a folder, by name."""
        if not folder or self.state.working:
            return
        self._become(replace(self.state, working=True, cancelled=False, file="", trouble=None))
        self._jobs.run(lambda: bundles_in(Path(folder)), self._found, self._failed)

    def _found(self, paths: tuple[Path, ...]) -> None:
        self._become(replace(self.state, working=False))
        if paths:
            self._begin(paths)
        else:
            told = Trouble(self._texts.text(NOTHING_THERE), "", self._texts.text(LOOK_ELSEWHERE))
            self._become(replace(self.state, trouble=told))

    def _begin(self, paths: tuple[Path, ...]) -> None:
        self._waiting = paths
        self._become(ImportState())
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._become(replace(self.state, working=False, cancelling=False, file="", waiting=0))
            return
        path, *rest = self._waiting
        self._waiting, self._report = tuple(rest), None
        self._steps.begin()
        self._become(replace(self.state, working=True, file=path.name, waiting=len(rest), done=0, total=0))
        self._jobs.run(
            lambda: take_in(self._desk, path, progress=self._steps.tell, seen=self._see),
            self._taken,
            lambda error: self._refused(path.name, error),
        )

    def _see(self, report: BundleReport) -> None:
        self._report = report

    def tick(self) -> None:
        """Show how far the work is; the page calls this now and then while ``working``."""
        if self.state.working:
            done, total = self._steps.now
            self._become(replace(self.state, done=done, total=total))

    def cancel(self) -> None:
        """Stop: the file that is read now is left out, and those that wait; what came in stays."""
        if self.state.working:
            self._waiting = ()
            self._steps.stop()
            self._become(replace(self.state, cancelling=True, waiting=0))

    def _taken(self, imported: Imported) -> None:
        title = self._texts.text(KINDS[imported.kind], device=imported.device_name)
        brought = Brought(
            imported.file,
            title,
            imported.new,
            len(imported.cases),
            self._findings(imported.report),
            asked=tuple(
                self._texts.text(ASKED, code=code, other=other) for code, other in imported.questions
            ),
        )
        self._become(replace(self.state, brought=(brought, *self.state.brought)))
        self._next()

    def _refused(self, file: str, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._become(replace(self.state, cancelled=True))
        else:
            findings = () if self._report is None else self._findings(self._report)
            brought = Brought(file, findings=findings, trouble=trouble(error, self._texts))
            self._become(replace(self.state, brought=(brought, *self.state.brought)))
        self._next()

    def _findings(self, report: BundleReport) -> tuple[Finding, ...]:
        return tuple(
            Finding(self._texts.text(what), holds, said(detail, self._texts))
            for what, holds, detail in report.findings
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, working=False, trouble=trouble(error, self._texts)))
