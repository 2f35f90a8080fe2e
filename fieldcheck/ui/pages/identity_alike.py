"""Who may be the same person, why, and holding two cases to be one or parting them again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


ELSEWHERE = N_("op een andere post")
ASKED = N_("De coördinator vraagt: hetzelfde documentnummer staat bij iemand anders, in {cases}.")
LOOK_AGAIN = N_(
    "Lees het nummer nog eens, het liefst met de scanner, en sla op. Klopt het nummer? Zeg dat dan hieronder."
)
LOOKED_AT = N_("Nagekeken: twee personen, en beide nummers kloppen.")
AGAINST = N_("Dit spreekt ertegen:")
ONE_NUMBER = N_("Eén documentnummer, maar de naam of de geboortedatum is een andere.")
LOOKED_AT_HERE = N_("Nagekeken: het nummer van dit papier klopt.")


@dataclass(frozen=True, slots=True)
class Why:
    """What somebody is asked the reason of: a title with the other case's code, what follows, the deed."""

    title: str
    below: str
    deed: str


_STAYS = N_("Beide zaken blijven bewaard; u kunt dit altijd terugdraaien.")
JOIN = Why(N_("Zaak {code} van dezelfde persoon?"), _STAYS, N_("Samenvoegen"))
PART = Why(N_("Zaak {code} toch van een ander?"), _STAYS, N_("Uit elkaar halen"))
BOTH_RIGHT = Why(
    N_("Zaak {code}: twee personen, één nummer?"),
    N_("Beide papieren zijn nog eens bekeken en beide nummers kloppen. U kunt dit altijd terugdraaien."),
    N_("Vastleggen"),
)
THIS_RIGHT = Why(
    N_("Zelfde nummer als zaak {code}: klopt het?"),
    N_("Dit papier is nog eens bekeken en het nummer klopt. De andere post bekijkt het andere papier."),
    N_("Vastleggen"),
)
DOUBT = Why(
    N_("Zaak {code} toch nog nakijken?"),
    N_("De vraag over het documentnummer staat dan weer open."),
    N_("Weer openzetten"),
)


class AlikePart(QWidget):
    """A card for each case whose person looks like this one; a proposal, people decide."""

    def __init__(self, model: IdentityViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._shown: tuple[object, ...] | None = None
        self._unsaved = False
        self._decided: Mapping[str, str] = {}
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
        now = (state.candidates, state.questions, state.settled, state.decided, state.changed)
        if now == self._shown:
            return
        self._shown = now
        self._unsaved, self._decided = state.changed, state.decided
        held = self._held()
        clear(self._cards)
        here = {one.case.code for one in state.candidates}
        for code in sorted({*state.questions, *state.settled} - here):
            self._cards.addWidget(self._elsewhere(code, settled=code in state.settled))
        for candidate in state.candidates:
            card = self._card(candidate)
            self._cards.addWidget(card)
            if card.objectName() == held:
                for button in card.findChildren(OutlinedButton)[:1]:
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
        elif one.confirmed:
            degree, tone = N_("nagekeken"), Tone.GOOD
        chip = Chip(words(degree), tone)
        card.body.addLayout(row(Label(one.case.code, Face.STRONG, wrap=False), None, chip))
        names = ", ".join(_name(name) for name in one.person.names)
        if names:
            card.body.addWidget(Label(names, Face.BODY))
        for reason in one.likeness.reasons:
            card.body.addWidget(Label(f"+ {self._said(reason)}", Face.SMALL))
        for reason in one.likeness.against:
            card.body.addWidget(Label(f"– {self._said(reason)}", Face.SMALL))
        if one.confirmed and not one.joined:
            card.body.addWidget(Label(words(LOOKED_AT), Face.SMALL))
        elif one.likeness.clash is not None and not one.joined:
            notice = Notice()
            notice.show_words(self._said(one.likeness.clash))
            card.body.addWidget(notice)
        self._say_decided(card, one.case.code)
        card.body.addLayout(row(None, *self._buttons(one)))
        return card

    def _say_decided(self, card: Card, code: str) -> None:
        said = self._decided.get(code, "")
        if said:
            remembered = Label(said, Face.SMALL)
            remembered.setObjectName("decided")
            card.body.addWidget(remembered)

    def _elsewhere(self, code: str, *, settled: bool) -> Card:
        """A case of another post with the number of this paper; of who it is, nothing is known here."""
        words = self._texts.text
        card = Card(gap=Space.XS)
        card.setObjectName(f"asked-{code}")
        chip = Chip(words(N_("nagekeken")), Tone.GOOD) if settled else Chip(words(ELSEWHERE), Tone.CAUTION)
        card.body.addLayout(row(Label(code, Face.STRONG, wrap=False), None, chip))
        if settled:
            card.body.addWidget(Label(words(LOOKED_AT_HERE), Face.SMALL))
            again = partial(self._model.doubt, code)
            button = self._button(N_("Toch nog nakijken …"), "doubt", DOUBT, code, again)
        else:
            right = partial(self._model.confirm, code)
            button = self._button(N_("Het nummer klopt …"), "confirm-number", THIS_RIGHT, code, right)
            button.setEnabled(not self._unsaved)  # what is on record is right, not what is being typed
        self._say_decided(card, code)
        card.body.addLayout(row(None, button))
        return card

    def _buttons(self, one: Candidate) -> list[OutlinedButton]:
        code, case = one.case.code, one.case.id
        if one.joined:
            part = partial(self._model.part, case)
            button = self._button(N_("Toch niet dezelfde …"), "part", PART, code, part)
            button.setEnabled(one.directly)
            return [button]
        against = tuple(map(self._said, one.likeness.against))
        if one.likeness.clash is not None:
            against = (self._texts.text(ONE_NUMBER), *against)
        merge = partial(self._model.join, case)
        join = self._button(N_("Dezelfde persoon …"), "join", JOIN, code, merge, against)
        if one.likeness.clash is None:
            return [join]
        if one.confirmed:
            doubt = partial(self._model.doubt, code)
            return [self._button(N_("Toch nog nakijken …"), "doubt", DOUBT, code, doubt), join]
        right = partial(self._model.confirm, code)
        both = self._button(N_("Twee personen …"), "confirm-number", BOTH_RIGHT, code, right)
        both.setEnabled(not self._unsaved)
        return [both, join]

    def _button(
        self,
        words: str,
        name: str,
        why: Why,
        code: str,
        act: Callable[[str], None],
        against: tuple[str, ...] = (),
    ) -> OutlinedButton:
        button = OutlinedButton(self._texts.text(words))
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: self._ask(why, code, act, against))
        return button

    def _ask(self, why: Why, code: str, act: Callable[[str], None], against: tuple[str, ...]) -> None:
        sheet = WhySheet(self._texts, why, code, self, against)
        sheet.told.connect(act)
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
    """Why two cases are one person, or two with one number; the reason goes on record.

    What speaks ``against`` it is said once more where it is decided.
    """

    told = Signal(str)

    def __init__(
        self, texts: Texts, why: Why, code: str, parent: QWidget | None, against: tuple[str, ...] = ()
    ) -> None:
        super().__init__(texts.text(why.title, code=code), parent)
        self._texts = texts
        self.body.addWidget(Label(texts.text(why.below), Face.BODY))
        if against:
            notice = Notice()
            notice.setObjectName("against")
            notice.show_words(texts.text(AGAINST), "\n".join(against))
            self.body.addWidget(notice)
        self.why = Field(texts.text(N_("Waarom?")))
        self.why.edit.setObjectName("why")
        self.body.addWidget(self.why)
        cancel = OutlinedButton(texts.text(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        confirm = PrimaryButton(texts.text(why.deed), ENTER)
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
