"""The page of a repeat: a list of who or what is on it, with one large button to add another."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.buttons import SignButton
from fieldcheck.ui.controls import (
    Card,
    ChoiceRow,
    Face,
    Label,
    OutlinedButton,
    QuietButton,
    Size,
    Space,
    Tone,
    row,
    stack,
)
from fieldcheck.viewmodels.interview_state import InstanceView, InterviewState, RepeatView

EMPTY = N_("Er staat nog niemand of niets op deze lijst.")
ADD_FIRST = N_("Toevoegen: {label}")
ADD_ANOTHER = N_("Nog een toevoegen: {label}")
NOTHING_IN_IT = N_("nog niets ingevuld")
OPEN = N_("{open} open")
COMPLETE = N_("ingevuld")
REMOVE_ONE = N_("Verwijderen: {which}")
SURE = N_("{which} uit de lijst verwijderen, met alle antwoorden?")
YES, NO = N_("Ja, verwijderen"), N_("Nee, laten staan")
REMOVED = N_("Verwijderd: {which}")
UNDO = N_("Ongedaan maken")
WHICH = N_("{label} {n}")


class InstanceRow(QWidget):
    """One line of the list: press it to open, press its end to remove it."""

    def __init__(self) -> None:
        super().__init__()
        side = theme.current().px(Size.CHOICE_HEIGHT)
        self.open = ChoiceRow("")
        self.open.setCheckable(False)
        self.remove = SignButton("×")
        self.remove.setFixedWidth(side)
        self.remove.setMinimumHeight(theme.current().px(Size.PRESSABLE))
        self.view: InstanceView | None = None
        line = row(self.open, self.remove, gap=Space.S, parent=self)
        line.setStretch(0, 1)


class RepeatList(QWidget):
    """Presents a :class:`RepeatView`."""

    added = Signal()
    opened = Signal(str)
    removal_asked = Signal(str)
    removal_sure = Signal()
    removal_kept = Signal()
    undone = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._repeat: RepeatView | None = None
        self._shown: tuple[object, ...] = ()
        self._rows: list[InstanceRow] = []
        self._label, self._dutch = Label("", Face.PERSON), Label("", Face.DUTCH)
        self._empty = Label(texts.text(EMPTY), Face.MUTED)
        self._list = stack(gap=Space.S)
        self._card = Card(Tone.PLAIN)
        self._question = Label("", Face.STRONG)
        self.yes, self.no = OutlinedButton(texts.text(YES)), OutlinedButton(f"{texts.text(NO)}  Esc")
        self.no.setAccessibleName(texts.text(NO))
        self.undo = QuietButton(texts.text(UNDO), replace(shortcuts.UNDO, keys=()))
        line = row(self._question, self.undo, self.yes, self.no, gap=Space.S)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        self.add = OutlinedButton("", replace(shortcuts.ADD, keys=()))
        self.add.tall = Size.CHOICE_HEIGHT
        for button, name in ((self.yes, "remove-yes"), (self.no, "remove-no"), (self.undo, "undo"),
                             (self.add, "add-instance")):  # fmt: skip
            button.setObjectName(name)
        stack(
            self._label,
            self._dutch,
            self._empty,
            self._card,
            self._list,
            row(self.add, None),
            gap=Space.M,
            parent=self,
        )
        self.add.clicked.connect(lambda _checked=False: self.added.emit())
        self.yes.clicked.connect(lambda _checked=False: self.removal_sure.emit())
        self.no.clicked.connect(lambda _checked=False: self.removal_kept.emit())
        self.undo.clicked.connect(lambda _checked=False: self.undone.emit())
        self.hide()

    def present(self, state: InterviewState, *, hidden: bool) -> None:
        """Show the list of this state; hidden where its page has none."""
        repeat = None if hidden else state.repeat
        self.setVisible(repeat is not None)
        if repeat is None or (repeat, state.turned, state.right_to_left) == self._shown:
            return
        self._shown = (repeat, state.turned, state.right_to_left)
        self._repeat = repeat
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if state.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self._label.set_face(Face.PERSON_TURNED if state.turned else Face.PERSON)
        self._label.say(repeat.label)
        self._label.set_right_to_left(state.right_to_left)
        self._dutch.say(repeat.dutch)
        self._dutch.setVisible(bool(repeat.dutch) and not state.turned)
        self._empty.setVisible(not repeat.instances and not state.turned)
        while len(self._rows) < len(repeat.instances):
            self._add_row()
        for one in self._rows[len(repeat.instances) :]:
            one.hide()
        for one, instance in zip(self._rows, repeat.instances, strict=False):
            self._present_row(one, instance, state)
        self._present_card(repeat, turned=state.turned)
        words = self._texts.text(
            ADD_ANOTHER if repeat.instances else ADD_FIRST, label=repeat.dutch or repeat.label
        )
        shown = f"+  {repeat.label}" if state.turned else f"+  {words}"
        if self.add.label() != shown:
            self.add.set_text(shown)
            self.add.setAccessibleName(words)

    def _present_row(self, one: InstanceRow, instance: InstanceView, state: InterviewState) -> None:
        one.view = instance
        left = self._texts.text(OPEN, open=instance.open) if instance.open else self._texts.text(COMPLETE)
        one.open.show_choice(
            instance.summary or self._texts.text(NOTHING_IN_IT),
            "" if state.turned else left,
            digit=str(instance.position),
            right_to_left=state.right_to_left,
            turned=state.turned,
        )
        which = self._which(instance)
        one.open.setAccessibleName(f"{which}: {instance.summary or self._texts.text(NOTHING_IN_IT)}")
        one.remove.setAccessibleName(self._texts.text(REMOVE_ONE, which=which))
        one.show()

    def _present_card(self, repeat: RepeatView, *, turned: bool) -> None:
        asking = next((one for one in repeat.instances if one.reference == repeat.removing), None)
        words = ""
        if asking is not None:
            words = self._texts.text(SURE, which=self._named(asking))
        elif repeat.removed:
            words = self._texts.text(REMOVED, which=repeat.removed)
        self._card.setVisible(bool(words) and not turned)
        self._card.set_tone(Tone.CAUTION if asking is not None else Tone.PLAIN)
        self._question.say(words)
        self.yes.setVisible(asking is not None)
        self.no.setVisible(asking is not None)
        self.undo.setVisible(asking is None)

    def _which(self, instance: InstanceView) -> str:
        repeat = self._repeat
        label = (repeat.dutch or repeat.label) if repeat is not None else ""
        return self._texts.text(WHICH, label=label, n=instance.position)

    def _named(self, instance: InstanceView) -> str:
        which = self._which(instance)
        return f"{which} ({instance.summary})" if instance.summary else which

    def _add_row(self) -> None:
        one = InstanceRow()
        one.open.setObjectName(f"instance-{len(self._rows) + 1}")
        one.remove.setObjectName(f"remove-{len(self._rows) + 1}")
        one.open.clicked.connect(lambda _checked=False: self._tell(self.opened, one))
        one.remove.clicked.connect(lambda _checked=False: self._tell(self.removal_asked, one))
        one.open.installEventFilter(self)
        before: QWidget = self._rows[-1].remove if self._rows else self.undo
        self._rows.append(one)
        self._list.addWidget(one)
        # A line made later would come after everything else on the page; Tab goes as one reads.
        for control in (one.open, one.remove, self.add):
            QWidget.setTabOrder(before, control)
            before = control

    @staticmethod
    def _tell(signal: SignalInstance, one: InstanceRow) -> None:
        if one.view is not None:
            signal.emit(one.view.reference)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete on a line asks whether it may go."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            for one in self._rows:
                if one.open is watched:
                    self._tell(self.removal_asked, one)
                    return True
        return super().eventFilter(watched, event)

    def press(self, digit: str) -> bool:
        """A digit opens the line of that number; returns whether there is one."""
        for one in self._rows:
            if not one.isHidden() and one.view is not None and str(one.view.position) == digit:
                one.open.click()
                return True
        return False

    def field(self) -> QWidget | None:
        """The question whether something may be removed, else None: the page hears the keys."""
        return self.no if self._repeat is not None and self._repeat.removing else None
