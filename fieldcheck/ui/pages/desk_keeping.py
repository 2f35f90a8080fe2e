"""From the desk to the record of who saw what, and to the users of this laptop: for whoever may."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import LeadingButton, Space, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.viewmodels.desk import DeskState, DeskViewModel

_STACKED_FROM = 1.25
"""The scale from which two buttons no longer fit beside each other."""


class KeepingButtons(QWidget):
    """What looking after a laptop needs; a role sees its own of the two."""

    def __init__(self, model: DeskViewModel, texts: Texts) -> None:
        super().__init__()
        text = texts.text
        self.trail = press(LeadingButton(text(N_("Logboek"))), model.open_trail, name="open-trail")
        self.users = press(LeadingButton(text(N_("Gebruikers"))), model.open_users, name="open-users")
        beside = row if theme.current().scale < _STACKED_FROM else stack
        beside(self.trail, self.users, gap=Space.S, parent=self)

    def present(self, state: DeskState) -> None:
        """The buttons of this role."""
        self.setVisible(state.may_read_trail or state.may_keep_users)
        self.trail.setVisible(state.may_read_trail)
        self.users.setVisible(state.may_keep_users)
        # Who sees no case has nothing else to do here, so what is left is the main action.
        for button in (self.trail, self.users):
            button.set_leading(not state.sees_cases and button is self.first(state))

    def first(self, state: DeskState) -> QWidget:
        """The button that has the focus where there is nothing else to do."""
        return self.trail if state.may_read_trail else self.users
