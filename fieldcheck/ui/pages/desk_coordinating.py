"""The coordinator's three ways from the desk: the day, the preparation, the end of the day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import OutlinedButton, PrimaryButton, Space, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.viewmodels.desk import DeskViewModel

_STACKED_FROM = 1.25
"""The scale from which two buttons no longer fit beside each other."""


class CoordinatorButtons(QWidget):
    """Shown to whoever coordinates; the day comes first, as their home."""

    def __init__(self, model: DeskViewModel, texts: Texts) -> None:
        super().__init__()
        text = texts.text
        self.day = press(PrimaryButton(text(N_("De dag")), shortcuts.DAY), model.open_day, name="day")
        self.prepare = press(
            OutlinedButton(text(N_("Voorbereiden")), shortcuts.PREPARE),
            model.open_preparation,
            name="prepare",
        )
        self.closing = press(
            OutlinedButton(text(N_("Afsluiten")), shortcuts.CLOSING), model.open_closing, name="closing"
        )
        beside = row if theme.current().scale < _STACKED_FROM else stack
        stack(self.day, beside(self.prepare, self.closing, gap=Space.S), gap=Space.M, parent=self)
