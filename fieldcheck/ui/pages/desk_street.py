"""The queue of a post on the desk: who is at the table, who waits and how long, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import Texts, clock_and_day, local_day
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Button,
    Card,
    EmptyState,
    Face,
    Label,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.pages.desk_rows import CardList, ListRow, minutes_words
from fieldcheck.ui.pages.desk_sending import LEAVES, PROOF, REFUSED, SKIPPED, ProofSheet, SendSheet
from fieldcheck.ui.pages.paper_sheet import PaperSheet
from fieldcheck.viewmodels.street import Sending, StreetState, StreetViewModel

AT_TABLE = N_("aan tafel")
WAITING = N_("wacht")
_STACKED_FROM = 1.25
"""The scale from which the buttons stand below the case code."""


class StreetPart(QWidget):
    """The table and the queue. Sending on is the main action where nobody is interviewed.

    ``talk`` tells that somebody wants to go on with the talk of a case. The page puts ``next`` where it has
    room: it calls in whoever waits longest.
    """

    talk = Signal(object)

    def __init__(self, model: StreetViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._shown: CaseId | None = None
        words = texts.text
        self.queue = CardList(words(N_("Wachtrij van deze post")))
        self.queue.setObjectName("queue")
        self.queue.chosen.connect(self._choose)
        self.queue.moved.connect(self._moved)
        self._nobody = EmptyState(
            words(N_("Niemand wacht bij deze post")),
            words(N_("Typ of scan de code van een routebrief om iemand te ontvangen.")),
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.queue)
        self._lists.addWidget(self._nobody)
        whole = stack(self._table(), self._lists, gap=Space.M, parent=self)
        whole.setStretch(1, 1)

    def _table(self) -> Card:
        words = self._texts.text
        self._code = Label("", Face.PERSON, wrap=False)
        self._code.setObjectName("case-at-table")
        self._since = Label("", Face.SMALL, wrap=False)
        self._since.setIndent(theme.current().px(Space.XS))
        self.call = self._button(OutlinedButton(words(N_("Binnenroepen"))), "call-in")
        self._main_send = self._button(
            PrimaryButton(words(N_("Doorsturen")), shortcuts.SEND_ON), "send-on-main"
        )
        self._side_send = self._button(OutlinedButton(words(N_("Doorsturen")), shortcuts.SEND_ON), "send-on")
        self.talked = self._button(OutlinedButton(words(N_("Gesprek"))), "talk")
        self.who = self._button(OutlinedButton(words(N_("Wie is het?")), shortcuts.IDENTITY), "identify")
        self.slip = self._button(OutlinedButton(words(N_("Routebrief")), shortcuts.SLIP), "slip")
        self.next = self._button(
            OutlinedButton(words(N_("Volgende binnenroepen")), shortcuts.CALL_NEXT), "call-next"
        )
        self.call.clicked.connect(lambda: self._with_case(self._model.call_in))
        self._sends = (self._main_send, self._side_send)
        for button in (self.call, *self._sends, self.talked, self.who, self.slip, self.next):
            button.hide()  # until somebody is there; all at once would ask for a wider window
        for send in self._sends:
            send.clicked.connect(lambda: self._with_case(self._model.ask_where))
        self.talked.clicked.connect(lambda: self._with_case(self.talk.emit))
        self.who.clicked.connect(lambda: self._with_case(self._model.identify))
        self.slip.clicked.connect(lambda: self._with_case(self._model.make_slip))
        self.next.clicked.connect(self._model.call_next)
        card = Card(gap=Space.M)
        card.setObjectName("table")
        person = stack(self._code, self._since, gap=0)
        actions = row(
            self.call, self._main_send, self._side_send, self.talked, self.who, self.slip, gap=Space.S
        )
        if theme.current().scale >= _STACKED_FROM:
            card.body.addLayout(row(person, None))
            card.body.addLayout(row(actions, None))
        else:
            card.body.addLayout(row(person, None, actions, gap=Space.L))
        return card

    @staticmethod
    def _button(button: Button, name: str) -> Button:
        button.setObjectName(name)
        return button

    def present(self, state: StreetState) -> None:
        """Everything from one snapshot."""
        self.queue.rows.set_rows([visit_row(one, self._texts, state) for one in state.queue])
        cases = [one.case for one in state.queue]
        self.queue.mark(cases.index(state.chosen) if state.chosen in cases else None)
        self._lists.setCurrentWidget(self.queue if state.queue or not state.loaded else self._nobody)
        self._present_table(state)
        self._present_once(state)

    def _present_table(self, state: StreetState) -> None:
        visit, words = state.visit, self._texts.text
        self._shown = None if visit is None else visit.case
        at = visit is not None and visit.stage is VisitStage.AT
        self._code.setText("" if visit is None else visit.case_code)
        self._code.setAccessibleName("" if visit is None else words(N_("Zaak {code}"), code=visit.case_code))
        self._code.setVisible(visit is not None)
        self._since.setText(words(N_("Niemand aan tafel")) if visit is None else self._told(visit, state))
        self.call.setVisible(visit is not None and not at)
        aside = state.may_talk or state.may_lead  # their desk has another main action
        self._main_send.setVisible(visit is not None and not aside)
        self._side_send.setVisible(visit is not None and aside)
        self.talked.setVisible(at and state.may_talk)
        self.who.setVisible(visit is not None and state.may_identify)
        self.slip.setVisible(visit is not None)
        self.next.setVisible(state.waiting > 0)
        for button in (self.call, *self._sends, self.talked, self.who, self.slip, self.next):
            button.setEnabled(not state.busy)

    def _told(self, visit: Visit, state: StreetState) -> str:
        words = self._texts.text
        if visit.called is not None and visit.stage is VisitStage.AT:
            return words(
                N_("aan tafel sinds {time}, wachtte {minutes}"),
                time=clock_and_day(visit.called, local_day(state.now), self._texts),
                minutes=minutes_words(self._texts, visit.queued, visit.called),
            )
        return words(
            N_("wacht {minutes}, gestuurd om {time}"),
            minutes=minutes_words(self._texts, visit.queued, state.now),
            time=clock_and_day(visit.queued, local_day(state.now), self._texts),
        )

    def _moved(self, subject: object) -> None:
        """The card and the keys follow the row that somebody stands on."""
        if isinstance(subject, Visit):
            self._model.choose(subject.case)

    def _choose(self, subject: object) -> None:
        if isinstance(subject, Visit):
            self._model.choose(subject.case)
            send = next((one for one in self._sends if one.isVisible()), self.call)
            first = self.call if subject.stage is VisitStage.WAITING else send
            first.setFocus()

    def _present_once(self, state: StreetState) -> None:
        """What is to be shown one time: where to, what a proof is worth, a paper that was made."""
        if state.sending is not None:
            self._model.put_away()
            self._ask_where(state.sending)
        if state.proof is not None:
            self._model.put_away()
            ProofSheet(self._texts, state.proof, self).open()
        if state.paper is not None:
            self._model.put_away()
            PaperSheet(state.paper, self._texts, self).open()

    def _ask_where(self, sending: Sending) -> None:
        sheet = SendSheet(self._texts, sending, self)
        sheet.sent.connect(lambda end, to, reason: self._send(sending.case, end, to, reason))
        sheet.open()

    def _send(self, case: CaseId, end: str, to: str, reason: str) -> None:
        street, post = self._model, "" if to == PROOF else to
        if end == LEAVES:
            street.leave(case, reason)
        elif end == REFUSED:
            street.refuse_post(case, post, reason)
        elif end == SKIPPED:
            street.skip_post(case, reason, post)
        elif to != PROOF:
            street.send_on(case, to, reason)
        if to == PROOF:
            street.make_proof(case)

    def _with_case(self, act: object) -> None:
        if self._shown is not None and callable(act):
            act(self._shown)


def visit_row(visit: Visit, texts: Texts, state: StreetState) -> ListRow:
    """A person of the queue: the code, at the table or waiting, and how long."""
    at = visit.stage is VisitStage.AT
    return ListRow(
        subject=visit,
        title=visit.case_code,
        below="",
        chip=texts.text(AT_TABLE if at else WAITING),
        tone=Tone.ACCENT if at else Tone.CAUTION,
        side=minutes_words(texts, visit.called if at and visit.called else visit.queued, state.now),
    )
