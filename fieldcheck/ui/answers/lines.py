"""Answers that are written: on a line, or on several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.answers.base import Answer, Setting
from fieldcheck.ui.controls import Size, row, stack
from fieldcheck.viewmodels.interview_state import Kind, Look, QuestionView

PLACEHOLDERS = {
    Kind.NUMBER: N_("Getal, bijvoorbeeld 12,50"),
    Kind.WHOLE: N_("Heel getal, bijvoorbeeld 12"),
    Kind.DATE: N_("Dag, bijvoorbeeld 22-11-2026"),
    Kind.TIME: N_("Tijd, bijvoorbeeld 5.30"),
    Kind.LINE: N_("Antwoord"),
    Kind.BARCODE: N_("Scan de code, of typ wat eronder staat"),
}
_FIRST = 100
"""The line takes all the room up to its greatest width, before the space beside it takes any."""
ONLY_DIGITS = N_("Cijfers")
ANSWER_TO = N_("Antwoord op: {question}")
_KEYS = {
    Kind.NUMBER: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    Kind.WHOLE: Qt.InputMethodHint.ImhDigitsOnly,
    Kind.DATE: Qt.InputMethodHint.ImhDate,
    Kind.TIME: Qt.InputMethodHint.ImhTime,
    Kind.BARCODE: Qt.InputMethodHint.ImhNoPredictiveText,
}


def large_line(width: int = 520) -> QLineEdit:
    """A line to write an answer in, as high as a choice."""
    look = theme.current()
    line = QLineEdit()
    line.setMaximumWidth(look.px(width))
    high = look.px(Size.CHOICE_HEIGHT - 4)
    line.setStyleSheet(f"QLineEdit {{ font-size: {look.px(Size.CHOICE)}px; min-height: {high}px; }}")
    return line


def fill(line: QLineEdit, entry: str) -> None:
    """Show what stands in a field without moving the cursor of somebody who is writing."""
    if line.text() != entry:
        line.setText(entry)


def name_of(texts: Texts, question: QuestionView) -> str:
    """What a screen reader calls the field of a question."""
    return texts.text(ANSWER_TO, question=question.dutch or question.label)


class LineAnswer(Answer):
    """One line; also for a scanner of barcodes, which types fast and ends with Enter."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self.line = large_line()
        self._reference = ""
        self._sides = row(self.line, None, gap=0, parent=self)
        self._sides.setStretch(0, _FIRST)
        self.line.textEdited.connect(self.typed)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show what stands on the line."""
        digits = question.look is Look.DIGITS
        self.writes_letters = question.kind in (Kind.LINE, Kind.BARCODE) and not digits
        self.line.setAccessibleName(name_of(self.texts, question))
        words = ONLY_DIGITS if digits else PLACEHOLDERS.get(question.kind, PLACEHOLDERS[Kind.LINE])
        self.line.setPlaceholderText("" if setting.turned else self.texts.text(words))
        hints = Qt.InputMethodHint.ImhDigitsOnly if digits else _KEYS.get(question.kind)
        self.line.setInputMethodHints(hints or Qt.InputMethodHint.ImhNone)
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        fill(self.line, question.entry)
        if question.reference != self._reference:
            self._reference = question.reference
            self.line.deselect()

    def field(self) -> QWidget | None:
        """The line."""
        return self.line


class _Lines(QPlainTextEdit):
    """Leaves what is pressed with Alt to the page: Alt+Left goes back there, and would scroll here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LinesAnswer(Answer):
    """Several lines; Ctrl+Enter goes on, Enter begins a new line."""

    writes_letters = True

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._entry = ""
        self.lines = _Lines()
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(theme.current().px(120))
        stack(self.lines, parent=self)
        self.lines.textChanged.connect(self._on_lines)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show what stands there."""
        self._entry = question.entry
        self.lines.setAccessibleName(name_of(self.texts, question))
        if self.lines.toPlainText() != question.entry:
            self.lines.setPlainText(question.entry)

    def field(self) -> QWidget | None:
        """The lines."""
        return self.lines

    def _on_lines(self) -> None:
        # Also heard when a question is presented; then the field says what the question says.
        if self.lines.toPlainText() != self._entry:
            self.typed.emit(self.lines.toPlainText())
