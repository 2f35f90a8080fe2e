"""Beginning an action: what it is called, where and when; the preparation does the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Face, Field, Label, OutlinedButton, PrimaryButton, StateChip, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.ui.tokens import Space

NAME = ("action-name", N_("Naam van de actie"))
PARK = ("action-park", N_("Park"))
MUNICIPALITY = ("action-municipality", N_("Gemeente"))
DAY = ("action-day", N_("Dag"))
THINGS = N_("Bekende bedrijven, woningen en voertuigen meegeven")
THINGS_TOLD = N_(
    "Alleen met een grondslag. Met park, dag en een aantal; niets over een persoon. Op de nieuwe laptops"
    " staat bij een overeenkomst waar dit eerder was."
)
_LONGEST = 120


class _ActionSheet(Sheet):
    """A few fields, the day last; ``day_problem`` says what is wrong with a day as it was typed."""

    given: Signal

    def __init__(
        self,
        texts: Texts,
        title: str,
        told: str,
        asked: Sequence[tuple[str, str]],
        confirm: str,
        parent: QWidget | None,
        *,
        day_problem: Callable[[str], str],
    ) -> None:
        super().__init__(texts.text(title), parent)
        self._texts, self._day_problem = texts, day_problem
        day_hint = texts.text(N_("Zoals 29-11-2026."))
        self.fields = tuple(Field(texts.text(name), hint=day_hint * (code == DAY[0])) for code, name in asked)
        for field, (code, _) in zip(self.fields, asked, strict=True):
            field.edit.setObjectName(code)
            field.edit.setMaxLength(_LONGEST)
        self.content = stack(Label(texts.text(told), Face.MUTED), *self.fields, gap=Space.M)
        self.put_scrolling(self.content)
        self.close_with(
            press(OutlinedButton(texts.text(N_("Annuleren"))), self.reject, name="cancel"),
            press(PrimaryButton(texts.text(confirm), ENTER), self._give, name="confirm"),
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
        self.given.emit(*(field.text().strip() for field in self.fields), *self._chosen())
        self.accept()

    def _chosen(self) -> tuple[bool, ...]:
        """What is given beside the fields."""
        return ()


class FirstActionSheet(_ActionSheet):
    """A coordinator's first action, from nothing: name, park, municipality and day."""

    given = Signal(str, str, str, str)

    def __init__(self, texts: Texts, parent: QWidget | None, *, day_problem: Callable[[str], str]) -> None:
        super().__init__(
            texts,
            N_("Een nieuwe actie"),
            N_(
                "Deze laptop wordt die van de coördinator. Posten, route, contacten en grenzen hebben een"
                " begin; u past ze aan bij Voorbereiden en maakt daar de instelbundels."
            ),
            (NAME, PARK, MUNICIPALITY, DAY),
            N_("Actie beginnen"),
            parent,
            day_problem=day_problem,
        )


class NextActionSheet(_ActionSheet):
    """Another day or park from this preparation: name, park, day, and whether what was met comes along."""

    given = Signal(str, str, str, bool)

    def __init__(
        self,
        texts: Texts,
        name: str,
        park: str,
        parent: QWidget | None,
        *,
        day: str = "",
        things: bool = False,
        day_problem: Callable[[str], str],
    ) -> None:
        super().__init__(
            texts,
            N_("Nieuwe actie van deze voorbereiding"),
            N_(
                "Posten, route, regels en contacten gaan mee; sleutels zijn nieuw. Deze laptop blijft"
                " bij de actie die zij heeft: ook voor de coördinator komt er een instelbundel."
            ),
            (NAME, PARK, DAY),
            N_("Waarheen …"),
            parent,
            day_problem=day_problem,
        )
        for field, value in zip(self.fields, (name, park, day), strict=True):
            field.edit.setText(value)
        self.things = StateChip(texts.text(THINGS))
        self.things.setObjectName("action-things")
        self.things.setChecked(things)
        self.content.addLayout(row(self.things, None))
        QWidget.setTabOrder(self.fields[-1].edit, self.things)  # the buttons were there before it
        self.content.addWidget(Label(texts.text(THINGS_TOLD), Face.SMALL))
        self.fields[-1].setFocus()

    def _chosen(self) -> tuple[bool, ...]:
        return (self.things.isChecked(),)
