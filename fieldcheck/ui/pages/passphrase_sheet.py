"""The sheet over the settings on which one's own passphrase is changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Face, Field, Label, Notice, OutlinedButton, PrimaryButton, bind, stack
from fieldcheck.ui.pages.new_passphrase import NewPassphrase
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Space
from fieldcheck.viewmodels.passphrase import PassphraseState, PassphraseViewModel

TITLE = N_("Wachtwoordzin wijzigen")
_WIDE = 640


class PassphraseSheet(Sheet):
    """Presents one :class:`PassphraseState`. Closing it before the end leaves the old passphrase in force."""

    def __init__(self, model: PassphraseViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(TITLE), parent, width=_WIDE)
        self._model, self._texts = model, texts
        words = texts.text
        self._notice = Notice()
        self.proof = Field(
            words(N_("Uw wachtwoordzin van nu")),
            hint=words(N_("Vergeten? Dan de code van het herstelblad.")),
            secret=True,
        )
        self.proof.edit.setObjectName("proof")
        self.new = NewPassphrase(texts, words(N_("Nieuwe wachtwoordzin")))
        self.new.typed.connect(self._weigh)
        self.new.again.edit.returnPressed.connect(self._go_on)
        self._done = Label(
            words(N_("De nieuwe wachtwoordzin geldt. Met de oude opent deze laptop niet meer.")), Face.SAVED
        )
        self.put_scrolling(stack(self._notice, self.proof, self.new, self._done, gap=Space.M))
        self._cancel = press(OutlinedButton(words(N_("Annuleren"))), self.reject, name="cancel")
        self.main = press(PrimaryButton(""), self._go_on, name="go-on")
        self.close_with(self._cancel, self.main)
        bind(self, model, self.present)

    def present(self, state: PassphraseState) -> None:
        """How strong the new one is, what stands in its way, and that it is done."""
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        if state.done and self.proof.isVisibleTo(self):
            self.proof.edit.clear()  # what was typed leaves the screen once it was used
            self.new.forget()
            self.main.setFocus()
        for widget in (self.proof, self.new, self._cancel):
            widget.setVisible(not state.done)
        self._done.setVisible(state.done)
        self.new.present(state)
        self.main.set_text(self._texts.text(N_("Klaar") if state.done else N_("Wijzigen")))
        self.main.setEnabled(state.done or state.may_change)

    def _weigh(self) -> None:
        if not self._model.state.done:
            self._model.weigh(self.new.first.text(), self.new.again.text())

    def _go_on(self) -> None:
        if self._model.state.done:
            self.accept()
            return
        proof = self.proof.text()
        self.proof.show_problem("" if proof else self._texts.text(N_("Typ eerst uw eigen wachtwoordzin.")))
        if proof:
            self._model.change(self.new.first.text(), proof)
        else:
            self.proof.setFocus()
