"""What a caller of the engine sees: frozen snapshots of questions, pages and sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fieldcheck.domain.interview import AnswerState

DEPTHS = ("core", "standard", "deep")
"""From the shortest interview to the longest; a question without a depth is in all of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select question. ``translated`` is False when the label fell back to Dutch."""

    value: str
    label: str
    translated: bool = True


@dataclass(frozen=True, slots=True)
class Violation:
    """Why a question cannot stand as it is.

    ``message`` is the form's own text in the language asked for, or "" where the form has none: the
    caller supplies its own words then.
    """

    kind: Literal["constraint", "required"]
    message: str


@dataclass(frozen=True, slots=True)
class Node:
    """One question, note, calculation or group as it stands now.

    Attributes:
        reference: absolute path, such as ``/data/pay/amount``.
        type: text, integer, decimal, date, time, datetime, select_one, select_multiple, acknowledge, range,
            note, calculate, hidden or group.
        value: XForms lexical form, "" when there is none or the question is not relevant.
        state: what became of the question; an answer kept through irrelevance keeps its state.
        violation: what is wrong with it now, or None.
        translated: False when the label fell back to the form's default language.
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


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once: one question, or a field-list group. ``section`` is its top group, or ""."""

    reference: str
    section: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A top group with how many of its questions are asked and how many still open."""

    reference: str
    label: str
    open: int
    total: int
