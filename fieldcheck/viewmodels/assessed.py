"""An assessment in the words of the officer's screen: by domain, with answers, figures and the proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Urgency
from fieldcheck.i18n import SOURCE, Texts, money, number, said
from fieldcheck.triage import Assessment, DomainView, Figure, Signal

REFER_NOW = N_("Voorstel: nu doorverwijzen naar {to}")
REFER = N_("Voorstel: doorverwijzen naar {to}")
ALSO = N_("Ook voorgesteld: {to}. {label}")
BETWEEN = N_("{value}, tussen {low} en {high}")
NOT_BELOW = N_("nee, daar ligt het loon niet onder")
_BELOW_MINIMUM = "below-minimum"


class Standing(StrEnum):
    """How a domain stands: signals were heard, or none, or nobody can tell."""

    SIGNALS = "signals"
    CLEAR = "clear"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class SignalView:
    """One signal with the answers that raised it, each as "question: answer"."""

    code: str
    label: str
    why: str
    answers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class DomainCard:
    """One domain; ``reason`` says why it is blank. Counts are questions."""

    code: str
    label: str
    standing: Standing
    signals: tuple[SignalView, ...]
    answered: int
    asked: int
    reason: str
    not_asked: int = 0


@dataclass(frozen=True, slots=True)
class FigureView:
    """A derived figure: what it is, how it was worked out, on which source."""

    label: str
    value: str
    formula: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose; ``to`` is a recipient code or "next-post", ``reasons`` one line each."""

    to: str
    headline: str
    urgency: Urgency
    reasons: tuple[str, ...]


def proposal_of(assessment: Assessment, names: Mapping[str, str], words: Texts) -> Proposal | None:
    """The first route, in words; None without one. ``names`` are recipients and targets by code."""
    if not assessment.routes:
        return None
    route = assessment.routes[0]
    urgency = Urgency(route.urgency)
    to = names.get(route.to, route.to)
    headline = words.text(REFER_NOW if urgency is Urgency.ACUTE else REFER, to=to)
    reasons = (
        _in(route.label, words),
        *(_in(reason.label, words) for reason in route.reasons),
        *(
            words.text(ALSO, to=names.get(other.to, other.to), label=_in(other.label, words))
            for other in assessment.routes[1:]
        ),
    )
    return Proposal(route.to, headline, urgency, tuple(dict.fromkeys(reasons)))


def domain_cards(assessment: Assessment, words: Texts) -> tuple[DomainCard, ...]:
    """Every domain, those with signals first, the blank ones last."""
    cards = [_card(domain, assessment, words) for domain in assessment.domains]
    return tuple(sorted(cards, key=lambda card: list(Standing).index(card.standing)))


def _card(domain: DomainView, assessment: Assessment, words: Texts) -> DomainCard:
    signals = tuple(_signal(signal, words) for signal in assessment.signals if signal.domain == domain.code)
    standing = Standing.SIGNALS if signals else Standing.BLANK if domain.blank else Standing.CLEAR
    return DomainCard(
        code=domain.code,
        label=words.text(domain.label),
        standing=standing,
        signals=signals,
        answered=domain.answered,
        asked=domain.asked,
        not_asked=domain.not_asked,
        reason=words.text(domain.blank_reason) if domain.blank_reason else "",
    )


def _signal(signal: Signal, words: Texts) -> SignalView:
    return SignalView(
        code=signal.code,
        label=_in(signal.label, words),
        why=_in(signal.why, words),
        answers=tuple(
            _said(said(one.question, words), said(one.value_text, words)) for one in signal.answers
        ),
        source=signal.source,
    )


def figure_views(assessment: Assessment, words: Texts) -> tuple[FigureView, ...]:
    """The figures that could be worked out, with how."""
    return tuple(
        _figure(figure, figure.value, words) for figure in assessment.figures if figure.value is not None
    )


def _figure(figure: Figure, known: Decimal, words: Texts) -> FigureView:
    value = _amount(figure, known, words)
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        low, high = (_amount(figure, one, words) for one in (figure.low, figure.high))
        value = words.text(BETWEEN, value=value, low=low, high=high)
    elif figure.code == _BELOW_MINIMUM and not known:
        value = words.text(NOT_BELOW)  # "0 % under the minimum" reads as if it were under it
    note = said(figure.note, words)
    return FigureView(words.text(figure.label), value, said(figure.formula, words), figure.source, note)


def _in(label: Mapping[str, str], words: Texts) -> str:
    return label.get(words.tag) or said(label.get(SOURCE, ""), words)


def _amount(figure: Figure, value: Decimal, words: Texts) -> str:
    """A value with its unit; euro amounts the way of the language."""
    if figure.unit.startswith("EUR"):
        per = words.text(figure.unit).removeprefix("EUR")
        return f"{money(value, words.tag)}{per}"
    unit = words.text(figure.unit) if figure.unit else ""
    return f"{number(value, words.tag)} {unit}".strip()


def _said(question: str, answer: str) -> str:
    return f"{question} {answer}" if question.endswith("?") else f"{question}: {answer}"
