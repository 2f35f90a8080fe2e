"""The button that reads a question aloud, and what it does: nobody hears anything before a warning."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.icons import Icon, IconButton
from fieldcheck.ui.speaking import Speaker
from fieldcheck.viewmodels.aloud import utterances
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import InterviewState, Panel

STOP = N_("Stoppen met voorlezen")


class AloudButton(IconButton):
    """Reads the active question aloud; pressed while it speaks, it is silent."""

    def __init__(self, model: InterviewViewModel, texts: Texts) -> None:
        super().__init__(Icon.SPEAKER, texts.text(shortcuts.ALOUD.what))
        self._model, self._texts = model, texts
        self._place: tuple[str, str] | None = None
        self.setObjectName("aloud")
        self.clicked.connect(lambda _checked=False: self.read())
        self.use(Speaker())

    def use(self, speaker: Speaker) -> None:
        """Speak through this one from now on."""
        self.speaker = speaker
        speaker.setParent(self)
        speaker.silent.connect(lambda _tag: self._on_silent())
        speaker.busy.connect(self._on_busy)

    def present(self, state: InterviewState) -> None:
        """What is heard belongs to what is seen: another page or language silences it."""
        self.setVisible(bool(state.questions))
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

    def _on_busy(self, speaking: bool) -> None:
        name = STOP if speaking else shortcuts.ALOUD.what
        self.show_sign(Icon.SPEAKING if speaking else Icon.SPEAKER, self._texts.text(name))
