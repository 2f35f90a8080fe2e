"""Hours worked, as a range, since people say “eight to ten hours”."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.words import amount


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high``, both included; the same twice when it is one figure."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        """Halfway."""
        return (self.low + self.high) / 2

    def times(self, factor: Decimal) -> Span:
        """Both ends multiplied by a positive factor."""
        return Span(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a day and a week, and days a week, as far as known; ``formula`` says how the week was made."""

    day: Span | None
    week: Span | None
    days: Decimal | None
    formula: str


def hours_worked(
    *,
    day: Decimal | None,
    day_most: Decimal | None,
    days: Decimal | None,
    week: Decimal | None,
) -> Hours | None:
    """The hours from what was answered; None when nothing is known.

    ``day`` and ``day_most`` are the shortest and longest day. Hours a day times days a week goes before a
    week's total, since people count days better than weeks.
    """
    daily = _span(day, day_most)
    if daily is not None and days is not None:
        total = daily.times(days)
        formula = Said(
            N_("{hours} uur × {days} dagen = {total} uur"),
            hours=_text(daily),
            days=amount(days),
            total=_text(total),
        )
        return Hours(daily, total, days, formula)
    if week is not None:
        of_day = daily or (Span(week / days, week / days) if days else None)
        return Hours(of_day, Span(week, week), days, Said(N_("{hours} uur per week"), hours=amount(week)))
    return Hours(daily, None, days, "") if daily is not None else None


def _span(low: Decimal | None, high: Decimal | None) -> Span | None:
    if low is None:
        return None
    return Span(low, max(low, high)) if high is not None else Span(low, low)


def _text(span: Span) -> str:
    if span.low == span.high:
        return amount(span.low)
    return Said(N_("{low} tot {high}"), low=amount(span.low), high=amount(span.high))
