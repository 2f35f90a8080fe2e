"""What figures are reckoned from, and what a derived figure gives to rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fieldcheck.domain.wording import Said
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.hours import Hours
from fieldcheck.triage.tables import CENT, HoursLimits, MinimumWage, ReferenceTables
from fieldcheck.triage.wage import Pay

ADULT = 18
"""Age (years) from which somebody is no minor."""


@dataclass(frozen=True, slots=True)
class Ages:
    """The youngest and oldest somebody can be, in years."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known of one interview on one day; None wherever the answers do not reach."""

    answered: Answered
    day: date
    ages: Ages | None
    pay: Pay | None
    hours: Hours | None
    minimum: MinimumWage | None
    limits: HoursLimits | None
    stay_days: int | None
    tables: ReferenceTables


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure, and the value that ``fc:`` with its code gives to rules; None when it is not known."""

    figure: Figure
    value: Decimal | None


def made(
    code: str,
    label: str,
    unit: str,
    *,
    value: Decimal | None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    formula: str = "",
    source: str = "",
    note: str = "",
) -> Figure:
    """A figure whose texts can be said in any language; without ``low`` and ``high`` it is one value."""
    noted = note if isinstance(note, Said) or not note else Said(note)
    known = value is not None
    return Figure(
        code,
        Said(label),
        value,
        (value if low is None else low) if known else None,
        (value if high is None else high) if known else None,
        Said(unit) if unit else "",
        formula if known else "",
        source,
        noted,
    )


def rounded(value: Decimal) -> Decimal:
    """Rounded to 0.01, without useless noughts and without an exponent."""
    return value.quantize(CENT, ROUND_HALF_UP).normalize() + 0


def cents(value: Decimal) -> Decimal:
    """An amount of money: rounded to 0.01, with both decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after another, each of which can be said in another language."""
    said: str = ""
    for part in parts:
        one = part if isinstance(part, Said) else Said(part)
        said = Said("{before} {one}", before=said, one=one) if said else one
    return said
