"""Putting choices in order: a list whose current line is moved by keys, by buttons or by hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.answers.base import Answer, Setting, beside
from fieldcheck.ui.answers.lists import ChoiceList, ListRow
from fieldcheck.ui.controls import Face, Label, OutlinedButton, Size, Space, row, stack
from fieldcheck.viewmodels.interview_state import ChoiceView, QuestionView

NOT_YET = N_("Nog niet op volgorde gezet: dit is de volgorde van het formulier.")
HOW = N_("Sleep een regel, of kies er een en druk op Alt met ↑ of ↓. Spatie pakt een regel op.")
UP, DOWN = N_("Omhoog"), N_("Omlaag")
RIGHT_ORDER = N_("Deze volgorde klopt")
PLACE = N_("plaats {n} van {most}: {words}")
UNPLACED = N_("nog geen plaats: {words}")
GRABBED = N_("opgepakt")
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RankList(ChoiceList):
    """Lines that can be dragged; ``dragged`` tells from which place to which."""

    dragged = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name, most=12)
        self.setSelectionMode(ChoiceList.SelectionMode.SingleSelection)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first line, so that it shows where the keys work."""
        if self.currentIndex().row() < 0 or not self.selectedIndexes():
            self.go(max(self.currentIndex().row(), 0))
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the finger changes places with its neighbour as soon as it is past the middle."""
        under = self.indexAt(event.position().toPoint())
        current = self.currentIndex()
        pressed = event.buttons() & Qt.MouseButton.LeftButton
        if pressed and under.isValid() and current.isValid() and under.row() != current.row():
            rect, y = self.visualRect(under), event.position().y()
            past = y > rect.center().y() if under.row() > current.row() else y < rect.center().y()
            if past:
                self.dragged.emit(current.row(), under.row())


class RankingAnswer(Answer):
    """The choices in the order of now, with a number once somebody put them in order."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._order: tuple[ChoiceView, ...] = ()
        self._grabbed = False
        self._setting = Setting()
        self._ranked = False
        self._reference = ""
        self.list = RankList("")
        self._state = Label(texts.text(NOT_YET), Face.MUTED)
        self._how = Label(texts.text(HOW), Face.SMALL)
        self.up = OutlinedButton(f"↑  {texts.text(UP)}")
        self.down = OutlinedButton(f"↓  {texts.text(DOWN)}")
        self.agree = OutlinedButton(texts.text(RIGHT_ORDER))
        self.up.setAccessibleName(texts.text(UP))
        self.down.setAccessibleName(texts.text(DOWN))
        for button in (self.up, self.down):
            button.setMinimumWidth(theme.current().px(Size.PRESSABLE))
        self._buttons = QWidget()
        row(self.up, self.down, self.agree, None, gap=Space.S, parent=self._buttons)
        stack(self._state, self.list, self._buttons, self._how, gap=Space.S, parent=self)
        self.up.clicked.connect(lambda _checked=False: self._move_current(-1))
        self.down.clicked.connect(lambda _checked=False: self._move_current(1))
        self.agree.clicked.connect(lambda _checked=False: self._tell(self._order))
        self.list.dragged.connect(self._move)
        self.list.installEventFilter(self)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the order given, or that of the form while there is none."""
        if question.reference != self._reference:
            self._grabbed, self._reference = False, question.reference
            self.list.clearSelection()
        by_value = {choice.value: choice for choice in question.choices}
        given = [by_value[value] for value in question.ranked if value in by_value]
        self._ranked = bool(given)
        self._order = (*given, *(choice for choice in question.choices if choice not in given))
        self._setting = setting
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        self.list.setAccessibleName(question.dutch or question.label)
        self.list.setAccessibleDescription("" if self._ranked else self._state.text())
        self._state.setVisible(not self._ranked and not setting.turned)
        self.agree.setVisible(not self._ranked)
        self._how.setVisible(not setting.turned)
        for button, sign, words in ((self.up, "↑", UP), (self.down, "↓", DOWN)):
            wanted = sign if setting.turned else f"{sign}  {self.texts.text(words)}"
            if button.label() != wanted:
                button.set_text(wanted)
                button.setAccessibleName(self.texts.text(words))
        agreed = "✓" if setting.turned else self.texts.text(RIGHT_ORDER)
        if self.agree.label() != agreed:
            self.agree.set_text(agreed)
            self.agree.setAccessibleName(self.texts.text(RIGHT_ORDER))
        self._show()

    def field(self) -> QWidget | None:
        """The list."""
        return self.list

    def _show(self) -> None:
        current = self.list.currentIndex().row()
        rows = tuple(self._line(place, one, current) for place, one in enumerate(self._order))
        self.list.present(rows, mirrored=self._setting.mirrored, turned=self._setting.turned)

    def _line(self, place: int, choice: ChoiceView, current: int) -> ListRow:
        sign = str(place + 1) if self._ranked else "–"
        held = self._grabbed and place == current
        words = f"{choice.label}, {choice.dutch}" if choice.dutch else choice.label
        spoken = self.texts.text(
            PLACE if self._ranked else UNPLACED, n=place + 1, most=len(self._order), words=words
        )
        if held:
            spoken = f"{spoken}, {self.texts.text(GRABBED)}"
        dutch = beside(choice, self._setting, self.texts)
        return ListRow(
            choice.value,
            f"↕ {sign}" if held else sign,
            choice.label,
            dutch,
            False,
            spoken,
            choice.image,
            held,
            not choice.translated,
        )

    def pick_up(self) -> None:
        """Pick the current line up, or put it down."""
        self._grabbed = not self._grabbed
        if self.list.currentIndex().row() < 0:
            self.list.go(0)
        self._show()

    def _move_current(self, by: int) -> None:
        current = max(self.list.currentIndex().row(), 0)
        self._move(current, current + by)

    def _move(self, start: int, end: int) -> None:
        if not 0 <= end < len(self._order):
            return
        order = list(self._order)
        order.insert(end, order.pop(start))
        self.list.go(end)
        self._tell(tuple(order))

    def _tell(self, order: tuple[ChoiceView, ...]) -> None:
        self.typed.emit(" ".join(choice.value for choice in order))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves a line; Space picks it up, and then arrows alone do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self.pick_up()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and (self._grabbed or event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self._move_current(step)
            return True
        if event.key() == Qt.Key.Key_Escape and self._grabbed:
            self._grabbed = False
            self._show()
            return True
        # Letters and figures are the page's, not a search in the list.
        if event.text() and event.text().isprintable():
            event.ignore()
            parent = self.parentWidget()
            return parent is not None and self._hand_on(event)
        return False

    def _hand_on(self, event: QKeyEvent) -> bool:
        from PySide6.QtCore import QCoreApplication

        parent = self.parentWidget()
        return parent is not None and QCoreApplication.sendEvent(parent, event)
