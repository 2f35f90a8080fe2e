"""What a caller of the engine sees: frozen snapshots of questions, pages and sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from fieldcheck.domain.interview import AnswerState

DEPTHS = ("core", "standard", "deep")
"""From the shortest interview to the longest; a question without a depth is in all of them."""


PRESENT, REMOVED = "present", "removed"
"""The values that stand for an instance of a repeat among the answers."""

NO_MEDIA: Mapping[str, str] = MappingProxyType({})
"""Of a text that comes with no file."""


def _no_media() -> Mapping[str, str]:
    return NO_MEDIA


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select question. ``translated`` is False when the label fell back to Dutch.

    ``media`` names files of the form by kind, as :attr:`Node.media` does.
    """

    value: str
    label: str
    translated: bool = True
    media: Mapping[str, str] = field(default_factory=_no_media)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The scale of a range question, in its own units; ``ticks`` is the distance of its marks, 0 for none."""

    start: float
    end: float
    step: float
    ticks: float = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """Why a question cannot stand as it is.

    ``message`` is the form's own text in the language asked for, or "" where the form has none: the
    caller supplies its own words then. ``translated`` is False for a message that fell back to Dutch.
    """

    kind: Literal["constraint", "required"]
    message: str
    translated: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """One question, note, calculation, group or repeat as it stands now.

    Attributes:
        reference: absolute path, such as ``/data/pay/amount``; inside a repeat each instance with its own
            number, ``/data/person[3]/name``. The number is the instance's for good: it does not change when
            another is removed, and is not given again, so what was answered is always found under it.
        type: text, integer, decimal, date, time, datetime, select_one, select_multiple, rank, acknowledge,
            range, image, audio, video, file, barcode, geopoint, geotrace, geoshape, note, calculate, hidden,
            group, repeat (all instances together) or instance (one of them).
        value: XForms lexical form, "" when there is none or the question is not relevant.
        state: what became of the question; an answer kept through irrelevance keeps its state.
        violation: what is wrong with it now, or None.
        label, hint, guidance: may hold ODK's Markdown.
        translated, hint_translated: False when the label or the hint fell back to the form's default
            language.
        media: names of files of the form that go with the label, by kind: image, big-image, audio, video.
        accepts: media type of an attachment, such as ``image/*``; "" for any file and for other questions.
        bounds: the scale of a range question.
        instances: of a repeat, its instances in order.
        extendable: of a repeat, whether a person adds and removes instances; else the form counts them.
        position: of an instance, its place among the others from 1; its ``label`` is that of its own group.
    """

    reference: str
    name: str
    type: str
    appearance: str
    label: str
    hint: str
    guidance: str
    relevant: bool
    required: bool
    readonly: bool
    value: str
    state: AnswerState
    violation: Violation | None
    choices: tuple[Choice, ...]
    constraint_message: str
    translated: bool
    media: Mapping[str, str] = field(default_factory=_no_media)
    accepts: str = ""
    bounds: Bounds | None = None
    instances: tuple[str, ...] = ()
    extendable: bool = False
    position: int = 0
    hint_translated: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once: one question, or a field-list group. ``section`` is its top group, or "".

    The page of a repeat has no questions: it lists the instances and lets one be added. It comes after the
    pages of its instances, so that going on from the last one asks whether there is another.
    """

    reference: str
    section: str
    questions: tuple[str, ...]
    kind: Literal["questions", "repeat"] = "questions"


@dataclass(frozen=True, slots=True)
class Section:
    """A top group with how many of its questions are asked and how many still open."""

    reference: str
    label: str
    open: int
    total: int
