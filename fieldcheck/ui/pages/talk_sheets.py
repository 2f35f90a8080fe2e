"""Sheets that ask which form to begin a talk with, and which talk of a case to go on with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.ui import theme
from fieldcheck.ui.controls import ChoiceRow, Face, Label, OutlinedButton, Space, stack
from fieldcheck.ui.sheets import Sheet
from fieldcheck.viewmodels.talks import CaseTalks, FormView, TalkView

WHICH_FORM = N_("Met welk formulier?")
OTHER_FORMS = N_("Om te proberen: geen post van deze actie gebruikt dit")
CASE = N_("Zaak {code}")
GO_ON = N_("Verdergaan")
BEGIN = N_("Nieuw gesprek met deze persoon")
KNOWN = N_("Wat al verteld is, wordt overgenomen en niet opnieuw gevraagd.")
FINISHED_TALKS = N_("Afgerond")
OUTCOME = N_("Naar de uitkomst")
CANCEL = N_("Annuleren")
BEGAN = N_("begonnen om {time}")
STAGES = {
    InterviewStage.RUNNING: N_("niet afgerond"),
    InterviewStage.PAUSED: N_("gepauzeerd"),
    InterviewStage.FINISHED: N_("afgerond"),
}
_WIDE = 760
_MOST_DIGITS = 9


class _Rows(Sheet):
    """A sheet of rows that can be pressed, the first nine of them by their digit."""

    def __init__(self, texts: Texts, title: str, parent: QWidget | None) -> None:
        super().__init__(title, parent, width=_WIDE)
        self._texts = texts
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 0, theme.current().px(Space.S), 0)
        self._content.setSpacing(0)
        self._group = stack(gap=Space.S)
        self._content.addLayout(self._group)
        self._digits = 0
        self._keyed: dict[str, ChoiceRow] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit presses its row."""
        row = self._keyed.get(event.text())
        if row is None:
            super().keyPressEvent(event)
        else:
            row.click()

    def _head(self, words: str, below: str = "") -> None:
        self._group = stack(gap=Space.S)
        if self._digits:
            self._group.setContentsMargins(0, theme.current().px(Space.L), 0, 0)
        self._group.addWidget(Label(words, Face.STRONG))
        if below:
            self._group.addWidget(Label(below, Face.SMALL))
        self._content.addLayout(self._group)

    def _row(self, words: str, below: str, name: str, act: Callable[[], None]) -> None:
        self._digits += 1
        digit = str(self._digits) if self._digits <= _MOST_DIGITS else ""
        row = ChoiceRow(words, below, digit=digit)
        row.setCheckable(False)
        row.press_by_enter()
        row.setObjectName(name)
        row.clicked.connect(act)
        if digit:
            self._keyed[digit] = row
        self._group.addWidget(row)

    def _finish(self) -> None:
        self._content.addStretch(1)
        self.put_scrolling(self._content)
        for first in list(self._keyed.values())[:1]:
            first.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter takes the usual one
        cancel = OutlinedButton(self._texts.text(CANCEL))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.close_with(cancel)

    def _forms(self, forms: tuple[FormView, ...], choose: Callable[[str], None]) -> None:
        for form in forms:
            if form.here:
                self._form(form, choose)
        others = [form for form in forms if not form.here]
        if others:
            self._head(self._texts.text(OTHER_FORMS))
        for form in others:
            self._form(form, choose)

    def _form(self, form: FormView, choose: Callable[[str], None]) -> None:
        self._row(form.title, "", f"form-{form.id}", lambda: choose(form.id))


class FormSheet(_Rows):
    """Which form a new talk is held with; the usual one is the first."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, forms: tuple[FormView, ...], parent: QWidget | None) -> None:
        super().__init__(texts, texts.text(WHICH_FORM), parent)
        self._forms(forms, self._choose)
        self._finish()

    def _choose(self, form: str) -> None:
        self.accept()
        self.chosen.emit(form)


class TalksSheet(_Rows):
    """A case with its talks: go on with one, begin another, or look at what came out."""

    resumed = Signal(str)
    begun = Signal(str)
    outcome = Signal()

    def __init__(
        self, texts: Texts, known: CaseTalks, parent: QWidget | None, *, offer_outcome: bool = True
    ) -> None:
        super().__init__(texts, texts.text(CASE, code=known.code), parent)
        words = texts.text
        if known.unfinished:
            self._head(words(GO_ON))
        for talk in known.unfinished:
            self._talk(talk)
        if known.outcome and offer_outcome:
            done = [talk.title for talk in known.talks if not talk.unfinished]
            self._head(words(FINISHED_TALKS))
            self._row(words(OUTCOME), ", ".join(done), "outcome", self._to_outcome)
        if known.forms:
            self._head(words(BEGIN), words(KNOWN) if known.talks else "")
        self._forms(known.forms, self._begin)
        self._finish()

    def _talk(self, talk: TalkView) -> None:
        words = self._texts
        parts = (
            words.text(STAGES[talk.stage]),
            words.text(BEGAN, time=clock_time(talk.began)),
            words.plural(N_("{n} antwoord"), N_("{n} antwoorden"), talk.answers),
        )
        self._row(talk.title, " · ".join(parts), f"talk-{talk.form}", lambda: self._resume(talk.id))

    def _resume(self, talk: str) -> None:
        self.accept()
        self.resumed.emit(talk)

    def _begin(self, form: str) -> None:
        self.accept()
        self.begun.emit(form)

    def _to_outcome(self) -> None:
        self.accept()
        self.outcome.emit()
