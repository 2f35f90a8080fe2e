"""Hours: what was worked, as a range, against the Working Hours Act."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import number
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.facts import Facts
from fieldcheck.triage.tables import ReferenceTables

WEEKLY_HOURS = "weekly-hours"
HOURS_PER_DAY = "hours-per-day"


@dataclass(frozen=True, slots=True)
class Span:
    """A number known to lie between ``low`` and ``high``; its middle is what is compared."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        """Halfway between the two."""
        return (self.low + self.high) / 2

    def times(self, factor: Decimal) -> Span:
        """Both ends multiplied by a factor of 0 or more."""
        return Span(self.low * factor, self.high * factor)


def hours_per_day(facts: Facts) -> Span | None:
    """Hours of a working day from short to long; None when unknown."""
    low, high = facts.number("hours-day-low"), facts.number("hours-day-high")
    if low is None and high is None:
        return None
    first = low if low is not None else high
    last = high if high is not None else low
    if first is None or last is None:
        return None
    return Span(min(first, last), max(first, last))


def hours_per_week(facts: Facts) -> Span | None:
    """Hours of a week: a stated number, or days times hours a day; None when unknown."""
    stated = facts.number("hours-week")
    if stated is not None:
        return Span(stated, stated)
    days, day = facts.number("days-week"), hours_per_day(facts)
    return None if days is None or day is None else day.times(days)


def weekly_hours_figure(facts: Facts, tables: ReferenceTables) -> Figure:
    """The hours of a week with the days and hours they come from."""
    week, days, day = hours_per_week(facts), facts.number("days-week"), hours_per_day(facts)
    formula = ""
    if week is not None:
        formula = f"{number(week.middle, 'nl')}"
        if days is not None and day is not None:
            formula = f"{number(days, 'nl')} × {number(day.middle, 'nl')} = {number(week.middle, 'nl')}"
    limit = tables.hours(age=facts.age)
    return Figure(
        code=WEEKLY_HOURS,
        label=N_("Uren per week"),
        value=None if week is None else week.middle,
        low=None if week is None else week.low,
        high=None if week is None else week.high,
        unit=N_("uur per week"),
        formula=f"{formula}  (≤ {number(limit.average, 'nl')}, ≤ {number(limit.week, 'nl')})"
        if formula
        else "",
        source=tables.hours_source,
        note=N_(
            "Dagen per week × uren per dag; daarachter het wettelijk gemiddelde en het maximum van één week."
        ),
    )
