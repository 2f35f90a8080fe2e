"""The export of a laptop's day: who gets what and why, progress, and the check of the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck.domain.day import Contents
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import said, texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import (
    check_bundle,
    day_contents,
    day_recipients,
    export_day,
)
from fieldcheck.usecases.ports import BundleReport, Cancelled
from fieldcheck.usecases.vouching import Vouched, hand_out_certificate
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.stopping import Steps
from fieldcheck.viewmodels.told import Trouble, trouble


@dataclass(frozen=True, slots=True)
class RecipientView:
    """Who receives the bundle and on what legal basis."""

    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, whether it holds, and the detail."""

    what: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the check of a bundle found."""

    ok: bool
    signer: str
    fingerprint: str
    findings: tuple[Finding, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class VouchedView:
    """The certificate that was handed out: the name of its folder, and its fingerprint to read aloud."""

    folder: str
    fingerprint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportState:
    """Everything the export page shows; ``done`` of ``total`` are steps, total 0 while unknown.

    ``may_check``: whether bundles can be opened and checked here. Elsewhere the coordinator does so when the
    bundle is taken in.
    """

    device: str = ""
    recipients: tuple[RecipientView, ...] = ()
    contents: Contents | None = None
    folder: str = ""
    working: bool = False
    cancelling: bool = False
    cancelled: bool = False
    done: int = 0
    total: int = 0
    file: str = ""
    checking: bool = False
    check: Check | None = None
    vouched: VouchedView | None = None
    trouble: Trouble | None = None
    may_check: bool = True

    @property
    def handed_over(self) -> bool:
        """Whether a bundle lies ready that is checked where it comes in."""
        return bool(self.file) and not self.may_check and not self.working


class ExportViewModel(Observable[ExportState]):
    """The export of this laptop's day into ``folder``."""

    def __init__(self, desk: Desk, jobs: Jobs, folder: Path, *, tag: str = "nl") -> None:
        recipients = tuple(RecipientView(one.name, one.legal_basis) for one in day_recipients(desk.action))
        super().__init__(
            ExportState(
                device=desk.laptop.name,
                recipients=recipients,
                folder=str(folder),
                working=True,
                may_check=desk.actor.may(Deed.CHECK_BUNDLE),
            )
        )
        self._desk, self._jobs = desk, jobs
        self._texts = texts(tag)
        self._steps = Steps()

    def load(self) -> None:
        """Count what would go in now."""
        self._become(replace(self.state, working=True, trouble=None))
        self._jobs.run(lambda: day_contents(self._desk), self._counted, self._failed)

    def _counted(self, contents: Contents) -> None:
        self._become(replace(self.state, working=False, contents=contents))

    def pick_folder(self, folder: str) -> None:
        """Where the bundle is written, such as a USB stick."""
        if folder:
            self._become(replace(self.state, folder=folder))

    def export(self) -> None:
        """Write the bundle, whole or not at all."""
        if self.state.working:
            return
        self._steps.begin()
        folder = Path(self.state.folder)
        self._become(
            replace(
                self.state,
                working=True,
                cancelled=False,
                done=0,
                total=0,
                file="",
                check=None,
                vouched=None,
                trouble=None,
            )
        )
        self._jobs.run(
            lambda: export_day(self._desk, folder, progress=self._steps.tell), self._written, self._failed
        )

    def tick(self) -> None:
        """Show how far the work is; the page calls this now and then while ``working``."""
        if self.state.working:
            done, total = self._steps.now
            self._become(replace(self.state, done=done, total=total))

    def cancel(self) -> None:
        """Stop the export; nothing half-done stays."""
        if self.state.working:
            self._steps.stop()
            self._become(replace(self.state, cancelling=True))

    def _written(self, path: Path) -> None:
        self._become(replace(self.state, working=False, cancelling=False, file=str(path)))
        if self.state.may_check:
            self.check(str(path))

    def check(self, file: str) -> None:
        """Check a bundle as the receiver would."""
        if not file or self.state.checking:
            return
        self._become(replace(self.state, checking=True, file=file, check=None, vouched=None, trouble=None))
        self._jobs.run(lambda: check_bundle(self._desk, Path(file)), self._checked, self._failed)

    def _checked(self, report: BundleReport) -> None:
        findings = tuple(
            Finding(self._texts.text(what), holds, said(detail, self._texts))
            for what, holds, detail in report.findings
        )
        check = Check(report.ok, report.signer, report.fingerprint, findings, report.entries)
        self._become(replace(self.state, checking=False, check=check))

    def hand_out_certificate(self, folder: str) -> None:
        """Put the certificate of the action with its fingerprint in a folder, for who checks elsewhere."""
        if not folder or self.state.working or self.state.checking:
            return
        desk, tag = self._desk, self._texts.tag
        self._become(replace(self.state, file="", check=None, vouched=None, trouble=None))
        self._jobs.run(
            lambda: hand_out_certificate(desk, Path(folder), language=tag), self._vouched, self._failed
        )

    def _vouched(self, vouched: Vouched) -> None:
        self._become(replace(self.state, vouched=VouchedView(vouched.folder.name, vouched.fingerprint)))

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled)
        self._become(
            replace(
                self.state,
                working=False,
                cancelling=False,
                checking=False,
                cancelled=stopped,
                trouble=None if stopped else trouble(error, self._texts),
            )
        )
