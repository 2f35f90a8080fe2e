"""Who may unlock this laptop: the names at the left; adding and withdrawing beside them, each on proof."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    bind,
    row,
    scrolling,
    stack,
)
from fieldcheck.ui.pages.desk_rows import CardList, ListRow
from fieldcheck.ui.pages.new_passphrase import NewPassphrase
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.shell import Place, Screen
from fieldcheck.viewmodels.users import UsersState, UsersViewModel

BACK = N_("Postoverzicht")
_SIDE = 480
_STACKED_FROM = 1.25
"""The scale from which two cards do not fit beside each other."""


def users_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return UsersPage(frame.loaded(place, UsersViewModel, frame.workplace.installed), frame)


class UsersPage(QWidget):
    """Presents one :class:`UsersState`; what is typed as a passphrase leaves the screen once it was used."""

    def __init__(self, model: UsersViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._told_before = ""
        self._build()
        bind(self, model, self.present)

    def present(self, state: UsersState) -> None:
        """Everything from one snapshot."""
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self.list.rows.set_rows([_row(name, state, self._texts) for name in state.users])
        if state.told and state.told != self._told_before:
            self._forget()
        self._told_before = state.told
        self._told.setText(state.told)
        self._told.setVisible(bool(state.told))
        self.new.present(state)
        self.add.setEnabled(state.may_add and not state.busy)
        self._present_withdrawing(state)
        self._present_notes(state)

    def _present_withdrawing(self, state: UsersState) -> None:
        words = self._texts.text
        self.withdraw.setEnabled(state.may_withdraw and not state.busy)
        if state.may_withdraw:
            self._who.setText(
                words(N_("{name} kan deze laptop daarna niet meer ontgrendelen."), name=state.chosen)
            )
        elif state.chosen:
            self._who.setText(words(N_("U kunt uzelf niet intrekken, en de laatste gebruiker ook niet.")))
        else:
            self._who.setText(words(N_("Kies hierboven om wie het gaat.")))

    def _present_notes(self, state: UsersState) -> None:
        words, known = self._texts.text, state.readers
        self.notes.setVisible(state.keeps_notes)
        if known is None or not known.here:
            return
        self.give.setEnabled(state.may_give and not state.busy)
        self.take.setEnabled(state.may_take and not state.busy)
        if known.lies_open:
            told = N_("Nog niet afgesloten: dat gebeurt zodra wie ze hier schreef, één keer ontgrendelt.")
        elif not known.own:
            told = N_("U kunt ze niet lezen. Wie het kan, bepaalt wie dat nog meer mag.")
        else:
            told = N_("Wie de sleutel krijgt, leest alles wat op deze laptop voor de inspectie is verzegeld.")
        self._notes_told.setText(words(told))

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self._notice = Notice()
        self._told = Label("", Face.SAVED)
        self._told.setObjectName("told")
        self.list = CardList(words(N_("Gebruikers van deze laptop")))
        self.list.setObjectName("users")
        self.list.chosen.connect(lambda name: self._model.choose(str(name)))
        heading = stack(
            Label(words(N_("Gebruikers")), Face.TITLE),
            Label(
                words(N_("Wie deze laptop kan ontgrendelen. Elke wijziging komt in het logboek.")), Face.SMALL
            ),
            gap=0,
        )
        reading, large = self._reading(), look.scale >= _STACKED_FROM
        left = stack(
            heading,
            self._notice,
            self._told,
            self.list,
            row(self._withdrawing(), *(() if large else (reading,)), gap=Space.M),
            gap=Space.M,
        )
        left.setStretch(3, 1)
        side = QWidget()
        side.setFixedWidth(look.px(_SIDE))
        below = (reading,) if large else ()
        stack(self._proving(), self._adding(), *below, None, gap=Space.S, parent=side)
        middle = row(left, scrolling(side), gap=28)
        middle.setStretch(0, 1)
        edge = look.px(Space.XXL)
        middle.setContentsMargins(edge, look.px(Space.L), edge, look.px(Space.M))
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(Foot(back))
        self.setFocusProxy(self.proof)

    def _proving(self) -> Card:
        words = self._texts.text
        self.proof = Field(
            words(N_("Uw eigen wachtwoordzin")),
            hint=words(N_("Nodig voor elke wijziging. De code van het herstelblad mag ook.")),
            secret=True,
        )
        self.proof.edit.setObjectName("proof")
        card = Card(Tone.ACCENT, gap=Space.S)
        card.body.addWidget(self.proof)
        return card

    def _adding(self) -> Card:
        words = self._texts.text
        self.name = Field(words(N_("Naam van de nieuwe gebruiker")))
        self.name.edit.setObjectName("name")
        self.new = NewPassphrase(self._texts, words(N_("Wachtwoordzin")))
        self.new.typed.connect(self._weigh)
        self.add = press(PrimaryButton(words(N_("Gebruiker toevoegen"))), self._add, name="add")
        self.new.again.edit.returnPressed.connect(self._add)
        card = Card(gap=Space.S)
        card.body.addWidget(Label(words(N_("Toevoegen")), Face.LEAD))
        advice = N_("Laat de nieuwe gebruiker de wachtwoordzin zelf bedenken en typen.")
        card.body.addWidget(Label(words(advice), Face.SMALL))
        card.body.addWidget(self.name)
        card.body.addWidget(self.new)
        card.body.addLayout(row(self.add, None))
        return card

    def _withdrawing(self) -> Card:
        words = self._texts.text
        self._who = Label("")
        self.withdraw = press(
            OutlinedButton(words(N_("Gebruiker intrekken"))), self._withdraw, name="withdraw"
        )
        card = Card(gap=Space.S)
        card.body.addWidget(Label(words(N_("Intrekken")), Face.LEAD))
        card.body.addWidget(self._who)
        copies = N_("Een reservekopie van eerder opent nog wel met de oude wachtwoordzin.")
        card.body.addWidget(Label(words(copies), Face.SMALL))
        card.body.addLayout(row(self.withdraw, None))
        return card

    def _reading(self) -> Card:
        words = self._texts.text
        self._notes_told = Label("", Face.SMALL)
        self.give = press(OutlinedButton(words(N_("Laten lezen"))), self._give, name="give-key")
        self.take = press(OutlinedButton(words(N_("Niet meer laten lezen"))), self._take, name="take-key")
        self.notes = Card(gap=Space.S)
        self.notes.body.addWidget(Label(words(N_("Afgeschermde notities")), Face.LEAD))
        self.notes.body.addWidget(self._notes_told)
        self.notes.body.addStretch(1)
        self.notes.body.addLayout(row(self.give, self.take, None))
        return self.notes

    # What people do

    def _weigh(self) -> None:
        self._model.weigh(self.new.first.text(), self.new.again.text())

    def _add(self) -> None:
        if self._proved() and self._model.state.may_add:
            self._model.add(self.name.text(), self.new.first.text(), self.proof.text())

    def _withdraw(self) -> None:
        if self._proved():
            self._model.withdraw(self.proof.text())

    def _give(self) -> None:
        if self._proved():
            self._model.give(self.proof.text())

    def _take(self) -> None:
        if self._proved():
            self._model.take(self.proof.text())

    def _proved(self) -> bool:
        """Whether something is written as proof; the field asks for it otherwise."""
        given = bool(self.proof.text().strip())
        self.proof.show_problem("" if given else self._texts.text(N_("Typ eerst uw eigen wachtwoordzin.")))
        if not given:
            self.proof.setFocus()
        return given

    def _forget(self) -> None:
        for field in (self.proof, self.name):
            field.edit.clear()
        self.new.forget()


def _row(name: str, state: UsersState, texts: Texts) -> ListRow:
    own = texts.text(N_("u")) if name == state.own else ""
    chosen = texts.text(N_("gekozen")) if name == state.chosen else ""
    below = texts.text(N_("leest de afgeschermde notities")) if state.reads(name) else ""
    return ListRow(name, name, below, own or chosen, Tone.ACCENT if chosen else Tone.QUIET, "")
