"""What the interview screen shows: frozen, finished values that a page only has to set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.interview import AnswerState


class Kind(StrEnum):
    """How a question is answered on the screen."""

    ONE = "one"
    MANY = "many"
    LINE = "line"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    NOTE = "note"


class Panel(StrEnum):
    """What lies open beside the questions; one at a time."""

    NONE = "none"
    NOTE = "note"
    GUIDANCE = "guidance"
    LANGUAGES = "languages"
    SIGNALS = "signals"
    PAUSE = "pause"


class Saving(StrEnum):
    """What became of the writes of this interview."""

    IDLE = "idle"
    WRITING = "writing"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice: its key cap (1 to 99), the person's words, and the Dutch ones ("" when the same)."""

    value: str
    key: str
    label: str
    dutch: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as the page shows it.

    Attributes:
        label, hint: in the person's language; Dutch where ``translated`` is False.
        dutch, dutch_hint: in Dutch, "" when the person's language is Dutch or nothing is translated.
        guidance: for the officer, Dutch, "" when there is none.
        entry: what stands in the field, in the officer's way of writing or as typed when it has a problem.
        problem: why what was typed cannot be kept, or why the form doubts it; plain and translated.
        blocking: whether the problem keeps the value from being recorded.
    """

    reference: str
    kind: Kind
    label: str
    dutch: str
    hint: str
    dutch_hint: str
    guidance: str
    translated: bool
    required: bool
    state: AnswerState
    entry: str
    choices: tuple[ChoiceView, ...]
    problem: str = ""
    blocking: bool = False
    many_lines: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of the rail; counts are questions."""

    reference: str
    label: str
    open: int
    total: int
    current: bool


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A language the form can be held in, by its own name and in Dutch."""

    tag: str
    native: str
    dutch: str
    current: bool


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is still open at the end: where it is, and in Dutch what it asks."""

    reference: str
    dutch: str
    section: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A write that did not reach the disk, told plainly; ``unsaved`` are the questions it concerns."""

    what: str
    kept: str
    remedy: str
    unsaved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewState:
    """Everything the interview screen shows.

    Attributes:
        page: reference of the page, "" on the closing page that lists what is open.
        number: ordinal of the first question of this page among those of the interview, 1 upward.
        remaining: open questions after this page at this depth; relevance may still change it.
        active: reference of the question that digits and letters answer.
        saved_at: when the last write was on disk (UTC), None before the first.
        draft: nobody has approved the translation of the form into this language yet.
        signals: what the officer asked to see, None while hidden; they never show unasked.
    """

    case_code: str
    page: str
    section: str
    questions: tuple[QuestionView, ...]
    active: str
    number: int
    total: int
    remaining: int
    sections: tuple[SectionView, ...]
    languages: tuple[LanguageView, ...]
    language: str
    language_native: str
    language_dutch: str
    right_to_left: bool
    draft: bool
    full: bool
    can_go_back: bool
    turned: bool = False
    panel: Panel = Panel.NONE
    signals: tuple[str, ...] | None = None
    saving: Saving = Saving.IDLE
    saved_at: datetime | None = None
    failure: Failure | None = None
    open_at_end: tuple[OpenQuestion, ...] = ()
    closing: bool = False
    paused: bool = False
    finished: bool = False

    @property
    def at_end(self) -> bool:
        """Whether the closing page is shown."""
        return not self.page

    @property
    def active_question(self) -> QuestionView | None:
        """The question that digits and letters answer."""
        return next((q for q in self.questions if q.reference == self.active), None)
