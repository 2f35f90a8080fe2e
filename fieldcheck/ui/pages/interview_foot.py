"""The foot of an interview: back, what can be opened, the language, and the one main action."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.controls import Foot, OutlinedButton, PrimaryButton, QuietButton
from fieldcheck.ui.pages.interview_parts import shown_button
from fieldcheck.viewmodels.interview_state import InterviewState, Panel

PAUSE = N_("Pauzeren")
BACK = N_("Terug")
NEXT = N_("Volgende")
FINISH = N_("Gesprek afronden")
GUIDANCE = N_("Toelichting voor u")
LANGUAGE = N_("Taal: {language}")


class InterviewFoot(Foot):
    """Says what was pressed; on the turned screen only signs and the person's language are left."""

    back_pressed = Signal()
    main_pressed = Signal()
    panel_pressed = Signal(Panel)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        text = texts.text
        self._back = shown_button(OutlinedButton, f"←  {text(BACK)}", None, lambda: self.back_pressed.emit())
        self._back.setAccessibleName(text(BACK))
        self._back.setObjectName("back")
        self._guidance = shown_button(
            QuietButton, text(GUIDANCE), shortcuts.GUIDANCE, lambda: self.panel_pressed.emit(Panel.GUIDANCE)
        )
        self._pause = shown_button(
            QuietButton, text(PAUSE), shortcuts.PAUSE, lambda: self.panel_pressed.emit(Panel.PAUSE)
        )
        self._pause.setObjectName("pause")
        self._language = shown_button(
            QuietButton, "", shortcuts.LANGUAGE, lambda: self.panel_pressed.emit(Panel.LANGUAGES)
        )
        self._next = shown_button(
            PrimaryButton, text(NEXT), shortcuts.ENTER, lambda: self.main_pressed.emit()
        )
        self._next.setObjectName("main")
        super().__init__(
            self._back, self._next, others=(self._pause, self._guidance), before_main=(self._language,)
        )
        order: list[QWidget] = [self._back, self._pause, self._guidance, self._language, self._next]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def present(self, state: InterviewState) -> None:
        """Show what can be done now; only what differs is touched."""
        self._back.setEnabled(state.can_go_back)
        self._next.setEnabled(not state.closing)
        self._next.setVisible(state.panel is not Panel.ALOUD)  # Enter answers what it asks
        words = self._texts.text(FINISH if state.at_end else NEXT)
        shown = "→" if state.turned else words
        if self._next.label() != shown:
            self._next.set_text(shown)
            self._next.setAccessibleName(words)
        for officers in (self._guidance, self._pause):
            officers.setVisible(not state.turned)
        back = "←" if state.turned else f"←  {self._texts.text(BACK)}"
        if self._back.label() != back:
            self._back.set_text(back)
            self._back.setAccessibleName(self._texts.text(BACK))
        language = self._texts.text(LANGUAGE, language=state.language_native)
        if state.turned:
            language = state.language_native
        if self._language.label() != language:
            self._language.set_text(language)
