"""The quiet row of reasons that can stand in place of an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.i18n import Texts, texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.answers.base import Setting
from fieldcheck.ui.controls import StateChip
from fieldcheck.ui.icons import BY_STATE, Icon, IconButton
from fieldcheck.ui.wrapping import WrappingRow

STATE_WORDS = {
    AnswerState.REFUSED: N_("Weigert"),
    AnswerState.DOES_NOT_KNOW: N_("Weet het niet"),
    AnswerState.AFRAID: N_("Durft niet"),
    AnswerState.LANGUAGE_FAILED: N_("Taal lukt niet"),
    AnswerState.NOT_APPLICABLE: N_("N.v.t."),
}
OWN_WORDS = {
    AnswerState.DOES_NOT_KNOW: N_("Dat weet ik niet"),
    AnswerState.REFUSED: N_("Dat zeg ik liever niet"),
}
"""What the person says of themselves, where the officer's words speak about the person."""
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

    def __init__(self, words: Texts) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the officer's, whatever the person reads
        self._state = AnswerState.NOT_ASKED
        self._chips = {state: self._chip(words, state) for state in GIVEN_INSTEAD}
        WrappingRow(*self._chips.values(), parent=self)

    def present(self, state: AnswerState, *, with_alt: bool = False) -> None:
        """Which of them the question has; ``with_alt`` where a letter alone is written as the answer."""
        self._state = state
        for one, chip in self._chips.items():
            chip.setChecked(one is state)
            key = STATE_KEYS[one].shown
            chip.show_key(f"Alt+{key}" if with_alt else key)

    def _chip(self, words: Texts, state: AnswerState) -> StateChip:
        key = replace(STATE_KEYS[state], keys=())
        chip = StateChip(words.text(STATE_WORDS[state]), key)
        chip.setObjectName(f"state-{state.value}")
        chip.clicked.connect(lambda _checked=False: self._on_chip(state))
        return chip

    def _on_chip(self, state: AnswerState) -> None:
        # The chip toggled itself; what it shows is for the state to say.
        self._chips[state].setChecked(self._state is state)
        self.given.emit(state)


class WordlessStates(QWidget):
    """On the turned screen: signs for "I do not know" and "I would rather not say", which need no reading.

    The words beside them are the person's own; where nobody translated them only the sign is shown.
    """

    given = Signal(AnswerState)

    def __init__(self) -> None:
        super().__init__()
        self._tag = ""
        self._buttons = {state: IconButton(icon, "", large=True) for state, icon in BY_STATE.items()}
        for state, button in self._buttons.items():
            button.setObjectName(f"wordless-{state.value}")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, given=state: self.given.emit(given))
        WrappingRow(*self._buttons.values(), parent=self)

    def present(self, state: AnswerState, setting: Setting, shown: Collection[Icon]) -> None:
        """Which of them the question has, and in whose words; a sign a choice has is not repeated."""
        side = Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(side)
        theirs = texts(setting.tag)
        for one, button in self._buttons.items():
            if setting.tag != self._tag:
                words = theirs.text(OWN_WORDS[one])
                known = theirs.status(OWN_WORDS[one]) != "missing"
                button.show_sign(BY_STATE[one], words, words if known else "")
            button.setLayoutDirection(side)
            button.setVisible(BY_STATE[one] not in shown)
            button.setChecked(one is state)
        self._tag = setting.tag
