"""The first start: one card for each of four steps, the main action always at the same spot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, error_text
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Chip,
    Column,
    Face,
    Foot,
    Label,
    Notice,
    PrimaryButton,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.action_sheets import FirstActionSheet
from fieldcheck.ui.pages.wizard_steps import ActionStep, PassphraseStep, RecoveryStep, SelfTestStep
from fieldcheck.ui.printing import print_pdf
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.wizard import Step, WizardState, WizardViewModel

_STEPS = {
    Step.PASSPHRASE: N_("Wachtwoordzin"),
    Step.RECOVERY: N_("Herstelblad"),
    Step.ACTION: N_("Actie"),
    Step.SELF_TEST: N_("Zelftest"),
}
WAIT = N_("Even wachten …")
_MAIN = {
    Step.PASSPHRASE: N_("Opslag aanmaken"),
    Step.RECOVERY: N_("Verder"),
    Step.ACTION: N_("Instelbundel laden"),
    Step.SELF_TEST: N_("Naar de post"),
}
_ENDS_BY_ITSELF = (Step.RECOVERY, Step.SELF_TEST)
"""Steps after whose last deed only the main action is left to do."""
_WIDTH = 760


def wizard_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it; the subject ``set-up`` goes on at the third step."""

    def make() -> WizardViewModel:
        set_up = place.subject == "set-up"
        return WizardViewModel(frame.workplace, frame.shell, practice=frame.practice, set_up=set_up)

    return WizardPage(frame.model(place, make), frame.texts, missing_fonts=frame.missing_fonts)


class WizardPage(QWidget):
    """Four steps; shows the one the view-model is at."""

    def __init__(self, model: WizardViewModel, texts: Texts, *, missing_fonts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._model, self._texts, self._missing = model, texts, missing_fonts
        self._shown: Step | None = None
        self._was_ready = False
        self.passphrase = PassphraseStep(texts)
        self.recovery = RecoveryStep(texts)
        self.action = ActionStep(texts, practice=model.practice)
        self.test = SelfTestStep(texts)
        self._pages = {
            Step.PASSPHRASE: self.passphrase,
            Step.RECOVERY: self.recovery,
            Step.ACTION: self.action,
            Step.SELF_TEST: self.test,
        }
        self._build()
        self._connect()
        bind(self, model, self.present)

    def present(self, state: WizardState) -> None:
        """The step, what it may do, and what went wrong."""
        page = self._pages[state.step]
        page.present(state)
        self._present_trail(state.step)
        self.main.set_text(self._texts.text(WAIT if state.busy else _MAIN[state.step]))
        self.main.setEnabled(page.ready(state) and not state.busy)
        if state.problem is None:
            self._notice.show_words("")
        else:
            self._notice.show_words(*error_text(state.problem, self._texts))
        if state.step is not self._shown:
            self._shown = state.step
            for one in self._pages.values():
                one.setVisible(one is page)  # a stack would be as high as the highest
            if not self.isVisible():
                self.setFocusProxy(page.begins)  # for whoever shows the page; see MainWindow
            # Later no proxy: Tab would jump from the page to it, and never come by what stands before it.
            page.begins.setFocus()
            if state.step is Step.SELF_TEST:
                self._model.check(self._missing)
        self._follow_focus(state)

    def _follow_focus(self, state: WizardState) -> None:
        """Enter does what is written on the main button as soon as nothing else is left to do."""
        ready = state.step in _ENDS_BY_ITSELF and self.main.isEnabled()
        if ready and not self._was_ready:
            self.main.setFocus()
        self._was_ready = ready

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self._trail = QHBoxLayout()
        self._trail.setSpacing(look.px(Space.S))
        self._notice = Notice()
        column = Column(limit=_WIDTH, gap=Space.L)
        heading = row(Label(words(N_("fieldcheck op deze laptop")), Face.TITLE, wrap=False), None)
        if self._model.practice:
            heading.addWidget(Chip(words(N_("OEFENEN")), Tone.CAUTION))
        column.body.addLayout(heading)
        column.body.addLayout(self._trail)
        column.body.addWidget(self._notice)
        for page in self._pages.values():
            page.hide()
            column.body.addWidget(page)
        column.body.addStretch(1)
        self.main = PrimaryButton("", ENTER)
        self.main.setObjectName("main")
        whole = stack(column, Foot(None, self.main), gap=0, parent=self)
        whole.setStretch(0, 1)

    def _connect(self) -> None:
        self.passphrase.new.typed.connect(self._weigh)
        self.passphrase.name.edit.textEdited.connect(self._weigh)
        self.recovery.save.clicked.connect(self._save)
        self.recovery.print_sheet.clicked.connect(self._print)
        self.recovery.written.clicked.connect(self._model.sheet_kept)
        self.action.practise.clicked.connect(self._model.practise)
        self.action.browse.clicked.connect(self._browse)
        self.action.begin.clicked.connect(lambda: self._begin_action())
        self.action.code.edit.textEdited.connect(self._typed)
        self.action.file.edit.textEdited.connect(self._typed)
        self.test.again.clicked.connect(lambda: self._model.check(self._missing))
        self.main.clicked.connect(self._go_on)

    def _present_trail(self, at: Step) -> None:
        clear(self._trail)
        for step, name in _STEPS.items():
            words = f"{step.value}  {self._texts.text(name)}"
            if step < at:
                self._trail.addWidget(Chip(f"✓  {self._texts.text(name)}", Tone.GOOD))
            else:
                self._trail.addWidget(
                    Chip(words, Tone.ACCENT if step is at else Tone.QUIET, solid=step is at)
                )
        self._trail.addStretch(1)

    def _go_on(self) -> None:
        step = self._model.state.step
        if step is Step.PASSPHRASE:
            name, secret = self.passphrase.name.text(), self.passphrase.new.first.text()
            self._model.create(name, secret)
            self.passphrase.forget()
        elif step is Step.RECOVERY:
            self._model.recovery_done()
        elif step is Step.ACTION:
            self._model.load_bundle(Path(self.action.file.text()), self.action.code.text())
        else:
            self._model.begin()

    def _weigh(self) -> None:
        self._model.weigh(self.passphrase.new.first.text(), self.passphrase.new.again.text())
        self._typed()

    def _typed(self) -> None:
        self._model.try_another()
        state = self._model.state
        self.main.setEnabled(self._pages[state.step].ready(state) and not state.busy)

    def _save(self) -> None:
        dialog = QFileDialog(self, self._texts.text(N_("Herstelblad opslaan")), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("herstelblad.pdf")
        dialog.fileSelected.connect(lambda name: self._model.save_sheet(Path(name)))
        dialog.open()

    def _print(self) -> None:
        print_pdf(self, self._texts, self._model.state.sheet, self._model.sheet_kept)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self._texts.text(N_("Instelbundel kiezen")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._texts.text(N_("Instelbundels (*.asice *.age)")))
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _begin_action(self) -> None:
        model, tag = self._model, self._texts.tag
        sheet = FirstActionSheet(self._texts, self, day_problem=lambda typed: model.day_problem(typed, tag))
        sheet.given.connect(
            lambda name, park, place, day: model.begin_action(name, park, place, day, tag=tag)
        )
        sheet.open()

    def _picked(self, name: str) -> None:
        self.action.file.edit.setText(name)
        self._typed()
