"""What can lie open over the questions: a note, guidance, the languages, a pause, the signals asked for."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    ChoiceRow,
    Face,
    Label,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    clear,
    row,
    stack,
)
from fieldcheck.ui.language_choice import LanguageChoice
from fieldcheck.viewmodels.interview import PAUSE_REASONS
from fieldcheck.viewmodels.interview_state import InterviewState, Panel

SIGNALS_SHOWN_MS = 8000
"""How long signals stay on the screen that the person opposite can see (milliseconds)."""

NOTE_TITLE = N_("Notitie bij deze vraag")
NOTE_NAME = N_("Notitie")
SAVE_NOTE = N_("Bewaar notitie")
CLOSE = N_("Sluiten")
GUIDANCE_TITLE = N_("Toelichting voor u")
NO_GUIDANCE = N_("Bij deze vraag hoort geen toelichting.")
LANGUAGE_TITLE = N_("In welke taal gaat het gesprek verder?")
PAUSE_TITLE = N_("Waarom stopt u nu?")
PAUSE_KEPT = N_("Alles wat beantwoord is, is bewaard. Het gesprek gaat later op deze plaats verder.")
ALOUD_TITLE = N_("Voorlezen")
ALOUD_ADVICE = N_(
    "Wie in de buurt staat, hoort mee wat er gevraagd wordt. Gebruik een koptelefoon, of ga apart zitten."
)
ALOUD_ALLOW = N_("Voorlezen aanzetten")
NO_VOICE = N_(
    "Op deze laptop is geen stem voor {language}, of een opname kan niet afgespeeld worden. "
    "Lees de vraag zelf voor, of laat de persoon het scherm lezen."
)
SIGNALS_TITLE = N_("Signalen tot nu toe")
NO_SIGNALS = N_("Nog geen signalen.")
SIGNALS_HIDE = N_("Verdwijnt vanzelf. Los zegt een signaal weinig.")


class Panels(QWidget):
    """Shows the one panel that is open; hidden when none is."""

    note_kept = Signal(str)
    closed = Signal()
    language_picked = Signal(str)
    pause_picked = Signal(str)
    aloud_allowed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._open = Panel.NONE
        self._choices: list[tuple[ChoiceRow, str]] = []
        self._languages: LanguageChoice | None = None
        self._allow: PrimaryButton | None = None
        self._layout: QVBoxLayout = stack(gap=Space.M, parent=self)
        self.note = QPlainTextEdit()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SIGNALS_SHOWN_MS)
        self._timer.timeout.connect(self.closed)
        self.hide()

    @property
    def covers(self) -> bool:
        """Whether the open panel takes the place of the questions."""
        return self._open in (Panel.LANGUAGES, Panel.PAUSE)

    def present(self, state: InterviewState) -> None:
        """Open, change or close."""
        if state.panel is self._open and state.panel is not Panel.GUIDANCE:
            return
        self._open = state.panel
        self._timer.stop()
        clear(self._layout)
        self._choices = []
        build = {
            Panel.NOTE: self._build_note,
            Panel.GUIDANCE: self._build_guidance,
            Panel.LANGUAGES: self._build_languages,
            Panel.PAUSE: self._build_pause,
            Panel.SIGNALS: self._build_signals,
            Panel.ALOUD: self._build_aloud,
            Panel.SILENT: self._build_silent,
        }.get(state.panel)
        self.setVisible(build is not None)
        if build is not None:
            build(state)

    def press(self, digit: str) -> bool:
        """A digit for a panel that offers choices; returns whether it was one of them."""
        place = int(digit) - 1 if digit.isdecimal() else -1
        if not 0 <= place < len(self._choices):
            return False
        self._choices[place][0].click()
        return True

    def first(self) -> QWidget | None:
        """What gets the focus when the panel opens."""
        if self._open is Panel.NOTE:
            return self.note
        if self._open is Panel.ALOUD:
            return self._allow
        if self._open is Panel.LANGUAGES:
            return self._languages
        return self._choices[0][0] if self._choices else None

    def keep_note(self) -> None:
        """Keep what was written."""
        self.note_kept.emit(self.note.toPlainText())

    def _card(self, title: str) -> Card:
        card = Card(Tone.ACCENT, gap=Space.M)
        card.body.addWidget(Label(self._texts.text(title), Face.LEAD))
        self._layout.addWidget(card)
        return card

    def _close_button(self) -> OutlinedButton:
        close = OutlinedButton(f"{self._texts.text(CLOSE)}  Esc")
        close.clicked.connect(lambda _checked=False: self.closed.emit())
        return close

    def _build_note(self, _state: InterviewState) -> None:
        card = self._card(NOTE_TITLE)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self._texts.text(NOTE_NAME))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.current().px(110))
        keep = OutlinedButton(f"{self._texts.text(SAVE_NOTE)}  Ctrl+Enter")
        keep.setObjectName("keep-note")
        keep.clicked.connect(lambda _checked=False: self.keep_note())
        card.body.addWidget(self.note)
        card.body.addLayout(row(self._close_button(), None, keep))

    def _build_guidance(self, state: InterviewState) -> None:
        card = self._card(GUIDANCE_TITLE)
        question = state.active_question
        told = Label("")
        if question is not None and question.guidance:
            told.say(question.guidance, question.rich_guidance)
        else:
            told.say(self._texts.text(NO_GUIDANCE))
        card.body.addWidget(told)
        card.body.addLayout(row(self._close_button(), None))

    def _build_languages(self, state: InterviewState) -> None:
        card = self._card(LANGUAGE_TITLE)
        self._languages = LanguageChoice(self._texts, state.languages)
        self._languages.picked.connect(self.language_picked)
        card.body.addWidget(self._languages)
        card.body.addLayout(row(self._close_button(), None))

    def _build_pause(self, _state: InterviewState) -> None:
        card = self._card(PAUSE_TITLE)
        card.body.addWidget(Label(self._texts.text(PAUSE_KEPT), Face.MUTED))
        for place, (reason, words) in enumerate(PAUSE_REASONS, 1):
            picked = self._add_choice(card, place, self._texts.text(words), "", reason)
            picked.clicked.connect(lambda _c=False, code=reason: self.pause_picked.emit(code))
        card.body.addLayout(row(self._close_button(), None))

    def _build_aloud(self, _state: InterviewState) -> None:
        card = self._card(ALOUD_TITLE)
        card.body.addWidget(Label(self._texts.text(ALOUD_ADVICE)))
        self._allow = PrimaryButton(f"{self._texts.text(ALOUD_ALLOW)}  Enter")
        self._allow.setObjectName("allow-aloud")
        self._allow.clicked.connect(lambda _checked=False: self.aloud_allowed.emit())
        card.body.addLayout(row(self._close_button(), None, self._allow))

    def _build_silent(self, state: InterviewState) -> None:
        card = self._card(ALOUD_TITLE)
        words = self._texts.text(NO_VOICE, language=state.language_dutch)
        card.body.addWidget(Label(words))
        card.body.addLayout(row(self._close_button(), None))

    def _add_choice(self, card: Card, place: int, words: str, dutch: str, value: str) -> ChoiceRow:
        one = ChoiceRow(words, dutch, digit=str(place))
        self._choices.append((one, value))
        card.body.addWidget(one)
        return one

    def _build_signals(self, state: InterviewState) -> None:
        card = self._card(SIGNALS_TITLE)
        for words in state.signals or (self._texts.text(NO_SIGNALS),):
            card.body.addWidget(Label(f"· {words}"))
        card.body.addWidget(Label(self._texts.text(SIGNALS_HIDE), Face.SMALL))
        card.body.addLayout(row(self._close_button(), None))
        self._timer.start()
