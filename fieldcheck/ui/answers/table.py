"""Questions with the same choices as one table: a row for each question, a column for each choice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.answers.base import Setting, beside, problem_words
from fieldcheck.ui.answers.states import STATE_WORDS, StateChips
from fieldcheck.ui.choice import ChoiceRow
from fieldcheck.ui.controls import Chip, Face, Label, Size, Space, Tone, stack
from fieldcheck.viewmodels.interview_state import ONLY_DUTCH, ChoiceView, Kind, Look, QuestionView

CELL = N_("{question}: {choice}")
INSTEAD = N_("In plaats van een antwoord op: {question}")
_LABEL_SHARE, _CELL_SHARE = 2, 1


def is_table(question: QuestionView) -> bool:
    """Whether a question is a row or the head of a table."""
    return question.look in (Look.TABLE_HEAD, Look.TABLE_ROW)


def grouped(questions: tuple[QuestionView, ...]) -> list[tuple[QuestionView, ...]]:
    """Questions as they are shown: rows of one table together, everything else alone."""
    groups: list[tuple[QuestionView, ...]] = []
    for question in questions:
        joins = groups and is_table(question) and is_table(groups[-1][-1])
        if joins and question.look is not Look.TABLE_HEAD and _values(groups[-1][-1]) == _values(question):
            groups[-1] = (*groups[-1], question)
        else:
            groups.append((question,))
    return groups


def _values(question: QuestionView) -> tuple[str, ...]:
    return tuple(choice.value for choice in question.choices)


class Cell(ChoiceRow):
    """A box to choose one answer to one question; round where only one can be chosen."""

    several = False

    def __init__(self) -> None:
        super().__init__("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """What a finger needs."""
        side = theme.current().px(Size.PRESSABLE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The row decides."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the table."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle or box, tick, digit."""
        look, painter = theme.current(), QPainter(self)
        tokens = look.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painting.box(painter, self.rect(), fill=tokens.accent_soft, corner=look.px(Size.CORNER))
        radius = look.px(16)
        middle = QPointF(self.width() / 2, self.height() / 2)
        box = QRect(round(middle.x()) - radius, round(middle.y()) - radius, 2 * radius, 2 * radius)
        on = self.isChecked() or self.isDown()
        border = tokens.accent if on else tokens.control
        painting.mark(painter, box, look, self._digit, chosen=on, border=border, square=self.several)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=look.px(Size.CORNER))


class _Line(QWidget):
    """The ground of a row, marked where digits answer."""

    active = False

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        tokens = look.tokens
        fill = tokens.surface if self.active else ""
        border = tokens.accent if self.active else tokens.line
        painting.box(painter, self.rect(), fill=fill, border=border, corner=look.px(Size.CORNER))


class TableBlock(QWidget):
    """Presents the questions of one table and says what the person did."""

    chosen = Signal(str, str)
    state_given = Signal(str, AnswerState)
    reached = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._questions: tuple[QuestionView, ...] = ()
        self._shape: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._active = ""
        self._title, self._title_dutch = Label("", Face.PERSON), Label("", Face.DUTCH)
        self._table = QWidget()
        self._instead = Label("", Face.SMALL)
        self._states = StateChips(texts)
        self._states.given.connect(lambda state: self.state_given.emit(self._active, state))
        self._cells: list[list[Cell]] = []
        self._heads: list[tuple[Label, Label]] = []
        self._labels: list[tuple[Label, Label, Chip, Label]] = []
        self._lines: list[_Line] = []
        stack(
            self._title,
            self._title_dutch,
            self._table,
            self._instead,
            self._states,
            gap=Space.S,
            parent=self,
        )

    def holds(self, reference: str) -> bool:
        """Whether this question is a row of the table."""
        return any(one.reference == reference for one in self._questions)

    def present(self, questions: tuple[QuestionView, ...], active: str, setting: Setting) -> None:
        """Show these rows; ``active`` is the one that digits answer."""
        shown = (questions, active, setting)
        if shown == self._shown:
            return
        self._shown = shown
        head = questions[0] if questions[0].look is Look.TABLE_HEAD else None
        self._questions = questions[1:] if head is not None else questions
        self._active = active
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        self._present_title(head, setting)
        columns = questions[0].choices
        self._build(len(self._questions), len(columns))
        for (words, dutch), choice in zip(self._heads, columns, strict=True):
            words.set_face(Face.TITLE if setting.turned else Face.STRONG)
            words.say(choice.label)
            dutch.say(beside(choice, setting, self._texts))
        for place, question in enumerate(self._questions):
            self._present_row(place, question, setting)
        self._present_states(setting)

    def _present_title(self, head: QuestionView | None, setting: Setting) -> None:
        for label, words, rich in (
            (self._title, head.label if head else "", head.rich_label if head else ""),
            (self._title_dutch, head.dutch if head else "", head.rich_dutch if head else ""),
        ):
            label.say(words, rich)
            label.setVisible(bool(words) and not (setting.turned and label is self._title_dutch))
        self._title.set_face(Face.PERSON_TURNED if setting.turned else Face.PERSON)
        self._title.set_right_to_left(setting.mirrored)

    def _present_row(self, place: int, question: QuestionView, setting: Setting) -> None:
        words, dutch, state, problem = self._labels[place]
        active = question.reference == self._active
        words.set_face(Face.TITLE if setting.turned else Face.LEAD)
        words.say(question.label, question.rich_label)
        words.set_right_to_left(setting.mirrored)
        told = question.dutch if question.translated else self._texts.text(ONLY_DUTCH)
        dutch.say("" if setting.turned else told, question.rich_dutch)
        dutch.set_right_to_left(setting.mirrored)
        dutch.setVisible(bool(told) and not setting.turned)
        problem.say(problem_words(question, turned=setting.turned))
        problem.setVisible(bool(question.problem))
        word = STATE_WORDS.get(question.state, "")
        state.setVisible(bool(word) and not setting.turned)
        state.show_word(self._texts.text(word) if word else "", Tone.QUIET)
        self._lines[place].active = active
        self._lines[place].update()
        for cell, choice in zip(self._cells[place], question.choices, strict=True):
            self._present_cell(cell, question, choice, active=active, setting=setting)

    def _present_cell(
        self, cell: Cell, question: QuestionView, choice: ChoiceView, *, active: bool, setting: Setting
    ) -> None:
        cell.several = question.kind is Kind.MANY
        cell.setEnabled(not question.readonly)
        cell.show_choice(
            choice.label,
            digit=choice.key if active else "",
            right_to_left=setting.mirrored,
            turned=setting.turned,
        )
        cell.setAccessibleName(self._texts.text(CELL, question=question.label, choice=choice.label))
        both = (question.dutch, choice.dutch)
        cell.setAccessibleDescription(", ".join(words for words in both if words and not setting.turned))
        cell.show_chosen(choice.chosen, several=cell.several)

    def _present_states(self, setting: Setting) -> None:
        active = next((one for one in self._questions if one.reference == self._active), None)
        offered = active is not None and active.asked and not setting.turned
        self._states.setVisible(offered)
        self._instead.setVisible(offered)
        if active is not None:
            self._states.present(active.state)
            self._instead.say(self._texts.text(INSTEAD, question=active.dutch or active.label))

    def _build(self, rows: int, columns: int) -> None:
        """A grid of this shape; the same shape is kept."""
        if self._shape == (rows, columns):
            return
        self._shape = (rows, columns)
        layout = self.layout()
        old, self._table = self._table, QWidget()
        if layout is not None:
            layout.replaceWidget(old, self._table)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        grid = QGridLayout(self._table)
        look = theme.current()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(Space.S))
        grid.setColumnStretch(0, _LABEL_SHARE * columns)
        for column in range(columns):
            grid.setColumnStretch(column + 1, _CELL_SHARE * columns)
        self._heads = [self._head(grid, column + 1) for column in range(columns)]
        self._lines, self._labels, self._cells = [], [], []
        for place in range(rows):
            self._build_row(grid, place, columns)

    @staticmethod
    def _head(grid: QGridLayout, column: int) -> tuple[Label, Label]:
        words, dutch = Label("", Face.STRONG), Label("", Face.SMALL)
        both = QWidget()
        for label in (words, dutch):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        stack(None, words, dutch, gap=0, parent=both)
        grid.addWidget(both, 0, column)
        return words, dutch

    def _build_row(self, grid: QGridLayout, place: int, columns: int) -> None:
        look = theme.current()
        line = _Line()
        grid.addWidget(line, place + 1, 0, 1, columns + 1)
        words, dutch, state, problem = (
            Label("", Face.LEAD),
            Label("", Face.SMALL),
            Chip("", Tone.QUIET),
            Label("", Face.PROBLEM),
        )
        asks = QWidget()
        inside = stack(words, dutch, state, problem, gap=Space.XS, parent=asks)
        inside.setContentsMargins(look.px(Space.M), look.px(Space.S), look.px(Space.M), look.px(Space.S))
        grid.addWidget(asks, place + 1, 0)
        cells = [Cell() for _ in range(columns)]
        for column, cell in enumerate(cells):
            cell.setObjectName(f"cell-{place + 1}-{column + 1}")
            cell.clicked.connect(lambda _c=False, at=(place, column): self._on_cell(*at))
            grid.addWidget(cell, place + 1, column + 1)
        grid.setRowMinimumHeight(place + 1, look.px(Size.CHOICE_HEIGHT))
        self._lines.append(line)
        self._labels.append((words, dutch, state, problem))
        self._cells.append(cells)

    def _on_cell(self, place: int, column: int) -> None:
        question = self._questions[place]
        choice = question.choices[column]
        self._cells[place][column].show_chosen(choice.chosen)
        self.chosen.emit(question.reference, choice.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell."""
        at = self._focused()
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if at is None or step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        sideways = -step[1] if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else step[1]
        self._go(at[0] + step[0], at[1] + sideways)

    def _focused(self) -> tuple[int, int] | None:
        for place, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                if cell.hasFocus():
                    return place, column
        return None

    def _go(self, place: int, column: int) -> None:
        if 0 <= place < len(self._cells) and 0 <= column < len(self._cells[place]):
            self._cells[place][column].setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(self._questions[place].reference)

    def field(self) -> QWidget | None:
        """The cell that is chosen in the active row, or its first."""
        for question, cells in zip(self._questions, self._cells, strict=True):
            if question.reference == self._active and cells:
                return next((cell for cell in cells if cell.isChecked()), cells[0])
        return None
