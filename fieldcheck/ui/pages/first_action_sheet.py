"""A coordinator's first action: what it is called, where and when; the preparation does the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Face, Field, Label, OutlinedButton, PrimaryButton
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER

_FIELDS = (
    ("action-name", N_("Naam van de actie"), ""),
    ("action-park", N_("Park"), ""),
    ("action-municipality", N_("Gemeente"), ""),
    ("action-day", N_("Dag"), N_("Zoals 29-11-2026.")),
)
_LONGEST = 120


class FirstActionSheet(Sheet):
    """Four fields; ``day_problem`` says what is wrong with a day as it was typed."""

    given = Signal(str, str, str, str)

    def __init__(self, texts: Texts, day_problem: Callable[[str], str], parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Een nieuwe actie")), parent)
        text = texts.text
        self._texts, self._day_problem = texts, day_problem
        self.body.addWidget(
            Label(
                text(
                    N_(
                        "Deze laptop wordt die van de coördinator. Posten, route, contacten en grenzen hebben"
                        " een begin; u past ze aan bij Voorbereiden en maakt daar de instelbundels."
                    )
                ),
                Face.MUTED,
            )
        )
        self.fields = tuple(Field(text(name), hint=text(hint) if hint else "") for _, name, hint in _FIELDS)
        for field, (name, _, _) in zip(self.fields, _FIELDS, strict=True):
            field.edit.setObjectName(name)
            field.edit.setMaxLength(_LONGEST)
            self.body.addWidget(field)
        self.close_with(
            press(OutlinedButton(text(N_("Annuleren"))), self.reject, name="cancel"),
            press(PrimaryButton(text(N_("Actie beginnen")), ENTER), self._give, name="confirm"),
        )
        self.fields[0].setFocus()

    def _give(self) -> None:
        wrong = []
        for field in self.fields:
            problem = "" if field.text().strip() else self._texts.text(N_("Vul dit in."))
            if not problem and field is self.fields[-1]:
                problem = self._day_problem(field.text().strip())
            field.show_problem(problem)
            wrong += [field] if problem else []
        if wrong:
            wrong[0].setFocus()
            return
        self.given.emit(*(field.text().strip() for field in self.fields))
        self.accept()
