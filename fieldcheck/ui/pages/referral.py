"""The referral on one page: to whom, why, how reached; then who took it over, and when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import WAYS, Urgency
from fieldcheck.i18n import Texts, clock_time, long_date
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    AcuteButton,
    Card,
    Chip,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    Space,
    StateChip,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.paper_sheet import PaperOffer
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.referral import ContactView, ReferralState, ReferralViewModel
from fieldcheck.viewmodels.shell import Place, Screen, Shell

ACUTE_TITLE = N_("Acute doorverwijzing · zaak {code}")
TITLE = N_("Doorverwijzing · zaak {code}")
WORKING = N_("De doorverwijzing wordt klaargezet …")
TO_WHOM = N_("Aan wie")
CHECKED = N_("nagekeken op {day}")
NO_NUMBER = N_("geen nummer bekend")
WHY = N_("Waarom")
WHY_HINT = N_("Eén reden per regel. Het voorstel staat er al; pas het aan waar nodig.")
HOW = N_("Hoe is de ontvanger bereikt?")
SEND = N_("Doorverwijzen")
SENT = N_("Verstuurd om {time} door {name}.")
WAITS = N_("Wacht op bevestiging. De verwijzing blijft bovenaan het postoverzicht staan.")
TAKEN_BY = N_("Overgenomen door")
TAKEN_HINT = N_("Naam van wie de persoon overneemt.")
CONFIRM = N_("Bevestigen")
ACKNOWLEDGED = N_("Overgenomen door {name} om {time}.")
SHEET = N_("Overdrachtsformulier")
BACK = N_("Terug")
TO_DESK = N_("Naar het postoverzicht")
ACUTE = N_("ACUUT")


def referral_page(frame: Frame, place: Place) -> QWidget:
    """The referral of a case; ``carried`` is a recipient code, or the id of an earlier referral."""
    carried = place.carried if isinstance(place.carried, str) else ""
    codes = {one.code for one in frame.workplace.desk.action.recipients}
    earlier = ReferralId(carried) if carried and carried not in codes else None
    to = carried if carried in codes else ""
    model = frame.loaded(place, ReferralViewModel, CaseId(place.subject), to=to, referral=earlier)
    return ReferralPage(model, frame.texts, frame.shell)


class ReferralPage(QWidget):
    """Presents one :class:`ReferralState`."""

    def __init__(self, model: ReferralViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._contacts: tuple[ContactView, ...] | None = None
        self._offer = PaperOffer(self, texts, model.put_paper_away)
        self._was_open: bool | None = None
        text = texts.text
        self._title = Label("", Face.TITLE)
        self._urgent = Chip(text(ACUTE), Tone.ACUTE, solid=True)
        self._notice = Notice()
        self._column = Column(gap=Space.L)
        self._build_standing()
        self._build_to()
        self._build_how()
        self._build_why()
        self._build_foot()
        body = self._column.body
        head = row(self._urgent, self._title, gap=Space.M)
        head.setStretch(1, 1)
        body.addLayout(head)
        for widget in (self._notice, self._standing, self._to_card, self._how_card, self._why_card):
            body.addWidget(widget)
        body.addStretch(1)
        whole = stack(self._column, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind(self, model, self.present)

    def _build_standing(self) -> None:
        text = self._texts.text
        self._standing = Card(Tone.ACUTE, gap=Space.M)
        self._standing.setObjectName("standing")
        self._standing_words = Label("", Face.LEAD)
        self._standing_more = Label("")
        self._taken_by = Field(text(TAKEN_BY), hint=text(TAKEN_HINT))
        self._taken_by.edit.setObjectName("taken-by")
        self._taken_by.edit.textEdited.connect(self._model.write_taken_by)
        self._taken_by.edit.returnPressed.connect(self._model.acknowledge)
        for widget in (self._standing_words, self._standing_more, self._taken_by):
            self._standing.body.addWidget(widget)

    def _build_to(self) -> None:
        text = self._texts.text
        self._to_card = Card(gap=Space.M)
        self._to = Picker(text(TO_WHOM))
        self._to.setObjectName("to")
        self._to.activated.connect(lambda at: self._model.pick_recipient(self._to.itemData(at)))
        self._contact_box = stack(gap=Space.S)
        line = row(Label(text(TO_WHOM), Face.STRONG, wrap=False), None, self._to)
        self._to_card.body.addLayout(line)
        self._to_card.body.addLayout(self._contact_box)

    def _build_why(self) -> None:
        text = self._texts.text
        self._why_card = Card(gap=Space.S)
        self._why = QPlainTextEdit()
        self._why.setObjectName("why")
        self._why.setAccessibleName(text(WHY))
        self._why.setAccessibleDescription(text(WHY_HINT))
        self._why.setTabChangesFocus(True)
        self._why.setFixedHeight(theme.current().px(96))
        self._why.textChanged.connect(self._on_why)
        self._why_card.body.addWidget(Label(text(WHY), Face.STRONG))
        self._why_card.body.addWidget(self._why)
        self._why_card.body.addWidget(Label(text(WHY_HINT), Face.SMALL))

    def _build_how(self) -> None:
        text = self._texts.text
        self._how_card = Card(gap=Space.M)
        self._ways: dict[str, StateChip] = {}
        for code, words in WAYS:
            chip = StateChip(text(words))
            chip.setObjectName(f"way-{code}")
            chip.clicked.connect(lambda _checked=False, way=code: self._on_way(way))
            self._ways[code] = chip
        self._how_card.body.addWidget(Label(text(HOW), Face.STRONG))
        self._how_card.body.addLayout(WrappingRow(*self._ways.values()))

    def _build_foot(self) -> None:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), self._shell.back)
        back.setAccessibleName(text(BACK))
        back.setObjectName("back")
        self._sheet_button = press(OutlinedButton(text(SHEET)), self._model.make_sheet)
        self._sheet_button.setObjectName("sheet")
        self._send = press(AcuteButton(text(SEND), shortcuts.REFER), self._model.send)
        self._send_calmly = press(PrimaryButton(text(SEND), shortcuts.REFER), self._model.send)
        self._confirm = press(PrimaryButton(text(CONFIRM)), self._model.acknowledge)
        self._done = press(PrimaryButton(text(TO_DESK)), self._to_desk)
        names = ("send", "send-calmly", "confirm", "done")
        self._mains = (self._send, self._send_calmly, self._confirm, self._done)
        for button, name in zip(self._mains, names, strict=True):
            button.setObjectName(name)
        to_desk = press(OutlinedButton(text(TO_DESK)), self._to_desk)
        to_desk.setObjectName("to-desk")
        self._leave = to_desk
        self._foot = Foot(back, None, others=(self._sheet_button,), before_main=(to_desk, *self._mains))

    def present(self, state: ReferralState) -> None:
        """Show this state."""
        text = self._texts.text
        acute = state.urgency is Urgency.ACUTE
        title = ACUTE_TITLE if acute else TITLE
        self._title.setText(text(title, code=state.case_code) if state.loaded else text(WORKING))
        self._urgent.setVisible(acute and state.loaded)
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self._present_to(state)
        self._present_why(state)
        self._present_standing(state)
        self._present_foot(state)
        self._offer.present(state.paper)
        self._follow_focus(state)

    def _present_to(self, state: ReferralState) -> None:
        self._to_card.setVisible(state.loaded)
        self._to.offer(tuple((one.code, one.name) for one in state.recipients), state.to)
        self._to.setEnabled(state.sent is None)
        if state.contacts == self._contacts:
            return
        self._contacts = state.contacts
        clear(self._contact_box)
        for contact in state.contacts:
            self._contact_box.addWidget(self._contact_line(contact))

    def _contact_line(self, contact: ContactView) -> QWidget:
        words, text = QWidget(), self._texts.text
        number = contact.number or text(NO_NUMBER)
        face = Face.STRONG if contact.number else Face.MUTED
        checked = text(CHECKED, day=long_date(contact.checked, self._texts.tag))
        small = " · ".join(part for part in (contact.hours, checked if contact.number else "") if part)
        line = row(Label(contact.name), None, Label(number, face, wrap=False), gap=Space.M)
        line.setStretch(0, 1)
        layout = stack(line, gap=0, parent=words)
        if small:
            layout.addWidget(Label(small, Face.SMALL))
        words.setAccessibleName(f"{contact.name}: {number}")
        return words

    def _present_why(self, state: ReferralState) -> None:
        for card in (self._why_card, self._how_card):
            card.setVisible(state.loaded)
        if self._why.toPlainText() != state.why:
            self._why.setPlainText(state.why)
        self._why.setReadOnly(state.sent is not None)
        for code, chip in self._ways.items():
            chip.setChecked(code == state.how)
            chip.setEnabled(state.sent is None)

    def _present_standing(self, state: ReferralState) -> None:
        text = self._texts.text
        self._standing.setVisible(state.sent is not None)
        if state.sent is None:
            return
        sent = text(SENT, time=clock_time(state.sent), name=state.sent_by)
        if state.acknowledged is not None:
            when = clock_time(state.acknowledged)
            taken = text(ACKNOWLEDGED, name=state.acknowledged_by, time=when)
            self._standing_words.setText(f"✓ {taken}")
            self._standing_more.setText(sent)
        else:
            self._standing_words.setText(sent)
            self._standing_more.setText(text(WAITS))
        self._taken_by.setVisible(state.open)
        if self._was_open != state.open:
            tone = (
                Tone.GOOD if not state.open else Tone.ACUTE if state.urgency is Urgency.ACUTE else Tone.ACCENT
            )
            self._standing.set_tone(tone)

    def _present_foot(self, state: ReferralState) -> None:
        acute = state.urgency is Urgency.ACUTE
        new = state.loaded and state.sent is None
        shown = {
            self._send: new and acute,
            self._send_calmly: new and not acute,
            self._confirm: state.open,
            self._done: state.acknowledged is not None,
        }
        for button, visible in shown.items():
            button.setVisible(visible)
            button.setEnabled(not state.busy)
        self._leave.setVisible(state.open)
        self._sheet_button.setVisible(state.sent is not None)
        self._sheet_button.setEnabled(not state.busy)

    def _follow_focus(self, state: ReferralState) -> None:
        if not state.loaded or self._was_open == state.open:
            return
        first, self._was_open = self._was_open is None, state.open
        if not first:
            self._column.verticalScrollBar().setValue(0)
        if state.open:
            self._taken_by.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first:
            self._ways[WAYS[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_way(self, code: str) -> None:
        self._ways[code].setChecked(self._model.state.how == code)
        self._model.pick_way(code)

    def _on_why(self) -> None:
        # Also heard when a state is presented; then the field says what the state says.
        if self._why.toPlainText() != self._model.state.why:
            self._model.write_why(self._why.toPlainText())

    def _to_desk(self) -> None:
        self._shell.go(Screen.DESK)
