"""Taking in bundles of other laptops: one file, or all on a stick one by one; each with its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import clock_time, said, short_date, texts
from fieldcheck.usecases.action_updates import Offered, is_update, put_in_force, read_update
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
UPDATE = N_("Gewijzigde actie, versie {version}")
MADE = N_("gemaakt door {name}, {day} om {time}")
IN_FORCE = N_("Deze wijziging geldt hier al.")
PUT_IN_FORCE = N_("De gewijzigde actie geldt nu op deze laptop.")
LEFT = N_("Niet overgenomen: de actie zoals zij was, blijft gelden. U kunt het bestand later inlezen.")


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
        told: what came of a changed action, in words; "" for a bundle of entries.
        left: whether somebody chose not to take it over.
    """

    file: str
    title: str = ""
    new: int = 0
    cases: int = 0
    findings: tuple[Finding, ...] = ()
    trouble: Trouble | None = None
    asked: tuple[str, ...] = ()
    told: str = ""
    left: bool = False

    @property
    def known(self) -> bool:
        """Whether it was taken in and everything was here already."""
        return self.trouble is None and self.new == 0 and not self.left


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A changed action that waits for somebody's word: what it is, why, and every change in words."""

    file: str
    title: str
    about: str
    reason: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything the page shows: the file that is read now, and what came of those before, the newest first.

    ``done`` of ``total`` are steps of this file, total 0 while unknown; ``waiting`` files come after it.
    ``offered`` is a changed action that is asked about now.
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
    offered: UpdateView | None = None

    @property
    def free(self) -> bool:
        """Whether another file may be chosen."""
        return not self.working and self.offered is None


def _nobody(_: Desk) -> None:
    """No screen follows."""


class ImportViewModel(Observable[ImportState]):
    """Takes bundles in on the worker, each as a job of its own: nothing else waits for all of them.

    ``seated`` is told of the desk that works with a changed action.
    """

    def __init__(
        self, desk: Desk, jobs: Jobs, seated: Callable[[Desk], None] = _nobody, *, tag: str = "nl"
    ) -> None:
        super().__init__(ImportState())
        self._desk, self._jobs, self._texts, self._seated = desk, jobs, texts(tag), seated
        self._offered: Offered | None = None
        self._steps = Steps()
        self._waiting: tuple[Path, ...] = ()
        self._report: BundleReport | None = None

    def load(self) -> None:
        """Nothing to fetch: what came in stands on the desk already."""

    def take_file(self, file: str) -> None:
        """Take in one bundle."""
        if file and self.state.free:
            self._begin((Path(file),))

    def take_folder(self, folder: str) -> None:
        """Take in every bundle of a folder, by name."""
        if not folder or not self.state.free:
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
        if is_update(path):
            desk = self._desk
            self._jobs.run(
                lambda: read_update(desk, path), self._ask, lambda error: self._refused(path.name, error)
            )
            return
        self._jobs.run(
            lambda: take_in(self._desk, path, progress=self._steps.tell, seen=self._see),
            self._taken,
            lambda error: self._refused(path.name, error),
        )

    # A changed action

    def _ask(self, offered: Offered) -> None:
        if offered.known:
            self._add(Brought(offered.file, self._title(offered), told=self._texts.text(IN_FORCE)))
            return
        self._offered = offered
        made = offered.update.made.astimezone()
        about = self._texts.text(
            MADE, name=offered.update.made_by, day=short_date(made.date()), time=clock_time(made)
        )
        changes = tuple(said(line, self._texts) for line in offered.changes)
        shown = UpdateView(offered.file, self._title(offered), about, offered.update.reason, changes)
        self._become(replace(self.state, working=False, offered=shown))

    def put_in_force(self) -> None:
        """The changed action that is asked about counts here from now on."""
        offered, desk = self._offered, self._desk
        if offered is None:
            return
        self._offered = None
        self._become(replace(self.state, working=True, offered=None))

        def done(changed: Desk) -> None:
            self._desk = changed
            self._seated(changed)
            told = self._texts.text(PUT_IN_FORCE)
            self._add(Brought(offered.file, self._title(offered), new=1, told=told))

        self._jobs.run(
            lambda: put_in_force(desk, offered), done, lambda error: self._refused(offered.file, error)
        )

    def leave(self) -> None:
        """Not now: what is in force stays, and the file can be taken in later."""
        offered, self._offered = self._offered, None
        if offered is not None:
            self._become(replace(self.state, offered=None))
            self._add(Brought(offered.file, self._title(offered), told=self._texts.text(LEFT), left=True))

    def _title(self, offered: Offered) -> str:
        return self._texts.text(UPDATE, version=offered.update.action.version)

    def _add(self, brought: Brought) -> None:
        self._become(replace(self.state, brought=(brought, *self.state.brought)))
        self._next()

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
        self._add(brought)

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
