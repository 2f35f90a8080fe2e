"""A sheet that puts something on record: it stays open, with every word in it, until the disk has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Face,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    StateChip,
    Tone,
    bind,
    stack,
)
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_state import ReviewState

CANCEL = N_("Annuleren")
Choice = TypeVar("Choice", bound=StrEnum)


class KeepingSheet(Sheet):
    """Fill ``content``; :meth:`_keep` tells the view-model. Closes when that was written, else says why.

    Enter keeps from every field of one line, as on other sheets; in a passage it begins a new line.
    """

    def __init__(
        self, model: ReviewViewModel, texts: Texts, title: str, main: str, parent: QWidget | None, width: int
    ) -> None:
        super().__init__(title, parent, width=width)
        self._model, self._texts = model, texts
        self.content = stack(gap=Space.M)
        self._notice = Notice()
        self._before = model.state.kept
        self._name = f"{type(self).__name__} {title}"
        self._asked = self._closed_over = False
        self.main = PrimaryButton(main, ENTER)
        self.main.setObjectName("keep")
        self.main.clicked.connect(self._on_main)

    def finish(self) -> None:
        """After ``content`` was filled: the place for what went wrong, and the buttons."""
        self.content.addStretch(1)
        self.put_scrolling(self.content)
        self.body.addWidget(self._notice)
        cancel = OutlinedButton(self._texts.text(CANCEL))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.close_with(cancel, self.main)
        self._restore()
        bind(self, self._model, self._follow)
        self.rejected.connect(self._put_aside)

    def _restore(self) -> None:
        """What was typed here before hiding, an alarm or a lock closed it stands in its fields again."""
        before = self._model.state.typed.get(self._name, {})
        for edit in self._edits():
            if edit.objectName() in before:
                _write(edit, before[edit.objectName()])
            edit.textChanged.connect(self._typed)

    def _edits(self) -> list[QLineEdit | QPlainTextEdit]:
        lines = [edit for edit in self.findChildren(QLineEdit) if edit.objectName()]
        return [*lines, *(edit for edit in self.findChildren(QPlainTextEdit) if edit.objectName())]

    def _typed(self) -> None:
        self._model.type_in(self._name, {edit.objectName(): _words(edit) for edit in self._edits()})

    def _put_aside(self) -> None:
        """Cancelled by who wrote it: nobody misses it. The window that closes a sheet cancels nothing."""
        if not self._closed_over and self._name in self._model.state.typed:
            self._model.type_in(self._name, {})

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by hiding, an alarm or a lock: what was typed comes back with the sheet."""
        self._closed_over = True
        super().closeEvent(event)

    def _keep(self) -> None:
        """Tell the view-model what to put on record."""
        raise NotImplementedError

    def _on_main(self) -> None:
        self._asked = True
        self._keep()

    def _follow(self, state: ReviewState) -> None:
        if state.kept > self._before:
            self._before = state.kept  # forgetting what was typed comes by here again
            if self._name in state.typed:
                self._model.type_in(self._name, {})
            self.accept()
            return
        self.main.setEnabled(not state.busy)
        told = state.trouble if self._asked and not state.busy else None
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))


def _words(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def _write(edit: QLineEdit | QPlainTextEdit, words: str) -> None:
    """As if it was typed: leaving it asks first."""
    if isinstance(edit, QLineEdit):
        edit.setText(words)
        edit.setModified(True)
    else:
        edit.setPlainText(words)
        edit.document().setModified(True)


class Chips(QWidget, Generic[Choice]):
    """One of a few, as chips; nothing is chosen until somebody presses one, or ``chosen`` is given."""

    picked = Signal()

    def __init__(
        self, title: str, choices: Mapping[Choice, str], texts: Texts, *, chosen: Choice | None = None
    ) -> None:
        super().__init__()
        self.chosen = chosen
        self._chips: dict[Choice, StateChip] = {}
        for which, words in choices.items():
            chip = StateChip(texts.text(words))
            chip.setObjectName(f"{type(which).__name__.lower()}-{which.value}")
            chip.setAccessibleDescription(title)
            chip.clicked.connect(lambda _checked=False, one=which: self.choose(one))
            self._chips[which] = chip
        stack(Label(title, Face.STRONG), WrappingRow(*self._chips.values()), gap=Space.S, parent=self)
        self._show()

    def choose(self, which: Choice) -> None:
        """Choose this one."""
        self.chosen = which
        self._show()
        self.picked.emit()

    def on(self, which: Choice) -> StateChip:
        """The chip of a choice."""
        return self._chips[which]

    def _show(self) -> None:
        for which, chip in self._chips.items():
            chip.setChecked(which is self.chosen)


class Several(QWidget):
    """Any of a few, as chips; for recipients, by (code, name)."""

    def __init__(self, title: str, choices: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        super().__init__()
        self._chips: dict[str, StateChip] = {}
        already = frozenset(chosen)
        for code, name in choices:
            chip = StateChip(name)
            chip.setObjectName(f"to-{code}")
            chip.setAccessibleDescription(title)
            chip.setChecked(code in already)
            self._chips[code] = chip
        stack(Label(title, Face.STRONG), WrappingRow(*self._chips.values()), gap=Space.S, parent=self)

    def chosen(self) -> tuple[str, ...]:
        """The codes that are on."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())


class Passage(QWidget):
    """Room for a few sentences, with its name above and a hint below."""

    def __init__(self, name: str, hint: str, object_name: str, *, lines: int = 3) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setObjectName(object_name)
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(hint)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.current().px(30 + 22 * lines))
        title = Label(name, Face.STRONG)
        title.setBuddy(self.edit)
        below = Label(hint, Face.SMALL)
        below.setVisible(bool(hint))
        stack(title, self.edit, below, gap=Space.XS, parent=self)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()


def warning(words: str) -> Notice:
    """What to know before writing, in the tone of a warning."""
    notice = Notice(Tone.CAUTION)
    notice.show_words(words)
    return notice
