"""The settings: how far each form is in each language, approving a translation, the self-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import fieldcheck
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import texts
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.passphrase import PassphraseViewModel
from fieldcheck.viewmodels.renewal import RenewalViewModel
from fieldcheck.viewmodels.self_test import Checked, self_test
from fieldcheck.viewmodels.settings_state import (
    LISTS,
    ApprovalView,
    CellView,
    FormLine,
    ReadingView,
    Section,
    SettingsState,
    SheetReads,
)
from fieldcheck.viewmodels.told import trouble

if TYPE_CHECKING:
    from fieldcheck.usecases.approving import Reading
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.giving_keys import Readers
    from fieldcheck.usecases.language_standing import Approved, LanguageStanding
    from fieldcheck.viewmodels.workplace import Installed

_T = TypeVar("_T")


class SettingsViewModel(Observable[SettingsState]):
    """Counts on the worker, one form at a time, so that whoever wants something else need not wait."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        installed: Installed,
        missing_fonts: tuple[str, ...] = (),
        *,
        tag: str = "nl",
    ) -> None:
        super().__init__(
            SettingsState(
                user=desk.actor.name,
                version=fieldcheck.__version__,
                device=desk.laptop.name,
                may_renew=desk.actor.may(Deed.RENEW_RECOVERY),
                may_approve=desk.actor.may(Deed.APPROVE_TEXTS),
            )
        )
        self._desk, self._jobs, self._installed = desk, jobs, installed
        self._missing_fonts = missing_fonts
        self._texts = texts(tag)
        self._reading: Reading | None = None

    def load(self) -> None:
        """Count every form anew, and look what the recovery sheet opens."""
        if self.state.may_renew:
            self._look_at_sheet()
        self._jobs.run(_names, self._count, self._failed)

    def passphrase(self) -> PassphraseViewModel:
        """Begin a new passphrase for who sits here."""
        return PassphraseViewModel(self._desk, self._jobs, self._installed, tag=self._texts.tag)

    def renewal(self) -> RenewalViewModel:
        """Begin a new recovery sheet."""
        return RenewalViewModel(self._desk, self._jobs, self._installed, tag=self._texts.tag)

    def look_again(self) -> None:
        """The recovery sheet may have been renewed."""
        self._look_at_sheet()

    def _look_at_sheet(self) -> None:
        def work() -> Readers:
            from fieldcheck.usecases.giving_keys import readers

            return readers(self._desk, self._installed.vault)

        self._jobs.run(
            work, lambda found: self._become(replace(self.state, notes=_sheet_reads(found))), self._failed
        )

    def show(self, section: Section) -> None:
        """Go to another part of the page."""
        self._become(replace(self.state, section=section))

    def select(self, form: str, tag: str) -> None:
        """Show the details of a form in a language."""
        self._become(replace(self.state, selected=(form, tag), trouble=None))

    def read(self) -> None:
        """Fetch the texts that are selected, to be read before they are approved."""
        form, tag = self.state.selected

        def work() -> Reading:
            from fieldcheck.usecases.approving import texts_to_read

            return texts_to_read(form, tag)

        self._do(work, self._read)

    def put_away(self) -> None:
        """Nothing is read any more, and nothing was approved."""
        self._reading = None
        self._become(replace(self.state, reading=None))

    def approve(self, by: str) -> None:
        """Put on record in the catalogue that ``by`` approves the texts that were just read."""
        was_read = self._reading
        if was_read is None:
            return

        def work() -> None:
            from fieldcheck.usecases.approving import approve_translation

            approve_translation(self._desk, was_read, by=by)

        self.put_away()
        self._do(work, lambda _: self.load())

    def test(self) -> None:
        """Do the self-test of this laptop."""
        store, installed = self._desk.store, self._installed
        self._become(replace(self.state, testing=True, checks=(), trouble=None))
        self._jobs.run(
            lambda: self_test(store, installed.folder, installed.clock, missing_fonts=self._missing_fonts),
            self._tested,
            self._failed,
        )

    def _tested(self, checks: tuple[Checked, ...]) -> None:
        self._become(replace(self.state, testing=False, checks=checks))

    def _count(self, names: tuple[str, ...]) -> None:
        self._become(replace(self.state, total=len(names)))
        for name in names:
            self._jobs.run(lambda name=name: _line(name), self._counted, self._failed)  # type: ignore[misc]

    def _counted(self, line: FormLine) -> None:
        known = {one.id: one for one in self.state.forms} | {line.id: line}
        self._become(replace(self.state, forms=tuple(known.values())))

    def _read(self, reading: Reading) -> None:
        self._reading = reading
        pairs = tuple((one.dutch, one.translated) for one in reading.pairs)
        self._become(
            replace(self.state, reading=ReadingView(reading.form_id, reading.tag, pairs, reading.whole))
        )

    def _do(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def finish(result: _T) -> None:
            self._become(replace(self.state, working=False))
            done(result)

        self._become(replace(self.state, working=True, trouble=None))
        self._jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        told = trouble(error, self._texts)
        self._become(replace(self.state, working=False, testing=False, reading=None, trouble=told))


def _sheet_reads(found: Readers) -> SheetReads:
    if not found.here:
        return SheetReads.NOTHING
    if found.sheet:
        return SheetReads.NOTES if found.own else SheetReads.LOSES
    return SheetReads.NOT_YET if found.own else SheetReads.NOT_MINE


def _names() -> tuple[str, ...]:
    from fieldcheck import assets

    return (*assets.form_ids(), LISTS)


def _line(form_id: str) -> FormLine:
    from fieldcheck.domain.errors import FormRefused
    from fieldcheck.usecases.approving import can_approve
    from fieldcheck.usecases.language_standing import form_standing

    try:
        form = form_standing(form_id)
    except FormRefused:
        return FormLine(form_id, broken=True)
    own = form.languages[0].tag
    cells = tuple(
        _cell(one, own=one.tag == own, approvable=can_approve(form_id, one.tag)) for one in form.languages
    )
    return FormLine(form_id, form.title, form.version, form.questions, cells)


def _cell(standing: LanguageStanding, *, own: bool, approvable: bool) -> CellView:
    return CellView(
        standing.tag,
        standing.questions,
        standing.texts,
        standing.translated,
        standing.draft,
        standing.approved,
        standing.stale,
        standing.share,
        own=own,
        approvable=approvable and not own,
        approvals=tuple(_approval(one) for one in standing.approvals),
    )


def _approval(approved: Approved) -> ApprovalView:
    try:
        on = date.fromisoformat(approved.on)
    except ValueError:
        on = None
    return ApprovalView(approved.by, on, approved.catalogue == LISTS)
