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
        hour: the hourly amount. Before 2024 that of a 40-hour week, the lowest, and only derived.
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


@dataclass(frozen=True, slots=True)
class _YouthRow:
    since: date
    percentages: Mapping[int, Decimal]
    source: str


@dataclass(frozen=True, slots=True)
class HoursLimits:
    """Limits of the Working Hours Act for one age group, in hours; ``average`` is over ``average_weeks``."""

    from_age: int
    day: Decimal
    week: Decimal
    average: Decimal
    average_weeks: int
    source: str


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
    lenses: LensTable
    """The lists of indicators, and which signals belong to which of their points."""

    def minimum_wage(self, day: date, age: int) -> MinimumWage | None:
        """The minimum at ``day`` for somebody of ``age`` years; None before the table, or under 15."""
        row = _latest(self._wages, day)
        if row is None:
            return None
        outdated = day > self.known_until
        if age >= row.adult_age:
            return MinimumWage(
                row.hour, row.day, row.week, row.month, row.adult_age, row.since, outdated, row.source
            )
        youth = _latest(self._youth, day)
        percentage = youth.percentages.get(age) if youth else None
        if youth is None or percentage is None:
            return None
        part = _share(percentage)
        source = f"{row.source}; {youth.source}"
        return MinimumWage(
            part(row.hour) or row.hour,
            part(row.day),
            part(row.week),
            part(row.month),
            age,
            row.since,
            outdated,
            source,
        )

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
        )
        for row in content["rows"]
    )
    youth = tuple(
        _YouthRow(
            date.fromisoformat(row["from"]),
            {int(age): _amount(share) for age, share in row["percentages"].items()},
            row["source"],
        )
        for row in content["youth"]
        if row["contract"] == "regular"
    )
    _require_order(rows)
    _require_order(youth)
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
        )
        for group in content["groups"]
    ]
    return {"_hours": tuple(sorted(groups, key=lambda group: -group.from_age))}


def _housing(content: Any) -> dict[str, Any]:
    return {"registration_days": int(content["registration"]["days"])}


def _require_order(rows: Any) -> None:
    days = [row.since for row in rows]
    if not days or days != sorted(set(days)):
        raise ValueError("the rows do not follow each other in time")


def _amount(text: object) -> Decimal:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is not an amount written as text")
    return Decimal(text)
