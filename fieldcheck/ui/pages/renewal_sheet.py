"""The sheet over the settings on which a new recovery sheet is made: passphrase, paper, last group."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Face,
    Field,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Space,
    bind,
    row,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.printing import print_pdf
from fieldcheck.ui.sheets import Sheet
from fieldcheck.viewmodels.renewal import RenewalState, RenewalViewModel

TITLE = N_("Nieuw herstelblad")
_WIDE = 720


class RenewalSheet(Sheet):
    """Presents one :class:`RenewalState`. Closing it before the end leaves the old sheet in force."""

    def __init__(self, model: RenewalViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(TITLE), parent, width=_WIDE)
        self._model, self._texts = model, texts
        words = texts.text
        self._notice = Notice()
        self._steps = (self._asking(), self._keeping(), self._done())
        self._at = -1
        self.body.addWidget(self._notice)
        for step in self._steps:
            self.body.addWidget(step)
        cancel = press(OutlinedButton(words(N_("Annuleren"))), self.reject, name="cancel")
        self._cancel = cancel
        self.main = press(PrimaryButton(""), self._go_on, name="go-on")
        self.close_with(cancel, self.main)
        bind(self, model, self.present)

    def present(self, state: RenewalState) -> None:
        """The step that comes next, and what stands in its way."""
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        at = 2 if state.done else 1 if state.code else 0
        turned, self._at = at != self._at, at
        for place, step in enumerate(self._steps):
            step.setVisible(place == at)
        self._code.setText(state.code)
        kept = (
            N_("✓ Het nieuwe herstelblad is bewaard")
            if state.kept
            else N_("Druk het af, of schrijf het over.")
        )
        self._kept.setText(self._texts.text(kept))
        self.typed.setEnabled(state.kept)
        words = (N_("Blad maken"), N_("In gebruik nemen"), N_("Klaar"))[at]
        self.main.set_text(self._texts.text(words))
        self.main.setEnabled(not state.busy and (at != 1 or state.kept))
        self._cancel.setVisible(not state.done)
        if at:
            self.proof.edit.clear()  # a passphrase leaves the screen once it was used
        if turned:
            (self.proof, self.print_sheet, self.main)[at].setFocus()
            self.fit()

    def _asking(self) -> QWidget:
        words = self._texts.text
        self.proof = Field(words(N_("Uw eigen wachtwoordzin")), secret=True)
        self.proof.edit.setObjectName("proof")
        self.proof.edit.returnPressed.connect(self._go_on)
        told = N_(
            "Voor als het herstelblad weg is, of door een ander is gezien. Het oude blad blijft werken tot u"
            " het nieuwe in gebruik neemt; daarna opent het niets meer."
        )
        return _step(Label(words(told)), self.proof)

    def _keeping(self) -> QWidget:
        words = self._texts.text
        card = Card(gap=Space.S)
        card.body.addWidget(Label(words(N_("Nieuwe herstelcode")), Face.SMALL))
        self._code = Label("", Face.CODE)
        self._code.setObjectName("code")
        card.body.addWidget(self._code)
        self.print_sheet = press(OutlinedButton(words(N_("Afdrukken …"))), self._print, name="print-sheet")
        self.save = press(OutlinedButton(words(N_("Opslaan als PDF …"))), self._save, name="save-sheet")
        self.written = press(
            QuietButton(words(N_("Ik heb de code overgeschreven"))), self._model.keep, name="written-down"
        )
        self._kept = Label("", Face.SMALL)
        self.typed = Field(
            words(N_("Laatste groep van de nieuwe code")),
            hint=words(N_("Vijf tekens, overgetypt van het papier.")),
        )
        self.typed.edit.setObjectName("typed")
        self.typed.edit.returnPressed.connect(self._go_on)
        told = N_(
            "De code staat nergens anders en komt maar één keer op het scherm. Bewaar hem niet bij de laptop."
        )
        buttons = QWidget()
        row(self.print_sheet, self.save, self.written, None, parent=buttons)
        return _step(Label(words(told)), card, buttons, self._kept, self.typed)

    def _done(self) -> QWidget:
        words = self._texts.text
        told = N_("Het nieuwe herstelblad geldt. Vernietig het oude, als u het nog vindt.")
        return _step(Label(words(told), Face.SAVED))

    # What people do

    def _go_on(self) -> None:
        state = self._model.state
        if state.done:
            self.accept()
        elif not state.code:
            self._model.begin(self.proof.text())
        elif state.kept:
            self._model.finish(self.typed.text())

    def _print(self) -> None:
        print_pdf(self, self._texts, self._model.state.sheet, self._model.keep)

    def _save(self) -> None:
        dialog = QFileDialog(self, self._texts.text(N_("Herstelblad opslaan")), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("herstelblad.pdf")
        dialog.fileSelected.connect(lambda name: self._model.save(Path(name)))
        dialog.open()


def _step(*widgets: QWidget) -> QWidget:
    step = QWidget()
    stack(*widgets, None, gap=Space.M, parent=step)
    return step
