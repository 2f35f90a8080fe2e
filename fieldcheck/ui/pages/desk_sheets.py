"""What the desk asks: in which language to talk, and who took an acute referral over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import LANGUAGES, SOURCE, Language, Texts
from fieldcheck.ui.controls import (
    AcuteButton,
    ChoiceRow,
    Face,
    Field,
    Label,
    OutlinedButton,
)
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER


class LanguageSheet(Sheet):
    """One row for each language under its own name; a digit or a press chooses."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("In welke taal praat u?")), parent, width=620)
        for at, spoken in enumerate(_offered(), start=1):
            self.body.addWidget(self._row(at, spoken))
        cancel = OutlinedButton(texts.text(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.close_with(cancel)

    def _row(self, at: int, spoken: Language) -> ChoiceRow:
        digit = str(at) if at <= 9 else ""
        dutch = spoken.name_dutch if spoken.tag != SOURCE else ""
        row = ChoiceRow(spoken.name_native, dutch, digit=digit, right_to_left=spoken.right_to_left)
        row.setCheckable(False)
        row.setObjectName(f"language-{spoken.tag}")
        row.clicked.connect(lambda: self._choose(spoken.tag))
        if digit:
            QShortcut(QKeySequence(digit), self).activated.connect(row.click)
        return row

    def _choose(self, tag: str) -> None:
        self.accept()
        self.chosen.emit(tag)


def _offered() -> tuple[Language, ...]:
    """Every language, Dutch last: it is the one that needs this sheet least."""
    return (
        *(one for one in LANGUAGES if one.tag != SOURCE),
        *(one for one in LANGUAGES if one.tag == SOURCE),
    )


class AcknowledgeSheet(Sheet):
    """The name of who took it over; goes on record with the moment."""

    acknowledged = Signal(str)

    def __init__(self, texts: Texts, case_code: str, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Overgenomen door …")), parent)
        self._texts = texts
        self.body.addWidget(Label(texts.text(N_("Zaak {code}"), code=case_code), Face.STRONG))
        self.who = Field(
            texts.text(N_("Naam van de inspecteur")),
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
        self.acknowledged.emit(who)
