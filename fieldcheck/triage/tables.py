"""The dated reference tables: minimum wage, working hours, housing. Each row has its source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fieldcheck.domain.errors import N_, EnvironmentFailed
from fieldcheck.triage.lens_table import LensTable, read_lenses

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """The gross statutory minimum at one date and age, in euros without holiday allowance.

    Attributes:
        hour: the hourly amount. Before 2024 it is only derived, from a week of 36, 38 or 40 hours; that of
            40, the lowest, where the usual full week is not known.
        day: binding amounts before 2024; None since.
        week: see ``day``.
        month: see ``day``.
        age: the age it was looked up for, at most the adult age.
        since: from when the row holds.
        outdated: the date lies after the last period the table knows; the amount may be higher now.
        source: codes of the table's sources.
    """

    hour: Decimal
    day: Decimal | None
    week: Decimal | None
    month: Decimal | None
    age: int
    since: date
    outdated: bool
    source: str


@dataclass(frozen=True, slots=True)
class _WageRow:
    since: date
    adult_age: int
    hour: Decimal
    day: Decimal | None
    week: Decimal | None
    month: Decimal | None
    source: str
    by_full_week: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class _YouthRow:
    since: date
    apprentice: bool
    percentages: Mapping[int, Decimal]
    source: str


@dataclass(frozen=True, slots=True)
class NightLimits:
    """What the Working Hours Act adds for nights, in hours.

    Attributes:
        ends_after: hour of the night after which a shift must end for the longer rest to be due.
        rest: fewest hours after such a shift.
        series: from how many night shifts in a row a longer rest is due.
        series_rest: fewest hours after such a series.
        long_shift: most hours of a night shift that seldom lasts longer than usual.
        long_shifts_14_days: how often at most in 14 days.
        long_shifts_52_weeks: how often at most in 52 weeks.
    """

    ends_after: Decimal
    rest: Decimal
    series: int
    series_rest: Decimal
    long_shift: Decimal
    long_shifts_14_days: int
    long_shifts_52_weeks: int


@dataclass(frozen=True, slots=True)
class HoursLimits:
    """Limits of the Working Hours Act for one age group, in hours; ``average`` is over ``average_weeks``.

    Attributes:
        average_4_weeks: the average over four weeks where the table has one beside ``average``, else None.
        daily_rest: fewest hours between two shifts.
        weekly_rest: fewest hours in a row in every seven days.
        breaks: hours of work after which a break is due, and its minutes.
        night_shift: most hours of a night shift, None where the table has none.
        night_average: the average for whoever works ``many_nights`` or more in 16 weeks, None as before.
        many_nights: see ``night_average``.
        night: what holds at night besides; None where the table has nothing.
    """

    from_age: int
    day: Decimal
    week: Decimal
    average: Decimal
    average_weeks: int
    source: str
    daily_rest: Decimal | None = None
    weekly_rest: Decimal | None = None
    breaks: tuple[tuple[Decimal, int], ...] = ()
    night_shift: Decimal | None = None
    night_average: Decimal | None = None
    many_nights: int | None = None
    average_4_weeks: Decimal | None = None
    night: NightLimits | None = None

    def average_for(self, nights: Decimal | None) -> Decimal:
        """The average for somebody who works so many nights in 16 weeks."""
        if nights is None or self.many_nights is None or self.night_average is None:
            return self.average
        return self.night_average if nights >= self.many_nights else self.average


@dataclass(frozen=True, slots=True)
class Parameters:
    """Dated parameters of deductions and allowances.

    Attributes:
        housing: most that may go off for housing, in percent of the minimum wage.
        holiday: holiday allowance in percent of the pay.
        premium: average nominal premium of health insurance a month (euro), None where no source has it.
        over_premium: how far above it a deduction may go (percent).
    """

    since: date
    housing: Decimal
    housing_source: str
    holiday: Decimal
    holiday_source: str
    premium: Decimal | None
    over_premium: Decimal
    premium_source: str


@dataclass(frozen=True, slots=True)
class DeductionTable:
    """The parameters by date."""

    rows: tuple[Parameters, ...]

    def on(self, day: date) -> Parameters | None:
        """Those that hold on a day; None before the first row."""
        found: Parameters | None = _latest(self.rows, day)
        return found


@dataclass(frozen=True, slots=True)
class ReferenceTables:
    """All tables, read once. Amounts are Decimal; see the JSON files for the sources behind the codes."""

    _wages: tuple[_WageRow, ...]
    _youth: tuple[_YouthRow, ...]
    _hours: tuple[HoursLimits, ...]
    known_until: date
    severe_underpayment: Decimal
    """Share below the minimum that the decree itself calls severe (0 to 1)."""
    far_below_minimum: Decimal
    """Share below the minimum from which rules speak of far below (0 to 1)."""
    registration_days: int
    """Expected stay from which somebody belongs in the BRP (days)."""
    deductions: DeductionTable
    """What may go off the pay, by date."""
    lenses: LensTable
    """The lists of indicators, and which signals belong to which of their points."""

    def minimum_wage(
        self, day: date, age: int, *, apprentice: bool = False, full_week: Decimal | None = None
    ) -> MinimumWage | None:
        """The minimum at ``day`` for somebody of ``age`` years; None before the table, or under 15.

        Args:
            day: the day it is looked up for.
            age: in years.
            apprentice: has an apprenticeship contract (BBL), which counts at 18 to 20 since July 2019.
            full_week: the usual full-time week (36, 38 or 40 hours), which before 2024 decided the hourly
                amount; without it the lowest one is taken.
        """
        row = _latest(self._wages, day)
        if row is None:
            return None
        hour = row.by_full_week.get(int(full_week), row.hour) if full_week is not None else row.hour
        outdated = day > self.known_until
        if age >= row.adult_age:
            return MinimumWage(
                hour, row.day, row.week, row.month, row.adult_age, row.since, outdated, row.source
            )
        youth = self._youth_on(day, apprentice=apprentice)
        percentage = youth.percentages.get(age) if youth else None
        if youth is None or percentage is None:
            return None
        part = _share(percentage)
        source = f"{row.source}; {youth.source}"
        return MinimumWage(
            part(hour), part(row.day), part(row.week), part(row.month), age, row.since, outdated, source
        )

    def _youth_on(self, day: date, *, apprentice: bool) -> _YouthRow | None:
        found: _YouthRow | None = None
        for contract in (apprentice, False):
            found = found or _latest([row for row in self._youth if row.apprentice is contract], day)
        return found

    def adult_minimum_wage(self, day: date) -> Decimal | None:
        """The hourly adult minimum at ``day`` to print in a letter; None where no source gives it."""
        found = self.minimum_wage(day, 99)
        return None if found is None or found.outdated or found.day is not None else found.hour

    def hours_limits(self, age: int) -> HoursLimits | None:
        """The limits for somebody of ``age`` years; None under 16."""
        return next((limits for limits in self._hours if age >= limits.from_age), None)


def _share(percentage: Decimal) -> Any:
    def part(amount: Decimal | None) -> Decimal | None:
        # Half a cent rounds up: Besluit minimumjeugdloon art. 2(2) [L2].
        return None if amount is None else (amount * percentage / 100).quantize(CENT, ROUND_HALF_UP)

    return part


def _latest(rows: Any, day: date) -> Any:
    return next((row for row in reversed(rows) if row.since <= day), None)


def load_tables(folder: Path) -> ReferenceTables:
    """Read the tables (``minimum-wage.json``, ``lenses.json`` and the like) in ``folder``.

    Raises EnvironmentFailed, naming the file and the reason, when one is missing or not as it should be.
    """
    return ReferenceTables(
        **_read(folder / "minimum-wage.json", _wages),
        **_read(folder / "working-hours.json", _hours),
        **_read(folder / "housing.json", _housing),
        **_read(folder / "deductions.json", _deductions),
        **_read(folder / "lenses.json", lambda content: {"lenses": read_lenses(content)}),
    )


def _read(path: Path, take: Any) -> Any:
    try:
        return take(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise EnvironmentFailed(
            N_("De tabel {place} is niet te lezen: {reason}"),
            remedy=N_("Installeer het programma opnieuw."),
            place=path.name,
            reason=f"{type(error).__name__} {error}",
        ) from error


_CONTRACTS = {"regular": False, "bbl": True}


def _wages(content: Any) -> dict[str, Any]:
    rows = tuple(
        _WageRow(
            since=date.fromisoformat(row["from"]),
            adult_age=row["adult_age"],
            hour=_amount(row["hour"] if "hour" in row else row["hour_40"]),
            day=_amount(row["day"]) if "day" in row else None,
            week=_amount(row["week"]) if "week" in row else None,
            month=_amount(row["month"]) if "month" in row else None,
            source=row["source"],
            by_full_week={
                hours: _amount(row[f"hour_{hours}"]) for hours in (36, 38, 40) if f"hour_{hours}" in row
            },
        )
        for row in content["rows"]
    )
    youth = tuple(
        _YouthRow(
            date.fromisoformat(row["from"]),
            _CONTRACTS[row["contract"]],
            {int(age): _amount(share) for age, share in row["percentages"].items()},
            row["source"],
        )
        for row in content["youth"]
    )
    _require_order(rows)
    for contract in _CONTRACTS.values():
        _require_order([row for row in youth if row.apprentice is contract])
    thresholds = content["thresholds"]
    return {
        "_wages": rows,
        "_youth": youth,
        "known_until": date.fromisoformat(content["known_until"]),
        "severe_underpayment": _amount(thresholds["severe_underpayment"]["share"]),
        "far_below_minimum": _amount(thresholds["far_below_minimum"]["share"]),
    }


def _hours(content: Any) -> dict[str, Any]:
    groups = [
        HoursLimits(
            from_age=group["from_age"],
            day=_amount(group["day"]),
            week=_amount(group["week"]),
            average=_amount(group["average"]),
            average_weeks=group["average_weeks"],
            source=content["source"],
            daily_rest=_amount(group["daily_rest"]),
            weekly_rest=_amount(group["weekly_rest"]),
            breaks=tuple((_amount(one["after"]), int(one["minutes"])) for one in group["break"]),
            night_shift=_amount(group["night_shift"]) if "night_shift" in group else None,
            night_average=_amount(group["night_average"]) if "night_average" in group else None,
            many_nights=group.get("nights_16_weeks"),
            average_4_weeks=_amount(group["average_4_weeks"]) if "average_4_weeks" in group else None,
            night=_night(group["night"]) if "night" in group else None,
        )
        for group in content["groups"]
    ]
    return {"_hours": tuple(sorted(groups, key=lambda group: -group.from_age))}


def _night(row: Any) -> NightLimits:
    return NightLimits(
        ends_after=_amount(row["ends_after"]),
        rest=_amount(row["rest"]),
        series=int(row["series"]),
        series_rest=_amount(row["series_rest"]),
        long_shift=_amount(row["long_shift"]),
        long_shifts_14_days=int(row["long_shifts_14_days"]),
        long_shifts_52_weeks=int(row["long_shifts_52_weeks"]),
    )


def _housing(content: Any) -> dict[str, Any]:
    return {"registration_days": int(content["registration"]["days"])}


def _deductions(content: Any) -> dict[str, Any]:
    rows = tuple(
        Parameters(
            since=date.fromisoformat(row["from"]),
            housing=_amount(row["housing"]["percent"]),
            housing_source=row["housing"]["source"],
            holiday=_amount(row["holiday"]["percent"]),
            holiday_source=row["holiday"]["source"],
            premium=_amount(row["insurance"]["average_premium"])
            if row["insurance"]["average_premium"]
            else None,
            over_premium=_amount(row["insurance"]["over_average_percent"]),
            premium_source=row["insurance"]["source"],
        )
        for row in content["rows"]
    )
    _require_order(rows)
    return {"deductions": DeductionTable(rows)}


def _require_order(rows: Any) -> None:
    days = [row.since for row in rows]
    if not days or days != sorted(set(days)):
        raise ValueError("the rows do not follow each other in time")


def _amount(text: object) -> Decimal:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is not an amount written as text")
    return Decimal(text)
