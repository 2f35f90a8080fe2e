"""The quiet row of reasons that can stand in place of an answer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.controls import StateChip
from fieldcheck.ui.wrapping import WrappingRow

STATE_WORDS = {
    AnswerState.REFUSED: N_("Weigert"),
    AnswerState.DOES_NOT_KNOW: N_("Weet het niet"),
    AnswerState.AFRAID: N_("Durft niet"),
    AnswerState.LANGUAGE_FAILED: N_("Taal lukt niet"),
    AnswerState.NOT_APPLICABLE: N_("N.v.t."),
}
STATE_KEYS = {
    AnswerState.REFUSED: shortcuts.REFUSED,
    AnswerState.DOES_NOT_KNOW: shortcuts.DOES_NOT_KNOW,
    AnswerState.AFRAID: shortcuts.AFRAID,
    AnswerState.LANGUAGE_FAILED: shortcuts.LANGUAGE_FAILED,
    AnswerState.NOT_APPLICABLE: shortcuts.NOT_APPLICABLE,
}


class StateChips(QWidget):
    """One chip for each state, with the letter that records it; ``given`` tells which was pressed."""

    given = Signal(AnswerState)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the officer's, whatever the person reads
        self._state = AnswerState.NOT_ASKED
        self._chips = {state: self._chip(texts, state) for state in GIVEN_INSTEAD}
        WrappingRow(*self._chips.values(), parent=self)

    def present(self, state: AnswerState) -> None:
        """Which of them the question has."""
        self._state = state
        for one, chip in self._chips.items():
            chip.setChecked(one is state)

    def _chip(self, texts: Texts, state: AnswerState) -> StateChip:
        key = replace(STATE_KEYS[state], keys=())
        chip = StateChip(texts.text(STATE_WORDS[state]), key)
        chip.setObjectName(f"state-{state.value}")
        chip.clicked.connect(lambda _checked=False: self._on_chip(state))
        return chip

    def _on_chip(self, state: AnswerState) -> None:
        # The chip toggled itself; what it shows is for the state to say.
        self._chips[state].setChecked(self._state is state)
        self.given.emit(state)
