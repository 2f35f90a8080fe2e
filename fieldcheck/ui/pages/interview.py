"""The interview: one question or small group a page, answered by keyboard, mouse or finger."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    ChoiceRow,
    Column,
    Face,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    ProgressLine,
    Space,
    bind,
    row,
    stack,
)
from fieldcheck.ui.leaving import holds_unkept, leave_asking
from fieldcheck.ui.pages.interview_aloud import Aloud
from fieldcheck.ui.pages.interview_foot import InterviewFoot
from fieldcheck.ui.pages.interview_panels import Panels
from fieldcheck.ui.pages.interview_parts import Closing, InterviewRail, set_words
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.question_list import QuestionList
from fieldcheck.ui.pages.repeat_list import RepeatList
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import InterviewState, Kind, Panel, Saving
from fieldcheck.viewmodels.opening import Opening, OpeningState
from fieldcheck.viewmodels.shell import Place, Screen, Shell

SECTION_QUESTION = N_("{section} · vraag {n}")
QUESTION = N_("Vraag {n}")
RETRY = N_("Opnieuw proberen")
NOT_SAVED = N_("Niet opgeslagen: {questions}")
OPENING = N_("Het gesprek wordt geopend …")
PROGRESS = N_("Voortgang van het gesprek")
ALMOST_DONE = N_("laatste vraag")
BETWEEN = N_("nog tussen {n} en {most} vragen")
ECHO_MS = 120
"""An Enter sooner than this after that of a scanned code comes from the scanner, not from a hand."""


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
        self.back = press(OutlinedButton(f"←  {texts.text(N_('Terug'))}"), shell.back, name="back")
        self._around = Column(gap=Space.M)
        self._around.body.addWidget(self._words)
        self._around.body.addWidget(self._notice)
        self._around.body.addStretch(1)
        self._foot = Foot(self.back)
        self._inner: InterviewPage | None = None
        self._layout: QVBoxLayout = stack(self._around, self._foot, gap=0, parent=self)
        self._layout.setStretch(0, 1)
        bind(self, opening, self.present)

    def holds_unkept(self) -> bool:
        """Whether something is written in a panel: answers are kept when the place is left."""
        return self._inner is not None and self._inner.holds_unkept()

    def present(self, state: OpeningState) -> None:
        """The interview, or why there is none."""
        self._foot.setVisible(state.trouble is not None)
        if state.trouble is not None:
            self._words.hide()
            self._notice.show_words(state.trouble.what, state.trouble.kept, state.trouble.remedy)
            self.setFocusProxy(self.back)
        if state.model is None or self._inner is not None:
            return
        self._around.hide()
        self._inner = InterviewPage(state.model, self._texts, self._shell)
        self._layout.addWidget(self._inner)
        self.setFocusProxy(self._inner)
        self._inner.take_focus()


class InterviewPage(QWidget):
    """Presents one :class:`InterviewState`; every key is heard here, wherever the focus is on the page."""

    def __init__(self, model: InterviewViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._at: tuple[str, str, Panel, str] | None = None
        self._leaving = False
        self._scanned = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from answer to answer
        self.setAccessibleName(texts.text(N_("Gesprek")))
        self._build_rail()
        self._build_column()
        self._build_foot()
        self._keys = self._key_table()
        middle = row(self._rail, self._column, gap=0)
        middle.setStretch(1, 1)
        whole = stack(middle, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        bind(self, model, self.present)

    # Building

    def _build_rail(self) -> None:
        self._rail = InterviewRail(self._texts)
        self._rail.picked.connect(self._model.jump)
        self._rail.depth_pressed.connect(self._model.toggle_depth)
        self._rail.turn_pressed.connect(self._model.turn)
        self._rail.note_pressed.connect(lambda: self._model.open_panel(Panel.NOTE))

    def _build_column(self) -> None:
        self._column = Column(centred=False, gap=Space.L)
        # An answer may have just put another question above this one: the page grows a moment later.
        self._column.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_sight())
        self._where = Label("", Face.SMALL, wrap=False)
        self._left = Label("", Face.SMALL, wrap=False)
        self.aloud = Aloud(self._model, self)
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
        self._panels.aloud_allowed.connect(self.aloud.allow)
        self._questions = QuestionList(self._model, self._texts)
        self.aloud.speaking.connect(self._questions.show_speaking)
        self._questions.listened.connect(self.aloud.read_question)
        self._repeat = RepeatList(self._texts)
        self._repeat.added.connect(self._model.repeats.add)
        self._repeat.opened.connect(self._model.repeats.open)
        self._repeat.removal_asked.connect(self._model.repeats.ask_removal)
        self._repeat.removal_sure.connect(self._model.repeats.remove)
        self._repeat.removal_kept.connect(self._model.repeats.keep)
        self._repeat.undone.connect(self._model.repeats.put_back)
        self._closing = Closing(self._texts)
        self._closing.picked.connect(self._model.jump)
        body = self._column.body
        body.addLayout(row(self._where, None, self._left))
        body.addWidget(self._progress)
        body.addWidget(self._failure)
        body.addWidget(self._panels)
        body.addWidget(self._questions)
        body.addWidget(self._repeat)
        body.addWidget(self._closing)
        body.addStretch(1)

    def _build_foot(self) -> None:
        self._foot = InterviewFoot(self._texts)
        self._foot.back_pressed.connect(self._model.back)
        self._foot.main_pressed.connect(self._on_main)
        self._foot.panel_pressed.connect(self._model.open_panel)

    def _key_table(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        plain, alt, control = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.AltModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        open_panel = self._model.open_panel
        return {
            (Qt.Key.Key_F2, plain): lambda: open_panel(Panel.LANGUAGES),
            (Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier): self._model.flip_language,
            (Qt.Key.Key_F3, plain): lambda: open_panel(Panel.GUIDANCE),
            (Qt.Key.Key_F4, plain): lambda: open_panel(Panel.NOTE),
            (Qt.Key.Key_F5, plain): self.aloud.read,
            (Qt.Key.Key_F6, plain): self._model.toggle_depth,
            (Qt.Key.Key_F7, plain): lambda: open_panel(Panel.SIGNALS),
            (Qt.Key.Key_F8, plain): self._model.turn,
            (Qt.Key.Key_P, control): lambda: open_panel(Panel.PAUSE),
            (Qt.Key.Key_O, control): self._questions.choose_file,
            (Qt.Key.Key_Insert, plain): self._on_add,
            (Qt.Key.Key_Z, control): self._model.repeats.put_back,
            (Qt.Key.Key_Left, alt): self._model.back,
            (Qt.Key.Key_Escape, plain): self._on_escape,
        }

    def holds_unkept(self) -> bool:
        """Whether a note or a reason is being written that nothing keeps yet."""
        return self._model.state.panel is not Panel.NONE and holds_unkept(self._panels)

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
        self._foot.present(state)
        self.aloud.present(state)
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
        self._rail.present(state)

    def _present_progress(self, state: InterviewState) -> None:
        closing = state.at_end
        heading = SECTION_QUESTION if state.section else QUESTION
        words = self._texts.text(heading, section=state.section, n=state.number)
        if state.repeat is not None:
            words = state.section
        if state.instance:
            words = f"{state.section} · {state.instance}"
            words = state.instance if state.instance.startswith(state.section) else words
        set_words(self._where, "" if closing or state.turned else words)
        set_words(self._left, "" if closing or state.turned else self._remaining(state))
        for officers in (self._where, self._left):
            officers.setVisible(not state.turned)
        self._progress.set_share(state.answered / state.total if state.total else 0.0)

    def _remaining(self, state: InterviewState) -> str:
        n = state.remaining
        if n is None:
            return ""
        if n == 0:
            return self._texts.text(ALMOST_DONE)
        if state.at_most > n:
            return self._texts.text(BETWEEN, n=n, most=state.at_most)
        return self._texts.plural("nog ongeveer {n} vraag", "nog ongeveer {n} vragen", n)

    def _present_failure(self, state: InterviewState) -> None:
        failure = state.failure
        if failure is None:
            self._failure.show_words("")
            return
        unsaved = self._texts.text(NOT_SAVED, questions="; ".join(failure.unsaved))
        self._failure.show_words(f"{failure.what} {unsaved}", failure.kept, failure.remedy)

    def _present_questions(self, state: InterviewState) -> None:
        self._questions.present(state, hidden=self._panels.covers)
        self._repeat.present(state, hidden=self._panels.covers)

    def _present_closing(self, state: InterviewState) -> None:
        self._closing.setVisible(state.at_end and not self._panels.covers)
        if state.at_end:
            self._closing.present(state)

    def _follow_focus(self, state: InterviewState) -> None:
        """Put the focus where the next key belongs, when the page or the active question changed."""
        removing = state.repeat.removing if state.repeat is not None else ""
        at = (state.page, state.active, state.panel, removing)
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
        field = self._repeat.field() or self._questions.field() or self
        if isinstance(field, QLineEdit) and not field.hasFocus():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll the active question into sight, and what it opened; the first one is there anyway."""
        block, opened = self._questions.active_block(), self._questions.opened()
        if opened is not None:
            self._column.ensureWidgetVisible(opened)
            field = self._questions.field()
            if field is not None:  # where somebody types comes before the last lines of a list
                self._column.ensureWidgetVisible(field, 0, 8)
            return
        if block is None or len(self._model.state.questions) == 1:
            return
        if self._questions.is_first(block):
            self._column.verticalScrollBar().setValue(0)
        else:
            self._column.ensureWidgetVisible(block)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever covers this page silences it."""
        self.aloud.speaker.stop()
        super().hideEvent(event)

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
        if self._model.state.repeat is not None:
            return self._on_add() if character == "+" else self._repeat.press(character)
        return len(character) == 1 and self._model.press(character)

    def _on_add(self) -> bool:
        offered = self._model.state.repeat is not None and not self._panels.covers
        if offered:
            self._model.repeats.add()
        return offered

    def _on_enter(self, event: QKeyEvent) -> None:
        if self._is_echo():
            return
        focused = self.focusWidget()
        if (
            isinstance(focused, QPlainTextEdit)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return
        if self._model.state.panel is Panel.NOTE:
            self._panels.keep_note()
        elif self._model.state.panel is Panel.ALOUD:
            self.aloud.allow()
        elif isinstance(focused, ChoiceRow) and focused.hasFocus():
            focused.click()
        else:
            self._model.enter()

    def _is_echo(self) -> bool:
        """Whether this is the second Enter of a scanner that ends with two: it would skip a question."""
        question = self._model.state.active_question
        if question is not None and question.kind is Kind.BARCODE and question.entry:
            self._scanned.start()
            return False
        untouched = question is None or not question.entry
        return untouched and self._scanned.isValid() and self._scanned.elapsed() < ECHO_MS

    def _on_main(self) -> None:
        if self._model.state.at_end:
            self._model.finish()
        else:
            self._model.next()

    def _on_escape(self) -> None:
        state = self._model.state
        if state.panel is not Panel.NONE:
            leave_asking(self._panels, self._texts, self._model.close_panel)
        elif state.repeat is not None and state.repeat.removing:
            self._model.repeats.keep()
        elif state.turned:
            self._model.turn()
        else:
            self._model.open_panel(Panel.PAUSE)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
