"""The four steps of the first start: each presents the state and says whether its main action may be done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Face,
    Field,
    Label,
    OutlinedButton,
    QuietButton,
    Space,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.pages.check_lines import CheckLines
from fieldcheck.ui.pages.new_passphrase import NewPassphrase
from fieldcheck.viewmodels.wizard import WizardState


class StepPage(QWidget):
    """What every step has; ``begins`` is the control that has the focus when the step is shown."""

    begins: QWidget

    def __init__(self, texts: Texts, title: str, advice: str) -> None:
        super().__init__()
        self._texts = texts
        self.body = stack(Label(title, Face.LEAD), Label(advice, Face.MUTED), gap=Space.L, parent=self)

    def present(self, state: WizardState) -> None:
        """Show the state."""

    def ready(self, state: WizardState) -> bool:
        """Whether the main action may be done."""
        raise NotImplementedError


class PassphraseStep(StepPage):
    """Name, passphrase twice, and how strong it is."""

    def __init__(self, texts: Texts) -> None:
        words = texts.text
        super().__init__(
            texts,
            words(N_("Kies een wachtwoordzin")),
            words(
                N_(
                    "Alles op deze laptop wordt hiermee versleuteld. "
                    "Vier of vijf losse woorden zijn sterk en goed te onthouden."
                )
            ),
        )
        self.name = Field(
            words(N_("Uw naam")), hint=words(N_("Zoals die bij elke stap in het dossier komt."))
        )
        self.name.edit.setObjectName("name")
        self.new = NewPassphrase(texts, words(N_("Wachtwoordzin")))
        self.body.addWidget(self.name)
        self.body.addWidget(self.new)
        self.body.addStretch(1)
        self.begins = self.name

    def present(self, state: WizardState) -> None:
        """Strength in words, and whether both are the same."""
        self.new.present(state)

    def ready(self, state: WizardState) -> bool:
        """A name, and a good passphrase repeated."""
        return state.may_create and bool(self.name.text().strip())

    def forget(self) -> None:
        """Take the passphrase off the screen."""
        self.new.forget()


class RecoveryStep(StepPage):
    """The recovery code, shown once, and the sheet to keep."""

    def __init__(self, texts: Texts) -> None:
        words = texts.text
        super().__init__(
            texts,
            words(N_("Bewaar het herstelblad")),
            words(
                N_(
                    "Met deze code kan de opslag open als de wachtwoordzin vergeten is. "
                    "De code staat nergens anders en komt maar één keer op het scherm. "
                    "Bewaar hem niet bij de laptop."
                )
            ),
        )
        card = Card(gap=Space.S)
        card.body.addWidget(Label(words(N_("Herstelcode")), Face.SMALL))
        self.code = Label("", Face.CODE)
        card.body.addWidget(self.code)
        self.save = OutlinedButton(words(N_("Opslaan als PDF …")))
        self.save.setObjectName("save-sheet")
        self.print_sheet = OutlinedButton(words(N_("Afdrukken …")))
        self.print_sheet.setObjectName("print-sheet")
        self.written = QuietButton(words(N_("Ik heb de code overgeschreven")))
        self.written.setObjectName("written-down")
        self._kept = Label("", Face.SAVED)
        self.body.addWidget(card)
        self.body.addLayout(row(self.save, self.print_sheet, self.written, None))
        self.body.addWidget(self._kept)
        self.body.addStretch(1)
        self.begins = self.print_sheet

    def present(self, state: WizardState) -> None:
        """The code, and whether the sheet was kept."""
        self.code.setText(state.recovery_code)
        self.save.setEnabled(bool(state.sheet))
        self.print_sheet.setEnabled(bool(state.sheet))
        self._kept.setText(self._texts.text(N_("✓ Het herstelblad is bewaard")) if state.sheet_kept else "")

    def ready(self, state: WizardState) -> bool:
        """The person has the code."""
        return state.sheet_kept


class ActionStep(StepPage):
    """A set-up bundle with its code, or the fictitious action."""

    def __init__(self, texts: Texts, *, practice: bool) -> None:
        words = texts.text
        super().__init__(
            texts,
            words(N_("Waarvoor is deze laptop?")),
            words(N_("De coördinator geeft u een stick met de instelbundel, en apart een eenmalige code.")),
        )
        real = Card(gap=Space.M)
        title = N_("Een voorbereide oefenactie") if practice else N_("Een echte actie")
        real.body.addWidget(Label(words(title), Face.STRONG))
        self.file = Field(words(N_("Instelbundel")))
        self.file.edit.setObjectName("bundle")
        self.browse = OutlinedButton(words(N_("Kiezen …")))
        self.browse.setObjectName("browse")
        pick = row(self.file.edit, self.browse)
        real.body.addWidget(self.file)
        real.body.addLayout(pick)
        self.code = Field(words(N_("Eenmalige code")))
        self.code.edit.setObjectName("one-time-code")
        real.body.addWidget(self.code)
        trial = Card(Tone.CAUTION, gap=Space.M)
        trial.body.addWidget(Label(words(N_("Oefenen")), Face.STRONG))
        explained = (
            N_("Een verzonnen actie op een verzonnen park. Overal staat dat het oefenen is.")
            if practice
            else N_(
                "Oefenen doet u apart, zodat oefening en echt nooit mengen: start fieldcheck met --practice."
            )
        )
        trial.body.addWidget(Label(words(explained)))
        self.practise = OutlinedButton(words(N_("Oefenactie beginnen")))
        self.practise.setObjectName("practise")
        self.practise.setVisible(practice)
        trial.body.addLayout(row(self.practise, None))
        real.body.addStretch(1)
        trial.body.addStretch(1)
        both = row(real, trial, gap=Space.L)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.body.addLayout(both)
        own = Card(gap=Space.M)
        own.body.addWidget(Label(words(N_("U bent de coördinator, en de actie is er nog niet")), Face.STRONG))
        self.begin = OutlinedButton(words(N_("Nieuwe actie beginnen …")))
        self.begin.setObjectName("begin-action")
        told = N_("Deze laptop wordt de uwe; de instelbundels voor de andere maakt u bij Voorbereiden.")
        own.body.addWidget(Label(words(told)))
        own.body.addLayout(row(self.begin, None))
        self.body.addWidget(own)
        self.body.addStretch(1)
        self.begins = self.practise if practice else self.file

    def present(self, state: WizardState) -> None:
        """Only whether something is going on."""
        self.practise.setEnabled(not state.busy)
        self.begin.setEnabled(not state.busy)

    def ready(self, state: WizardState) -> bool:
        """A bundle and its code."""
        return bool(self.file.text().strip() and self.code.text().strip())


class SelfTestStep(StepPage):
    """What works, and what to do about what does not."""

    def __init__(self, texts: Texts) -> None:
        words = texts.text
        super().__init__(
            texts, words(N_("Zelftest")), words(N_("Zo weet u vóór de eerste persoon dat alles werkt."))
        )
        self._lines = CheckLines(texts)
        self.again = OutlinedButton(words(N_("Opnieuw testen")))
        self.again.setObjectName("test-again")
        self.body.addWidget(self._lines)
        self.body.addLayout(row(self.again, None))
        self.body.addStretch(1)
        self.begins = self.again

    def present(self, state: WizardState) -> None:
        """One line for each check."""
        self._lines.show_checks(state.checks)

    def ready(self, state: WizardState) -> bool:
        """The tests were done; what failed is on the screen, and the person decides."""
        return bool(state.checks)
