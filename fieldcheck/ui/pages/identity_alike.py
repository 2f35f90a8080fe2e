"""Who may be the same person, why, and holding two cases to be one or parting them again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identity.paper import ShownName
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.people import Candidate
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Face,
    Field,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    clear,
    row,
    stack,
)
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.identity import IdentityState, IdentityViewModel

DEGREES = {
    Degree.SAME: (N_("waarschijnlijk dezelfde"), Tone.ACCENT),
    Degree.PERHAPS: (N_("misschien dezelfde"), Tone.QUIET),
    Degree.NO: (N_("andere persoon?"), Tone.CAUTION),
}


ASKED = N_("De coördinator vraagt: hetzelfde documentnummer staat bij iemand anders, in {cases}.")
LOOK_AGAIN = N_("Lees het nummer nog eens, het liefst met de scanner, en sla op.")


class AlikePart(QWidget):
    """A card for each case whose person looks like this one; a proposal, people decide."""

    def __init__(self, model: IdentityViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._shown: tuple[Candidate, ...] | None = None
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._cards = stack(gap=Space.M, parent=inner)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        title = Label(texts.text(N_("Misschien dezelfde persoon")), Face.LEAD)
        self._none = Label("", Face.MUTED)
        self._asked = Notice()
        self._asked.setObjectName("asked")
        stack(title, self._asked, self._none, area, gap=Space.S, parent=self)

    def present(self, state: IdentityState) -> None:
        """The cards anew when the candidates changed."""
        words = self._texts.text
        self._asked.show_words(
            words(ASKED, cases=", ".join(state.questions)) if state.questions else "",
            words(LOOK_AGAIN) if state.questions else "",
        )
        self._none.setText(
            words(N_("Niemand gevonden die erop lijkt."))
            if state.known
            else words(N_("Sla eerst op; daarna staat hier wie erop lijkt."))
        )
        self._none.setVisible(state.loaded and not state.candidates)
        if state.candidates == self._shown:
            return
        self._shown = state.candidates
        held = self._held()
        clear(self._cards)
        for candidate in state.candidates:
            card = self._card(candidate)
            self._cards.addWidget(card)
            if card.objectName() == held:
                for button in card.findChildren(OutlinedButton):
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._cards.addStretch(1)

    def _held(self) -> str:
        """The card that has the focus: made anew it keeps it, or the next Enter would call a colleague."""
        focused = self.window().focusWidget()
        cards = [card for card in self.findChildren(Card) if focused and card.isAncestorOf(focused)]
        return cards[0].objectName() if cards else ""

    def _card(self, one: Candidate) -> Card:
        words = self._texts.text
        card = Card(gap=Space.XS)
        card.setObjectName(f"alike-{one.case.code}")
        degree, tone = DEGREES[one.likeness.degree]
        if one.joined:
            degree, tone = N_("samengevoegd"), Tone.GOOD
        chip = Chip(words(degree), tone)
        card.body.addLayout(row(Label(one.case.code, Face.STRONG, wrap=False), None, chip))
        names = ", ".join(_name(name) for name in one.person.names)
        if names:
            card.body.addWidget(Label(names, Face.BODY))
        for reason in one.likeness.reasons:
            card.body.addWidget(Label(f"+ {self._said(reason)}", Face.SMALL))
        for reason in one.likeness.against:
            card.body.addWidget(Label(f"– {self._said(reason)}", Face.SMALL))
        if one.likeness.clash is not None:
            notice = Notice()
            notice.show_words(self._said(one.likeness.clash))
            card.body.addWidget(notice)
        card.body.addLayout(row(None, self._button(one)))
        return card

    def _button(self, one: Candidate) -> OutlinedButton:
        words = self._texts.text
        if one.joined:
            button = OutlinedButton(words(N_("Toch niet dezelfde …")))
            button.setEnabled(one.directly)
        else:
            button = OutlinedButton(words(N_("Dezelfde persoon …")))
        button.setObjectName("part" if one.joined else "join")
        button.clicked.connect(partial(self._ask, one))
        return button

    def _ask(self, one: Candidate, _checked: bool = False) -> None:
        sheet = WhySheet(self._texts, one, self)
        act = self._model.part if one.joined else self._model.join
        sheet.told.connect(lambda reason: act(one.case.id, reason))
        sheet.open()

    def _said(self, said: Said) -> str:
        fields = {
            name: self._said(field) if isinstance(field, Said) else field
            for name, field in said.fields.items()
        }
        return self._texts.text(said.message, **fields)


def _name(name: ShownName) -> str:
    return " ".join(part for part in (name.given, name.surname) if part)


class WhySheet(Sheet):
    """Why two cases are one person, or not after all; the reason goes on record."""

    told = Signal(str)

    def __init__(self, texts: Texts, one: Candidate, parent: QWidget | None) -> None:
        title = (
            N_("Zaak {code} toch van een ander?") if one.joined else N_("Zaak {code} van dezelfde persoon?")
        )
        super().__init__(texts.text(title, code=one.case.code), parent)
        self._texts = texts
        below = N_("Beide zaken blijven bewaard; u kunt dit altijd terugdraaien.")
        self.body.addWidget(Label(texts.text(below), Face.BODY))
        self.why = Field(texts.text(N_("Waarom?")))
        self.why.edit.setObjectName("why")
        self.body.addWidget(self.why)
        cancel = OutlinedButton(texts.text(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        words = N_("Uit elkaar halen") if one.joined else N_("Samenvoegen")
        confirm = PrimaryButton(texts.text(words), ENTER)
        confirm.setObjectName("confirm")
        confirm.clicked.connect(self._confirm)
        self.close_with(cancel, confirm)
        self.why.setFocus()

    def _confirm(self) -> None:
        reason = self.why.text().strip()
        if not reason:
            self.why.show_problem(self._texts.text(N_("Schrijf kort waarom.")))
            self.why.setFocus()
            return
        self.accept()
        self.told.emit(reason)
