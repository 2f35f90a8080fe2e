"""Choices as rows across the column, each with its digit; the way most questions are answered."""

from __future__ import annotations

from fieldcheck.i18n import Texts
from fieldcheck.ui.answers.base import Answer, Setting, show_choice
from fieldcheck.ui.controls import ChoiceRow, Space, stack
from fieldcheck.ui.icons import Icon, icons_of
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, QuestionView

USUAL_CHOICES = 8
"""How many rows are made before they are needed, so that a key press never waits for them."""


class RowsAnswer(Answer):
    """One row for each choice."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._choices: tuple[ChoiceView, ...] = ()
        self._rows: list[ChoiceRow] = []
        self._layout = stack(gap=Space.M, parent=self)
        for _ in range(USUAL_CHOICES):
            self._add_row()

    def rows(self) -> tuple[ChoiceRow, ...]:
        """The rows in use."""
        return tuple(one for one in self._rows if not one.isHidden())

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the choices; what is not needed is kept and hidden."""
        self._choices = question.choices
        while len(self._rows) < len(question.choices):
            self._add_row()
        for one in self._rows[len(question.choices) :]:
            one.hide()
        icons = icons_of(choice.value for choice in question.choices) if setting.turned else {}
        for one, choice in zip(self._rows, question.choices, strict=False):
            icon = None if choice.image else icons.get(choice.value)
            self._present_row(one, choice, setting, icon, several=question.kind is not Kind.ONE)

    def _present_row(
        self, one: ChoiceRow, choice: ChoiceView, setting: Setting, icon: Icon | None, *, several: bool
    ) -> None:
        show_choice(one, choice, setting, self.texts, icon=icon, several=several)
        if one.isHidden():
            one.show()

    def _add_row(self) -> None:
        one = ChoiceRow("")
        one.setObjectName(f"choice-{len(self._rows) + 1}")
        one.clicked.connect(lambda _checked=False: self._on_row(one))
        one.hide()
        self._rows.append(one)
        self._layout.addWidget(one)

    def _on_row(self, one: ChoiceRow) -> None:
        # The row toggled itself; what it shows is for the state to say.
        value = one.property("value")
        one.show_chosen(any(choice.value == value and choice.chosen for choice in self._choices))
        self.chosen.emit(value)
