"""Language and look of the screens, and what this laptop can say of itself."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import LANGUAGES, Texts
from fieldcheck.i18n.languages import OFFICER
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import Card, Column, Face, Label, OutlinedButton, Picker, Space, row, stack
from fieldcheck.ui.pages.check_lines import CheckLines
from fieldcheck.ui.pages.passphrase_sheet import PassphraseSheet
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.renewal_sheet import RenewalSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.tokens import THEMES
from fieldcheck.viewmodels.settings import SettingsViewModel
from fieldcheck.viewmodels.settings_state import SettingsState, SheetReads

THEME_WORDS = {"light": N_("Licht"), "dark": N_("Donker"), "high-contrast": N_("Hoog contrast")}
SHEET_WORDS = {
    SheetReads.NOTHING: "",
    SheetReads.NOTES: N_("Het opent ook de afgeschermde notities. Bewaar het bij uw eigen dienst."),
    SheetReads.NOT_YET: N_("Het opent de afgeschermde notities niet. Een nieuw blad van u doet dat wel."),
    SheetReads.NOT_MINE: N_(
        "Het opent de afgeschermde notities niet. Alleen een blad van wie ze leest, doet dat."
    ),
    SheetReads.LOSES: N_(
        "Het opent ook de afgeschermde notities. Een nieuw blad van u doet dat niet: u leest ze zelf niet."
    ),
}
"""What the recovery sheet opens beside the database."""
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class LookPart(Column):
    """Which language the screens speak to the officer, in which colours, and how large."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(centred=False)
        self._frame = frame
        words = frame.texts.text
        self.language = Picker(words(N_("Taal van de schermen")))
        self.language.setObjectName("officer-language")
        self.theme = Picker(words(N_("Kleuren")))
        self.theme.setObjectName("theme")
        self.scale = Picker(words(N_("Grootte van alles")))
        self.scale.setObjectName("size")
        self._offer()
        card = Card(gap=Space.L)
        lines: tuple[tuple[Picker, str], ...] = (
            (self.language, words(N_("De taal van een gesprek kiest u in het gesprek."))),
            (self.theme, shortcuts.NEXT_THEME.shown),
            (self.scale, f"{shortcuts.LARGER.shown}   {shortcuts.SMALLER.shown}"),
        )
        for picker, below in lines:
            name = Label(picker.accessibleName(), Face.STRONG)
            line = row(stack(name, Label(below, Face.SMALL), gap=0), picker, gap=Space.L)
            line.setStretch(0, 1)
            card.body.addLayout(line)
        self.body.addWidget(card)
        self.body.addWidget(
            Label(words(N_("Deze laptop onthoudt dit, voor iedereen die erop werkt.")), Face.SMALL)
        )
        self.body.addStretch(1)
        self.language.activated.connect(lambda _: self._frame.speak(self.language.currentData()))
        self.theme.activated.connect(lambda _: self._relook())
        self.scale.activated.connect(lambda _: self._relook())

    def _offer(self) -> None:
        words, look = self._frame.texts.text, theme.current()
        spoken = tuple((one.tag, one.name_native) for one in LANGUAGES if one.tag in OFFICER)
        self.language.offer(spoken, self._frame.texts.tag)
        self.theme.offer(
            tuple((name, words(THEME_WORDS.get(name, name))) for name in THEMES), look.tokens.name
        )
        sizes = tuple((str(scale), words(N_("{n} %"), n=round(scale * 100))) for scale in SCALES)
        self.scale.offer(sizes, str(look.scale))

    def _relook(self) -> None:
        self._frame.relook(theme.Theme(THEMES[self.theme.currentData()], float(self.scale.currentData())))


class LaptopPart(Column):
    """The self-test, the passphrase, the recovery sheet and the versions."""

    def __init__(self, model: SettingsViewModel, texts: Texts, versions: tuple[tuple[str, str], ...]) -> None:
        super().__init__(centred=False)
        words = texts.text
        self._checks = CheckLines(texts)
        self.test = press(OutlinedButton(words(N_("Zelftest doen"))), model.test, name="self-test")
        self._device = Label("", Face.BODY)
        about = Card(gap=Space.S)
        about.body.addWidget(Label(words(N_("Versies")), Face.LEAD))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.current().px(Space.XL))
        for at, (name, version) in enumerate(versions):
            grid.addWidget(Label(name, Face.MUTED, wrap=False), at, 0)
            grid.addWidget(Label(version, Face.BODY, wrap=False), at, 1)
        about.body.addLayout(grid)
        self._texts, self._model = texts, model
        for widget in (self._device, self._checks):
            self.body.addWidget(widget)
        self.body.addLayout(row(self.test, None))
        self.body.addWidget(self._passphrase())
        self.body.addWidget(self._recovery())
        self.body.addWidget(about)
        self.body.addStretch(1)

    def present(self, state: SettingsState) -> None:
        """Name of the laptop, and the checks once they were asked for."""
        self._device.setText(self._texts.text(N_("Deze laptop heet {device}."), device=state.device))
        self._checks.setVisible(state.testing or bool(state.checks))
        self._checks.show_checks(state.checks)
        self.test.setEnabled(not state.testing)
        self._sheet.setVisible(state.may_renew)
        told = SHEET_WORDS[state.notes]
        self._opens.setText(self._texts.text(told) if told else "")
        self._opens.setVisible(bool(told))

    def _passphrase(self) -> Card:
        words = self._texts.text
        card = Card(gap=Space.S)
        card.body.addWidget(Label(words(N_("Wachtwoordzin")), Face.LEAD))
        told = N_("Wijzig haar als een ander haar kent, of als u met het herstelblad ontgrendelde.")
        card.body.addWidget(Label(words(told), Face.BODY))
        self.change = press(
            OutlinedButton(words(N_("Wachtwoordzin wijzigen …"))), self._change, name="change-passphrase"
        )
        card.body.addLayout(row(self.change, None))
        return card

    def _change(self) -> None:
        PassphraseSheet(self._model.passphrase(), self._texts, self).open()

    def _recovery(self) -> Card:
        words = self._texts.text
        self._sheet = Card(gap=Space.S)
        self._sheet.body.addWidget(Label(words(N_("Herstelblad")), Face.LEAD))
        told = N_("Met de code op dit blad opent deze laptop als de wachtwoordzin vergeten is.")
        self._sheet.body.addWidget(Label(words(told), Face.BODY))
        self._opens = Label("", Face.SMALL)
        self._sheet.body.addWidget(self._opens)
        self.renew = press(
            OutlinedButton(words(N_("Nieuw herstelblad maken …"))), self._renew, name="renew-recovery"
        )
        self._sheet.body.addLayout(row(self.renew, None))
        return self._sheet

    def _renew(self) -> None:
        sheet = RenewalSheet(self._model.renewal(), self._texts, self)
        sheet.finished.connect(lambda _: self._model.look_again())
        sheet.open()
