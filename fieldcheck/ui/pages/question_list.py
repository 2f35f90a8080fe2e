"""The questions of one page: blocks below each other, and rows of a table together."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.i18n import Texts
from fieldcheck.ui.answers.attaching import AttachingAnswer
from fieldcheck.ui.answers.base import Setting
from fieldcheck.ui.answers.table import TableBlock, grouped, is_table
from fieldcheck.ui.controls import Space, stack
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import InterviewState, QuestionView


class QuestionList(QWidget):
    """Presents the questions of a state; blocks are kept and hidden when they are not needed.

    ``listened`` tells that somebody wants to hear a question.
    """

    listened = Signal(str)

    def __init__(self, model: InterviewViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._places: list[tuple[QuestionBlock, TableBlock | None]] = []
        self._in_use: list[QuestionBlock | TableBlock] = []
        self._active = ""
        self._presenting = False
        self._box = stack(gap=Space.XL, parent=self)
        self._add_place()

    def present(self, state: InterviewState, *, hidden: bool) -> None:
        """Show the questions of this state, or none while something else takes their place."""
        self._active = state.active
        groups = grouped(() if hidden else state.questions)
        while len(self._places) < len(groups):
            self._add_place()
        self._in_use = []
        self._presenting = True
        try:
            for place in range(len(self._places)):
                self._present_place(place, groups[place] if place < len(groups) else (), state)
        finally:
            self._presenting = False

    def _present_place(self, place: int, questions: tuple[QuestionView, ...], state: InterviewState) -> None:
        block, table = self._places[place]
        setting = Setting(False, state.right_to_left, state.turned, state.language)
        if not questions:
            block.hide()
            if table is not None:
                table.hide()
            return
        if not is_table(questions[0]):
            active = questions[0].reference == state.active
            block.present(questions[0], replace(setting, active=active))
            self._use(block, table)
            return
        table = table or self._add_table(place)
        table.present(questions, state.active, setting)
        self._use(table, block)

    def _use(self, shown: QuestionBlock | TableBlock, other: QuestionBlock | TableBlock | None) -> None:
        if other is not None:
            other.hide()
        self._in_use.append(shown)
        if shown.isHidden():
            shown.show()

    def _add_place(self) -> None:
        block = QuestionBlock(self._texts)
        block.chosen.connect(self._model.choose)
        block.state_given.connect(self._model.set_state)
        block.typed.connect(self._model.type_entry)
        block.reached.connect(self._on_reached)
        block.letter.connect(self._model.press)
        block.listened.connect(lambda: self.listened.emit(block.reference))
        block.file_picked.connect(self._model.files.attach)
        block.file_removed.connect(self._model.files.detach)
        self._places.append((block, None))
        self._box.addWidget(block)

    def _add_table(self, place: int) -> TableBlock:
        table = TableBlock(self._texts)
        table.chosen.connect(self._model.choose)
        table.state_given.connect(self._model.set_state)
        table.reached.connect(self._on_reached)
        block, _ = self._places[place]
        self._places[place] = (block, table)
        self._box.insertWidget(self._box.indexOf(block) + 1, table)
        return table

    def _on_reached(self, reference: str) -> None:
        # What is hidden while presenting hands its focus to a neighbour; nobody went there.
        if not self._presenting:
            self._model.focus(reference)

    def active_block(self) -> QuestionBlock | TableBlock | None:
        """What shows the active question."""
        for shown in self._in_use:
            if isinstance(shown, TableBlock):
                if shown.holds(self._active):
                    return shown
            elif shown.reference == self._active:
                return shown
        return None

    def is_first(self, block: QuestionBlock | TableBlock) -> bool:
        """Whether nothing stands above it."""
        return bool(self._in_use) and self._in_use[0] is block

    def field(self) -> QWidget | None:
        """What gets the focus; None where the page hears the keys."""
        block = self.active_block()
        return block.field() if block is not None else None

    def opened(self) -> QWidget | None:
        """What lies open below the active question."""
        block = self.active_block()
        answer = block.answer() if isinstance(block, QuestionBlock) else None
        return answer.opened() if answer is not None else None

    def show_speaking(self, speaking: bool) -> None:
        """Whether the active question is being read aloud."""
        for shown in self._in_use:
            if isinstance(shown, QuestionBlock):
                shown.show_speaking(speaking=speaking and shown.reference == self._active)

    def choose_file(self) -> bool:
        """Ask for a file, where the active question wants one."""
        block = self.active_block()
        answer = block.answer() if isinstance(block, QuestionBlock) else None
        if not isinstance(answer, AttachingAnswer) or answer.isHidden():
            return False
        answer.ask()
        return True
