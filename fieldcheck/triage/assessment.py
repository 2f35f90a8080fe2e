"""What an assessment says: signals, figures, blank domains and proposed routes, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class AnswerRef:
    """One answer behind a conclusion, in words: the question, and the value or state as given."""

    reference: str
    question: str
    value_text: str
    state: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal that the answers raise. A single signal says little; the sum does.

    ``weight`` is "" unless the list it comes from publishes one (never under the NVM's name).
    ``figures`` are codes of the figures it rests on.
    """

    code: str
    exploitation: str
    domain: str
    dimension: str
    weight: str
    label: Mapping[str, str]
    why: Mapping[str, str]
    answers: tuple[AnswerRef, ...]
    figures: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A derived figure: a value, or a range where the answers leave one, with how it was worked out.

    ``value`` is None when the answers do not allow it. ``unit`` begins with EUR for amounts.
    ``label``, ``unit`` and ``note`` are Dutch msgids.
    """

    code: str
    label: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    formula: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class DomainView:
    """One domain: how many of its questions were asked and answered; ``blank`` when none was answered.

    ``label`` and ``blank_reason`` are Dutch msgids.
    """

    code: str
    label: str
    signals: int
    answered: int
    asked: int
    blank: bool
    blank_reason: str


@dataclass(frozen=True, slots=True)
class RouteReason:
    """One reason for a route: the label of a signal, in the form's languages."""

    code: str
    label: Mapping[str, str]

    @property
    def text(self) -> str:
        """The reason in Dutch."""
        return self.label["nl"]


@dataclass(frozen=True, slots=True)
class Route:
    """A proposed route by one rule; the officer decides. ``to`` is a recipient's code."""

    code: str
    to: str
    urgency: str
    label: Mapping[str, str]
    reasons: tuple[RouteReason, ...]
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the answers add up to; nothing here says what a person is."""

    form_id: str
    form_digest: str
    day: str
    signals: tuple[Signal, ...]
    figures: tuple[Figure, ...]
    domains: tuple[DomainView, ...]
    routes: tuple[Route, ...]

    def as_json(self) -> dict[str, Any]:
        """The assessment as a JSON object; amounts as strings of their exact value."""
        exact: dict[str, Any] = _exact(asdict(self))
        return exact


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _exact(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return value
