"""The dated reference tables of wages and hours, read from ``resources/reference``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

CENT = Decimal("0.01")
LONGEST_FULL_WEEK = "40"
"""Before 2024 the hourly minimum depended on the full working week; the longest gives the lowest figure."""


@dataclass(frozen=True, slots=True)
class WagePeriod:
    """The minimum from one day on.

    Attributes:
        start: first day it holds.
        hour: the statutory hourly minimum since 2024; before, the lowest of the hourly equivalents (40 hours).
        month, week, day: the binding amounts before 2024, None since.
        adult_age: the age from which the full amount holds.
        source: code of its source in the table.
    """

    start: date
    hour: Decimal
    month: Decimal | None
    week: Decimal | None
    day: Decimal | None
    adult_age: int
    source: str

    @property
    def statutory_hour(self) -> bool:
        """Whether the law itself names an hourly amount (since 1 January 2024)."""
        return self.month is None


@dataclass(frozen=True, slots=True)
class YouthRates:
    """Percentages of the adult minimum by age, from one day on."""

    start: date
    percent: dict[int, Decimal]
    source: str


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """The statutory hourly minimum for one day and age, gross, in euro, with its source."""

    amount: Decimal
    source: str
    statutory_hour: bool


@dataclass(frozen=True, slots=True)
class HourLimits:
    """Limits of the Working Hours Act for one age group, in hours (source in ReferenceTables)."""

    shift: Decimal
    week: Decimal
    average: Decimal
    average_weeks: int


@dataclass(frozen=True, slots=True)
class ReferenceTables:
    """All tables that triage reads; immutable, dated, each with its source."""

    wages: tuple[WagePeriod, ...]
    wages_until: date
    youth: tuple[YouthRates, ...]
    severe_share: Decimal
    adult_hours: HourLimits
    youth_hours: HourLimits
    hours_source: str

    def adult_minimum_wage(self, day: date) -> Decimal | None:
        """The full hourly minimum on ``day``; None where no source gives one."""
        found = self.minimum_wage(day, age=None)
        return None if found is None else found.amount

    def minimum_wage(self, day: date, *, age: int | None) -> MinimumWage | None:
        """The hourly minimum on ``day`` at ``age`` (None: full adult); None where no source gives one."""
        period = self._period(day)
        if period is None:
            return None
        if age is None or age >= period.adult_age:
            return MinimumWage(period.hour, period.source, period.statutory_hour)
        rates = [one for one in self.youth if one.start <= day]
        percent = rates[-1].percent.get(max(age, 15)) if rates else None
        if percent is None:
            return None
        amount = (period.hour * percent / 100).quantize(CENT, rounding=ROUND_HALF_UP)
        return MinimumWage(amount, f"{period.source}; {rates[-1].source}", period.statutory_hour)

    def _period(self, day: date) -> WagePeriod | None:
        if day > self.wages_until:
            return None
        begun = [period for period in self.wages if period.start <= day]
        return begun[-1] if begun else None

    def hours(self, *, age: int | None) -> HourLimits:
        """The limits for this age; an unknown age counts as adult, whose limits are the wider ones."""
        return self.youth_hours if age is not None and age < 18 else self.adult_hours


def load_tables(folder: Path) -> ReferenceTables:
    """Read the tables from ``folder``. Raises OSError, KeyError or ValueError when they are not whole."""
    wages = _read(folder / "minimum-wage.json")
    hours = _read(folder / "working-hours.json")
    return ReferenceTables(
        wages=tuple(_period(row) for row in wages["periods"]),
        wages_until=date.fromisoformat(wages["until"]),
        youth=tuple(_rates(row) for row in wages["youth"]),
        severe_share=Decimal(wages["severe_share"]["value"]),
        adult_hours=_limits(hours["adult"]),
        youth_hours=_limits(hours["from_16"]),
        hours_source=hours["source"],
    )


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def _period(row: dict[str, Any]) -> WagePeriod:
    hour = row.get("statutory_hour") or row["hour"][LONGEST_FULL_WEEK]
    month, week, day = (Decimal(row[name]) if name in row else None for name in ("month", "week", "day"))
    return WagePeriod(
        date.fromisoformat(row["from"]), Decimal(hour), month, week, day, row["adult_age"], row["source"]
    )


def _rates(row: dict[str, Any]) -> YouthRates:
    percent = {int(age): Decimal(value) for age, value in row["percent"].items()}
    return YouthRates(date.fromisoformat(row["from"]), percent, row["source"])


def _limits(row: dict[str, str]) -> HourLimits:
    average, weeks = ("average_16_weeks", 16) if "average_16_weeks" in row else ("average_4_weeks", 4)
    return HourLimits(Decimal(row["shift_max"]), Decimal(row["week_max"]), Decimal(row[average]), weeks)
