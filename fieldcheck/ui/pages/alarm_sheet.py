"""Calling a colleague while somebody sits opposite: the alarm in words that tell that person nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.alarm import Way
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.ui.binding import bind
from fieldcheck.ui.buttons import OutlinedButton, PrimaryButton
from fieldcheck.ui.fields import Field
from fieldcheck.ui.frames import Notice
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.referral import ReferralState, ReferralViewModel

TITLE = N_("Collega roepen")
CASE = N_("Zaak {code}")
MIND = N_("Om rekening mee te houden")
MIND_HINT = N_("Eén zin; u leest hem later terug bij de zaak.")
MISSING = N_("Vul hier iets in.")
CALL = N_("Roepen")
CANCEL = N_("Annuleren")
CLOSE = N_("Verder")
CALLED = N_("Er is een collega gevraagd om {time}.")
CALLED_BEFORE = N_("Er is al een collega gevraagd, om {time}.")
LOOK = N_("Niet iedereen is te bereiken: kijk zo even op het postoverzicht.")


class AlarmSheet(Sheet):
    """Says nothing of an alarm, of who comes, or why; all that stands on the desk."""

    def __init__(self, model: ReferralViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(TITLE), parent)
        self.setObjectName("alarm-sheet")
        self._model, self._texts = model, texts
        self._called = False
        self._case = Label("", Face.MUTED)
        self.mind = Field(texts.text(MIND), hint=texts.text(MIND_HINT))
        self.mind.edit.setObjectName("mind")
        self.mind.edit.textEdited.connect(model.write_effect)
        self._told = Label("", Face.LEAD)
        self._look = Label(texts.text(LOOK))
        self._notice = Notice()
        for widget in (self._case, self._notice, self.mind, self._told, self._look):
            self.body.addWidget(widget)
        self._cancel = OutlinedButton(texts.text(CANCEL))
        self._cancel.setObjectName("cancel")
        self._cancel.clicked.connect(self.reject)
        self._main = PrimaryButton(texts.text(CALL), ENTER)
        self._main.setObjectName("call")
        self._main.clicked.connect(self._on_main)
        self.close_with(self._cancel, self._main)
        bind(self, model, self.present)
        self.mind.setFocus(Qt.FocusReason.OtherFocusReason)

    def present(self, state: ReferralState) -> None:
        """Show this state."""
        over = state.loaded and not state.composing
        self._case.setText(self._texts.text(CASE, code=state.case_code) if state.loaded else "")
        self._notice.show_words(*((state.trouble.what, state.trouble.kept) if state.trouble else ("",)))
        self.mind.setVisible(not over)
        self._told.setVisible(over)
        self._look.setVisible(
            any(
                one.alarms and one.reached is not None and one.reached.way is Way.NOBODY for one in state.sent
            )
        )
        self._cancel.setVisible(not over)
        self._main.setEnabled(state.loaded and not state.busy)
        self._main.set_text(self._texts.text(CLOSE if over else CALL))
        alarms = [one for one in state.sent if one.acute]
        if over and alarms:
            told = CALLED if self._called else CALLED_BEFORE
            self._told.setText(self._texts.text(told, time=clock_time(max(one.sent for one in alarms))))
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_main(self) -> None:
        state = self._model.state
        if state.loaded and not state.composing:
            self.accept()
        elif not state.effect.strip():
            self.mind.show_problem(self._texts.text(MISSING))
            self.mind.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._called = True
            self._model.call()
