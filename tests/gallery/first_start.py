"""The first start and the unlock page in prepared states."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from fieldcheck.crypto import Strength
from fieldcheck.domain.errors import N_, BundleRefused, WrongPassphrase
from fieldcheck.ui.handbook_sheet import HandbookSheet
from fieldcheck.ui.pages.unlock import UnlockPage
from fieldcheck.ui.pages.wizard import WizardPage
from fieldcheck.ui.shortcut_overview import ShortcutOverview
from fieldcheck.viewmodels.alarm_watch import WatchState
from fieldcheck.viewmodels.handbook import Handbook
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.self_test import Check, Checked
from fieldcheck.viewmodels.shell import Screen
from fieldcheck.viewmodels.unlock import UnlockState, UnlockViewModel
from fieldcheck.viewmodels.wizard import Step, WizardState, WizardViewModel
from tests.gallery.scenes import NOW, Stage, scene


class PreparedWizard(Observable[WizardState]):
    """A wizard that only shows."""

    practice = False

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or not hasattr(WizardViewModel, name):
            raise AttributeError(name)
        return lambda *_, **__: None


class PreparedUnlock(Observable[UnlockState]):
    """An unlock page that only shows."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or not hasattr(UnlockViewModel, name):
            raise AttributeError(name)
        return lambda *_, **__: None


def wizard(stage: Stage, state: WizardState) -> WizardPage:
    return WizardPage(PreparedWizard(state), stage.texts)  # type: ignore[arg-type]


@scene("wizard-1-passphrase", bar=False)
def passphrase(stage: Stage) -> QWidget:
    page = wizard(stage, WizardState(strength=Strength(3, ""), same=True))
    page.passphrase.name.edit.setText("A. Voorbeeld")
    page.passphrase.new.first.edit.setText("vier losse woorden samen")
    page.passphrase.new.again.edit.setText("vier losse woorden samen")
    page.present(page._model.state)
    return page


@scene("wizard-2-recovery", bar=False)
def recovery(stage: Stage) -> QWidget:
    code = "7K3M-9QTR-2HXB-5VWD-8NPC-4JZY"
    return wizard(stage, WizardState(Step.RECOVERY, recovery_code=code, sheet=b"%PDF", sheet_kept=True))


@scene("wizard-3-action", bar=False)
def action(stage: Stage) -> QWidget:
    problem = BundleRefused(N_("Dit is geen instelbundel, of een van een andere versie van fieldcheck."))
    return wizard(stage, WizardState(Step.ACTION, problem=problem))


@scene("wizard-3-practice", bar=False)
def practice(stage: Stage) -> QWidget:
    model = PreparedWizard(WizardState(Step.ACTION))
    model.practice = True
    return WizardPage(model, stage.texts)  # type: ignore[arg-type]


@scene("wizard-4-self-test", bar=False)
def test(stage: Stage) -> QWidget:
    checks = tuple(
        Checked(check, check is not Check.CLOCK, "182344" if check is Check.DISK else "") for check in Check
    )
    return wizard(stage, WizardState(Step.SELF_TEST, checks=checks))


@scene("unlock", bar=False)
def unlock(stage: Stage) -> QWidget:
    return UnlockPage(
        PreparedUnlock(UnlockState(users=("A. Voorbeeld",))), stage.texts, Observable(WatchState())
    )  # type: ignore[arg-type]


@scene("unlock-wrong", bar=False)
def wrong(stage: Stage) -> QWidget:
    problem = WrongPassphrase(
        N_("Naam en wachtwoordzin passen niet bij elkaar."),
        kept=N_("Alles blijft versleuteld."),
        remedy=N_("Let op hoofdletters en probeer het opnieuw."),
    )
    state = UnlockState(users=("A. Voorbeeld",), problem=problem, wait_s=4)
    return UnlockPage(PreparedUnlock(state), stage.texts, Observable(WatchState()), practice=True)  # type: ignore[arg-type]


@scene("unlock-waiting", bar=False)
def unlock_waiting(stage: Stage) -> QWidget:
    model = PreparedUnlock(UnlockState(users=("A. Voorbeeld",)))
    watch = Observable(WatchState(NOW - timedelta(minutes=14)))
    return UnlockPage(model, stage.texts, watch)  # type: ignore[arg-type]


@scene("shortcuts", sheet=True)
def overview(stage: Stage) -> QWidget:
    return ShortcutOverview(stage.texts, None, read=lambda: None)


@scene("handbook", sheet=True)
def handbook(stage: Stage) -> QWidget:
    book = Handbook(stage.language)
    return HandbookSheet(book, book.begin(Screen.DESK), stage.texts, None)


@scene("handbook-searched", sheet=True)
def searched(stage: Stage) -> QWidget:
    book = Handbook(stage.language)
    sheet = HandbookSheet(book, book.begin(Screen.USERS), stage.texts, None)
    sheet.search.edit.setText({"nl": "bundel", "en": "bundle"}[stage.language])
    return sheet
