"""What every way of answering has in common."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import ChoiceRow
from fieldcheck.ui.icons import Icon
from fieldcheck.viewmodels.interview_state import ONLY_DUTCH, ChoiceView, QuestionView


@dataclass(frozen=True, slots=True)
class Setting:
    """How a question stands on the page: ``mirrored`` for right-to-left words, ``turned`` to the person.

    ``tag`` is the person's language (BCP 47).
    """

    active: bool = False
    mirrored: bool = False
    turned: bool = False
    tag: str = "nl"


def beside(choice: ChoiceView, setting: Setting, texts: Texts) -> str:
    """What stands beside a choice: its Dutch, or that it has no other; nothing on the turned screen."""
    if setting.turned:
        return ""
    return choice.dutch if choice.translated else texts.text(ONLY_DUTCH)


def problem_words(question: QuestionView, *, turned: bool) -> str:
    """Why an answer cannot stand; beneath it in the officer's language, but on the turned screen."""
    told = (question.problem, "" if turned else question.dutch_problem)
    return "\n".join(words for words in told if words)


def show_choice(
    row: ChoiceRow,
    choice: ChoiceView,
    setting: Setting,
    texts: Texts,
    *,
    several: bool,
    icon: Icon | None = None,
) -> None:
    """Let a row or a tile be this choice; turned to the person it has no Dutch, inactive it has no digit.

    ``several`` says whether others can be chosen beside it; ``icon`` is a sign in place of a picture.
    """
    row.show_choice(
        choice.label,
        beside(choice, setting, texts),
        digit=choice.key if setting.active else "",
        right_to_left=setting.mirrored,
        turned=setting.turned,
        image=choice.image,
        icon=icon,
        rich=choice.rich_label,
        rich_dutch="" if setting.turned else choice.rich_dutch,
        caution=not choice.translated,
    )
    row.show_chosen(choice.chosen, several=several)
    row.setProperty("value", choice.value)


class Answer(QWidget):
    """Presents the answering part of a question, and reports what a person did; kept between questions.

    ``chosen`` tells a value that answers the question; ``typed`` tells what stands in it now, which is
    recorded when the person goes on.
    """

    chosen = Signal(str)
    typed = Signal(str)
    writes_letters = False
    """Whether a letter can be the beginning of an answer here, and so is no state."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = texts

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show this question."""
        raise NotImplementedError

    def field(self) -> QWidget | None:
        """What gets the focus when the question's turn comes; None where the page itself hears the keys."""
        return None

    def opened(self) -> QWidget | None:
        """What lies open below it and has to be in sight, such as a calendar."""
        return None

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that can be written in; the question's block listens for its letters."""
        field = self.field()
        return (field,) if field is not None else ()
