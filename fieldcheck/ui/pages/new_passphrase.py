"""Typing a new passphrase twice, with how strong it is: at the first start, and when one is chosen later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Face, Field, Label, ProgressLine, Space, stack
from fieldcheck.ui.words import STRENGTHS
from fieldcheck.viewmodels.passphrase import PassphraseState
from fieldcheck.viewmodels.users import UsersState
from fieldcheck.viewmodels.weighing import STRONG_ENOUGH
from fieldcheck.viewmodels.wizard import WizardState


class NewPassphrase(QWidget):
    """Two secret fields, a line and words; ``typed`` is sent whenever either field changes."""

    typed = Signal()

    def __init__(self, texts: Texts, words: str) -> None:
        """``words``: what the first field is called, translated."""
        super().__init__()
        self._texts = texts
        self.first = Field(words, secret=True)
        self.first.edit.setObjectName("passphrase")
        self.again = Field(texts.text(N_("Nog een keer")), secret=True)
        self.again.edit.setObjectName("again")
        for field in (self.first, self.again):
            field.edit.textChanged.connect(lambda _: self.typed.emit())
        self._line = ProgressLine(texts.text(N_("Sterkte van de wachtwoordzin")))
        self._strength = Label("", Face.SMALL)
        above = stack(self.first, self._line, self._strength, gap=Space.XS)
        stack(above, self.again, gap=Space.S, parent=self)
        self.setFocusProxy(self.first)

    def present(self, state: WizardState | UsersState | PassphraseState) -> None:
        """How strong (None while nothing is written), and whether both are the same."""
        words, strength = self._texts.text, state.strength
        self._line.set_share(0 if strength is None else max(strength.score, 0.4) / 4)
        if strength is None:
            told = words(N_("Minstens: {strength}"), strength=words(STRENGTHS[STRONG_ENOUGH]))
        else:
            advice = words(strength.advice) if strength.advice else ""
            told = " · ".join(filter(None, (words(STRENGTHS[strength.score]), advice)))
        self._strength.setText(told)
        alike = words(N_("✓ Twee keer hetzelfde")) if state.same else words(N_("Nog niet hetzelfde"))
        self.again.show_hint(alike if self.again.text() else "")

    def forget(self) -> None:
        """Take both off the screen, and what was said of them."""
        self.first.edit.clear()
        self.again.edit.clear()
        self.again.show_hint("")
