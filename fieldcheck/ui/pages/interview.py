"""The interview: one question or small group a page, answered by keyboard, mouse or finger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Chip,
    ChoiceRow,
    Column,
    Face,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    ProgressLine,
    QuietButton,
    Rail,
    RailRow,
    Size,
    Space,
    Tone,
    bind,
    row,
    stack,
)
from fieldcheck.ui.pages.interview_panels import Panels
from fieldcheck.ui.pages.list_look import list_style
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import InterviewState, Panel, Saving, SectionView
from fieldcheck.viewmodels.opening import Opening, OpeningState
from fieldcheck.viewmodels.shell import Place, Screen, Shell

CASE = N_("Zaak {code}")
SHORT = N_("{language} · kort gesprek")
FULL = N_("{language} · volledig gesprek")
TO_FULL = N_("Volledig gesprek")
TO_SHORT = N_("Kort gesprek")
TURN = N_("Scherm draaien")
TURN_BACK = N_("Scherm terugdraaien")
NOTE = N_("Notitie")
PAUSE = N_("Pauzeren")
BACK = N_("Terug")
NEXT = N_("Volgende")
FINISH = N_("Gesprek afronden")
GUIDANCE = N_("Toelichting voor u")
LANGUAGE = N_("Taal: {language}")
SECTION_QUESTION = N_("{section} · vraag {n}")
CLOSING = N_("Einde van het gesprek")
CLOSING_ALL = N_("Alle vragen zijn gesteld. Rond het gesprek af om de uitkomst te zien.")
CLOSING_OPEN = N_("Wat nog open is, mag open blijven. Kies een vraag om hem alsnog te stellen.")
OPEN_LIST = N_("Open vragen")
DRAFT = N_("concept")
RETRY = N_("Opnieuw proberen")
NOT_SAVED = N_("Niet opgeslagen: {questions}")
OPENING = N_("Het gesprek wordt geopend …")
PROGRESS = N_("Voortgang van het gesprek")
TAKEN = N_("{open} open")
ALMOST_DONE = N_("laatste vraag")


def interview_page(frame: Frame, place: Place) -> QWidget:
    """The interview of the case that ``place`` is about."""
    opening = frame.model(
        place, lambda: Opening(frame.workplace, place, tag=frame.texts.tag, language=_language_of(place))
    )
    return OpeningPage(opening, frame.texts, frame.shell)


def _language_of(place: Place) -> str:
    return place.carried if isinstance(place.carried, str) else "nl"


class OpeningPage(QWidget):
    """Waits for the interview, then is the interview."""

    def __init__(self, opening: Opening, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._texts, self._shell = texts, shell
        self._words = Label(texts.text(OPENING), Face.LEAD)
        self._notice = Notice()
        self._inner: InterviewPage | None = None
        self._layout: QVBoxLayout = stack(self._words, self._notice, gap=Space.M, parent=self)
        bind(self, opening, self.present)

    def present(self, state: OpeningState) -> None:
        """The interview, or why there is none."""
        if state.trouble is not None:
            self._words.hide()
            self._notice.show_words(state.trouble.what, state.trouble.kept, state.trouble.remedy)
        if state.model is None or self._inner is not None:
            return
        self._words.hide()
        self._inner = InterviewPage(state.model, self._texts, self._shell)
        self._layout.addWidget(self._inner)
        self.setFocusProxy(self._inner)
        self._inner.take_focus()


class InterviewPage(QWidget):
    """Presents one :class:`InterviewState`; every key is heard here, wherever the focus is on the page."""

    def __init__(self, model: InterviewViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._at: tuple[str, str, Panel] | None = None
        self._sections: tuple[SectionView, ...] = ()
        self._leaving = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts.text(N_("Gesprek")))
        self._keys = self._key_table()
        self._build_rail()
        self._build_column()
        self._build_foot()
        middle = row(self._rail, self._column, gap=0)
        middle.setStretch(1, 1)
        whole = stack(middle, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self._order_tabs()
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        bind(self, model, self.present)

    # Building

    def _build_rail(self) -> None:
        text = self._texts.text
        self._rail = Rail()
        self._code = Label("", Face.LEAD, wrap=False)
        self._talk = Label("", Face.SMALL)
        self._draft = Chip(text(DRAFT), Tone.CAUTION)
        self._rail.body.addLayout(row(self._code, None, self._draft, gap=Space.S))
        self._rail.body.addWidget(self._talk)
        self._rail.body.addSpacing(theme.current().px(Space.S))
        self._section_rows: list[RailRow] = []
        sections = QWidget()
        sections.setObjectName("scrolled")
        self._section_box = stack(gap=0)
        stack(self._section_box, None, gap=0, parent=sections)
        scroll = QScrollArea()
        scroll.setWidget(sections)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(theme.current().px(Size.PRESSABLE))
        self._rail.body.addWidget(scroll, 1)
        self._rail_scroll = scroll
        whole = self._rail.layout()
        if isinstance(whole, QVBoxLayout):
            whole.setStretch(0, 1)
            whole.setStretch(1, 0)
        self._depth = _button(OutlinedButton, text(TO_FULL), shortcuts.DEPTH, self._model.toggle_depth)
        self._turn = _button(OutlinedButton, text(TURN), shortcuts.TURN, self._model.turn)
        self._note = _button(
            OutlinedButton, text(NOTE), shortcuts.NOTE, lambda: self._model.open_panel(Panel.NOTE)
        )
        for button in (self._depth, self._turn, self._note):
            self._rail.bottom.addWidget(button)
        self._depth.setObjectName("depth")

    def _build_column(self) -> None:
        self._column = Column(centred=False, gap=Space.L)
        # An answer may have just put another question above this one: the page grows a moment later.
        self._column.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_sight())
        self._where = Label("", Face.SMALL, wrap=False)
        self._left = Label("", Face.SMALL, wrap=False)
        self._progress = ProgressLine(self._texts.text(PROGRESS))
        self._failure = Notice()
        self._retry = OutlinedButton(self._texts.text(RETRY))
        self._retry.setObjectName("retry")
        self._retry.clicked.connect(lambda _checked=False: self._model.retry())
        self._failure.body.addLayout(row(self._retry, None))
        self._panels = Panels(self._texts)
        self._panels.note_kept.connect(self._model.save_note)
        self._panels.closed.connect(self._model.close_panel)
        self._panels.language_picked.connect(self._model.switch_language)
        self._panels.pause_picked.connect(self._model.pause)
        self._blocks: list[QuestionBlock] = []
        self._block_box = stack(gap=Space.XL)
        self._add_block()
        self._closing = self._build_closing()
        body = self._column.body
        body.addLayout(row(self._where, None, self._left))
        body.addWidget(self._progress)
        body.addWidget(self._failure)
        body.addWidget(self._panels)
        body.addLayout(self._block_box)
        body.addWidget(self._closing)
        body.addStretch(1)

    def _build_closing(self) -> QWidget:
        closing = QWidget()
        self._closing_words = Label("", Face.DUTCH)
        self._open_list = QListWidget()
        self._open_list.setObjectName("open-questions")
        self._open_list.setAccessibleName(self._texts.text(OPEN_LIST))
        self._open_list.setStyleSheet(list_style())
        self._open_list.setMinimumHeight(theme.current().px(320))
        self._open_list.itemActivated.connect(self._on_open_question)
        self._open_list.itemClicked.connect(self._on_open_question)
        stack(
            Label(self._texts.text(CLOSING), Face.PERSON),
            self._closing_words,
            self._open_list,
            parent=closing,
        )
        return closing

    def _build_foot(self) -> None:
        text = self._texts.text
        self._back = _button(OutlinedButton, f"←  {text(BACK)}", None, self._model.back)
        self._back.setAccessibleName(text(BACK))
        self._back.setObjectName("back")
        self._guidance = _button(
            QuietButton, text(GUIDANCE), shortcuts.GUIDANCE, lambda: self._model.open_panel(Panel.GUIDANCE)
        )
        self._pause = _button(
            QuietButton, text(PAUSE), shortcuts.PAUSE, lambda: self._model.open_panel(Panel.PAUSE)
        )
        self._pause.setObjectName("pause")
        self._language = _button(
            QuietButton, "", shortcuts.LANGUAGE, lambda: self._model.open_panel(Panel.LANGUAGES)
        )
        self._next = _button(PrimaryButton, text(NEXT), shortcuts.ENTER, self._on_main)
        self._next.setObjectName("main")
        self._foot = Foot(
            self._back, self._next, others=(self._pause, self._guidance), before_main=(self._language,)
        )

    def _order_tabs(self) -> None:
        order: list[QWidget] = [self._back, self._pause, self._guidance, self._language, self._next]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def _key_table(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], None]]:
        plain, alt, control = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.AltModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        open_panel = self._model.open_panel
        return {
            (Qt.Key.Key_F2, plain): lambda: open_panel(Panel.LANGUAGES),
            (Qt.Key.Key_F3, plain): lambda: open_panel(Panel.GUIDANCE),
            (Qt.Key.Key_F4, plain): lambda: open_panel(Panel.NOTE),
            (Qt.Key.Key_F6, plain): self._model.toggle_depth,
            (Qt.Key.Key_F7, plain): lambda: open_panel(Panel.SIGNALS),
            (Qt.Key.Key_F8, plain): self._model.turn,
            (Qt.Key.Key_P, control): lambda: open_panel(Panel.PAUSE),
            (Qt.Key.Key_Left, alt): self._model.back,
            (Qt.Key.Key_Escape, plain): self._on_escape,
        }

    # Presenting

    def present(self, state: InterviewState) -> None:
        """Show this state; only what differs is touched, so that the next question is there at once."""
        if self._leaving:
            return
        self._shell.written(state.saved_at, waiting=state.saving in (Saving.WRITING, Saving.FAILED))
        if state.finished or state.paused:
            self._leave(state)
            return
        self._present_rail(state)
        self._present_progress(state)
        self._present_failure(state)
        self._panels.present(state)
        self._present_questions(state)
        self._present_closing(state)
        self._present_foot(state)
        self._follow_focus(state)

    def _leave(self, state: InterviewState) -> None:
        self._leaving = True
        if state.finished:
            self._shell.go(Screen.OUTCOME, self._model.case)
        else:
            self._shell.go(Screen.DESK)

    def _present_rail(self, state: InterviewState) -> None:
        self._rail.setVisible(not state.turned)
        self._column.set_centred(state.turned)
        _set(self._code, self._texts.text(CASE, code=state.case_code))
        talk = FULL if state.full else SHORT
        _set(self._talk, self._texts.text(talk, language=state.language_dutch))
        self._draft.setVisible(state.draft)
        words = self._texts.text(TO_SHORT if state.full else TO_FULL)
        if self._depth.label() != words:
            self._depth.set_text(words)
        if state.sections == self._sections:
            return
        self._sections = state.sections
        while len(self._section_rows) < len(state.sections):
            self._add_section_row()
        for place, one in enumerate(self._section_rows):
            one.setVisible(place < len(state.sections))
        for one, section in zip(self._section_rows, state.sections, strict=False):
            if one.label() != section.label:
                one.set_text(section.label)
            one.setChecked(section.current)
            done = section.open == 0 and section.total > 0
            if section.current:
                self._rail_scroll.ensureWidgetVisible(one)
            begun = section.current or section.open < section.total
            one.set_note("" if done or not begun else self._texts.text(TAKEN, open=section.open), done=done)

    def _add_section_row(self) -> None:
        one = RailRow("")
        place = len(self._section_rows)
        one.setObjectName(f"section-{place + 1}")
        one.clicked.connect(lambda _checked=False: self._on_section(place))
        self._section_rows.append(one)
        self._section_box.addWidget(one)

    def _present_progress(self, state: InterviewState) -> None:
        closing = state.at_end
        words = self._texts.text(SECTION_QUESTION, section=state.section, n=state.number)
        _set(self._where, "" if closing or state.turned else words)
        _set(self._left, "" if closing or state.turned else self._remaining(state))
        here = sum(1 for one in state.questions if one.state is AnswerState.NOT_ASKED)
        done = max(state.total - state.remaining - here, 0)
        self._progress.set_share(done / state.total if state.total else 0.0)

    def _remaining(self, state: InterviewState) -> str:
        n = state.remaining
        if n == 0:
            # The first answer opens the rest: nothing can be said before it.
            return self._texts.text(ALMOST_DONE) if state.number > 1 else ""
        return self._texts.plural("nog ongeveer {n} vraag", "nog ongeveer {n} vragen", n)

    def _present_failure(self, state: InterviewState) -> None:
        failure = state.failure
        if failure is None:
            self._failure.show_words("")
            return
        unsaved = self._texts.text(NOT_SAVED, questions="; ".join(failure.unsaved))
        self._failure.show_words(f"{failure.what} {unsaved}", failure.kept, failure.remedy)

    def _present_questions(self, state: InterviewState) -> None:
        questions = () if self._panels.covers else state.questions
        while len(self._blocks) < len(questions):
            self._add_block()
        for place, block in enumerate(self._blocks):
            if place >= len(questions):
                block.hide()
                continue
            question = questions[place]
            block.present(
                question,
                active=question.reference == state.active,
                right_to_left=state.right_to_left,
                turned=state.turned,
            )
            if block.isHidden():
                block.show()

    def _add_block(self) -> None:
        block = QuestionBlock(self._texts)
        block.chosen.connect(self._model.choose)
        block.state_given.connect(self._model.set_state)
        block.typed.connect(self._model.type_entry)
        block.reached.connect(self._model.focus)
        block.letter.connect(self._model.press)
        self._blocks.append(block)
        self._block_box.addWidget(block)

    def _present_closing(self, state: InterviewState) -> None:
        self._closing.setVisible(state.at_end and not self._panels.covers)
        if not state.at_end:
            return
        _set(self._closing_words, self._texts.text(CLOSING_OPEN if state.open_at_end else CLOSING_ALL))
        self._open_list.setVisible(bool(state.open_at_end))
        self._open_list.clear()
        for one in state.open_at_end:
            item = QListWidgetItem(f"{one.section}  ·  {one.dutch}" if one.section else one.dutch)
            item.setData(Qt.ItemDataRole.UserRole, one.reference)
            self._open_list.addItem(item)

    def _present_foot(self, state: InterviewState) -> None:
        self._back.setEnabled(state.can_go_back)
        self._next.setEnabled(not state.closing)
        words = self._texts.text(FINISH if state.at_end else NEXT)
        shown = "→" if state.turned else words
        if self._next.label() != shown:
            self._next.set_text(shown)
            self._next.setAccessibleName(words)
        for officers in (self._guidance, self._pause):
            officers.setVisible(not state.turned)
        back = "←" if state.turned else f"←  {self._texts.text(BACK)}"
        if self._back.label() != back:
            self._back.set_text(back)
            self._back.setAccessibleName(self._texts.text(BACK))
        language = self._texts.text(LANGUAGE, language=state.language_native)
        if state.turned:
            language = state.language_native
        if self._language.label() != language:
            self._language.set_text(language)

    def _follow_focus(self, state: InterviewState) -> None:
        """Put the focus where the next key belongs, when the page or the active question changed."""
        at = (state.page, state.active, state.panel)
        if at == self._at:
            return
        moved = self._at is None or self._at[0] != state.page
        self._at = at
        if moved:
            self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def take_focus(self) -> None:
        """The focus goes to the panel, the field of the active question, or the page itself."""
        first = self._panels.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        block = self._active_block()
        field = block.field() if block is not None else None
        if isinstance(field, QLineEdit) and not field.hasFocus():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        elif field is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll the whole of the active question into sight; the first one is there anyway."""
        block = self._active_block()
        if block is not None and len(self._model.state.questions) > 1:
            self._column.ensureWidgetVisible(block)

    def _active_block(self) -> QuestionBlock | None:
        active = self._model.state.active
        return next((one for one in self._blocks if not one.isHidden() and one.reference == active), None)

    # Intent

    def event(self, event: QEvent) -> bool:
        """Claims this page's keys before the window's shortcuts do: Alt+Left is one question back here."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if (event.key(), event.modifiers()) in self._keys or _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer, letters record a state, Enter goes on, Backspace goes back."""
        act = self._keys.get((event.key(), event.modifiers()))
        if act is not None:
            act()
        elif _is_enter(event):
            self._on_enter(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._model.back()
        elif not self._on_character(event.text()):
            super().keyPressEvent(event)

    def _on_character(self, character: str) -> bool:
        if self._panels.covers:
            return self._panels.press(character)
        return len(character) == 1 and self._model.press(character)

    def _on_enter(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if (
            isinstance(focused, QPlainTextEdit)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return
        if self._model.state.panel is Panel.NOTE:
            self._panels.keep_note()
        elif isinstance(focused, ChoiceRow) and focused.hasFocus():
            focused.click()
        else:
            self._model.enter()

    def _on_main(self) -> None:
        if self._model.state.at_end:
            self._model.finish()
        else:
            self._model.next()

    def _on_escape(self) -> None:
        state = self._model.state
        if state.panel is not Panel.NONE:
            self._model.close_panel()
        elif state.turned:
            self._model.turn()
        else:
            self._model.open_panel(Panel.PAUSE)

    def _on_section(self, place: int) -> None:
        self._section_rows[place].setChecked(self._sections[place].current)
        self._model.jump(self._sections[place].reference)

    def _on_open_question(self, item: QListWidgetItem) -> None:
        self._model.jump(item.data(Qt.ItemDataRole.UserRole))


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _set(label: Label, words: str) -> None:
    if label.text() != words:
        label.setText(words)


def _button(
    rank: type[OutlinedButton] | type[PrimaryButton] | type[QuietButton],
    words: str,
    key: shortcuts.Shortcut | None,
    act: Callable[[], None],
) -> OutlinedButton | PrimaryButton | QuietButton:
    """A button that shows its key; the page itself listens to the key."""
    button = rank(words, None if key is None else replace(key, keys=()))
    button.clicked.connect(lambda _checked=False: act())
    return button
