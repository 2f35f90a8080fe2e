"""What is said when a question is read aloud: recordings of the form where it has them, else its words."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.viewmodels.interview_state import ChoiceView, QuestionView
from fieldcheck.viewmodels.reading import DUTCH


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say: ``recording`` as the form brings it along, else ``words`` in the language ``tag``.

    The words may hold what the person answered before, so they are never written down anywhere.
    """

    words: str
    tag: str
    recording: bytes = b""


def utterances(question: QuestionView, tag: str) -> tuple[Utterance, ...]:
    """The question and its choices, in the order of the screen.

    Args:
        question: what is asked.
        tag: the person's language; what nobody translated is said in Dutch.
    """
    spoken = tag if question.translated else DUTCH
    of_hint = tag if question.hint_translated else DUTCH
    together = spoken == of_hint
    asked = "\n".join(part for part in (question.label, question.hint if together else "") if part)
    said = [Utterance(asked, spoken, question.recording)]
    if not together and not question.recording:
        said.append(Utterance(question.hint, of_hint))
    said += [_choice(choice, tag) for choice in question.choices if choice.label or choice.recording]
    return tuple(one for one in said if one.words or one.recording)


def _choice(choice: ChoiceView, tag: str) -> Utterance:
    return Utterance(choice.label, tag if choice.translated else DUTCH, choice.recording)
