"""A form for the fields of one thing: lines, choices, lists of lines; its problem stands at each field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fieldcheck.ui import theme
from fieldcheck.ui.controls import Face, Field, Label, Picker, Space, StateChip, clear, stack
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.preparation_state import FieldView, Kind

_LINES_HIGH = 116


class _Around(QWidget):
    """A control with its name above it, and hint and problem below it."""

    def __init__(self, view: FieldView, control: QWidget) -> None:
        super().__init__()
        title = Label(view.name, Face.STRONG)
        title.setBuddy(control)
        self._hint = Label("", Face.SMALL)
        self._problem = Label("", Face.PROBLEM)
        stack(title, control, self._hint, self._problem, gap=Space.XS, parent=self)
        self.setFocusProxy(control)

    def present(self, view: FieldView) -> None:
        """Show hint and problem; what is only worth knowing stands in the place of the hint."""
        hint = view.notice or view.hint
        for label, words in ((self._hint, hint), (self._problem, view.problem)):
            label.setText(words)
            label.setVisible(bool(words))


class _LinesEdit(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.current().px(_LINES_HIGH))
        self.told: Callable[[str], None] = lambda _text: None
        self._showing = False
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Put a text here that nobody wrote just now."""
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def _tell(self) -> None:
        """However it came: by keys, with an accent, pasted or dropped."""
        if not self._showing:
            self.told(self.toPlainText())


class _Choice(Picker):
    """A picker as wide as the form: a long choice ends in "…" and is whole in its list."""

    def minimumSizeHint(self) -> QSize:
        """Room for a word, so that a long name does not push the form out of the window."""
        return QSize(theme.current().px(120), self.sizeHint().height())


class RecordForm(QWidget):
    """Shows fields, and tells what a person fills in: ``edited(place, value)``, a text or codes."""

    edited = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._shape: tuple[object, ...] = ()
        self._shown: dict[str, FieldView] = {}
        self._update: dict[str, Callable[[FieldView], None]] = {}
        self.widgets: dict[str, QWidget] = {}
        self._layout = stack(gap=Space.L, parent=self)

    def present(self, fields: tuple[FieldView, ...]) -> None:
        """Show these; what somebody is writing in is left alone."""
        shape = tuple((one.place, one.kind, one.name, one.choices) for one in fields)
        if shape != self._shape:
            self._build(fields)
            self._shape = shape
        for one in fields:
            self._shown[one.place] = one
            self._update[one.place](one)

    def focus(self, place: str) -> None:
        """Put the focus on the field of a place; on the first field where it has none."""
        found = self.widgets.get(place) or next(iter(self.widgets.values()), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, fields: tuple[FieldView, ...]) -> None:
        had = next((place for place, one in self.widgets.items() if _within(one)), "")
        clear(self._layout)
        self._update, self.widgets, self._shown = {}, {}, {}
        for one in fields:
            widget, update = self._made(one)
            self._layout.addWidget(widget)
            self._update[one.place] = update
        self._layout.addStretch(1)
        if had in self.widgets:
            self.focus(had)

    def _made(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        match view.kind:
            case Kind.TEXT:
                return self._text(view)
            case Kind.LINES:
                return self._lines(view)
            case Kind.CHOICE:
                return self._choice(view)
            case Kind.MANY:
                return self._many(view)
            case Kind.YES_NO:
                return self._yes_no(view)

    def _text(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        made = Field(view.name, hint=view.hint)
        made.edit.setObjectName(view.place)
        made.edit.textEdited.connect(partial(self.edited.emit, view.place))
        self.widgets[view.place] = made.edit

        def update(one: FieldView) -> None:
            if made.edit.text() != one.value and not made.edit.hasFocus():
                made.edit.setText(str(one.value))
            made.show_hint(one.notice or one.hint)
            made.show_problem(one.problem)

        made.edit.setText(str(view.value))
        return made, update

    def _lines(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        edit = _LinesEdit(view.name)
        edit.setObjectName(view.place)
        edit.show_text(str(view.value))
        edit.told = partial(self.edited.emit, view.place)
        around = _Around(view, edit)
        self.widgets[view.place] = edit

        def update(one: FieldView) -> None:
            if edit.toPlainText() != one.value and not edit.hasFocus():
                edit.show_text(str(one.value))
            around.present(one)

        return around, update

    def _choice(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        picker = _Choice(view.name)
        picker.setObjectName(view.place)
        picker.activated.connect(lambda _: self.edited.emit(view.place, picker.currentData()))
        around = _Around(view, picker)
        self.widgets[view.place] = picker

        def update(one: FieldView) -> None:
            picker.offer(one.choices, str(one.value))
            around.present(one)

        return around, update

    def _many(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        chips = {code: StateChip(words) for code, words in view.choices}
        box = QWidget()
        WrappingRow(*chips.values(), parent=box)
        around = _Around(view, box)

        def tell(code: str) -> None:
            chosen = tuple(self._shown[view.place].value)
            kept = tuple(one for one in chosen if one != code)
            self.edited.emit(view.place, (*kept, code) if chips[code].isChecked() else kept)

        for code, chip in chips.items():
            chip.setObjectName(f"{view.place}.{code}")
            chip.clicked.connect(lambda _checked=False, code=code: tell(code))
        if chips:
            self.widgets[view.place] = next(iter(chips.values()))

        def update(one: FieldView) -> None:
            for code, chip in chips.items():
                chip.setChecked(code in one.value)
            around.present(one)

        return around, update

    def _yes_no(self, view: FieldView) -> tuple[QWidget, Callable[[FieldView], None]]:
        chip = StateChip(view.name)
        chip.setObjectName(view.place)
        chip.clicked.connect(lambda: self.edited.emit(view.place, "yes" if chip.isChecked() else ""))
        hint, problem = Label("", Face.SMALL), Label("", Face.PROBLEM)
        box = QWidget()
        whole = stack(chip, hint, problem, gap=Space.XS, parent=box)
        whole.setAlignment(chip, Qt.AlignmentFlag.AlignLeft)
        self.widgets[view.place] = chip

        def update(one: FieldView) -> None:
            with QSignalBlocker(chip):
                chip.setChecked(bool(one.value))
            for label, words in ((hint, one.hint), (problem, one.problem)):
                label.setText(words)
                label.setVisible(bool(words))

        return box, update


def _within(widget: QWidget) -> bool:
    return widget.hasFocus()
