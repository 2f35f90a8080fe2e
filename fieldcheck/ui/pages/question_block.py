"""One question on the interview page: the person's words, Dutch beneath, choices or a field, the states."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import Chip, ChoiceRow, Face, Label, Size, Space, StateChip, Tone, stack
from fieldcheck.ui.pages.wrapping import WrappingRow
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, QuestionView

STATE_WORDS = {
    AnswerState.REFUSED: N_("Weigert"),
    AnswerState.DOES_NOT_KNOW: N_("Weet het niet"),
    AnswerState.AFRAID: N_("Durft niet"),
    AnswerState.LANGUAGE_FAILED: N_("Taal lukt niet"),
    AnswerState.NOT_APPLICABLE: N_("N.v.t."),
}
STATE_KEYS = {
    AnswerState.REFUSED: shortcuts.REFUSED,
    AnswerState.DOES_NOT_KNOW: shortcuts.DOES_NOT_KNOW,
    AnswerState.AFRAID: shortcuts.AFRAID,
    AnswerState.LANGUAGE_FAILED: shortcuts.LANGUAGE_FAILED,
    AnswerState.NOT_APPLICABLE: shortcuts.NOT_APPLICABLE,
}
ONLY_DUTCH = N_("alleen in het Nederlands")
PLACEHOLDERS = {
    Kind.NUMBER: N_("Getal, bijvoorbeeld 12,50"),
    Kind.WHOLE: N_("Heel getal, bijvoorbeeld 12"),
    Kind.DATE: N_("Dag, bijvoorbeeld 22-11-2026"),
    Kind.TIME: N_("Tijd, bijvoorbeeld 5.30"),
    Kind.LINE: N_("Antwoord"),
}
ANSWER = N_("Antwoord")
ANSWER_TO = N_("Antwoord op: {question}")
USUAL_CHOICES = 8
"""How many rows are made before they are needed, so that a key press never waits for them."""
_FIELDS = (Kind.NUMBER, Kind.WHOLE, Kind.DATE, Kind.TIME, Kind.LINE)


class QuestionBlock(QWidget):
    """Presents one :class:`QuestionView` and says what the person did; widgets are kept between questions."""

    chosen = Signal(str, str)
    state_given = Signal(str, AnswerState)
    typed = Signal(str, str)
    reached = Signal(str)
    letter = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shown: tuple[QuestionView, bool, bool, bool] | None = None
        self._question: QuestionView | None = None
        look = theme.current()
        self._label = Label("", Face.PERSON)
        self._untranslated = Chip(texts.text(ONLY_DUTCH), Tone.CAUTION)
        self._dutch = Label("", Face.DUTCH)
        self._hint = Label("", Face.BODY)
        self._dutch_hint = Label("", Face.SMALL)
        self._rows: list[ChoiceRow] = []
        self._choices = stack(gap=Space.M)
        self.line = QLineEdit()
        self.line.setMaximumWidth(look.px(520))
        high = look.px(Size.CHOICE_HEIGHT - 4)
        self.line.setStyleSheet(f"QLineEdit {{ font-size: {look.px(Size.CHOICE)}px; min-height: {high}px; }}")
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(look.px(120))
        self._problem = Label("", Face.PROBLEM)
        self._chips: dict[AnswerState, StateChip] = {}
        chips = [self._chip(state) for state in GIVEN_INSTEAD]
        self._chip_row = QWidget()
        WrappingRow(*chips, parent=self._chip_row)
        self._quiet_state = Chip("", Tone.QUIET)
        layout = stack(
            self._label,
            self._untranslated,
            self._dutch,
            self._hint,
            self._dutch_hint,
            self._choices,
            self.line,
            self.lines,
            self._problem,
            self._chip_row,
            self._quiet_state,
            gap=Space.S,
            parent=self,
        )
        layout.setSpacing(look.px(10))
        for _ in range(USUAL_CHOICES):
            self._add_row()
        self.line.textEdited.connect(self._on_line)
        self.lines.textChanged.connect(self._on_lines)
        for field in (self.line, self.lines):
            field.setAccessibleName(texts.text(ANSWER))
            field.installEventFilter(self)

    def _chip(self, state: AnswerState) -> StateChip:
        key = replace(STATE_KEYS[state], keys=())
        chip = StateChip(self._texts.text(STATE_WORDS[state]), key)
        chip.setObjectName(f"state-{state.value}")
        chip.clicked.connect(lambda _checked=False: self._on_state(state))
        self._chips[state] = chip
        return chip

    @property
    def reference(self) -> str:
        """Which question this is."""
        return self._question.reference if self._question is not None else ""

    def field(self) -> QWidget | None:
        """What to write in, None where there are choices."""
        if self._question is None or self._question.kind not in _FIELDS:
            return None
        return self.lines if self._question.many_lines else self.line

    def rows(self) -> tuple[ChoiceRow, ...]:
        """The choice rows in use."""
        return tuple(one for one in self._rows if not one.isHidden())

    def present(self, question: QuestionView, *, active: bool, right_to_left: bool, turned: bool) -> None:
        """Show this question; ``active`` is the one that digits and letters answer."""
        shown = (question, active, right_to_left, turned)
        if shown == self._shown:
            return
        before, self._shown, self._question = self._question, shown, question
        mirrored = right_to_left and question.translated
        self._present_words(question, mirrored=mirrored, turned=turned)
        self._present_choices(question.choices, active=active, mirrored=mirrored, turned=turned)
        self._present_field(question, other=before is None or before.reference != question.reference)
        self._problem.setText(question.problem)
        self._problem.setVisible(bool(question.problem))
        self._present_state(question, active=active, turned=turned)

    def _present_words(self, question: QuestionView, *, mirrored: bool, turned: bool) -> None:
        is_note = question.kind is Kind.NOTE
        face = Face.PERSON_TURNED if turned else Face.LEAD if is_note else Face.PERSON
        self._label.set_face(face)
        self._label.set_right_to_left(mirrored)
        self._label.setText(question.label)
        _say(self._dutch, "" if turned else question.dutch)
        _say(self._hint, question.hint)
        self._hint.set_right_to_left(mirrored)
        _say(self._dutch_hint, "" if turned else question.dutch_hint)
        self._untranslated.setVisible(not question.translated and not turned)

    def _present_choices(
        self, choices: tuple[ChoiceView, ...], *, active: bool, mirrored: bool, turned: bool
    ) -> None:
        while len(self._rows) < len(choices):
            self._add_row()
        for place, one in enumerate(self._rows):
            if place >= len(choices):
                one.hide()
                continue
            choice = choices[place]
            one.show_choice(
                choice.label,
                "" if turned else choice.dutch,
                digit=choice.key if active else "",
                right_to_left=mirrored,
                turned=turned,
            )
            one.setChecked(choice.chosen)
            one.setProperty("value", choice.value)
            if one.isHidden():
                one.show()

    def _add_row(self) -> None:
        one = ChoiceRow("")
        one.setObjectName(f"choice-{len(self._rows) + 1}")
        one.clicked.connect(lambda _checked=False: self._on_choice(one))
        one.hide()
        self._rows.append(one)
        self._choices.addWidget(one)

    def _present_field(self, question: QuestionView, *, other: bool) -> None:
        field = self.field()
        self.line.setVisible(field is self.line)
        self.lines.setVisible(field is self.lines)
        if field is None:
            return
        name = self._texts.text(ANSWER_TO, question=question.dutch or question.label)
        field.setAccessibleName(name)
        self.line.setPlaceholderText(self._texts.text(PLACEHOLDERS[question.kind]))
        if field is self.line and self.line.text() != question.entry:
            self.line.setText(question.entry)
        if field is self.lines and self.lines.toPlainText() != question.entry:
            self.lines.setPlainText(question.entry)
        if other:
            self.line.deselect()

    def _present_state(self, question: QuestionView, *, active: bool, turned: bool) -> None:
        offered = active and not turned and question.kind is not Kind.NOTE
        self._chip_row.setVisible(offered)
        for state, chip in self._chips.items():
            chip.setChecked(question.state is state)
        word = STATE_WORDS.get(question.state, "")
        self._quiet_state.setVisible(bool(word) and not offered and not turned)
        if word:
            self._quiet_state.show_word(self._texts.text(word), Tone.QUIET)

    def _on_choice(self, one: ChoiceRow) -> None:
        # The row toggled itself; what it shows is for the state to say.
        question = self._question
        if question is None:
            return
        value = one.property("value")
        one.setChecked(any(choice.value == value and choice.chosen for choice in question.choices))
        self.chosen.emit(question.reference, value)

    def _on_state(self, state: AnswerState) -> None:
        question = self._question
        if question is None:
            return
        self._chips[state].setChecked(question.state is state)
        self.state_given.emit(question.reference, state)

    def _on_line(self, text: str) -> None:
        self.typed.emit(self.reference, text)

    def _on_lines(self) -> None:
        # Also heard when a question is presented; then the field says what the question says.
        if self._question is not None and self.lines.toPlainText() != self._question.entry:
            self.typed.emit(self.reference, self.lines.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters of the states work from a field too, wherever they cannot be the beginning of an answer."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.reached.emit(self.reference)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._means_state(event, watched)
        ):
            self.letter.emit(event.text() or chr(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _means_state(self, event: QKeyEvent, watched: QObject) -> bool:
        question = self._question
        letter = (event.text() or "").lower()
        if question is None or letter not in "w?dtn" or not letter:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return True
        return question.kind is not Kind.LINE and watched is self.line and not self.line.text()


def _say(label: Label, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
