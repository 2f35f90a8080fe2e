"""The settings: how far forms and languages are, how the screens look, and this laptop's test."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Face,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Rail,
    RailRow,
    Space,
    bind,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.settings_forms import FormsPart
from fieldcheck.ui.pages.settings_parts import LaptopPart, LookPart
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.settings import SettingsViewModel
from fieldcheck.viewmodels.settings_state import Section, SettingsState
from fieldcheck.viewmodels.shell import Place, Screen

SECTIONS = {
    Section.FORMS: N_("Formulieren en talen"),
    Section.LOOK: N_("Taal en weergave"),
    Section.LAPTOP: N_("Deze laptop"),
}
BACK = N_("Postoverzicht")


def settings_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    workplace = frame.workplace
    model = frame.loaded(place, SettingsViewModel, workplace.installed, frame.missing_fonts)
    return SettingsPage(model, frame)


class SettingsPage(QWidget):
    """Presents one :class:`SettingsState`: its parts in the rail, one of them beside it."""

    def __init__(self, model: SettingsViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self.forms = FormsPart(model, frame.texts)
        self.look = LookPart(frame)
        self.laptop = LaptopPart(model, frame.texts, _versions(model.state.version))
        self._parts: dict[Section, QWidget] = {
            Section.FORMS: self.forms,
            Section.LOOK: self.look,
            Section.LAPTOP: self.laptop,
        }
        self._build()
        bind(self, model, self.present)

    def present(self, state: SettingsState) -> None:
        """Show this state."""
        for section, row in self._rows.items():
            row.setChecked(section is state.section)
        self._stack.setCurrentWidget(self._parts[state.section])
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self.forms.present(state)
        self.laptop.present(state)

    def _build(self) -> None:
        words = self._texts.text
        rail = Rail()
        rail.body.addWidget(Label(words(N_("Instellingen")), Face.TITLE))
        rail.body.addSpacing(theme.current().px(Space.M))
        self._rows = {section: self._row(section) for section in Section}
        for row in self._rows.values():
            rail.body.addWidget(row)
        self._notice = Notice()
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(rail)
        whole.addLayout(stack(self._notice, self._stack, gap=Space.M), 1)
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        page = stack(whole, Foot(back), gap=0, parent=self)
        page.setStretch(0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._rows[self._model.state.section])

    def _row(self, section: Section) -> RailRow:
        row = press(
            RailRow(self._texts.text(SECTIONS[section])), lambda: self._show(section), name=section.value
        )
        row.setAutoExclusive(True)
        return row

    def _show(self, section: Section) -> None:
        self._model.show(section)


def _versions(own: str) -> tuple[tuple[str, str], ...]:
    return (("fieldcheck", own), ("Python", platform.python_version()), ("Qt", qVersion()))
