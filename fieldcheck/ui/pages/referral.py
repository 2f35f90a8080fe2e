"""Referring on one page: everybody alerted at once; then who took it over, from whom, and when."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import Urgency
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts
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
    PrimaryButton,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.leaving import looks_up
from fieldcheck.ui.pages.paper_sheet import PaperOffer
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.referral_form import ReferralForm
from fieldcheck.ui.pages.referral_sent import SentCard
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.referral import ReferralState, ReferralViewModel
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.told import Trouble

ACUTE_TITLE = N_("Acute doorverwijzing · zaak {code}")
TITLE = N_("Doorverwijzing · zaak {code}")
WORKING = N_("De doorverwijzing wordt klaargezet …")
WHOSE = N_("Om wie gaat het?")
CASE_CODE = N_("Zaakcode")
CASE_HINT = N_("Zoals op de routebrief, bijvoorbeeld BV-0412-4.")
FIND = N_("Verder met deze zaak")
NEW_CASE = N_("Nieuwe zaak openen")
SEND = N_("Doorverwijzen")
ALERT = N_("Iedereen waarschuwen")
ONE_MORE = N_("Nog iemand waarschuwen")
SHEET = N_("Overdrachtsformulier")
BUNDLE = N_("Bundel maken …")
AS_BUNDLE = N_("Uitkomst als bundel …")
FOLDER = N_("Waar komt de bundel?")
WRITTEN = N_("Bundel gemaakt: {names}")
NO_CODE = N_("Het overdrachtsformulier heeft geen code om te scannen.")
GIVE = N_("Breng de stick naar de laptop van de ontvanger.")
BACK = N_("Terug")
TO_DESK = N_("Naar het postoverzicht")
ACUTE = N_("ACUUT")
STAYS = N_("Wat niet bevestigd is, blijft bovenaan het postoverzicht staan.")
_EVERY_MS = 20_000
"""How often the minutes on the page are counted anew."""


def referral_page(frame: Frame, place: Place) -> QWidget:
    """The referrals of a case; ``carried`` is a recipient, a target, or ``ALARM``."""
    to = place.carried if isinstance(place.carried, str) else ""
    model = frame.loaded(place, ReferralViewModel, CaseId(place.subject), to=to)
    return ReferralPage(model, frame.texts, frame.shell)


class ReferralPage(QWidget):
    """Presents one :class:`ReferralState`."""

    def __init__(self, model: ReferralViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._offer = PaperOffer(self, texts, model.put_paper_away)
        self._drawn: tuple[object, ...] = ()
        self._stood: tuple[object, ...] = ()
        self._refused: Trouble | None = None
        self._cards: list[SentCard] = []
        self._title = Label("", Face.TITLE)
        self._urgent = Chip(texts.text(ACUTE), Tone.ACUTE, solid=True)
        self._notice = Notice()
        self._whose = self._build_whose()
        self._form = ReferralForm(model, texts)
        self._sent: QVBoxLayout = stack(gap=Space.M)
        self._written = Notice(Tone.GOOD)
        self._without_code = Notice()
        self._stays = Label(texts.text(STAYS), Face.SMALL)
        self._column = Column(gap=Space.L)
        head = row(self._urgent, self._title, gap=Space.M)
        head.setStretch(1, 1)
        told = (self._notice, self._without_code, self._written)
        for part in (head, *told, self._whose, self._sent, self._stays, self._form):
            if isinstance(part, QWidget):
                self._column.body.addWidget(part)
            else:
                self._column.body.addLayout(part)
        self._column.body.addStretch(1)
        self._build_foot()
        whole = stack(self._column, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(model.tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind(self, model, self.present)

    def showEvent(self, event: QShowEvent) -> None:
        """The minutes count while somebody can see them."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """And no longer."""
        self._timer.stop()
        super().hideEvent(event)

    def _build_whose(self) -> Card:
        text, card = self._texts.text, Card(gap=Space.M)
        self._code = Field(text(CASE_CODE), hint=text(CASE_HINT))
        self._code.edit.setObjectName("case-code")
        looks_up(self._code.edit)
        self._code.edit.textEdited.connect(self._model.write_code)
        self._code.edit.returnPressed.connect(self._model.find_case)
        find = press(PrimaryButton(text(FIND)), self._model.find_case, name="find-case")
        self._new_case = press(OutlinedButton(text(NEW_CASE)), self._model.new_case, name="new-case")
        card.body.addWidget(self._code)
        card.body.addLayout(row(find, self._new_case, None, gap=Space.M))
        return card

    def _build_foot(self) -> None:
        text, model = self._texts.text, self._model
        back = press(OutlinedButton(f"←  {text(BACK)}"), self._shell.back, name="back")
        back.setAccessibleName(text(BACK))
        self._sheet_button = press(OutlinedButton(text(SHEET)), lambda: model.make_sheet(), name="sheet")
        self._bundle = press(OutlinedButton(text(BUNDLE)), lambda: self._choose_folder(), name="bundle")
        self._back_bundle = press(
            OutlinedButton(text(AS_BUNDLE)), lambda: self._choose_folder(outcome=True), name="outcome-bundle"
        )
        self._more = press(OutlinedButton(text(ONE_MORE)), model.compose, name="one-more")
        self._leave = press(OutlinedButton(text(TO_DESK)), self._to_desk, name="to-desk")
        self._send = press(AcuteButton(text(ALERT), shortcuts.REFER), model.send, name="send")
        self._send_calmly = press(PrimaryButton(text(SEND), shortcuts.REFER), model.send, name="send-calmly")
        self._done = press(PrimaryButton(text(TO_DESK)), self._to_desk, name="done")
        self._foot = Foot(
            back,
            None,
            others=(self._sheet_button, self._bundle, self._back_bundle, self._more),
            before_main=(self._leave, self._send, self._send_calmly, self._done),
        )

    def present(self, state: ReferralState) -> None:
        """Show this state."""
        text = self._texts.text
        acute = state.acute
        title = text(ACUTE_TITLE if acute else TITLE, code=state.case_code) if state.loaded else text(WORKING)
        self._title.setText(text(WHOSE) if state.asks_case else title)
        self._urgent.setVisible(acute and (state.loaded or state.asks_case))
        # Else it stands where somebody writes.
        told = state.trouble if state.handling is None and not state.misses_why else None
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        names = ", ".join(state.bundles)
        self._without_code.show_words(text(NO_CODE) if state.without_code else "", *state.without_code)
        self._written.show_words(text(WRITTEN, names=names) if names else "", text(GIVE))
        self._whose.setVisible(state.asks_case)
        # Qt takes None for "no proxy any more"; its stubs do not say so.
        self.setFocusProxy(self._code if state.asks_case else None)  # type: ignore[arg-type]
        self._new_case.setVisible(state.may_open_case)
        self._form.setVisible(state.loaded and state.composing)
        self._stays.setVisible(state.open)
        self._form.present(state)
        self._present_sent(state)
        self._present_foot(state)
        self._offer.present(state.paper)
        self._follow_focus(state)

    def _present_sent(self, state: ReferralState) -> None:
        drawn = (state.sent, state.handling, state.step, state.busy and state.handling is None)
        if drawn == self._drawn:
            for card in self._cards:
                if card.writing is not None:
                    card.writing.present(state)
            return
        writing = self._written_on()
        self._drawn = drawn
        clear(self._sent)
        self._cards = [SentCard(one, state, self._model, self._texts) for one in state.sent]
        for card in self._cards:
            self._sent.addWidget(card)
            card.show()  # at once, so that its buttons can have the focus
        if writing:
            self._focus_writing()

    def _written_on(self) -> bool:
        """Whether somebody is writing in a card that is about to be drawn anew."""
        focused = self.focusWidget()
        return focused is not None and any(card.isAncestorOf(focused) for card in self._cards)

    def _focus_writing(self) -> None:
        for card in self._cards:
            if card.writing is not None:
                card.writing.take_focus()

    def _present_foot(self, state: ReferralState) -> None:
        acute, new = state.urgency is Urgency.ACUTE, state.loaded and state.composing
        over = state.loaded and not state.composing
        shown: dict[QWidget, bool] = {
            self._send: new and acute,
            self._send_calmly: new and not acute,
            self._leave: over and state.open,
            self._done: over and not state.open,
            self._sheet_button: bool(state.sent),
            self._bundle: over and state.may_bundle and state.for_a_laptop,
            self._back_bundle: over and state.may_tell_back,
            self._more: over,
        }
        for button, visible in shown.items():
            button.setVisible(visible)
            button.setEnabled(not state.busy)

    def _follow_focus(self, state: ReferralState) -> None:
        refused = state.trouble if state.handling is not None or state.composing else None
        stood = (state.asks_case, state.loaded, state.composing, state.handling)
        moved = stood != self._stood or refused not in (None, self._refused)
        self._refused = refused
        if not moved or not (state.loaded or state.asks_case):
            return
        self._stood = stood
        if state.asks_case:
            self._code.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.handling is not None:
            self._focus_writing()
        elif state.composing:
            self._form.take_focus(state)
        else:
            self._column.verticalScrollBar().setValue(0)
            self._focus_first(state)

    def _focus_first(self, state: ReferralState) -> None:
        """On the first that still waits; else on the way out."""
        waiting = next((one for one in state.sent if one.alarms and one.steps), None)
        step = waiting.steps[0].value if waiting else ""
        button = self.findChild(QWidget, f"{step}-{waiting.id}") if waiting else None
        target = button if isinstance(button, QWidget) else self._leave if state.open else self._done
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_folder(self, *, outcome: bool = False) -> None:
        write = self._model.write_outcome if outcome else self._model.write_bundles
        dialog = QFileDialog(self, self._texts.text(FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: write(Path(folder)))
        dialog.open()

    def _to_desk(self) -> None:
        self._shell.go(Screen.DESK)
