"""The review desk: the inbox at the left, the case beside it, the first assessment below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QListView, QPlainTextEdit, QStackedWidget, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import InterviewId
from fieldcheck.domain.referral import FirstAssessment, ReferralStage
from fieldcheck.i18n import SOURCE, Texts, clock_time
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    Column,
    EmptyState,
    Face,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    StateChip,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.assessment_cards import DomainGrid, FigureCard
from fieldcheck.ui.pages.inbox import ROW_ROLE, InboxDelegate, InboxModel
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.talk_sheets import TalksSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.review import ASSESSMENTS, InboxRow, ReviewCase, ReviewState, ReviewViewModel
from fieldcheck.viewmodels.shell import Place, Screen, Shell

INBOX = N_("Postvak")
EMPTY = N_("Er wacht niets")
EMPTY_NEXT = N_("Nieuwe doorverwijzingen verschijnen hier vanzelf bovenaan.")
CASE = N_("Zaak {code}")
REASONS = N_("Waarom doorverwezen")
CONDITIONS = N_("Hoe het gesprek verliep")
PROVENANCE = N_("Herkomst")
SENT_BY = N_("Verwezen door {name} om {time}, wachtte {minutes} min")
SPOKEN = N_("Gesprek in het {language}, begonnen om {time}, {n} antwoorden")
ASKED_AS = N_("Gevraagd als: {capacities}")
TAKEN_OVER = N_("Overgenomen door {name}")
FIGURES = N_("Uitgerekend uit de antwoorden")
OWN_NOTE = N_("Eigen notitie")
OWN_NOTE_HINT = N_("Verzegeld voor ISZW zodra u opslaat; niemand anders kan haar lezen.")
EARLIER_NOTE = N_("Uw eerdere notitie: {note}")
FIRST = N_("Eerste beoordeling")
FIRST_HINT = N_("Wat er met de zaak gebeurt. Dit zegt niets over wat iemand is.")
SUBMIT = N_("Beoordeling vastleggen")
TAKE_OVER = N_("Ik neem de zaak over")
SAVED = N_("✓ Vastgelegd om {time}")
BACK = N_("Postoverzicht")
TALK = N_("Gesprek voeren …")
LOADING = N_("De zaak wordt geopend …")


def review_page(frame: Frame, place: Place) -> QWidget:
    """The inbox of ISZW."""
    return ReviewPage(frame.loaded(place, ReviewViewModel), frame.texts, frame.shell)


class ReviewPage(QWidget):
    """Presents one :class:`ReviewState`."""

    def __init__(self, model: ReviewViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._case: ReviewCase | None = None
        self._case_row: InboxRow | None = None
        self._build_inbox()
        self._build_case()
        self._build_assessment()
        self._build_foot()
        look = theme.current()
        left = QWidget()
        left.setFixedWidth(look.px(330))
        side = stack(Label(texts.text(INBOX), Face.TITLE), self._stack, gap=Space.M, parent=left)
        side.setContentsMargins(look.px(20), look.px(Space.XL), 0, look.px(Space.S))
        middle = row(left, self._column, gap=0)
        middle.setStretch(1, 1)
        whole = stack(middle, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self._list)
        bind(self, model, self.present)

    def _build_inbox(self) -> None:
        text = self._texts.text
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

    def _build_case(self) -> None:
        text = self._texts.text
        self._column = Column(limit=1100, centred=False, gap=Space.L)
        self._title = Label("", Face.TITLE)
        self._notice = Notice()
        self._reasons = _Lines(text(REASONS))
        self._provenance = _Lines(text(PROVENANCE))
        self._conditions = _Lines(text(CONDITIONS))
        self._grid = DomainGrid(self._texts)
        self._figures_title = Label(text(FIGURES), Face.LEAD)
        self._figures = stack(gap=0)
        body = self._column.body
        body.addWidget(self._title)
        body.addWidget(self._notice)
        beside = row(self._reasons, self._provenance, gap=Space.L)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        body.addLayout(beside)
        body.addWidget(self._grid)
        body.addWidget(self._conditions)
        body.addWidget(self._figures_title)
        body.addLayout(self._figures)

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
        self._note.setAccessibleDescription(text(OWN_NOTE_HINT))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(theme.current().px(84))
        self._note.textChanged.connect(self._on_note)
        self._earlier = Label("", Face.BODY)
        body = self._assessment.body
        body.addWidget(Label(text(FIRST), Face.LEAD))
        body.addWidget(Label(text(FIRST_HINT), Face.SMALL))
        body.addLayout(WrappingRow(*self._choices.values()))
        body.addWidget(self._earlier)
        body.addWidget(Label(text(OWN_NOTE), Face.STRONG))
        body.addWidget(self._note)
        body.addWidget(Label(text(OWN_NOTE_HINT), Face.SMALL))
        self._column.body.addWidget(self._assessment)
        self._column.body.addStretch(1)

    def _build_foot(self) -> None:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(text(BACK))
        self._take = press(OutlinedButton(text(TAKE_OVER)), self._model.take_over, name="take-over")
        self._saved = Label("", Face.SAVED, wrap=False)
        self._submit = press(PrimaryButton(text(SUBMIT)), self._model.submit, name="main")
        self._talk = press(OutlinedButton(text(TALK)), self._ask_talk, name="talk")
        others = (self._take, self._talk)
        self._foot = Foot(back, self._submit, others=others, before_main=(self._saved,))

    def present(self, state: ReviewState) -> None:
        """Show this state."""
        if state.talking is not None:
            self._to_talk(state)
            return
        self._rows.set_rows(state.rows)
        self._stack.setCurrentIndex(1 if state.loaded and not state.rows else 0)
        self._select(state)
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self._present_case(state)
        for which, chip in self._choices.items():
            chip.setChecked(which is state.assessment)
        if self._note.toPlainText() != state.note:
            self._note.setPlainText(state.note)
        at = state.saved
        self._saved.setText("" if at is None else self._texts.text(SAVED, time=clock_time(at)))
        self._submit.setEnabled(state.case is not None and state.assessment is not None and not state.busy)
        waits = state.row is not None and state.row.stage is ReferralStage.SENT
        self._take.setVisible(waits)
        self._take.setEnabled(not state.busy)
        self._talk.setVisible(state.case is not None and state.case.talks is not None)
        self._talk.setEnabled(not state.busy)

    def _ask_talk(self) -> None:
        case = self._model.state.case
        if case is None or case.talks is None:
            return
        known = case.talks
        sheet = TalksSheet(self._texts, known, self, offer_outcome=False)
        sheet.resumed.connect(lambda talk: self._model.resume_talk(InterviewId(talk)))
        sheet.begun.connect(lambda form: self._model.begin_talk(known.language or SOURCE, form))
        sheet.open()

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

    def _present_case(self, state: ReviewState) -> None:
        case, at = state.case, state.row
        for widget in (self._reasons, self._provenance, self._grid, self._assessment):
            widget.setVisible(case is not None)
        self._conditions.setVisible(case is not None and bool(case.conditions))
        self._figures_title.setVisible(case is not None and bool(case.figures))
        if case is None:
            self._title.setText(self._texts.text(LOADING) if state.selected else "")
            self._case = None
            clear(self._figures)
            return
        if case == self._case and at == self._case_row:
            return
        self._case, self._case_row = case, at
        text = self._texts.text
        self._title.setText(text(CASE, code=case.case_code))
        self._reasons.show_lines(case.reasons)
        self._provenance.show_lines(self._origin(case, at))
        self._conditions.show_lines(tuple(f"{one.name}  {one.value}" for one in case.conditions))
        self._grid.present(case.domains)
        self._earlier.setText(text(EARLIER_NOTE, note=case.note) if case.note else "")
        self._earlier.setVisible(bool(case.note))
        clear(self._figures)
        if case.figures:
            self._figures.addWidget(FigureCard(case.figures, self._texts))

    def _origin(self, case: ReviewCase, at: InboxRow | None) -> tuple[str, ...]:
        text = self._texts.text
        lines = []
        if at is not None:
            lines.append(text(SENT_BY, name=at.sent_by, time=clock_time(at.sent), minutes=at.minutes))
            if at.acknowledged_by:
                lines.append(text(TAKEN_OVER, name=at.acknowledged_by))
        if case.began is not None:
            spoken = text(SPOKEN, language=case.spoken_language, time=clock_time(case.began), n=case.answers)
            lines.append(spoken)
        if case.capacities:
            lines.append(text(ASKED_AS, capacities=", ".join(case.capacities)))
        return tuple(lines)

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


class _Lines(Card):
    """A card with a heading and a few lines."""

    def __init__(self, title: str) -> None:
        super().__init__(gap=Space.XS)
        self._words = Label("")
        self.body.addWidget(Label(title, Face.LEAD))
        self.body.addWidget(self._words)
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these lines."""
        self._words.setText("\n".join(lines))
