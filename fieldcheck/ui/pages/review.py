"""The review desk: the inbox at the left, the case beside it in parts, the first assessment among them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListView, QPlainTextEdit, QStackedWidget, QWidget

from fieldcheck.domain.comensha import REPORT_STAGES
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.qualification import LABELS, prompts_reflection
from fieldcheck.domain.referral import OUTCOMES, FirstAssessment, ReferralStage, Urgency
from fieldcheck.i18n import SOURCE, Texts, clock_time
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Card,
    Chip,
    EmptyState,
    Face,
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
    row,
    stack,
)
from fieldcheck.ui.leaving import leave_asking
from fieldcheck.ui.pages.comensha_sheet import ComenshaQueueSheet
from fieldcheck.ui.pages.dossier_panel import AS_BUNDLE, DossierPanel
from fieldcheck.ui.pages.dossier_sheets import ReflectionSheet
from fieldcheck.ui.pages.inbox import ROW_ROLE, URGENCIES, InboxDelegate, InboxModel
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.review_overview import OverviewPanel
from fieldcheck.ui.pages.review_panels import HistoryPanel, LensesPanel, TalksPanel
from fieldcheck.ui.pages.review_sheets import NOTE_HINT, OutcomeSheet, QualifySheet
from fieldcheck.ui.pages.talk_sheets import TalksSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.inbox import SHOWN, InboxRow, Shown
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_state import ASSESSMENTS, ReviewState, Tab
from fieldcheck.viewmodels.shell import Place, Screen, Shell

INBOX = N_("Postvak")
SHOW = N_("Wat u toont")
COUNTED = N_("{words} ({n})")
EMPTY = N_("Er wacht niets")
EMPTY_NEXT = N_("Nieuwe doorverwijzingen verschijnen hier vanzelf bovenaan.")
NONE_SHOWN = N_("Hier staat niets")
NONE_NEXT = N_("Kies hierboven wat u wilt zien.")
QUEUE, TAKE_IN = N_("CoMensha …"), N_("Bundels innemen …")
CASE = N_("Zaak {code}")
OWN_NOTE = N_("Eigen notitie")
FIRST = N_("Eerste beoordeling")
FIRST_HINT = N_("Wat er met de zaak gebeurt. Dit zegt niets over wat iemand is.")
SUBMIT = N_("Beoordeling vastleggen")
BELONGS = N_("Bij wie hoort dit?")
TELL = N_("Terugkoppelen …")
TAKE_OVER = N_("Ik neem de zaak over")
SAVED = N_("✓ Vastgelegd om {time}")
BACK = N_("Postoverzicht")
TALK = N_("Gesprek voeren …")
LOADING = N_("De zaak wordt geopend …")
LEFT = N_("Bedenktijd: {left}")
REPORTED = N_("CoMensha: {stage}")
TOLD = N_("Teruggekoppeld: {outcome}")
TABS = {
    Tab.OVERVIEW: N_("Overzicht"),
    Tab.LENSES: N_("Lijsten"),
    Tab.TALKS: N_("Gesprek"),
    Tab.DOSSIER: N_("Dossier"),
    Tab.HISTORY: N_("Verloop"),
}

_REFRESH_MS = 30_000
"""How often the waits are counted anew while the page shows."""


def review_page(frame: Frame, place: Place) -> QWidget:
    """The inbox of ISZW."""
    model = frame.loaded(place, ReviewViewModel, CaseId(place.subject))
    return ReviewPage(model, frame.texts, frame.shell)


class ReviewPage(QWidget):
    """Presents one :class:`ReviewState`."""

    def __init__(self, model: ReviewViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._sheet: Sheet | None = None
        self._listed: tuple[object, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(model.refresh)
        self._build_inbox()
        self._build_assessment()
        self._build_case()
        self._build_foot()
        look = theme.current()
        left = QWidget()
        left.setFixedWidth(look.px(330))
        side = stack(
            Label(texts.text(INBOX), Face.TITLE),
            WrappingRow(self._queue, self._import),
            self._shown,
            self._stack,
            gap=Space.S,
            parent=left,
        )
        side.setContentsMargins(look.px(20), look.px(Space.L), 0, look.px(Space.S))
        middle = row(left, self._whole_case, gap=0)
        middle.setStretch(1, 1)
        whole = stack(middle, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self._list)
        bind(self, model, self.present)

    def _build_inbox(self) -> None:
        text = self._texts.text
        self._queue = press(OutlinedButton(text(QUEUE)), self._model.dossier.open_queue, name="comensha")
        self._import = press(
            OutlinedButton(text(TAKE_IN)), lambda: self._shell.go(Screen.IMPORT), name="take-in"
        )
        self._shown = Picker(text(SHOW))
        self._shown.setObjectName("shown")
        self._shown.activated.connect(lambda at: self._model.show(Shown(self._shown.itemData(at))))
        self._rows = InboxModel(self._texts, self)
        self._list = QListView()
        self._list.setObjectName("inbox")
        self._list.setAccessibleName(text(INBOX))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(InboxDelegate(self._texts, self))
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setTabKeyNavigation(False)
        selection = self._list.selectionModel()
        selection.currentChanged.connect(self._on_current)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(EmptyState(text(EMPTY), text(EMPTY_NEXT)))
        self._stack.addWidget(EmptyState(text(NONE_SHOWN), text(NONE_NEXT)))

    def _build_case(self) -> None:
        look, text = theme.current(), self._texts.text
        self._title = Label("", Face.TITLE, wrap=False)
        self._chips = {name: Chip() for name in ("urgency", "step", "left", "report", "told")}
        self._notice = Notice()
        self._overview = OverviewPanel(self._texts, self._assessment)
        self._lenses = LensesPanel(self._texts)
        self._talks = TalksPanel(self._texts)
        self._dossier = DossierPanel(self._model, self._texts, self._open)
        self._history = HistoryPanel(self._texts)
        panels = (self._overview, self._lenses, self._talks, self._dossier, self._history)
        self._panels = QStackedWidget()
        self._tabs: dict[Tab, StateChip] = {}
        for (tab, words), panel, key in zip(TABS.items(), panels, shortcuts.CASE_TAB, strict=True):
            chip = press(StateChip(text(words), key), partial(self._on_tab, tab), name=f"tab-{tab.value}")
            self._tabs[tab] = chip
            self._panels.addWidget(panel)
        head = QWidget()
        chips = stack(WrappingRow(*self._chips.values()), gap=0)
        chips.setContentsMargins(0, look.px(Space.S), 0, 0)
        named = row(self._title, chips, gap=Space.M)
        named.setStretch(1, 1)
        self._belongs = press(OutlinedButton(text(BELONGS)), self._to_things, name="belongs")
        top = stack(
            named, WrappingRow(*self._tabs.values(), self._belongs), self._notice, gap=Space.S, parent=head
        )
        top.setContentsMargins(look.px(Space.XXL), look.px(Space.L), look.px(Space.XXL), 0)
        self._whole_case = QWidget()
        kept = self._panels.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the title stays at the top while a case is being opened
        self._panels.setSizePolicy(kept)
        laid = stack(head, self._panels, gap=0, parent=self._whole_case)
        laid.setStretch(1, 1)

    def _build_assessment(self) -> None:
        text = self._texts.text
        self._assessment = Card(gap=Space.M)
        self._choices: dict[FirstAssessment, StateChip] = {}
        for which, words in ASSESSMENTS:
            chip = press(StateChip(text(words)), partial(self._on_pick, which))
            chip.setObjectName(f"assess-{which.value}")
            self._choices[which] = chip
        self._note = QPlainTextEdit()
        self._note.setObjectName("own-note")
        self._note.setAccessibleName(text(OWN_NOTE))
        self._note.setAccessibleDescription(text(NOTE_HINT))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(theme.current().px(84))
        self._note.textChanged.connect(self._on_note)
        body = self._assessment.body
        body.addWidget(Label(text(FIRST), Face.LEAD))
        body.addWidget(Label(text(FIRST_HINT), Face.SMALL))
        body.addLayout(WrappingRow(*self._choices.values()))
        body.addWidget(Label(text(OWN_NOTE), Face.STRONG))
        body.addWidget(self._note)
        body.addWidget(Label(text(NOTE_HINT), Face.SMALL))

    def _build_foot(self) -> None:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(text(BACK))
        self._take = press(OutlinedButton(text(TAKE_OVER)), self._model.take_over, name="take-over")
        self._saved = Label("", Face.SAVED, wrap=False)
        self._submit = press(PrimaryButton(text(SUBMIT)), self._on_submit, name="main")
        self._talk = press(OutlinedButton(text(TALK)), self._ask_talk, name="talk")
        self._tell = press(OutlinedButton(text(TELL)), self._tell_outcome, name="tell-outcome")
        self._bring = press(OutlinedButton(text(AS_BUNDLE)), self._bring_back, name="bring-outcome")
        others = (self._take, self._talk, self._tell, self._bring)
        self._foot = Foot(back, self._submit, others=others, before_main=(self._saved,))

    def holds_unkept(self) -> bool:
        """Nothing: the note is kept, sealed, while it is typed, and stands here again."""
        return False

    def present(self, state: ReviewState) -> None:
        """Show this state."""
        if state.talking is not None:
            self._to_talk(state)
            return
        self._present_inbox(state)
        self._shell.on_case((state.row and state.row.case) or "")
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self._present_head(state)
        self._present_case(state)
        for which, chip in self._choices.items():
            chip.setChecked(which is state.assessment)
        if self._note.toPlainText() != state.note:
            self._note.setPlainText(state.note)
        self._present_foot(state)
        if state.queue is not None and not isinstance(self._sheet, ComenshaQueueSheet):
            self._show_queue(state)

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks run while somebody can see them."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """And no longer."""
        self._timer.stop()
        super().hideEvent(event)

    def _present_inbox(self, state: ReviewState) -> None:
        listed = (state.rows, state.shown)
        if listed != self._listed:  # every key in the note comes by here, and a day has hundreds of rows
            self._listed = listed
            self._shown.offer(self._counted(state.rows), state.shown.value)
            self._keeping_place(partial(self._rows.set_rows, state.visible), state)
        nothing = 2 if state.rows else 1
        self._stack.setCurrentIndex(nothing if state.loaded and not self._rows.rowCount() else 0)
        self._queue.setEnabled(not state.busy)
        self._select(state)

    def _keeping_place(self, change: Callable[[], None], state: ReviewState) -> None:
        """Change the rows; what is read stays where it stands, also when a referral came in above it."""
        bar = self._list.verticalScrollBar()
        top = self._list.indexAt(QPoint(1, 1)) if bar.value() else QModelIndex()
        read = top.data(ROW_ROLE)
        above = self._list.visualRect(top).y()
        change()
        if not isinstance(read, InboxRow):
            return
        again = next((row for row in state.visible if row.id == read.id), None)
        with_focus = self._list.hasAutoScroll()
        self._list.setAutoScroll(False)
        self._select(state)
        self._list.setAutoScroll(with_focus)
        if again is not None:
            self._list.doItemsLayout()
            bar.setValue(bar.value() + self._list.visualRect(self._rows.place_of(again)).y() - above)

    def _counted(self, rows: tuple[InboxRow, ...]) -> tuple[tuple[str, str], ...]:
        text = self._texts.text
        counts = {shown: sum(one.shows(shown) for one in rows) for shown in Shown}
        return tuple((one.value, text(COUNTED, words=text(SHOWN[one]), n=counts[one])) for one in Shown)

    def _present_head(self, state: ReviewState) -> None:
        text, at, case = self._texts.text, state.row, state.case
        loading = text(LOADING) if state.selected else ""
        self._title.setText(text(CASE, code=case.case_code) if case is not None else loading)
        now, kept = state.dossier.reflection, state.dossier
        acute = at is not None and at.urgency is Urgency.ACUTE
        running = now is not None and now.ends is not None
        stage = "" if kept.report is None else text(REPORT_STAGES[kept.report.stage])
        outcome = "" if at is None or at.outcome is None else text(OUTCOMES[at.outcome])
        words = {
            "urgency": "" if at is None else text(URGENCIES[at.urgency]),
            "step": "" if kept.qualification is None else text(LABELS[kept.qualification.step]),
            "left": text(LEFT, left=self._dossier.clock(now, state)) if now is not None and running else "",
            "report": stage and text(REPORTED, stage=stage),
            "told": outcome and text(TOLD, outcome=outcome),
        }
        for name, chip in self._chips.items():
            tone = Tone.ACUTE if name == "urgency" and acute else Tone.QUIET
            chip.show_word(words[name], tone)
            chip.setVisible(bool(words[name]) and case is not None)

    def _present_case(self, state: ReviewState) -> None:
        for tab, chip in self._tabs.items():
            chip.setChecked(tab is state.tab)
            chip.setEnabled(state.case is not None)
        self._panels.setVisible(state.case is not None)
        self._panels.setCurrentIndex(list(Tab).index(state.tab))
        if state.case is None:
            return
        # What is not in view waits until it is: a dossier has a card for everything.
        if state.tab is Tab.OVERVIEW:
            self._overview.present(state.case, state.row)
        elif state.tab is Tab.LENSES:
            self._lenses.present(state.case)
        elif state.tab is Tab.TALKS:
            self._talks.present(state.case, state.row)
        elif state.tab is Tab.DOSSIER:
            self._dossier.present(state)
        else:
            self._history.present(state.case)

    def _present_foot(self, state: ReviewState) -> None:
        at, ready = state.saved, state.case is not None and not state.busy
        self._saved.setText("" if at is None else self._texts.text(SAVED, time=clock_time(at)))
        self._submit.setEnabled(ready and state.assessment is not None)
        waits = state.row is not None and state.row.stage is ReferralStage.SENT
        self._take.setVisible(waits)
        self._take.setEnabled(not state.busy)
        self._talk.setVisible(state.case is not None and state.case.talks is not None)
        self._talk.setEnabled(not state.busy)
        self._tell.setVisible(state.case is not None)
        self._tell.setEnabled(not state.busy)
        self._bring.setVisible(
            state.case is not None and state.row is not None and state.row.outcome is not None
        )
        self._bring.setEnabled(not state.busy)
        self._belongs.setVisible(state.case is not None)

    def _open(self, sheet: Sheet) -> None:
        """Show a sheet over the page, and forget it when it closes."""
        self._sheet = sheet
        sheet.finished.connect(partial(self._closed, sheet))
        sheet.open()

    def _closed(self, sheet: Sheet, accepted: int) -> None:
        self._sheet = None
        state = self._model.state
        now = state.dossier.qualification
        asks = now is not None and prompts_reflection(now.step) and state.dossier.reflection is None
        if accepted and isinstance(sheet, QualifySheet) and asks:
            self._open(ReflectionSheet(self._model, self._texts, self))

    def _on_submit(self) -> None:
        if self._model.state.closes_with is None:
            self._model.submit()
        else:
            self._tell_outcome()

    def _tell_outcome(self) -> None:
        self._open(OutcomeSheet(self._model, self._texts, self))

    def _bring_back(self) -> None:
        """The bundle without which nobody hears the outcome; what came of it stands in the dossier."""
        self._on_tab(Tab.DOSSIER)
        self._dossier.choose_folder()

    def _show_queue(self, state: ReviewState) -> None:
        sheet = ComenshaQueueSheet(state, self._texts, self)
        sheet.chosen.connect(lambda case: self._model.select_case(CaseId(case)))
        self._open(sheet)
        sheet.finished.connect(lambda _: self._model.dossier.put_queue_away())

    def _on_tab(self, tab: Tab) -> None:
        self._tabs[tab].setChecked(self._model.state.tab is tab)
        self._model.look_at(tab)

    def _ask_talk(self) -> None:
        case = self._model.state.case
        if case is None or case.talks is None:
            return
        known = case.talks
        sheet = TalksSheet(self._texts, known, self, offer_outcome=False)
        sheet.resumed.connect(lambda talk: self._model.resume_talk(InterviewId(talk)))
        sheet.begun.connect(lambda form: self._model.begin_talk(known.language or SOURCE, form))
        sheet.open()

    def _to_things(self) -> None:
        known = self._model.state.case
        if known is not None and known.case is not None:
            leave_asking(self, self._texts, partial(self._shell.go, Screen.THINGS, known.case))

    def _to_talk(self, state: ReviewState) -> None:
        known = state.case.talks if state.case is not None else None
        self._model.arrived()
        if known is not None:
            self._shell.go(Screen.INTERVIEW, known.case, carried=state.talking)

    def _select(self, state: ReviewState) -> None:
        place = self._rows.place_of(state.row)
        if place.isValid() and self._list.currentIndex() != place:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(place, flag)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        # Also heard when a state is presented; selecting what is selected does nothing.
        chosen = current.data(ROW_ROLE)
        if isinstance(chosen, InboxRow) and chosen.id != self._model.state.selected:
            self._model.select(chosen.id)

    def _on_pick(self, which: FirstAssessment) -> None:
        self._choices[which].setChecked(self._model.state.assessment is which)
        self._model.pick(which)

    def _on_note(self) -> None:
        if self._note.toPlainText() != self._model.state.note:
            self._model.write_note(self._note.toPlainText())
