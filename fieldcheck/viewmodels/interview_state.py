"""What the interview screen shows: frozen, finished values that a page only has to set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState

ONLY_DUTCH = N_("alleen in het Nederlands")
"""Marks every text that fell back to Dutch, for the officer."""


class Kind(StrEnum):
    """How a question is answered on the screen."""

    ONE = "one"
    MANY = "many"
    LINE = "line"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    RANGE = "range"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    BARCODE = "barcode"
    ATTACHMENT = "attachment"
    NOTE = "note"


class Look(StrEnum):
    """What an appearance of the form asks for, where there is more than one way to show a question."""

    USUAL = "usual"
    COMPACT = "compact"
    SEARCH = "search"
    GRID = "grid"
    PACKED = "packed"
    STEPS = "steps"
    TABLE_HEAD = "table-head"
    TABLE_ROW = "table-row"
    STARS = "stars"
    UPRIGHT = "upright"
    TYPED_ONLY = "typed-only"
    MONTH = "month"
    YEAR = "year"
    DIGITS = "digits"
    LINES = "lines"
    GROUPED = "grouped"


class Panel(StrEnum):
    """What lies open beside the questions; one at a time."""

    NONE = "none"
    NOTE = "note"
    GUIDANCE = "guidance"
    LANGUAGES = "languages"
    SIGNALS = "signals"
    PAUSE = "pause"
    ALOUD = "aloud"
    SILENT = "silent"


class Saving(StrEnum):
    """What became of the writes of this interview."""

    IDLE = "idle"
    WRITING = "writing"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice: its key cap (1 to 99), the person's words, and the Dutch ones ("" when the same).

    ``image`` and ``recording`` are the picture and the sound that go with it, as the form brings them
    along; b"" for none. ``rich_label`` and ``rich_dutch`` are as those of :class:`QuestionView`.
    ``translated`` is False where the words are Dutch because nobody translated them.
    """

    value: str
    key: str
    label: str
    dutch: str
    chosen: bool
    image: bytes = b""
    recording: bytes = b""
    rich_label: str = ""
    rich_dutch: str = ""
    translated: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a range question runs, in its own units; ``tick`` is the distance of its marks, 0 for none.

    ``chosen`` is what stands there now, None while nobody chose anything.
    """

    start: Decimal
    end: Decimal
    step: Decimal
    tick: Decimal
    chosen: Decimal | None

    @property
    def steps(self) -> int:
        """How many steps lie between the ends."""
        return int(abs(self.end - self.start) / self.step)

    def value(self, place: int) -> Decimal:
        """The value ``place`` steps from the start."""
        towards = self.step if self.end >= self.start else -self.step
        return self.start + towards * min(max(place, 0), self.steps)

    def place(self, value: Decimal) -> int:
        """The nearest step of a value."""
        return min(max(round(abs(value - self.start) / self.step), 0), self.steps)


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """The file that answers a question: its name and size in bytes; ``reading`` while it is taken in.

    ``image`` holds the picture for a small preview, b"" for other files and while it is being fetched.
    ``kind`` is image, audio, video or file; ``accepts`` are the media types that are taken.
    """

    name: str = ""
    size: int = 0
    image: bytes = b""
    reading: bool = False
    kind: str = "file"
    accepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as the page shows it.

    Attributes:
        label, hint: in the person's language; Dutch where ``translated`` or ``hint_translated`` is False.
        dutch, dutch_hint: in the officer's language, Dutch unless the screens are English; "" when they are
            the same words as the person's.
        guidance: for the officer, "" when there is none.
        entry: what stands in the field, in the officer's way of writing or as typed when it has a problem.
        problem: why what was typed cannot be kept, or why the form doubts it; plain and translated.
        dutch_problem: the same in the officer's language, "" when those are the same words.
        blocking: whether the problem keeps the value from being recorded; a question that was passed over
            though the form requires an answer has a problem that blocks nothing.
        look, columns: how the form wants it shown; ``columns`` is 0 where it does not say how many.
        readonly: shown and never asked.
        ranked: the values of a rank question in the order given, () while nobody put them in order.
        earlier: what an earlier talk of the case said about this, a line for the officer, "" for nothing.
        image, recording: a picture beside the question, and a sound that says it; b"" for none.
        film: whether the form has a film with it, which is not shown here.
        fault: whether an expression of the form about this question could not be computed.
        rich_label, rich_dutch, rich_hint, rich_dutch_hint, rich_guidance: Qt rich text of the same words,
            "" where there is no markup.
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
    dutch_problem: str = ""
    blocking: bool = False
    look: Look = Look.USUAL
    columns: int = 0
    readonly: bool = False
    scale: Scale | None = None
    ranked: tuple[str, ...] = ()
    attachment: AttachmentView | None = None
    earlier: str = ""
    image: bytes = b""
    recording: bytes = b""
    film: bool = False
    fault: bool = False
    rich_label: str = ""
    rich_dutch: str = ""
    rich_hint: str = ""
    rich_dutch_hint: str = ""
    rich_guidance: str = ""
    hint_translated: bool = True

    @property
    def asked(self) -> bool:
        """Whether it wants an answer: notes, heads of tables and read-only questions only tell."""
        return not (self.readonly or self.kind is Kind.NOTE or self.look is Look.TABLE_HEAD)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One line of the rail; counts are questions. Level 0 is a section, 1 an instance of a repeat in it."""

    reference: str
    label: str
    open: int
    total: int
    current: bool
    level: int = 0


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A language the form can be held in, by its own name and as the officer calls it (``dutch``).

    ``known_as`` are the names it is searched by, in small letters without accents.
    """

    tag: str
    native: str
    dutch: str
    current: bool
    known_as: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is still open at the end: where it is, and in Dutch what it asks."""

    reference: str
    dutch: str
    section: str


@dataclass(frozen=True, slots=True)
class InstanceView:
    """One line of a repeat: its place from 1, and what was answered first in it ("" for nothing yet)."""

    reference: str
    position: int
    summary: str
    open: int


@dataclass(frozen=True, slots=True)
class RepeatView:
    """The page of a repeat: who or what is on the list, and what can be done with it.

    Attributes:
        label, dutch: of the repeat, in the person's language and in Dutch ("" when the same).
        removing: the instance whose removal waits for a yes, "" for none.
        removed: the words of the instance that was removed last and can come back, "" for none.
    """

    reference: str
    label: str
    dutch: str
    instances: tuple[InstanceView, ...]
    removing: str = ""
    removed: str = ""


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
        answered: how many of the ``total`` questions of now have an answer or a state in its place.
        remaining: open questions after this page at this depth; None while nobody can say, because an open
            question (such as consent) decides over nearly all of them.
        at_most: more than ``remaining`` while an open question decides over a whole section.
        active: reference of the question that digits and letters answer.
        saved_at: when the last write was on disk (UTC), None before the first.
        draft: nobody has approved the translation of the form into this language yet.
        depths: whether the form has a short talk that leaves questions of the full one out.
        repeat: set on the page of a repeat, which has no questions of its own.
        instance: inside a repeat, which one of it this is, such as "Persoon 2 van 3"; else "".
        aloud: whether questions may be read aloud in this talk; nobody hears one unasked.
        faults: in how many places the form could not be computed, told on the closing page.
        signals: what the officer asked to see, None while hidden; they never show unasked.
    """

    case_code: str
    page: str
    section: str
    questions: tuple[QuestionView, ...]
    active: str
    number: int
    total: int
    answered: int
    remaining: int | None
    at_most: int
    sections: tuple[SectionView, ...]
    languages: tuple[LanguageView, ...]
    language: str
    language_native: str
    language_dutch: str
    right_to_left: bool
    draft: bool
    full: bool
    can_go_back: bool
    depths: bool = True
    turned: bool = False
    aloud: bool = False
    panel: Panel = Panel.NONE
    signals: tuple[str, ...] | None = None
    saving: Saving = Saving.IDLE
    saved_at: datetime | None = None
    failure: Failure | None = None
    open_at_end: tuple[OpenQuestion, ...] = ()
    faults: int = 0
    repeat: RepeatView | None = None
    instance: str = ""
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
