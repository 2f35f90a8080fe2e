"""What a form fills in itself: shown, and not to be changed."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.answers.base import Answer, Setting, beside
from fieldcheck.ui.answers.dates import BETWEEN
from fieldcheck.ui.controls import Card, Face, Label, Tone, stack
from fieldcheck.viewmodels.interview_state import QuestionView

FILLED_IN = N_("Vult het formulier zelf in")
NOTHING = N_("Nog leeg")


class ToldAnswer(Answer):
    """The value in words, in a quiet card."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._value = Label("", Face.TITLE)
        self._dutch = Label("", Face.DUTCH)
        self._why = Label(texts.text(FILLED_IN), Face.SMALL)
        card = Card(Tone.QUIET)
        for label in (self._value, self._dutch, self._why):
            card.body.addWidget(label)
        stack(card, parent=self)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the value."""
        chosen = [choice for choice in question.choices if choice.chosen]
        by_value = {choice.value: choice.label for choice in question.choices}
        ranked = [by_value.get(value, value) for value in question.ranked]
        entry = question.attachment.name if question.attachment else question.entry.replace(BETWEEN, " ")
        words = ", ".join(ranked or [choice.label for choice in chosen]) or entry
        said = (beside(choice, setting, self.texts) for choice in chosen)
        dutch = ", ".join(one for one in dict.fromkeys(said) if one)
        nothing = "–" if setting.turned else self.texts.text(NOTHING)
        self._value.say(words or nothing)
        self._value.set_right_to_left(setting.mirrored)
        self._dutch.say(dutch)
        self._dutch.setVisible(bool(dutch))
        self._why.setVisible(not setting.turned)
