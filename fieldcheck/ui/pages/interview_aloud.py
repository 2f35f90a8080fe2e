"""Reading the questions of an interview aloud: nobody hears anything before a warning."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fieldcheck.ui.speaking import Speaker
from fieldcheck.viewmodels.aloud import utterances
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import InterviewState, Panel


class Aloud(QObject):
    """Reads the active question; asked again while it speaks, it is silent.

    ``speaking`` tells when it begins and ends.
    """

    speaking = Signal(bool)

    def __init__(self, model: InterviewViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._place: tuple[str, str] | None = None
        self.use(Speaker())

    def use(self, speaker: Speaker) -> None:
        """Speak through this one from now on."""
        self.speaker = speaker
        speaker.setParent(self)
        speaker.silent.connect(lambda _tag: self._on_silent())
        speaker.busy.connect(self.speaking)

    def present(self, state: InterviewState) -> None:
        """What is heard belongs to what is seen: another page or language silences it."""
        place = (state.page, state.language)
        if place != self._place:
            self._place = place
            self.speaker.stop()

    def read(self) -> None:
        """Say the active question, after the warning where nobody has seen it in this talk."""
        state = self._model.state
        question = state.active_question or next(iter(state.questions), None)
        if self.speaker.speaking or question is None:
            self.speaker.stop()
        elif not state.aloud:
            self._model.open_panel(Panel.ALOUD)
        else:
            self.speaker.say(utterances(question, state.language))

    def read_question(self, reference: str) -> None:
        """Say this question of the page."""
        self._model.focus(reference)
        self.read()

    def allow(self) -> None:
        """Somebody read the warning: say it."""
        self._model.allow_aloud()
        self.read()

    def _on_silent(self) -> None:
        if self._model.state.panel is not Panel.SILENT:
            self._model.open_panel(Panel.SILENT)
