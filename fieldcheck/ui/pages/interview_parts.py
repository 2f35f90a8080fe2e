"""What stands around the questions of an interview: the rail, the closing page, buttons that show a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Chip,
    Face,
    Label,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Rail,
    RailRow,
    Size,
    Space,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.pages.list_look import list_style
from fieldcheck.viewmodels.interview_state import InterviewState, SectionView

CASE = N_("Zaak {code}")
SHORT = N_("{language} · kort gesprek")
FULL = N_("{language} · volledig gesprek")
TO_FULL = N_("Volledig gesprek")
TO_SHORT = N_("Kort gesprek")
TURN = N_("Scherm draaien")
NOTE = N_("Notitie")
DRAFT = N_("concept")
TAKEN = N_("{open} open")
CLOSING = N_("Einde van het gesprek")
CLOSING_ALL = N_("Alle vragen zijn gesteld. Rond het gesprek af om de uitkomst te zien.")
CLOSING_OPEN = N_("Wat nog open is, mag open blijven. Kies een vraag om hem alsnog te stellen.")
OPEN_LIST = N_("Open vragen")


class InterviewRail(Rail):
    """The case, the sections and what is open in them, and what can be switched."""

    picked = Signal(str)
    depth_pressed = Signal()
    turn_pressed = Signal()
    note_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._sections: tuple[SectionView, ...] = ()
        self._rows: list[RailRow] = []
        self._code = Label("", Face.LEAD, wrap=False)
        self._talk = Label("", Face.SMALL)
        self._draft = Chip(texts.text(DRAFT), Tone.CAUTION)
        self.body.addLayout(row(self._code, None, self._draft, gap=Space.S))
        self.body.addWidget(self._talk)
        self.body.addSpacing(theme.current().px(Space.S))
        self._box = stack(gap=0)
        self._scroll = self._scrolled()
        self.body.addWidget(self._scroll, 1)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.setStretch(0, 1)
            whole.setStretch(1, 0)
        self._depth = shown_button(
            OutlinedButton, texts.text(TO_FULL), shortcuts.DEPTH, self.depth_pressed.emit
        )
        self._depth.setObjectName("depth")
        turn = shown_button(OutlinedButton, texts.text(TURN), shortcuts.TURN, self.turn_pressed.emit)
        note = shown_button(OutlinedButton, texts.text(NOTE), shortcuts.NOTE, self.note_pressed.emit)
        for button in (self._depth, turn, note):
            self.bottom.addWidget(button)

    def _scrolled(self) -> QScrollArea:
        sections = QWidget()
        sections.setObjectName("scrolled")
        stack(self._box, None, gap=0, parent=sections)
        scroll = QScrollArea()
        scroll.setWidget(sections)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(theme.current().px(Size.PRESSABLE))
        return scroll

    def present(self, state: InterviewState) -> None:
        """Show where the talk is; only what differs is touched."""
        set_words(self._code, self._texts.text(CASE, code=state.case_code))
        talk = self._texts.text(FULL if state.full else SHORT, language=state.language_dutch)
        set_words(self._talk, talk if state.depths else state.language_dutch)
        self._depth.setVisible(state.depths)
        self._draft.setVisible(state.draft)
        words = self._texts.text(TO_SHORT if state.full else TO_FULL)
        if self._depth.label() != words:
            self._depth.set_text(words)
        if state.sections == self._sections:
            return
        self._sections = state.sections
        while len(self._rows) < len(state.sections):
            self._add_row()
        for place, one in enumerate(self._rows):
            one.setVisible(place < len(state.sections))
        for one, section in zip(self._rows, state.sections, strict=False):
            self._present_row(one, section)

    def _present_row(self, one: RailRow, section: SectionView) -> None:
        if one.label() != section.label:
            one.set_text(section.label)
        one.set_level(section.level)
        one.setChecked(section.current)
        done = section.open == 0 and section.total > 0
        if section.current:
            self._scroll.ensureWidgetVisible(one)
        begun = section.current or section.open < section.total
        one.set_note("" if done or not begun else self._texts.text(TAKEN, open=section.open), done=done)

    def _add_row(self) -> None:
        one = RailRow("")
        place = len(self._rows)
        one.setObjectName(f"section-{place + 1}")
        one.clicked.connect(lambda _checked=False: self._on_section(place))
        self._rows.append(one)
        self._box.addWidget(one)

    def _on_section(self, place: int) -> None:
        self._rows[place].setChecked(self._sections[place].current)
        self.picked.emit(self._sections[place].reference)


class Closing(QWidget):
    """The page after the last question: what is still open, each line leading back to it."""

    picked = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._words = Label("", Face.DUTCH)
        self._open = QListWidget()
        self._open.setObjectName("open-questions")
        self._open.setAccessibleName(texts.text(OPEN_LIST))
        self._open.setStyleSheet(list_style())
        self._open.setMinimumHeight(theme.current().px(320))
        for activated in (self._open.itemActivated, self._open.itemClicked):
            activated.connect(lambda item: self.picked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._faults = Label("", Face.SMALL)
        stack(Label(texts.text(CLOSING), Face.PERSON), self._words, self._open, self._faults, parent=self)

    def present(self, state: InterviewState) -> None:
        """List what is open."""
        set_words(self._words, self._texts.text(CLOSING_OPEN if state.open_at_end else CLOSING_ALL))
        told = self._texts.plural(
            "Op {n} plaats kon het formulier iets niet berekenen. Meld dit bij de beheerder.",
            "Op {n} plaatsen kon het formulier iets niet berekenen. Meld dit bij de beheerder.",
            state.faults,
        )
        set_words(self._faults, told if state.faults else "")
        self._faults.setVisible(bool(state.faults))
        self._open.setVisible(bool(state.open_at_end))
        self._open.clear()
        for one in state.open_at_end:
            item = QListWidgetItem(f"{one.section}  ·  {one.dutch}" if one.section else one.dutch)
            item.setData(Qt.ItemDataRole.UserRole, one.reference)
            self._open.addItem(item)


def set_words(label: Label, words: str) -> None:
    """Change a label, where it says something else."""
    if label.text() != words:
        label.setText(words)


def shown_button(
    rank: type[OutlinedButton] | type[PrimaryButton] | type[QuietButton],
    words: str,
    key: shortcuts.Shortcut | None,
    act: Callable[[], None],
) -> OutlinedButton | PrimaryButton | QuietButton:
    """A button that shows its key; the page itself listens to the key."""
    button = rank(words, None if key is None else replace(key, keys=()))
    button.clicked.connect(lambda _checked=False: act())
    return button
