"""What the desk asks: in which language to talk, and who took an acute referral over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    AcuteButton,
    Face,
    Field,
    Label,
    OutlinedButton,
    Picker,
)
from fieldcheck.ui.language_choice import LanguageChoice
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.interview_state import LanguageView

_LANGUAGES_WIDE = 980


class LanguageSheet(Sheet):
    """Every language under its own name; a digit, a press or typing chooses.

    Args:
        texts: the officer's words.
        languages: in the order to offer them.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts, languages: tuple[LanguageView, ...], parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("In welke taal praat u?")), parent, width=_LANGUAGES_WIDE)
        self._choice = LanguageChoice(texts, languages)
        self._choice.picked.connect(self._choose)
        self.put_scrolling(self._choice)
        cancel = OutlinedButton(texts.text(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.close_with(cancel)
        self._choice.setFocus()

    def _choose(self, tag: str) -> None:
        self.accept()
        self.chosen.emit(tag)


class AcknowledgeSheet(Sheet):
    """The name of who took it over, and for whom where several wait; goes on record with the moment.

    Args:
        waiting: those who have not answered, as (referral, name).
    """

    acknowledged = Signal(str, str)

    def __init__(
        self, texts: Texts, case_code: str, waiting: tuple[tuple[str, str], ...], parent: QWidget | None
    ) -> None:
        super().__init__(texts.text(N_("Overgenomen door …")), parent)
        self._texts = texts
        self.body.addWidget(Label(texts.text(N_("Zaak {code}"), code=case_code), Face.STRONG))
        self.of = Picker(texts.text(N_("Namens wie")))
        self.of.setObjectName("of")
        self.of.offer(waiting, waiting[0][0])
        if len(waiting) > 1:
            self.body.addWidget(Label(texts.text(N_("Namens wie")), Face.STRONG))
            self.body.addWidget(self.of)
        else:
            self.body.addWidget(Label(waiting[0][1]))
        self.who = Field(
            texts.text(N_("Naam van wie het overnam")),
            hint=texts.text(N_("Naam en tijdstip komen bij de zaak te staan.")),
        )
        self.who.edit.setObjectName("who")
        self.body.addWidget(self.who)
        cancel = OutlinedButton(texts.text(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        confirm = AcuteButton(texts.text(N_("Bevestigen")), ENTER)
        confirm.setObjectName("confirm")
        confirm.clicked.connect(self._confirm)
        self.close_with(cancel, confirm)
        self.who.setFocus()

    def _confirm(self) -> None:
        who = self.who.text().strip()
        if not who:
            self.who.show_problem(self._texts.text(N_("Vul de naam in van wie het overnam.")))
            self.who.setFocus()
            return
        self.accept()
        self.acknowledged.emit(str(self.of.currentData()), who)
