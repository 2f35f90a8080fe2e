"""The card that adds a thing to a case: what to add, what is typed, and what is on record like it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.domain.things.linked import KINDS_OF, RELATIONS, Relation
from fieldcheck.domain.things.plates import COUNTRIES
from fieldcheck.domain.things.thing import THING_KINDS, ThingKind
from fieldcheck.i18n import Texts
from fieldcheck.ui.answers.lists import ChoiceList, ListRow
from fieldcheck.ui.controls import Card, Face, Field, Label, Picker, PrimaryButton, Space, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.viewmodels.thing_lines import ThingLine
from fieldcheck.viewmodels.things import ThingsState, ThingsViewModel, Written

HEAD = N_("Toevoegen")
RELATION = N_("De persoon …")
KIND = N_("Dat is een")
FIELDS = {
    ThingKind.EMPLOYER: N_("Naam van de werkgever"),
    ThingKind.AGENCY: N_("Naam van het uitzendbureau"),
    ThingKind.LANDLORD: N_("Naam van de verhuurder"),
    ThingKind.PARK: N_("Naam van het park"),
    ThingKind.DWELLING: N_("Adres, of park met nummer"),
    ThingKind.VEHICLE: N_("Kenteken"),
}
HINTS = {
    ThingKind.DWELLING: N_("Zoals: Bosweg 12-A, chalet 14, 1234 AB Plaats"),
    ThingKind.VEHICLE: N_("Streepjes en spaties mogen weg."),
}
NAME_HINT = N_("Typ een deel van de naam; met pijl omlaag kiest u wat er al is.")
KVK = N_("KvK-nummer (mag leeg)")
ADDRESS = N_("Adres (mag leeg)")
COUNTRY = N_("Land van het kenteken")
ANY_COUNTRY = N_("land: niet gekozen")
KNOWN = N_("Al bekend: kies wat u bedoelt")
NEW = N_("Nieuw vastleggen")
THIS_ONE = N_("Dit is {thing}")
_ON_BUTTON = 34
"""Signs of a title on a button."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AddingCard(Card):
    """Fields by relation; suggestions come while somebody types, and arrows and Enter reach them.

    ``add`` is the main action of the page, for its foot.
    """

    def __init__(self, model: ThingsViewModel, texts: Texts) -> None:
        super().__init__(gap=Space.M)
        self.setObjectName("adding")
        self._model, self._texts = model, texts
        text = texts.text
        self._relation = Picker(text(RELATION))
        self._relation.setObjectName("relation")
        self._relation.activated.connect(
            lambda at: self._model.pick_relation(Relation(self._relation.itemData(at)))
        )
        self._kind = Picker(text(KIND))
        self._kind.setObjectName("kind")
        self._kind.activated.connect(lambda at: self._model.pick_kind(ThingKind(self._kind.itemData(at))))
        self._kind_name = Label(text(KIND), wrap=False)
        self.main = Field(text(FIELDS[ThingKind.EMPLOYER]), hint=text(NAME_HINT))
        self.main.edit.setObjectName("main")
        self._kvk, self._address = Field(text(KVK)), Field(text(ADDRESS))
        self._kvk.edit.setObjectName("kvk")
        self._address.edit.setObjectName("address")
        self._country = Picker(text(COUNTRY))
        self._country.setObjectName("country")
        self._country.activated.connect(lambda _at: self._write())
        for field in (self.main, self._kvk, self._address):
            field.edit.textEdited.connect(lambda _text: self._write())
        self._known = Label(text(KNOWN), Face.SMALL)
        self.list = ChoiceList(text(KNOWN))
        self.list.setObjectName("suggestions")
        self.list.clicked.connect(self._take)
        self._preview = Label("", Face.BODY)
        self._preview.setObjectName("preview")
        self._problem = Label("", Face.SMALL)
        self.add = press(PrimaryButton(text(NEW)), self._model.add, name="add")
        self._build()
        for watched in (self.main.edit, self.list):
            watched.installEventFilter(self)

    def _build(self) -> None:
        body = self.body
        body.addWidget(Label(self._texts.text(HEAD), Face.LEAD))
        relation = Label(self._texts.text(RELATION), wrap=False)
        relation.setBuddy(self._relation)
        self._kind_name.setBuddy(self._kind)
        body.addLayout(row(relation, self._relation, self._kind_name, self._kind, None))
        body.addWidget(self.main)
        body.addWidget(self._known)
        body.addWidget(self.list)
        body.addLayout(row(self._country, None))
        details = row(self._kvk, self._address, gap=Space.M)
        details.setStretch(0, 2)
        details.setStretch(1, 3)
        body.addLayout(details)
        body.addLayout(stack(self._preview, self._problem, gap=Space.XS))

    def present(self, state: ThingsState) -> None:
        """Show what is being added."""
        text, relation, kind = self._texts.text, state.relation, state.kind
        self._relation.offer(
            tuple((one.value, text(words)) for one, words in RELATIONS.items()), relation.value
        )
        kinds = KINDS_OF[relation]
        self._kind.offer(tuple((one.value, text(THING_KINDS[one])) for one in kinds), kind.value)
        self._kind.setVisible(len(kinds) > 1)
        self._kind_name.setVisible(len(kinds) > 1)
        self.main.rename(text(FIELDS[kind]))
        self.main.show_hint(text(HINTS.get(kind, NAME_HINT)))
        written = state.written
        pairs = ((self.main, written.main), (self._kvk, written.kvk), (self._address, written.address))
        for field, words in pairs:
            if field.edit.text() != words:
                field.edit.setText(words)
        self._country.offer((("", text(ANY_COUNTRY)), *((one, one) for one in COUNTRIES)), written.country)
        firm = kind not in (ThingKind.DWELLING, ThingKind.VEHICLE)
        self._kvk.setVisible(firm)
        self._address.setVisible(firm)
        self._country.setVisible(kind is ThingKind.VEHICLE)
        self.list.present(tuple(map(_row, state.suggestions)), mirrored=False, turned=False)
        self.list.setVisible(bool(state.suggestions))
        self._known.setVisible(bool(state.suggestions))
        preview = "" if state.same else state.preview
        for label, words in ((self._preview, preview), (self._problem, state.problem)):
            label.setText(words)
            label.setVisible(bool(words))
        self.add.set_text(text(THIS_ONE, thing=on_button(state.same.title)) if state.same else text(NEW))
        self.add.setEnabled(bool(state.preview) and not state.busy)

    def _write(self) -> None:
        country = str(self._country.currentData() or "")
        self._model.write(Written(self.main.text(), self._kvk.text(), self._address.text(), country))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the suggestions, Up out of them, Enter takes the current one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            heard = self._in_list(event) if watched is self.list else self._in_field(event)
            if heard:
                return True
        return super().eventFilter(watched, event)

    def _in_field(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and self.list.lines.rows():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.go(0)
            return True
        return False

    def _in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (*_ENTER, Qt.Key.Key_Space):
            self._take(self.list.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
            self.main.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False

    def _take(self, index: QModelIndex) -> None:
        rows = self.list.lines.rows()
        if 0 <= index.row() < len(rows):
            self._model.choose(ThingId(rows[index.row()].value))


def _row(line: ThingLine) -> ListRow:
    spoken = ", ".join(filter(None, (line.title, line.below, line.reason)))
    return ListRow(line.id, "", line.title, line.why, line.sure, spoken)


def on_button(title: str) -> str:
    """What a thing is called where there is little room."""
    return title if len(title) <= _ON_BUTTON else f"{title[: _ON_BUTTON - 1]}…"
