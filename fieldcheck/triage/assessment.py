"""What triage comes to: signals, figures, domains and proposed routes, each with what it rests on.

Nothing here says what a person is. A single signal says little; a route is a proposal to an officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import SOURCE, Texts, said, texts
from fieldcheck.triage.advice import NOTHING_KNOWN, Advice, Situation, advise
from fieldcheck.triage.lenses import Lens


@dataclass(frozen=True, slots=True)
class AnswerRef:
    """An answer that a conclusion rests on, in Dutch words: ``value_text`` as it was chosen or given.

    Where the form has them in the officer's language too, they can be said in it.
    """

    reference: str
    question: str
    value_text: str
    state: AnswerState


@dataclass(frozen=True, slots=True)
class Figure:
    """A derived figure.

    ``label``, ``unit``, ``formula`` and ``note`` are Dutch that can be said in another language.

    Attributes:
        code: such as ``hourly-wage``.
        label: what it is.
        value: the figure in the middle of its range, None when the answers do not give one.
        low: the lowest it can be, as the answers have it.
        high: the highest it can be.
        unit: ``EUR per uur``, ``uur per week``, ``dagen``, ``m² per persoon`` or ``%``.
        formula: how it was worked out, for the worker to follow.
        source: codes of where the rule or amount comes from, "" for plain arithmetic.
        note: what to keep in mind, or "".
        assumed: it takes an adult for granted, since nobody told an age.
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
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule of the sheet ``signals`` that holds, with the answers and figures (codes) it read."""

    code: str
    exploitation: str
    domain: str
    dimension: str
    weight: str
    label: Mapping[str, str]
    why: Mapping[str, str]
    answers: tuple[AnswerRef, ...]
    source: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainView:
    """How much is known of one domain. Counts are questions that were relevant.

    ``asked`` counts those with an answer or a reason for having none, ``not_asked`` the others: passed over,
    or for a fuller talk. ``blank`` says that nothing was answered, and ``blank_reason`` why, as a Dutch text.
    """

    code: str
    label: str
    signals: tuple[str, ...]
    answered: int
    asked: int
    blank: bool
    blank_reason: str
    not_asked: int = 0


@dataclass(frozen=True, slots=True)
class RouteReason:
    """One line of why a route is proposed: of a signal or rule in the form's languages, else in Dutch.

    ``code`` is that of the signal, rule or figure, or the reference of an answer.
    """

    code: str
    label: Mapping[str, str]

    @property
    def text(self) -> str:
        """The reason in Dutch."""
        return self.label["nl"]


@dataclass(frozen=True, slots=True)
class Route:
    """A proposed recipient; one for each recipient, at the highest urgency any rule gave it.

    ``code`` and ``label`` are those of the first such rule; other rules that hold are among ``reasons``.
    ``signals`` are codes. ``source`` tells where that rule comes from, "" for a rule of the action.
    """

    code: str
    to: str
    urgency: str
    label: Mapping[str, str]
    reasons: tuple[RouteReason, ...]
    signals: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Unease:
    """An officer's suspicion without proof (niet pluis). It counts as itself and is never a signal.

    Attributes:
        what: what was seen or heard, in the officer's words; "" when only the feeling is recorded.
        provenance: ``seen``, ``told``, ``document`` or ``hearsay``; "" when not said.
        certainty: ``certain``, ``likely`` or ``vague``; "" when not said.
        answers: the same as it was answered, in words.
    """

    what: str
    provenance: str
    certainty: str
    answers: tuple[AnswerRef, ...]


@dataclass(frozen=True, slots=True)
class RuleNotice:
    """What the action made of a rule of the form: another urgency, or switched off (``none``).

    Attributes:
        was: the urgency in the form.
        urgency: that of the action.
        reason: why, in the words of whoever prepared the action.
        holds: whether the rule holds for these answers; it did nothing when it was switched off.
    """

    code: str
    label: Mapping[str, str]
    to: str
    was: str
    urgency: str
    reason: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole of it. ``routes`` are acute first; empty means that no rule proposes one.

    Attributes:
        lenses: lists of indicators side by side, never merged.
        unease: suspicions without proof; never among the signals.
        rule_changes: what the action made of rules of the form.
        minor: whether the person is or may be under 18; None when no age is known.
        situation: what the advice depends on.
    """

    form_id: str
    form_digest: str
    day: date
    signals: tuple[Signal, ...]
    figures: tuple[Figure, ...]
    domains: tuple[DomainView, ...]
    routes: tuple[Route, ...]
    lenses: tuple[Lens, ...] = ()
    unease: tuple[Unease, ...] = ()
    rule_changes: tuple[RuleNotice, ...] = ()
    minor: bool | None = None
    situation: Situation = NOTHING_KNOWN

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What to do or to tell next, what is acute first."""
        return advise(self.situation)

    def lens(self, code: str) -> Lens:
        """The lens with this code; KeyError when there is none."""
        return {lens.code: lens for lens in self.lenses}[code]

    def as_json(self, words: Texts | None = None) -> dict[str, Any]:
        """As JSON objects and lists; a Decimal is written as a string, never as a float.

        Our own words are those of ``words``, Dutch without; what the form asked and heard stays as it is.
        """
        content = asdict(self) | {"advice": [asdict(line) for line in self.advice]}
        written = _plain(content, words or texts(SOURCE))
        assert isinstance(written, dict)  # noqa: S101 - for the type checker
        return written


def _plain(value: object, words: Texts) -> object:
    match value:
        case StrEnum():
            return value.value
        case str():
            return said(value, words)
        case Decimal():
            return format(value, "f")
        case Mapping():
            return {str(key): _plain(item, words) for key, item in _in_words(value, words).items()}
        case list() | tuple():
            return [_plain(item, words) for item in value]
        case date():
            return value.isoformat()
    return value


def _in_words(texts_by_language: Mapping[Any, object], words: Texts) -> Mapping[Any, object]:
    """A text by language, with that of ``words`` beside the Dutch where it can be said in it."""
    dutch = texts_by_language.get(SOURCE)
    if not isinstance(dutch, Said):
        return texts_by_language
    return {words.tag: said(dutch, words), **texts_by_language, SOURCE: str.__str__(dutch)}
